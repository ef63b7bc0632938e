package queue_test

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"paihao/queue"
)

// dice is randomness that runs out at one read.
type dice struct {
	mu   sync.Mutex
	left int // reads until the one that fails; 0 for none
}

func (d *dice) Read(p []byte) (int, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.left--; d.left == 0 {
		return 0, io.ErrUnexpectedEOF
	}
	return rand.Read(p)
}

func (d *dice) failAt(n int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.left = n
}

// A fault in one command is its caller's alone, wherever in its decision it strikes: the others of the batch get what
// they would have got without it.
func TestFault(t *testing.T) {
	const readsPerTake = 3 // ticket, binding, operation
	for strike := 1; strike <= readsPerTake; strike++ {
		synctest.Test(t, func(t *testing.T) {
			h := mustStaffed(t)
			h.mustClose()
			var d dice
			h.options.Rand = &d
			h.mustOpen()
			got := h.batch(func() { d.failAt(readsPerTake + strike) }, take("ann"), take("bob"), take("cat"))
			for i, want := range []string{"A001", "", "A002"} {
				if want == "" {
					if !errors.Is(got[i].err, queue.ErrInternal) {
						t.Errorf("fault at read %d: got %v, want %v", strike, got[i].err, queue.ErrInternal)
					}
				} else if got[i].err != nil || got[i].outcome.Ticket.Number != want {
					t.Errorf("beside a fault at read %d: got %v, %v, want %s", strike, got[i].outcome.Ticket, got[i].err, want)
				}
			}
			if next := h.mustDo(take("bob")).Ticket; next.Number != "A003" || next.Ahead != 2 {
				t.Errorf("after the fault: got %s, %d ahead, want A003, 2 ahead", next.Number, next.Ahead)
			}
		})
	}
}

// What was certainly not written has not happened: every caller of the batch hears so, and the next sees the old state.
func TestNotWritten(t *testing.T) {
	for name, fail := range faults {
		synctest.Test(t, func(t *testing.T) {
			h := mustStaffed(t)
			h.mustBeat()
			old := h.mustDo(take("ann"))
			again := queue.Command{Verb: queue.Take, Service: "general", Customer: customer("bob")}
			got := h.batch(func() { fail(h, 1) }, take("bob"), again, take("ann"), queue.Command{Verb: queue.CallNext, Counter: "1"})
			for i, want := range []error{queue.ErrNotWritten, queue.ErrNotWritten, nil, queue.ErrNotWritten} {
				if !errors.Is(got[i].err, want) {
					t.Errorf("%s, command %d: got %v, want %v", name, i, got[i].err, want)
				}
			}
			if g, w := mustText(t, got[2].outcome), mustText(t, old); g != w {
				t.Errorf("%s, a repeat of what was written long ago: got %s, want %s", name, g, w)
			}
			if v := h.View(); v.Totals[queue.Called] != 0 || v.Services[0].Waiting != 1 || v.Health.Writable != (name == "lost") {
				t.Errorf("%s, the view: got %v, writable %v, want one waiting", name, v.Totals, v.Health.Writable)
			}
			time.Sleep(6 * time.Second) // a beat: the queue has tried the store by itself
			if !h.View().Health.Writable {
				t.Errorf("%s, after a beat: still not writable", name)
			}
			if next := h.mustDo(take("bob")).Ticket; next.Number != "A002" || next.Ahead != 1 {
				t.Errorf("%s, once more: got %s, %d ahead, want A002, 1 ahead", name, next.Number, next.Ahead)
			}
		})
	}
}

// faults are the two ways in which nothing is written.
var faults = map[string]func(*hall, int){
	"refused": func(h *hall, n int) { h.store.RefuseCommits(n) },
	"lost":    func(h *hall, n int) { h.store.LoseCommits(n) },
}

// A commit that ended in doubt but was written: every caller gets what would have been without the doubt.
func TestDoubt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := mustStaffed(t)
		changed := take("ann")
		changed.By = "somebody else"
		got := h.batch(func() { h.store.DoubtCommits(1) }, take("ann"), changed, take("bob"), queue.Command{Verb: queue.Start, Ticket: "none"})
		for i, want := range []error{nil, queue.ErrKeyReused, nil, queue.ErrNoTicket} {
			if !errors.Is(got[i].err, want) {
				t.Errorf("command %d: got %v, want %v", i, got[i].err, want)
			}
		}
		if s := got[2].outcome.Ticket; s == nil || s.Number != "A002" || s.Ahead != 1 {
			t.Errorf("third command: got %v, want A002 with one ahead", s)
		}
		code := queue.Code{ID: "general", Purpose: queue.Join, Service: "general", URL: "http://weixin.qq.com/q/1"}
		h.store.DoubtCommits(1)
		if err := h.KeepCodes(t.Context(), code); err != nil {
			t.Errorf("KeepCodes in doubt: got %v, want no error, since it was written", err)
		}
		if v := h.View(); len(v.Codes) != 1 || v.Services[0].Waiting != 2 {
			t.Errorf("view: got %v, %v, want the code and both tickets", v.Codes, v.Totals)
		}
		h.store.LoseCommits(1)
		if err := h.KeepCodes(t.Context(), code); !errors.Is(err, queue.ErrNotWritten) {
			t.Errorf("KeepCodes that was lost: got %v, want %v", err, queue.ErrNotWritten)
		}
	})
}

