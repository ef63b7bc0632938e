package queue_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"paihao/queue"
)

// rush is a hall whose counters all press at once, and a screen that looks on.
type rush struct {
	*hall
	mu       sync.Mutex
	answered map[string]int  // calls of each ticket, as the counters were told
	shown    map[uint64]bool // calls that the screen has seen
}

// Two to eight counters press whatever they like at the same time. No ticket is ever at two of them, each call is answered to
// one counter, and the steps of the day are those of a hall where one did after the other.
func TestRush(t *testing.T) {
	for counters := 2; counters <= 8; counters++ {
		synctest.Test(t, func(t *testing.T) { rushHour(t, counters) })
	}
}

func rushHour(t *testing.T, counters int) {
	u := mustRush(t, counters)
	ctx, cancel := context.WithCancel(t.Context())
	news := u.Watch(ctx)
	var screen, all sync.WaitGroup
	screen.Go(func() { u.look(news) })
	for c := range counters {
		all.Go(func() {
			for range 60 * rounds() {
				u.press(fmt.Sprint(c))
				<-time.After(time.Duration(rand.IntN(30)) * time.Millisecond)
			}
		})
	}
	all.Wait()
	<-time.After(time.Second)
	cancel()
	screen.Wait()
	saved, err := u.store.Load(context.Background())
	if err != nil {
		t.Fatalf("Load: %v", err)
	}
	audit(t, saved.Tickets, false)
	u.checkCalls(saved.Tickets)
}

// mustRush is a hall of two services; every counter serves both, one more than the other or less.
func mustRush(t *testing.T, counters int) *rush {
	t.Helper()
	v := venue()
	v.Services, v.Counters = v.Services[:2], nil
	v.Rules.MissAfter, v.Rules.CallsBeforeMiss = 0, 1
	v.Rules.Priority, v.Rules.MaxPriorityDelay = queue.Ratio{Priority: 1, Ordinary: 2}, time.Hour
	for c := range counters {
		serves := [][]string{{"general", "social"}, {"general"}, {"social", "general"}}[c%3]
		v.Counters = append(v.Counters, queue.Counter{ID: fmt.Sprint(c), Services: serves})
	}
	u := &rush{hall: mustHall(t, v), answered: map[string]int{}, shown: map[uint64]bool{}}
	t.Cleanup(u.mustClose)
	u.mustBeat()
	for _, c := range v.Counters {
		u.mustDo(queue.Command{Verb: queue.Open, Counter: c.ID})
	}
	return u
}

// press does one thing at a counter, often to a ticket that another counter may be after as well.
func (u *rush) press(counter string) {
	v, line := u.View(), u.inLine()
	c := queue.Command{Counter: counter, Verb: []queue.Verb{
		queue.Take, queue.Take, queue.CallNext, queue.CallNext, queue.CallTicket, queue.Finish, queue.Transfer, queue.Release, queue.Miss, queue.Hold, queue.Recall,
	}[rand.IntN(11)]}
	switch c.Verb {
	case queue.Take:
		c.Service, c.Class = []string{"general", "social"}[rand.IntN(2)], queue.Class(rand.IntN(2))
	case queue.CallNext:
	case queue.CallTicket:
		c.Ticket = pick(slices.Concat(line, v.Missed))
	default:
		c.Counter = ""
		var here []queue.Standing
		for _, other := range v.Counters {
			if other.Current != nil {
				here = append(here, *other.Current)
			}
		}
		c.Ticket, c.Service = pick(slices.Concat(here, line)), []string{"general", "social"}[rand.IntN(2)]
	}
	o, err := u.Do(context.Background(), c)
	for _, refusal := range []error{queue.ErrWrongState, queue.ErrNoTicket, queue.ErrNotServed, queue.ErrInvalid} {
		if errors.Is(err, refusal) {
			return
		}
	}
	if err != nil {
		u.Errorf("%+v: %v", c, err)
		return
	}
	if c.Verb == queue.CallNext || c.Verb == queue.CallTicket || c.Verb == queue.Recall {
		u.note(o.Ticket)
	}
}

// pick is one of the first tickets of a list, where all reach for.
func pick(list []queue.Standing) string {
	if len(list) == 0 {
		return "none"
	}
	return list[rand.IntN(min(3, len(list)))].ID
}

func (u *rush) note(called *queue.Standing) {
	if called != nil {
		u.mu.Lock()
		defer u.mu.Unlock()
		u.answered[called.ID]++
	}
}

// look is the screen: at no moment a ticket is at two counters, and no call is missed or comes back.
func (u *rush) look(news <-chan queue.View) {
	last := uint64(0)
	for v := range news {
		at := map[string]string{}
		for _, c := range v.Counters {
			if c.Current == nil {
				continue
			}
			if other := at[c.Current.ID]; other != "" {
				u.Errorf("%s is at counters %s and %s", c.Current.Number, other, c.ID)
			}
			at[c.Current.ID] = c.ID
		}
		for i := len(v.Calls) - 1; i >= 0; i-- {
			u.shown[v.Calls[i].Seq] = true
		}
		if len(v.Calls) > 0 {
			if v.Calls[0].Seq < last {
				u.Errorf("call %d was shown after %d", v.Calls[0].Seq, last)
			}
			last = v.Calls[0].Seq
		}
	}
}

// checkCalls compares the calls on the tickets with those that counters were told of and the screen has shown.
func (u *rush) checkCalls(tickets []queue.Ticket) {
	for _, t := range tickets {
		calls := 0
		for _, s := range t.Steps {
			if s.What == queue.CallNext || s.What == queue.CallTicket || s.What == queue.Recall {
				calls++
				if !u.shown[s.Seq] {
					u.Errorf("call %d of %s was never on the screen", s.Seq, t.Number)
				}
			}
		}
		if got := u.answered[t.ID]; got != calls {
			u.Errorf("%s was called %d times, counters were told of %d", t.Number, calls, got)
		}
	}
}
