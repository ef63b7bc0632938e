package queue

import (
	"testing"
	"time"
)

// Where staff never say that a service starts, nobody takes a counter for free because the one who is there was called long
// ago.
func TestCalledLongAgo(t *testing.T) {
	b := mustBook(t, []string{"a"}, "")
	b.counters["0"] = CounterOpen
	keepBusy(b, "0", "a")
	here := *b.tickets[b.current["0"]]
	here.State, here.Steps = Called, []Step{
		{Seq: 1, What: Take, At: b.now.Add(-time.Hour), Service: "a"}, {Seq: 2, What: CallNext, At: b.now.Add(-10 * time.Minute), Counter: "0"},
	}
	b.tickets[here.ID] = &here
	s := b.schedule()
	s.starts, s.miss, s.missTime = false, 0.3, 90
	s.rest(b, 0, &here)
	for k, free := range s.booths[0].free {
		if free <= s.gap {
			t.Errorf("course %d: free in %v s, as if nobody had come", k, free)
		}
	}
}

func TestNotYetMissed(t *testing.T) {
	for _, c := range []struct{ share, ago, least, most float64 }{
		{0.3, 0, 0.3, 0.3}, {0.3, 1, 0.13, 0.14}, {0.3, 10, 0, 0.001}, {0, 1, 0, 0},
	} {
		if got := notYetMissed(c.share, c.ago); got < c.least || got > c.most {
			t.Errorf("of %v, %v times later: got %v, want %v to %v", c.share, c.ago, got, c.least, c.most)
		}
	}
}

// A day that is written again has changed nothing of what is known of those before it.
func TestPrepareOnce(t *testing.T) {
	b, _ := bank(2, 2)
	before := b.today.before()
	b.apply(Change{Days: []Day{b.day.with(ChannelCount{Channel: "door", Tickets: 1})}})
	if b.today.before() != before {
		t.Error("somebody came by a channel: the past days were added up anew")
	}
	b.apply(Change{Dropped: []string{b.days[0].Date}})
	if b.today.before() == before || len(b.today.before().days) != daysKept-1 {
		t.Errorf("a day was dropped: got %d days, want %d", len(b.today.before().days), daysKept-1)
	}
}
