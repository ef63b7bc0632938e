package core

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"paihao/queue"
)

// After an outage the calls go first, whatever piled up before them.
func TestCallsGoFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := mustStage(t, memory(), func(s *stage) { s.venue.Rules.Near = 25 })
		s.mustOpen("1")
		tickets := s.mustTake(52, "general")
		for range 26 { // each call makes it near for one more
			s.mustCall("1")
		}
		if n := pending(s); n != 52 {
			t.Fatalf("%d pending notices, want 26 near, 25 feedback and 1 called", n)
		}
		r := &recorder{answer: func(context.Context, letter) error { time.Sleep(time.Second); return nil }}
		background(t, s.notifier(r).run)
		time.Sleep(500 * time.Millisecond)
		if sent := r.all(); len(sent) != sendAtOnce || !slices.ContainsFunc(sent, func(m letter) bool { return m.To == customer(26).OpenID }) {
			t.Errorf("%d messages went first, want %d with the call of %s among them", len(sent), sendAtOnce, tickets[25].Number)
		}
		time.Sleep(10 * time.Second)
		if n := pending(s); n != 0 || len(r.all()) != 52 {
			t.Errorf("%d messages, %d pending, want 52 and none", len(r.all()), n)
		}
	})
}

func pending(s *stage) (n int) {
	s.Look(func(b *queue.Book) { n = len(b.Dispatches(0, nil)) })
	return n
}

// wantLogged checks that some line of the log has all of these words.
func (s *stage) wantLogged(words ...string) {
	s.t.Helper()
	for line := range strings.Lines(s.logged.String()) {
		if !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(line, w) }) {
			return
		}
	}
	s.t.Errorf("no line of the log has %q:\n%s", words, s.logged)
}

// counters gives the venue n counters, and tells nobody that their turn is near.
func counters(n int) func(*stage) {
	return func(s *stage) {
		s.venue.Rules.Near, s.venue.Counters = 0, nil
		for i := range n {
			s.venue.Counters = append(s.venue.Counters, queue.Counter{ID: fmt.Sprint(i), Name: fmt.Sprint(i), Services: []string{"general"}})
		}
	}
}

// mustCrowd lets n customers take a ticket at once, and opens all counters.
func (s *stage) mustCrowd(n int) {
	s.t.Helper()
	s.mustAll(n, func(i int) queue.Command {
		return queue.Command{Verb: queue.Take, Service: "general", Customer: customer(i)}
	})
	s.mustAll(len(s.venue.Counters), func(i int) queue.Command { return queue.Command{Verb: queue.Open, Counter: fmt.Sprint(i)} })
}

// mustCallAll lets every counter call the next.
func (s *stage) mustCallAll() {
	s.t.Helper()
	s.mustAll(len(s.venue.Counters), func(i int) queue.Command { return queue.Command{Verb: queue.CallNext, Counter: fmt.Sprint(i)} })
}

// mustMissAll lets everybody who is called miss it.
func (s *stage) mustMissAll() {
	s.t.Helper()
	v := s.View()
	s.mustAll(len(v.Counters), func(i int) queue.Command { return queue.Command{Verb: queue.Miss, Ticket: v.Counters[i].Current.ID} })
}

// mustAll gives n commands at once.
func (s *stage) mustAll(n int, command func(i int) queue.Command) {
	s.t.Helper()
	var asking sync.WaitGroup
	for i := range n {
		asking.Go(func() {
			if _, err := s.Do(s.t.Context(), command(i)); err != nil {
				s.t.Error(err)
			}
		})
	}
	asking.Wait()
}

