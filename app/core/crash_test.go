package core

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"paihao/queue"
	"paihao/queue/storetest"
)

// crashed is a hall after a power failure that came between WeChat's yes and the note of it. change changes it first, and
// act makes the notice; sent is what went out before.
func crashed(t *testing.T, change func(*stage), act func(*stage) (ticket string)) (after *stage, ticket string, sent []letter) {
	t.Helper()
	disk := storetest.Memory()
	store := storetest.Failing(disk)
	before := mustStage(t, store, change)
	ticket = act(before)
	r := &recorder{answer: func(context.Context, letter) error { store.RefuseCommits(1000); return nil }}
	stop := background(t, before.notifier(r).run)
	synctest.Wait()
	stop()
	before.mustClose()
	return mustStage(t, storetest.Failing(disk), change), ticket, r.all()
}

func theCall(s *stage) string {
	s.mustOpen("1")
	id := s.mustTake(1, "general")[0].ID
	s.mustCall("1")
	return id
}

// The power fails between WeChat's yes and the note of it: after the start the same message goes out under the same id,
// once.
func TestCrashBeforeSettling(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		after, id, sent := crashed(t, func(*stage) {}, theCall)
		if len(sent) != 1 {
			t.Fatalf("%d messages before the power failed, want 1", len(sent))
		}
		after.wantNotice(id, queue.NoticeView{Kind: queue.YourTurn, State: queue.Sending})
		again := &recorder{}
		background(t, after.notifier(again).run)
		synctest.Wait()
		if list := again.all(); len(list) != 1 || list[0].ID != sent[0].ID || list[0].To != customer(1).OpenID {
			t.Fatalf("after the start: %+v, want the message %s again", list, sent[0].ID)
		}
		after.wantNotice(id, queue.NoticeView{Kind: queue.YourTurn, State: queue.Accepted, Way: queue.ByTemplate})
		time.Sleep(time.Hour)
		if n := len(again.all()); n != 1 {
			t.Errorf("%d messages, want no more after it was settled", n)
		}
	})
}

// A way that knows no ids is used again for a call only: to hear another thing twice is worse than not at all.
func TestCrashWithoutAnID(t *testing.T) {
	by := func(way queue.Way) func(*stage) { return func(s *stage) { s.only(way) } }
	synctest.Test(t, func(t *testing.T) {
		after, id, sent := crashed(t, by(queue.BySubscribe), theCall)
		again := &recorder{}
		background(t, after.notifier(again).run)
		time.Sleep(time.Hour)
		if len(sent) != 1 || len(again.all()) != 1 {
			t.Errorf("%d messages before and %d after the power failed, want one each", len(sent), len(again.all()))
		}
		after.wantNotice(id, queue.NoticeView{Kind: queue.YourTurn, State: queue.Accepted, Way: queue.BySubscribe})
	})
	synctest.Test(t, func(t *testing.T) {
		near := func(s *stage) string {
			s.mustOpen("1")
			tickets := s.mustTake(5, "general")
			s.mustCall("1")
			s.mustDo(queue.Command{Verb: queue.Finish, Ticket: tickets[0].ID})
			return tickets[4].ID
		}
		after, id, _ := crashed(t, by(queue.BySubscribe), near)
		again := &recorder{}
		background(t, after.notifier(again).run)
		time.Sleep(time.Hour)
		for _, l := range again.all() {
			if l.To == customer(5).OpenID {
				t.Errorf("sent again: %+v", l)
			}
		}
		after.wantNotice(id, queue.NoticeView{Kind: queue.Near, State: queue.Refused, Way: queue.BySubscribe, Reason: "unknown"})
	})
}

// However often the power fails just then, a call by a way that knows no ids is made twice at the most.
func TestCrashAgainAndAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		disk := storetest.Memory()
		sent, id := 0, ""
		for range 5 {
			store := storetest.Failing(disk)
			s := mustStage(t, store, func(s *stage) { s.only(queue.BySubscribe) })
			if id == "" {
				id = theCall(s)
			}
			r := &recorder{answer: func(context.Context, letter) error { store.RefuseCommits(1000); return nil }}
			stop := background(t, s.notifier(r).run)
			time.Sleep(5 * time.Second)
			stop()
			s.mustClose()
			sent += len(r.all())
		}
		if sent != 2 {
			t.Errorf("%d calls in five starts, want two", sent)
		}
		s := mustStage(t, storetest.Failing(disk))
		s.wantNotice(id, queue.NoticeView{Kind: queue.YourTurn, State: queue.Refused, Way: queue.BySubscribe, Reason: unsure})
	})
}

// only leaves one way in all chains.
func (s *stage) only(ways ...queue.Way) {
	for kind, m := range s.settings.WeChat.Message {
		m.Chain = ways
		s.settings.WeChat.Message[kind] = m
	}
}
