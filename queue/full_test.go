package queue_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"paihao/queue"
)

// A full disk stops new tickets and nothing else, says so, and is noticed by itself when it has room again.
func TestDiskFull(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := mustStaffed(t)
		h.mustBeat()
		first := h.mustTake("general", "ann")
		h.store.FillDisk()
		if v := h.View(); v.Health.Full || !v.Services[0].Open {
			t.Errorf("before a commit has noticed: got %+v, %+v", v.Health, v.Services[0])
		}
		for _, service := range []string{"general", "company"} {
			_, err := h.Do(t.Context(), queue.Command{Verb: queue.Take, Service: service})
			var limit *queue.LimitError
			if !errors.Is(err, queue.ErrDiskFull) || !errors.As(err, &limit) || limit.Reason() != queue.ByDisk || limit.Service != service || !limit.Until.IsZero() {
				t.Errorf("take on a full disk: got %v, want %v for %s", err, queue.ErrDiskFull, service)
			}
		}
		v := h.View()
		if !v.Health.Full || !v.Health.Writable || v.Services[0].Open || v.Services[0].Reason != queue.ByDisk {
			t.Errorf("the view of a full disk: got %+v, %+v, want full, writable, the service closed by it", v.Health, v.Services[0])
		}
		if called := h.mustCall("1"); called.ID != first.ID {
			t.Errorf("called: got %s, want %s", called.Number, first.Number)
		}
		h.wantTold(first.ID, "called pending")
		for _, verb := range []queue.Verb{queue.Recall, queue.Start, queue.Finish} {
			h.mustDo(queue.Command{Verb: verb, Ticket: first.ID})
		}
		if _, err := h.Do(t.Context(), take("bob")); !errors.Is(err, queue.ErrDiskFull) {
			t.Errorf("take on a full disk: got %v, want %v", err, queue.ErrDiskFull)
		}
		h.store.FreeDisk()
		<-time.After(6 * time.Second) // a beat: the queue has asked by itself
		synctest.Wait()
		if v := h.View(); v.Health.Full || !v.Services[0].Open {
			t.Errorf("the view with room again: got %+v, %+v, want tickets given out", v.Health, v.Services[0])
		}
		if got := h.mustDo(take("bob")).Ticket; got.Number != "A002" {
			t.Errorf("the same take with room again: got %s, want A002", got.Number)
		}
	})
}

// The batch that finds the disk full is decided anew: its calls are written with the last room, its takes are refused, and
// nobody gets what rests on a ticket that was not given out.
func TestDiskFullInABatch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := mustStaffed(t)
		h.mustTake("social", "")
		got := h.batch(h.store.FillDisk, take("ann"), queue.Command{Verb: queue.CallNext, Counter: "1"}, queue.Command{Verb: queue.CallNext, Counter: "2"}, take("ann"))
		for i, want := range []error{queue.ErrDiskFull, nil, nil, queue.ErrDiskFull} {
			if !errors.Is(got[i].err, want) {
				t.Errorf("command %d: got %v, want %v", i, got[i].err, want)
			}
		}
		if got[1].outcome.Ticket != nil || got[2].outcome.Ticket == nil {
			t.Errorf("calls: got %v and %v, want nobody, since the first ticket was not given out, and the second", got[1].outcome.Ticket, got[2].outcome.Ticket)
		}
	})
}

// When the last room is used up as well, nothing is written, everybody hears so, and it passes by itself.
func TestDiskFullToTheLast(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := mustStaffed(t)
		h.mustBeat()
		h.mustTake("general", "")
		h.store.FillDisk()
		h.mustCall("1")
		h.store.FillDisk()
		if _, err := h.Do(context.Background(), queue.Command{Verb: queue.CallNext, Counter: "1"}); !errors.Is(err, queue.ErrNotWritten) {
			t.Errorf("call without any room: got %v, want %v", err, queue.ErrNotWritten)
		}
		if v := h.View(); v.Health.Writable || v.Totals[queue.Called] != 1 {
			t.Errorf("the view: got %+v, %v, want it not writable and the ticket still called", v.Health, v.Totals)
		}
		h.store.FreeDisk()
		<-time.After(6 * time.Second)
		synctest.Wait()
		if v := h.View(); !v.Health.Writable || v.Health.Full {
			t.Errorf("the view with room again: got %+v, want it writable", v.Health)
		}
		h.mustDo(queue.Command{Verb: queue.CallNext, Counter: "1"})
		h.mustTake("general", "")
	})
}
