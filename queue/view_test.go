package queue_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"paihao/queue"
)

func TestRangeJSON(t *testing.T) {
	want := queue.Range{Low: 10 * time.Minute, High: 25 * time.Minute}
	text, err := json.Marshal(want)
	if err != nil || string(text) != `{"low_s":600,"high_s":1500}` {
		t.Errorf(`Marshal: got %s, %v, want {"low_s":600,"high_s":1500}`, text, err)
	}
	var got queue.Range
	if err := json.Unmarshal(text, &got); err != nil || got != want {
		t.Errorf("Unmarshal: got %v, %v, want %v", got, err, want)
	}
	if err := json.Unmarshal([]byte(`{"low_s":"soon"}`), &got); err == nil {
		t.Errorf("Unmarshal of nonsense: got %v, want an error", got)
	}
}

// A view passes through JSON unchanged: windows in other processes get it so.
func TestViewJSON(t *testing.T) {
	h := mustStaffed(t)
	h.missed("ann")
	h.mustTake("general", "bob")
	h.mustTake("social", "cat")
	h.mustCall("2")
	text := mustText(t, h.View())
	var v queue.View
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatalf("Unmarshal: %v", err)
	}
	if again := mustText(t, v); again != text {
		t.Errorf("view through JSON: got %s, want %s", again, text)
	}
}

// The lists of a view end where they promise, whatever the day was like.
func TestViewLimits(t *testing.T) {
	h := mustStaffed(t)
	for range queue.MaxMissed + 1 {
		h.missed("")
	}
	v := h.View()
	if len(v.Calls) != queue.MaxCalls || len(v.Missed) != queue.MaxMissed {
		t.Errorf("view: got %d calls, %d missed, want %d, %d", len(v.Calls), len(v.Missed), queue.MaxCalls, queue.MaxMissed)
	}
	newest := fmt.Sprintf("A%03d", queue.MaxMissed+1)
	if v.Calls[0].Number != newest || v.Missed[0].Number != newest || v.Missed[1].Number >= newest {
		t.Errorf("newest first: got call %s, missed %s and %s, want %s first", v.Calls[0].Number, v.Missed[0].Number, v.Missed[1].Number, newest)
	}
	if v.Totals[queue.Missed] != queue.MaxMissed+1 {
		t.Errorf("counts: got %v, want all of them", v.Totals)
	}
}

// A view is as long with a thousand people in line as with ten, but for the digits of their counts.
func TestViewIsShort(t *testing.T) {
	h := mustStaffed(t)
	long := func(waiting int) int {
		t.Helper()
		for h.View().Services[0].Waiting < waiting {
			h.mustTake("general", "")
		}
		return len(mustText(t, h.View()))
	}
	if few, many := long(10), long(1000); many > few+50 {
		t.Errorf("the view has %d bytes with ten in line and %d with a thousand", few, many)
	}
}
