package core

import (
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"paihao/queue"
)

// turned is a machine's clock that can be set, as seen by a program that was started after it.
type turned struct{ by atomic.Int64 }

func (c *turned) now() time.Time { return time.Now().Round(0).Add(time.Duration(c.by.Load())) }

// turn lets the clock differ so much from the right time.
func (c *turned) turn(by time.Duration) { c.by.Store(int64(by)) }

// A machine that has started in another age tells its customers as any other: the queue does not believe its clock either.
func TestMessagesInAnotherAge(t *testing.T) {
	for _, by := range []time.Duration{14 * 365 * 24 * time.Hour, -30 * 365 * 24 * time.Hour} {
		synctest.Test(t, func(t *testing.T) {
			clock := turned{}
			s := mustStage(t, memory(), func(s *stage) { s.now = clock.now })
			r := &recorder{}
			background(t, s.notifier(r).run)
			s.mustOpen("1")
			ticket := s.mustTake(1, "general")[0].ID
			clock.turn(by)
			s.mustCall("1")
			time.Sleep(time.Minute)
			s.wantNotice(ticket, queue.NoticeView{Kind: queue.YourTurn, State: queue.Accepted, Way: queue.ByTemplate})
		})
	}
}

// A clock that went ahead is set right while WeChat is away. Nobody is called by a message of half an hour ago then, although
// its date is still to come.
func TestStaleByAClockSetRight(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		clock := turned{}
		clock.turn(5 * time.Hour)
		s := mustStage(t, memory(), func(s *stage) { s.now = clock.now })
		away := &outage{}
		r := &recorder{answer: away.answer}
		n := s.notifier(r)
		background(t, n.run)
		ticket := theCall(s)
		time.Sleep(time.Second)
		clock.turn(0)
		time.Sleep(30 * time.Minute)
		s.Hear(clock.now())
		away.end()
		n.recovered()
		tries := len(r.all())
		time.Sleep(10 * time.Minute)
		if sent := len(r.all()) - tries; sent != 0 {
			t.Errorf("%d messages half an hour later, want none", sent)
		}
		if list := s.notices(ticket); len(list) != 1 || list[0].State != queue.Stale {
			t.Errorf("notices %+v, want one expired", list)
		}
		s.wantLogged("too old to be of use", "kind=called")
	})
}

// What a machine in another age left on its way when its power failed is sent again by the age of the message, not by the
// machine's date.
func TestDoubtInAnotherAge(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		clock := turned{}
		change := func(s *stage) {
			s.only(queue.ByTemplate)
			s.now = clock.now
			s.venue.Rules.CallsBeforeMiss, s.venue.Rules.MissAfter, s.venue.Rules.ExpireMissed = 1, 0, 0
		}
		after, id, sent := crashed(t, change, func(s *stage) string {
			id := theCall(s)
			s.mustDo(queue.Command{Verb: queue.Miss, Ticket: id})
			return id
		})
		if len(sent) != 1 {
			t.Fatalf("%d messages before the power failed, want 1", len(sent))
		}
		time.Sleep(12 * time.Minute) // WeChat drops no repeat any more
		after.mustDo(queue.Command{Verb: queue.Meet, Customer: customer(9)})
		clock.turn(-30 * 365 * 24 * time.Hour)
		again := &recorder{}
		background(t, after.notifier(again).run)
		time.Sleep(time.Hour)
		if n := len(again.all()); n != 0 {
			t.Errorf("%d messages, want none: nobody knows whether it arrived", n)
		}
		list := after.notices(id)
		if last := list[len(list)-1]; last.State != queue.Refused || last.Reason != unsure {
			t.Errorf("notices %+v, want the last one unknown", list)
		}
	})
}

// What the queue itself finds too old, since the clock was put forward a moment ago, is logged like all that is dropped.
func TestStaleByAClockPutForward(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := mustStage(t, memory())
		ticket := theCall(s)
		n := s.notifier(&recorder{})
		due, _ := n.pick()
		time.Sleep(4 * time.Minute)
		if ours := n.claim(t.Context(), due); len(due) != 1 || len(ours) != 0 {
			t.Errorf("%d of %d claimed, want none of one", len(ours), len(due))
		}
		s.wantNotice(ticket, queue.NoticeView{Kind: queue.YourTurn, State: queue.Stale, Reason: queue.TooLate})
		s.wantLogged("too old to be of use", "kind=called")
	})
}
