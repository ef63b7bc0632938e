package queue_test

import (
	"fmt"
	"strings"
	"testing"

	"paihao/queue"
)

// Who comes back after a miss waits behind the next ReturnAfter of the line and behind those who came back to there
// before; at the end when the line is shorter. R1, R2 and R3 come back in this order.
func TestReturn(t *testing.T) {
	for _, c := range []struct {
		after   int
		waiting int // before the first comes back
		story   string
		want    string
	}{
		{0, 0, "R1", "R1"},
		{0, 2, "R1", "R1 T1 T2"},
		{0, 2, "R1 R2 R3", "R1 R2 R3 T1 T2"},
		{0, 0, "R1 T R2", "R1 R2 T1"},
		{0, 2, "R1 call R2", "R2 T1 T2"},
		{0, 1, "R1 call call R2 T R3", "R2 R3 T2"},
		{1, 3, "R1 R2", "T1 R1 R2 T2 T3"},
		{2, 1, "R1", "T1 R1"},
		{2, 2, "R1", "T1 T2 R1"},
		{2, 2, "R1 T R2", "T1 T2 R1 R2 T3"},
		{2, 3, "R1 R2 R3", "T1 T2 R1 R2 R3 T3"},
		{2, 4, "R1 call R2", "T2 R1 R2 T3 T4"},
		{2, 4, "R1 call call R2", "R1 T3 R2 T4"},
		{3, 5, "R1 call call R2 R3", "T3 R1 T4 R2 R3 T5"},
	} {
		v := venue()
		v.Rules.ReturnAfter = c.after
		h := mustHall(t, v)
		h.mustDo(queue.Command{Verb: queue.Open, Counter: "1"})
		ids := map[string]string{}
		for i := range 3 {
			ids[fmt.Sprint("R", i+1)] = h.missed("")
		}
		waiting := 0
		join := func() {
			waiting++
			ids[fmt.Sprint("T", waiting)] = h.mustTake("general", "").ID
		}
		for range c.waiting {
			join()
		}
		for act := range strings.FieldsSeq(c.story) {
			switch act {
			case "T":
				join()
			case "call":
				h.mustCall("1")
			default:
				h.mustDo(queue.Command{Verb: queue.Return, Ticket: ids[act]})
			}
		}
		if got := h.lineOf(ids); got != c.want {
			t.Errorf("after %d, %d waiting, %s: got %s, want %s", c.after, c.waiting, c.story, got, c.want)
		}
		h.mustReopen()
		if got := h.lineOf(ids); got != c.want {
			t.Errorf("after %d, %d waiting, %s and a restart: got %s, want %s", c.after, c.waiting, c.story, got, c.want)
		}
		h.mustClose()
	}
}

// Two who come back to behind the same ticket, in lines of their own, keep the order in which they came back.
func TestReturnAcrossLines(t *testing.T) {
	v := venue()
	v.Rules.ReturnAfter = 1
	h := mustHall(t, v)
	defer h.mustClose()
	h.mustDo(queue.Command{Verb: queue.Open, Counter: "1"})
	h.mustDo(queue.Command{Verb: queue.Open, Counter: "2"})
	general := h.missed("")
	social := h.mustTake("social", "").ID
	h.mustCall("2")
	h.mustDo(queue.Command{Verb: queue.Recall, Ticket: social})
	h.clock.turn(v.Rules.MissAfter)
	h.mustDo(queue.Command{Verb: queue.Miss, Ticket: social})
	first, last := h.mustTake("general", "").ID, h.mustTake("general", "").ID
	h.mustDo(queue.Command{Verb: queue.Return, Ticket: social})
	h.mustDo(queue.Command{Verb: queue.Return, Ticket: general})
	for i, want := range []string{first, social, general, last} {
		if got := h.mustCall("2"); got.ID != want {
			t.Errorf("call %d: got %s of %s, want %s", i, got.Number, got.Service, h.ticket(want).Number)
		}
	}
}

// lineOf is who waits, by the names of ids.
func (h *hall) lineOf(ids map[string]string) string {
	var line []string
	for i, s := range h.inLine() {
		for name, id := range ids {
			if id == s.ID {
				line = append(line, name)
			}
		}
		if s.Ahead != i {
			h.Errorf("%s: got %d ahead, want %d", s.Number, s.Ahead, i)
		}
	}
	return strings.Join(line, " ")
}
