package queue_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"paihao/queue"
)

const (
	second = time.Second
	rest   = 100 * time.Millisecond // least time between two views
)

// mustWatched is a hall with a watcher that has read its first view. It must run in a synctest bubble.
func mustWatched(t *testing.T) (*hall, <-chan queue.View) {
	t.Helper()
	h := mustStaffed(t)
	h.mustBeat()
	pass(second) // the publisher has shown the opening of the counters
	news := h.Watch(t.Context())
	if v := <-news; v.Counters[0].State != queue.CounterOpen {
		t.Fatalf("first view: got counter %s, want open", v.Counters[0].State)
	}
	return h, news
}

// pass lets the bubble's time go by.
func pass(d time.Duration) {
	<-time.After(d)
	synctest.Wait()
}

// wantAfter reads the next view, which must come after exactly d.
func wantAfter(t *testing.T, news <-chan queue.View, d time.Duration) queue.View {
	t.Helper()
	begin := time.Now()
	v, ok := <-news
	if got := time.Since(begin); !ok || got != d {
		t.Errorf("next view: got it after %v, open %v, want it after %v", got, ok, d)
	}
	return v
}

// The first change is shown at once, those right after it together when the pause is over.
func TestWatch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, news := mustWatched(t)
		h.mustTake("general", "")
		if v := wantAfter(t, news, 0); v.Totals[queue.Waiting] != 1 {
			t.Errorf("view: got %v, want one waiting", v.Totals)
		}
		h.mustTake("general", "")
		h.mustTake("general", "")
		if v := wantAfter(t, news, rest); v.Totals[queue.Waiting] != 3 {
			t.Errorf("view: got %v, want three waiting", v.Totals)
		}
		pass(rest)
		h.mustTake("general", "")
		wantAfter(t, news, 0)
	})
}

// A storm of changes makes at most ten views a second, and the last view shows all of it.
func TestWatchStorm(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, news := mustWatched(t)
		const changes = 300
		go func() {
			for range changes {
				h.mustTake("general", "")
				<-time.After(10 * time.Millisecond)
			}
		}()
		views, last := 0, time.Now().Add(-rest)
		begin := last
		for v := range news {
			if gap := time.Since(last); gap < rest {
				t.Errorf("view %d: got it %v after the last, want at least %v", views, gap, rest)
			}
			views, last = views+1, time.Now()
			if v.Totals[queue.Waiting] == changes {
				break
			}
		}
		if took := time.Since(begin); views < 25 || took > 4*second {
			t.Errorf("storm of 3 s: got %d views and the last after %v, want ten a second", views, took)
		}
	})
}

// A call does not wait for the pause to be over.
func TestWatchCall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, news := mustWatched(t)
		h.mustTake("general", "")
		wantAfter(t, news, 0)
		h.mustCall("1")
		v := wantAfter(t, news, 0)
		if v.Calls[0].Number != "A001" || v.Counters[0].Current == nil {
			t.Errorf("view: got %v, want the call", v.Calls)
		}
		h.mustDo(queue.Command{Verb: queue.Recall, Ticket: v.Calls[0].Ticket})
		if again := wantAfter(t, news, 0); len(again.Calls) != 2 || again.Calls[0].Seq <= v.Calls[0].Seq {
			t.Errorf("view: got %v, want a second call with a higher number", again.Calls)
		}
		h.mustDo(queue.Command{Verb: queue.Start, Ticket: v.Calls[0].Ticket})
		wantAfter(t, news, rest)
	})
}

// Whoever is too slow misses the views between, never the newest, and holds nobody up.
func TestWatchSlowReader(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, news := mustWatched(t)
		quick := h.Watch(t.Context())
		for i := range 10 {
			h.mustTake("general", "")
			for v := range quick {
				if v.Totals[queue.Waiting] == i+1 {
					break
				}
			}
			pass(rest)
		}
		if v := wantAfter(t, news, 0); v.Totals[queue.Waiting] != 10 {
			t.Errorf("slow reader: got %v, want the newest view with ten", v.Totals)
		}
		select {
		case v := <-news:
			t.Errorf("slow reader: got one more view with %v, want none", v.Totals)
		default:
		}
	})
}

