package queue

import (
	"encoding/json"
	"sync"
	"testing"
	"time"
)

// A day's record reads as it was written, whatever stands in it, and is written again as it was, read or not.
func TestDayRead(t *testing.T) {
	at := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	_, taught := bankDay(12, 30)
	for name, day := range map[string]Day{
		"open":                         {Date: "2026-11-20", Seq: 3, OpenedAt: at},
		"over":                         {Date: "2026-11-20", Seq: 3, OpenedAt: at, ClosedAt: at, By: ByDesk, Summary: taught},
		"that has taught nothing":      {Date: "2026-11-20", OpenedAt: at, ClosedAt: at, Summary: &Summary{}},
		"with a name like a record":    {Date: "2026-11-20", OpenedAt: at, By: `,"summary":{`, Summary: taught},
		"with such a name and no more": {Date: "2026-11-20", OpenedAt: at, By: `,"summary":{}}`},
		"with a channel": {
			Date: "2026-11-20", OpenedAt: at, Channels: []ChannelCount{{Channel: `"},"summary":{`, Tickets: 2}}, Summary: taught,
		},
	} {
		want := mustText(day)
		for _, read := range []func(text string, d *Day) error{
			func(text string, d *Day) error { return json.Unmarshal([]byte(text), d) },
			func(text string, d *Day) error { return d.UnmarshalJSON([]byte(text)) }, // as a file does
		} {
			var got Day
			if err := read(want, &got); err != nil {
				t.Fatalf("a day %s: %v", name, err)
			}
			if unread := mustText(got); unread != want {
				t.Errorf("a day %s: got %s, want %s", name, unread, want)
			}
			if got.Summary = got.Summary.read(); mustText(got) != want {
				t.Errorf("a day %s, read: got %s, want %s", name, mustText(got), want)
			}
		}
	}
}

// What is no record is refused, with and without something behind it that looks like a summary.
func TestDayRefused(t *testing.T) {
	for _, text := range []string{``, `[`, `{`, `{"date":7}`, `{"date":7,"summary":{}}`, `{"date":"2026-11-20","summary":{}`, `,"summary":{}}`} {
		if err := new(Day).UnmarshalJSON([]byte(text)); err == nil {
			t.Errorf("%s: got no error", text)
		}
	}
}

// A day whose summary is no JSON has taught nothing, and can be written anew.
func TestDayUnreadable(t *testing.T) {
	for _, text := range []string{`{"date":"2026-11-20","summary":{"walks":}}`, `{"date":"2026-11-20","summary":{},"later":{}}`} {
		var d Day
		if err := d.UnmarshalJSON([]byte(text)); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if written, err := json.Marshal(&d); err != nil || !json.Valid(written) {
			t.Errorf("%s: written as %s, %v", text, written, err)
		}
	}
}

// A summary is read once, however many ask at the same time.
func TestReadOnce(t *testing.T) {
	var s Summary
	if err := json.Unmarshal([]byte(`{"walks":{"n":1,"t":30000}}`), &s); err != nil {
		t.Fatal(err)
	}
	var readers sync.WaitGroup
	got := make([]*Summary, 8)
	for i := range got {
		readers.Go(func() { got[i] = s.read() })
	}
	readers.Wait()
	for _, g := range got {
		if g != got[0] || g.Walks != (Sum{N: 1, T: 30000}) {
			t.Errorf("got %+v, want one for all, with a walk", g)
		}
	}
}
