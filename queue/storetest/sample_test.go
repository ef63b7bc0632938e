package storetest

import (
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"paihao/queue"
)

// A change that a store is tried with has something in every field, however deep it lies: a store that loses a field of a
// record could not be told from one that keeps it.
func TestFullChange(t *testing.T) {
	c := fullChange(firstDay, 0)
	for name, list := range map[string]int{
		"Days": len(c.Days), "Contacts": len(c.Contacts), "Grants": len(c.Contacts[1].Grants),
		"Channels": len(c.Days[1].Channels), "Turns": len(c.Counters[1].Turns), "Scores": len(c.Days[1].Summary.Scores),
	} {
		if list != 2 {
			t.Errorf("%s: got %d, want 2", name, list)
		}
	}
	deleting := []string{".Unbound", ".Forgotten", ".Revoked", ".Dropped"} // would delete the records again
	if got := empty("", reflect.ValueOf(c)); !slices.Equal(slices.Sorted(slices.Values(got)), slices.Sorted(slices.Values(deleting))) {
		t.Errorf("empty fields: got %q, want %q", got, deleting)
	}
	if got := empty("", reflect.ValueOf(queue.Contact{ID: "a", Grants: []queue.Grant{{Left: 1}}})); len(got) < 5 || got[len(got)-2] != ".Grants[0].Template" {
		t.Errorf("empty fields of a contact: got %q, want many, and that of a grant", got)
	}
}

// empty lists the fields that hold nothing.
func empty(path string, v reflect.Value) (paths []string) {
	if v.IsZero() || v.Kind() == reflect.Slice && v.Len() == 0 {
		return []string{path}
	}
	switch {
	case v.Type() == reflect.TypeFor[time.Time]():
	case v.Kind() == reflect.Pointer:
		return empty(path, v.Elem())
	case v.Kind() == reflect.Slice:
		for i := range v.Len() {
			paths = append(paths, empty(fmt.Sprintf("%s[%d]", path, i), v.Index(i))...)
		}
	case v.Kind() == reflect.Map:
		for _, key := range v.MapKeys() {
			paths = append(paths, empty(fmt.Sprintf("%s[%v]", path, key), v.MapIndex(key))...)
		}
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				paths = append(paths, empty(path+"."+f.Name, v.Field(i))...)
			}
		}
	}
	return paths
}
