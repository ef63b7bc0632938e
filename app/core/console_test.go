package core

import (
	"slices"
	"testing"

	"paihao/app/config"
)

// The sandbox shows a message's fields in the same order in every run, whichever kinds share its template.
func TestConsoleOrder(t *testing.T) {
	fields := config.Fields{}
	for _, slot := range []string{"thing1", "character_string2", "thing3", "time4", "number5", "phrase6", "date7", "amount8"} {
		fields[slot] = nil
	}
	known := console{}
	known.add("T", fields)
	known.add("T", config.Fields{"letter9": nil, "thing1": nil})
	known.add("", fields)
	if len(known) != 1 || len(known["T"]) != 9 || !slices.IsSorted(known["T"]) {
		t.Errorf("got %v, want nine sorted fields of T", known)
	}
}