// A name that was free again on a new day does not vouch for a batch that was lost, although the store still knows its
// use of two days before.
func TestLostUnderAnOldName(t *testing.T) {
	h := mustStaffed(t)
	h.mustDo(take("ann"))
	h.clock.turn(24 * time.Hour)
	h.mustTake("general", "")
	h.clock.turn(24 * time.Hour)
	h.store.LoseCommits(1)
	changed := take("ann")
	changed.Service = "social"
	if o, err := h.Do(t.Context(), changed); err == nil {
		t.Errorf("a take that was lost: got %v, want an error", o.Ticket)
	}
	if o := h.mustDo(changed); o.Ticket.Day != "2026-11-22" || o.Ticket.Service != "social" {
		t.Errorf("once more: got a ticket for %s of %s, want one for social of 2026-11-22", o.Ticket.Service, o.Ticket.Day)
	}
}

// A store that cannot be opened again can be read on from memory, and the windows say so.
func TestReadOnly(t *testing.T) {
	h := mustStaffed(t)
	first := h.mustDo(take("ann"))
	h.store.LoseCommits(1)
	h.store.RefuseOpens(1)
	for range 2 {
		if _, err := h.Do(t.Context(), take("bob")); !errors.Is(err, queue.ErrReadOnly) {
			t.Errorf("a command on a store that failed twice: got %v, want %v", err, queue.ErrReadOnly)
		}
	}
	if _, err := h.Do(t.Context(), queue.Command{Verb: queue.Forget, Customer: customer("ann")}); !errors.Is(err, queue.ErrReadOnly) {
		t.Errorf("Forget: got %v, want %v", err, queue.ErrReadOnly)
	}
	if again := h.mustDo(take("ann")); mustText(t, again) != mustText(t, first) {
		t.Errorf("a repeat: got %s, want %s", mustText(t, again), mustText(t, first))
	}
	if v := h.View(); v.Health.Writable || v.Totals[queue.Waiting] != 1 {
		t.Errorf("view: got writable %v, %v, want one waiting and not writable", v.Health.Writable, v.Totals)
	}
	h.mustReopen()
	if got := h.mustDo(take("bob")).Ticket; got.Number != "A002" || !h.View().Health.Writable {
		t.Errorf("after a restart: got %s, writable %v, want A002 and writable", got.Number, h.View().Health.Writable)
	}
}

// Readers never wait for the disk, and see what is written only.
func TestLookWhileTheStoreHangs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := mustStaffed(t)
		arrived, release := h.store.BlockCommit()
		done := make(chan queue.Standing, 1)
		go func() { done <- h.mustTake("general", "ann") }()
		<-arrived
		h.Look(func(b *queue.Book) {
			if _, ok := b.Of(customer("ann")); ok {
				t.Errorf("Of: got a ticket that is not written yet, want none")
			}
		})
		news := h.Watch(t.Context())
		if v := <-news; v.Totals[queue.Waiting] != 0 {
			t.Errorf("view: got %v, want nobody yet", v.Totals)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := h.Do(ctx, take("bob")); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("Do with a deadline: got %v, want %v", err, context.DeadlineExceeded)
		}
		release()
		if s := <-done; s.Number != "A001" {
			t.Errorf("take: got %s, want A001", s.Number)
		}
		if s := h.mustDo(take("bob")).Ticket; s.Number != "A002" {
			t.Errorf("the same again after its caller gave up: got %s, want A002", s.Number)
		}
	})
}

// Close lets the commit it is at finish. Each caller gets an answer: written, or closed and then certainly not there.
func TestCloseWhileBusy(t *testing.T) {
	for range 20 {
		h := mustHall(t, venue())
		h.mustBeat()
		var all sync.WaitGroup
		var mu sync.Mutex
		written, busy := 0, make(chan struct{}, 1)
		for range 32 {
			all.Go(func() {
				for {
					_, err := h.Do(context.Background(), queue.Command{Verb: queue.Take, Service: "general"})
					if errors.Is(err, queue.ErrClosed) {
						return
					}
					if err != nil {
						t.Errorf("Do: got %v, want none or %v", err, queue.ErrClosed)
						return
					}
					mu.Lock()
					written++
					mu.Unlock()
					select {
					case busy <- struct{}{}:
					default:
					}
				}
			})
		}
		<-busy
		h.mustClose()
		all.Wait()
		goleak.VerifyNone(t)
		h.mustOpen()
		if got := h.View().Totals[queue.Waiting]; got != written {
			t.Errorf("after a restart: got %d tickets, want the %d that were acknowledged", got, written)
		}
		h.mustClose()
		h.mustClose() // once more does no harm
	}
}

func TestNewFails(t *testing.T) {
	h := mustHall(t, venue())
	h.mustBeat()
	h.mustClose()
	h.clock.turn(12 * time.Hour) // a start in either of the next steps begins a day
	for _, c := range []struct {
		name  string
		spoil func(*queue.Options)
	}{
		{"venue", func(o *queue.Options) { o.Venue.Services = nil }},
		{"open", func(*queue.Options) { h.store.RefuseOpens(1) }},
		{"load", func(*queue.Options) { h.damaged = true }},
		{"commit", func(*queue.Options) { h.clock.turn(8 * time.Hour); h.store.RefuseCommits(1) }},
		{"doubt", func(*queue.Options) { h.clock.turn(8 * time.Hour); h.store.LoseCommits(1) }},
	} {
		o := h.options
		c.spoil(&o)
		if q, err := queue.New(t.Context(), o); err == nil {
			t.Errorf("%s: got no error, want one", c.name)
			q.Close()
		}
		h.damaged = false
		goleak.VerifyNone(t)
	}
	h.mustOpen()
	h.mustClose()
}
