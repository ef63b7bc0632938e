package core

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"paihao/queue"
	"paihao/wechat"
)

// Whoever ends the program while WeChat answers slowly waits a second at the most, however many calls are under way. What was
// answered by then is noted, and of the rest nobody says what became of it.
func TestEndWhileAllHang(t *testing.T) {
	for answer, want := range map[time.Duration]queue.NoticeState{500 * time.Millisecond: queue.Accepted, 9 * time.Second: queue.Sending} {
		synctest.Test(t, func(t *testing.T) {
			const many = sendAtOnce + callsMore
			s := mustStage(t, memory(), counters(many), func(s *stage) { s.only(queue.BySubscribe) })
			s.mustCrowd(many)
			s.mustCallAll()
			r := &recorder{answer: func(ctx context.Context, _ letter) error {
				select {
				case <-time.After(answer):
					return nil
				case <-ctx.Done():
					return errGivenUp(ctx)
				}
			}}
			stop := background(t, s.notifier(r).run)
			synctest.Wait()
			if n := len(r.all()); n != many {
				t.Fatalf("%d calls are under way, want %d", n, many)
			}
			began := time.Now()
			stop()
			if took := time.Since(began); took > lastWord {
				t.Errorf("it took %v to end, want at most %v", took, lastWord)
			}
			if n := s.states()[want]; n != many {
				t.Errorf("%v, want all %s", s.states(), want)
			}
		})
	}
}

// errGivenUp is what the client says of a call whose context has ended.
func errGivenUp(ctx context.Context) error { return errors.Join(ctx.Err(), wechat.ErrDoubt) }

// A call does not wait for messages of less weight that WeChat takes nine seconds to answer.
func TestCallsDoNotWaitForOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := mustStage(t, memory(), func(s *stage) { s.venue.Rules.Near = 25 })
		s.mustOpen("1")
		s.mustTake(60, "general")
		for range 20 { // each makes it near for one more
			s.mustCall("1")
		}
		r := &recorder{answer: func(context.Context, letter) error { time.Sleep(9 * time.Second); return nil }}
		background(t, s.notifier(r).run)
		time.Sleep(time.Second)
		if n := len(r.all()); n != sendAtOnce {
			t.Fatalf("%d messages are on their way, want %d", n, sendAtOnce)
		}
		s.mustCall("1")
		time.Sleep(time.Second)
		last := r.all()[len(r.all())-1]
		if last.Template != "trial-called" || last.To != customer(21).OpenID {
			t.Errorf("the last message is %+v, want the newest call", last)
		}
		time.Sleep(2 * time.Minute)
		if n := pending(s); n != 0 {
			t.Errorf("%d pending in the end, want none", n)
		}
	})
}
