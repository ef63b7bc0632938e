package queue_test

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"

	"paihao/queue"
)

// Whoever takes a service or a counter out of the settings while people wait for it is told so at the start.
func TestStrays(t *testing.T) {
	h := mustHall(t, venue())
	h.mustDo(queue.Command{Verb: queue.Open, Counter: "1"})
	h.mustTake("general", "")
	h.mustTake("company", "")
	h.mustCall("1")
	h.mustClose()
	for _, c := range []struct {
		name  string
		leave func(*queue.Venue)
		want  string
	}{
		{"nothing left", func(*queue.Venue) {}, ""},
		{"a service left", func(v *queue.Venue) { v.Services, v.Counters = v.Services[:2], v.Counters[:2] }, "tickets=1"},
		{"a counter left", func(v *queue.Venue) { v.Counters = v.Counters[1:] }, "tickets=1"},
	} {
		var log bytes.Buffer
		v := venue()
		c.leave(&v)
		h.options.Venue, h.options.Log = v, slog.New(slog.NewTextHandler(&log, nil))
		h.mustOpen()
		h.mustClose()
		if got := log.String(); c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%s: the log says %q, want %q in it", c.name, got, c.want)
		}
	}
}
