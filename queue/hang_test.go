package queue_test

import (
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"paihao/queue"
)

// A disk that hangs does not fail. Those who watch learn within 15 s that nothing can be changed, and at once when it goes on;
// whoever waited is answered then.
func TestHungStore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := mustHall(t, venue())
		h.mustBeat()
		defer h.mustClose()
		var writable atomic.Bool
		go func() {
			for v := range h.Watch(t.Context()) {
				writable.Store(v.Health.Writable)
			}
		}()
		want := func(what string, yes bool) {
			t.Helper()
			synctest.Wait()
			if writable.Load() != yes || h.Health().Writable != yes {
				t.Errorf("%s: writable %v, watchers see %v, want %v", what, h.Health().Writable, writable.Load(), yes)
			}
		}
		arrived, release := h.store.BlockCommit()
		answer := make(chan error, 1)
		go func() {
			_, err := h.Do(t.Context(), queue.Command{Verb: queue.Take, Service: "general"})
			answer <- err
		}()
		<-arrived
		time.Sleep(10 * time.Second)
		want("a slow disk", true)
		time.Sleep(5*time.Second + time.Millisecond)
		want("a disk that hangs", false)
		time.Sleep(time.Hour)
		want("an hour later", false)
		if n := strings.Count(h.log.String(), "does the disk hang"); n != 1 {
			t.Errorf("logged %d times, want once", n)
		}
		release()
		if err := <-answer; err != nil {
			t.Errorf("what waited: %v", err)
		}
		time.Sleep(100 * time.Millisecond) // between two views
		want("a disk that goes on", true)
		time.Sleep(time.Minute)
		want("a minute later", true)
		if n := h.View().Totals[queue.Waiting]; n != 1 {
			t.Errorf("%d tickets, want the one that waited", n)
		}
	})
}