// WeChat is away for half an hour, and a thousand customers are called meanwhile, most of whom miss it. A handful of requests
// find out that it is still away; when it is back everything that is still of use goes out within a minute, calls first,
// each once, and nothing that is not.
func TestDrainAfterAnOutage(t *testing.T) {
	const many, each = 1000, 100 // each is how many are called at a time
	synctest.Test(t, func(t *testing.T) {
		s := mustStage(t, memory(), counters(each), func(s *stage) {
			s.venue.Rules.CallsBeforeMiss, s.venue.Rules.MissAfter, s.venue.Rules.ExpireMissed = 1, 0, 0
		})
		away := &outage{}
		r := &recorder{answer: func(context.Context, letter) error { time.Sleep(300 * time.Millisecond); return away.away() }}
		n := s.notifier(r)
		background(t, n.run)
		background(t, func(ctx context.Context) {
			pulse(ctx, s.Queue, func(context.Context) error { return away.away() }, n.recovered)
		})
		s.mustCrowd(many)
		s.mustCallAll()
		time.Sleep(5 * time.Minute) // nobody can be told to come now
		s.mustMissAll()
		for range many/each - 2 {
			s.mustCallAll()
			s.mustMissAll()
		}
		time.Sleep(24 * time.Minute)
		s.mustCallAll()
		time.Sleep(time.Minute - 50*time.Millisecond)
		probes := len(r.all())
		t.Logf("%d calls in 30 minutes of outage", probes)
		if probes > 2*sendAtOnce {
			t.Errorf("%d calls in the outage, want the first %d and a handful of probes", probes, sendAtOnce)
		}
		if n := pending(s); n != many {
			t.Fatalf("%d pending at the end of the outage, want %d: %v", n, many, s.states())
		}
		back := time.Now()
		away.end()
		time.Sleep(time.Minute)
		checkDrained(t, s, r.all()[probes:], back, many, each)
		if n.mu.Lock(); len(n.tries)+len(n.away)+len(n.receipts.early) != 0 {
			t.Errorf("remembered in the end: %d tried, %d on their way, %d reports, want nothing", len(n.tries), len(n.away), len(n.receipts.early))
		}
		n.mu.Unlock()
	})
}

// checkDrained looks at what was sent since WeChat is back: many messages, as many calls as there should be before them.
func checkDrained(t *testing.T, s *stage, sent []letter, back time.Time, many, calls int) {
	t.Helper()
	ids := map[string]bool{}
	var lastCall, last time.Time
	n := 0
	for _, m := range sent {
		ids[m.ID], last = true, m.At
		if m.Template == "trial-called" {
			n, lastCall = n+1, m.At
		}
	}
	if len(ids) != many || len(sent) != many || n != calls {
		t.Errorf("%d messages with %d ids, %d of them calls, want %d once each and %d calls", len(sent), len(ids), n, many, calls)
	}
	for i, m := range sent {
		if m.Template != "trial-called" && m.At.Before(lastCall.Add(-time.Second)) {
			t.Errorf("message %d is no call and went out %v before the last call", i, lastCall.Sub(m.At))
			break
		}
	}
	t.Logf("the calls were out %v after WeChat was back, all %v", lastCall.Sub(back), last.Sub(back))
	if health := s.View().Health.WeChat; health != queue.WeChatWell {
		t.Errorf("health %q, want well", health)
	}
	for state, want := range map[queue.NoticeState]int{queue.Accepted: many, queue.Stale: calls, queue.Pending: 0, queue.Sending: 0} {
		if got := s.states()[state]; got != want {
			t.Errorf("%d notices are %s, want %d", got, state, want)
		}
	}
}

// states counts the day's notices.
func (s *stage) states() (counts map[queue.NoticeState]int) {
	s.Look(func(b *queue.Book) { counts = b.Notices() })
	return counts
}

// One message that WeChat never takes, though it takes all others, holds up none of them.
func TestPoisonHoldsUpNoOther(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := mustStage(t, memory(), counters(100))
		r := &recorder{answer: func(_ context.Context, l letter) error {
			if l.To == customer(0).OpenID {
				return errcode(-1)
			}
			return nil
		}}
		background(t, s.notifier(r).run)
		s.mustCrowd(100)
		s.mustCallAll()
		time.Sleep(time.Second)
		if n := s.states()[queue.Accepted]; n != 99 {
			t.Errorf("%d accepted within a second, want 99", n)
		}
		time.Sleep(time.Hour)
		tries := 0
		for _, l := range r.all() {
			if l.To == customer(0).OpenID {
				tries++
			}
		}
		if tries > 12 {
			t.Errorf("%d calls for the one that is never taken, want a few", tries)
		}
	})
}

// A used up quota is asked about every few minutes; one of the minute after a minute. Nothing else is.
func TestQuota(t *testing.T) {
	for code, most := range map[int]int{45009: sendAtOnce + 2, 45011: sendAtOnce + 4} {
		synctest.Test(t, func(t *testing.T) {
			s := mustStage(t, memory(), counters(100), func(s *stage) { s.only(queue.ByTemplate) })
			r := &recorder{answer: func(context.Context, letter) error { return errcode(code) }}
			background(t, s.notifier(r).run)
			s.mustCrowd(100)
			s.mustCallAll()
			time.Sleep(time.Hour)
			if n := len(r.all()); n > most {
				t.Errorf("errcode %d: %d calls, want at most %d", code, n, most)
			}
			if n := s.states()[queue.Stale]; n != 100 {
				t.Errorf("errcode %d: %d of 100 expired: %v", code, n, s.states())
			}
		})
	}
}
