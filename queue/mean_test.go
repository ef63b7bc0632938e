package queue_test

import (
	"testing"
	"time"

	"paihao/queue"
)

// Means are of the first calls and of the services whose end somebody noted, the same after a restart, and what is taken
// back never was.
func TestMeans(t *testing.T) {
	v := venue()
	v.Rules.UndoWithin = time.Hour
	h := mustHall(t, v)
	defer h.mustClose()
	wait := func(d time.Duration) func() { return func() { h.clock.turn(d) } }
	do := func(c queue.Command) func() { return func() { h.mustDo(c) } }
	h.mustDo(queue.Command{Verb: queue.Open, Counter: "1"})
	first, second := h.mustTake("general", "").ID, h.mustTake("general", "").ID
	next := queue.Command{Operation: "next", Verb: queue.CallNext, Counter: "1"}
	for _, c := range []struct {
		name string
		act  func()
		want queue.Means
	}{
		{"nobody was called", wait(4 * time.Minute), queue.Means{}},
		{"one was called", do(queue.Command{Verb: queue.CallNext, Counter: "1"}), queue.Means{Wait: 4 * time.Minute}},
		{"and is served", wait(6 * time.Minute), queue.Means{Wait: 4 * time.Minute}},
		{"the next is called", do(next), queue.Means{Wait: 7 * time.Minute, Service: 6 * time.Minute}},
		{"taken back", func() { h.undo("next", nil) }, queue.Means{Wait: 4 * time.Minute}},
		{"put aside", do(to(queue.Hold, first)), queue.Means{Wait: 4 * time.Minute}},
		{"for long", wait(30 * time.Minute), queue.Means{Wait: 4 * time.Minute}},
		{"back in line", do(to(queue.Resume, first)), queue.Means{Wait: 4 * time.Minute}},
		{"called again", do(queue.Command{Verb: queue.CallTicket, Ticket: first, Counter: "1"}), queue.Means{Wait: 4 * time.Minute}},
		{"a moment", wait(2 * time.Minute), queue.Means{Wait: 4 * time.Minute}},
		{"done", do(to(queue.Finish, first)), queue.Means{Wait: 4 * time.Minute, Service: 2 * time.Minute}},
		{"the other is called", do(queue.Command{Verb: queue.CallTicket, Ticket: second, Counter: "1"}), queue.Means{Wait: 23 * time.Minute, Service: 2 * time.Minute}},
		{"and stays there", wait(time.Hour), queue.Means{Wait: 23 * time.Minute, Service: 2 * time.Minute}},
		{"until the day ends", do(queue.Command{Verb: queue.CloseDay}), queue.Means{Wait: 23 * time.Minute, Service: 2 * time.Minute}},
		{"which was a mistake", func() { h.undo(queue.DayClosing, nil) }, queue.Means{Wait: 23 * time.Minute, Service: 2 * time.Minute}},
		{"done", do(to(queue.Finish, second)), queue.Means{Wait: 23 * time.Minute, Service: 31 * time.Minute}},
		{"another day", wait(24 * time.Hour), queue.Means{}},
	} {
		c.act()
		h.look()
		if got := h.View().Means; got != c.want {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
		h.mustReopen()
		if got := h.View().Means; got != c.want {
			t.Errorf("%s and a restart: got %v, want %v", c.name, got, c.want)
		}
	}
}

// What a clock in doubt says measures nothing.
func TestMeansInDoubt(t *testing.T) {
	h := mustHall(t, venue())
	defer h.mustClose()
	h.mustDo(queue.Command{Verb: queue.Open, Counter: "1"})
	h.mustTake("general", "")
	h.clock.turn(14 * year)
	h.mustCall("1")
	if got := h.View().Means; got != (queue.Means{}) || !h.View().Health.Doubt {
		t.Errorf("called by a clock 14 years ahead: got %v, want nothing", got)
	}
	h.clock.turn(-14*year + 10*time.Minute)
	h.mustTake("general", "")
	h.clock.turn(3 * time.Minute)
	h.mustCall("1")
	if got, want := h.View().Means, (queue.Means{Wait: 3 * time.Minute}); got != want {
		t.Errorf("by the right clock again: got %v, want %v", got, want)
	}
}

// The longest wait is that of who came first, wherever they stand now.
func TestOldest(t *testing.T) {
	v := venue()
	v.Rules.Later = 9
	h := mustHall(t, v)
	defer h.mustClose()
	first := h.mustTake("general", "").ID
	h.clock.turn(time.Minute)
	second := h.mustTake("general", "").ID
	want := func(when string, general, social time.Time) {
		t.Helper()
		h.mustReopen()
		if s := h.View().Services; !s[0].OldestAt.Equal(general) || !s[1].OldestAt.Equal(social) {
			t.Errorf("%s: got %v and %v, want %v and %v", when, s[0].OldestAt, s[1].OldestAt, general, social)
		}
	}
	want("two wait", noon, time.Time{})
	h.mustDo(to(queue.Later, first))
	want("the first lets the other go", noon, time.Time{})
	h.mustDo(queue.Command{Verb: queue.Transfer, Ticket: first, Service: "social"})
	want("and waits for something else", noon.Add(time.Minute), noon)
	h.mustDo(to(queue.Hold, first))
	h.mustDo(to(queue.Cancel, second))
	want("nobody waits", time.Time{}, time.Time{})
	h.mustDo(to(queue.Resume, first))
	want("and is back", time.Time{}, noon)
}

func TestLong(t *testing.T) {
	minutes := func(low, high int) *queue.Range {
		return &queue.Range{Low: time.Duration(low) * time.Minute, High: time.Duration(high) * time.Minute}
	}
	for _, c := range []struct {
		limit int
		wait  *queue.Range
		want  bool
	}{
		{45, nil, false},
		{45, minutes(0, 0), false},
		{45, minutes(30, 60), false},
		{45, minutes(30, 65), true},
		{45, minutes(60, 150), true},
		{0, minutes(60, 150), false},
		{1, minutes(0, 5), true},
	} {
		got := queue.ServiceView{Wait: c.wait}.Long(queue.Rules{LongWait: time.Duration(c.limit) * time.Minute})
		if got != c.want {
			t.Errorf("%v with a limit of %d minutes: got %v, want %v", c.wait, c.limit, got, c.want)
		}
	}
}