// A view comes every five seconds although nothing happens, so that silence means trouble.
func TestWatchHeartbeat(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, news := mustWatched(t)
		wantAfter(t, news, 4*second) // the hall opened a second ago
		for range 3 {
			wantAfter(t, news, 5*second)
		}
	})
}

// A business day begins although nobody presses anything.
func TestWatchDay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, news := mustWatched(t)
		h.mustTake("general", "")
		if v := wantAfter(t, news, 0); v.Day != "2026-11-20" {
			t.Fatalf("day: got %s, want 2026-11-20", v.Day)
		}
		h.clock.turn(16*time.Hour - time.Nanosecond)
		if v := wantAfter(t, news, 4*second); v.Day != "2026-11-20" {
			t.Errorf("day just before it ends: got %s, want 2026-11-20", v.Day)
		}
		synctest.Wait() // the queue has looked at the time at this beat
		h.clock.turn(time.Nanosecond)
		begin, v := time.Now(), <-news
		for v.Day == "2026-11-20" && time.Since(begin) < 5*second+rest { // the beat may be shown before the day has begun at it
			v = <-news
		}
		if v.Day != "2026-11-21" || len(v.Totals) != 0 || v.Counters[0].State != queue.CounterClosed {
			t.Errorf("new day: got %s, %v, counter %s, want 2026-11-21, empty and closed", v.Day, v.Totals, v.Counters[0].State)
		}
		if first := h.mustTake("general", ""); first.Number != "A001" {
			t.Errorf("first ticket of the day: got %s, want A001", first.Number)
		}
	})
}

// A new day that cannot be written comes later; the old one goes on meanwhile.
func TestWatchDayNotWritten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, news := mustWatched(t)
		h.clock.turn(16 * time.Hour)
		h.store.RefuseCommits(1)
		for _, want := range []string{"2026-11-20", "2026-11-21"} {
			v, ok := <-news
			for ok && v.Day != want {
				v, ok = <-news
			}
			if !ok {
				t.Fatalf("watch ended before %s", want)
			}
		}
	})
}

func TestWatchEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, news := mustWatched(t)
		ctx, cancel := context.WithCancel(t.Context())
		mine := h.Watch(ctx)
		<-mine
		cancel()
		if v, ok := <-mine; ok {
			t.Errorf("after its context ended: got a view of %s, want the channel closed", v.Day)
		}
		h.mustTake("general", "")
		wantAfter(t, news, 0)
		h.mustClose()
		if v, ok := <-news; ok {
			t.Errorf("after Close: got a view of %s, want the channel closed", v.Day)
		}
		late := h.Watch(t.Context())
		if v := <-late; v.Totals[queue.Waiting] != 1 {
			t.Errorf("watch of a closed queue: got %v, want the last view", v.Totals)
		}
		if v, ok := <-late; ok {
			t.Errorf("watch of a closed queue: got a second view of %s, want the channel closed", v.Day)
		}
	})
}

// What core reports of WeChat is shown like any change; the same once more is none.
func TestReport(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, news := mustWatched(t)
		since := h.clock.Now()
		h.Report(queue.Report{State: queue.WeChatUnreachable})
		v := wantAfter(t, news, 0)
		if v.Health.WeChat != queue.WeChatUnreachable || !v.Health.Since.Equal(since) {
			t.Errorf("health: got %+v, want unreachable since %v", v.Health, since)
		}
		h.clock.turn(time.Minute)
		h.Report(queue.Report{State: queue.WeChatUnreachable})
		if v := wantAfter(t, news, 4*second); !v.Health.Since.Equal(since) { // the heartbeat
			t.Errorf("since: got %v, want %v", v.Health.Since, since)
		}
		pass(rest)
		h.store.LoseCommits(1)
		h.store.RefuseOpens(1)
		h.Do(t.Context(), take("ann"))
		if v := wantAfter(t, news, 0); v.Health.Writable || !v.Health.Since.Equal(since) {
			t.Errorf("health of a store that failed: got %+v, want not writable, WeChat unreachable since %v", v.Health, since)
		}
	})
}
