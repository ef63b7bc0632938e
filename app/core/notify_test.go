package core

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"paihao/queue"
	"paihao/queue/storetest"
	"paihao/wechat"
)

// The one who is called and the one whose turn is near are told, in the words of the settings, and nobody else.
func TestCalledAndNear(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := mustStage(t, memory())
		r := &recorder{}
		background(t, s.notifier(r).run)
		s.mustOpen("1")
		tickets := s.mustTake(6, "general")
		synctest.Wait()
		if sent := r.all(); len(sent) != 0 {
			t.Fatalf("%d messages for taking tickets, want none: the answer said it already", len(sent))
		}
		s.mustCall("1")
		synctest.Wait()
		sent := r.all()
		want := map[string]map[string]string{
			customer(1).OpenID: {"thing1": "综合业务", "character_string2": "A001", "thing3": "请到1号窗口"},
			customer(5).OpenID: {"thing1": "综合业务", "character_string2": "A005", "thing3": "前面还有3位，请回到大厅"},
		}
		if len(sent) != len(want) {
			t.Fatalf("%d messages, want %d", len(sent), len(want))
		}
		for _, m := range sent {
			if !maps.Equal(m.Fields, want[m.To]) {
				t.Errorf("%s was told %v, want %v", m.To, m.Fields, want[m.To])
			}
			if m.ClientMessageID == "" || m.TemplateID == "" {
				t.Errorf("%s: message without id or template: %+v", m.To, m)
			}
		}
		for ticket, kind := range map[string]queue.NoticeKind{tickets[0].ID: queue.YourTurn, tickets[4].ID: queue.Near} {
			if n := s.notices(ticket); len(n) != 1 || n[0].Kind != kind || n[0].State != queue.Accepted {
				t.Errorf("notices %+v, want %s accepted", n, kind)
			}
		}
	})
}

// After an outage the calls go first, whatever piled up before them.
func TestCallsGoFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := mustStage(t, memory(), func(s *stage) { s.venue.Rules.Near = 12 })
		s.mustOpen("1")
		tickets := s.mustTake(26, "general")
		for range 13 { // each call makes it near for one more
			s.mustCall("1")
		}
		if n := pending(s); n != 14 {
			t.Fatalf("%d pending notices, want 13 near and 1 called", n)
		}
		r := &recorder{answer: func(context.Context, wechat.TemplateMessage) error { time.Sleep(time.Second); return nil }}
		background(t, s.notifier(r).run)
		time.Sleep(500 * time.Millisecond)
		if sent := r.all(); len(sent) != sendAtOnce || !slices.ContainsFunc(sent, func(m wechat.TemplateMessage) bool { return m.To == customer(13).OpenID }) {
			t.Errorf("%d messages went first, want %d with the call of %s among them", len(sent), sendAtOnce, tickets[12].Number)
		}
		time.Sleep(10 * time.Second)
		if n := pending(s); n != 0 || len(r.all()) != 14 {
			t.Errorf("%d messages, %d pending, want 14 and none", len(r.all()), n)
		}
	})
}

func pending(s *stage) (n int) {
	s.Look(func(b *queue.Book) { n = len(b.Dispatches(0, nil)) })
	return n
}

// While WeChat is away a notice is tried again and again, under one id, until it is of no use any more.
func TestRetryUntilStale(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := mustStage(t, memory())
		r := &recorder{answer: (&outage{}).answer}
		background(t, s.notifier(r).run)
		s.mustOpen("1")
		tickets := s.mustTake(1, "general")
		start := time.Now()
		s.mustCall("1")
		time.Sleep(time.Hour)
		sent, at := r.all(), r.times()
		if len(sent) < 5 || len(sent) > 20 {
			t.Errorf("%d tries in three minutes, want a few", len(sent))
		}
		for i, m := range sent {
			if m.ClientMessageID != sent[0].ClientMessageID {
				t.Errorf("try %d has the id %s, want the first one's %s", i, m.ClientMessageID, sent[0].ClientMessageID)
			}
			if age := at[i].Sub(start); age > 3*time.Minute {
				t.Errorf("try %d was made after %v: nobody needs a call that old", i, age)
			}
			if i > 0 && at[i].Sub(at[i-1]) < 2*time.Second {
				t.Errorf("tries %d and %d are %v apart, want at least 2 s", i-1, i, at[i].Sub(at[i-1]))
			}
		}
		n := s.notices(tickets[0].ID)
		if len(n) != 1 || n[0].State != queue.Stale || n[0].Reason != "too_late" {
			t.Fatalf("notices %+v, want one expired as too_late", n)
		}
		if age := n[0].At.Sub(start); age < 3*time.Minute || age > 3*time.Minute+10*time.Second {
			t.Errorf("given up after %v, want 3 min", age)
		}
	})
}

// What WeChat refuses for good is settled with one word; what may pass is tried again.
func TestRefusals(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, c := range []struct {
			err    error
			reason string // empty: tried again
			health queue.WeChatState
		}{
			{nil, "", queue.WeChatWell},
			{&wechat.Error{Code: 43004}, "no_follower", queue.WeChatWell},
			{&wechat.Error{Code: 40003}, "no_follower", queue.WeChatWell},
			{&wechat.Error{Code: 40037}, "template", queue.WeChatWell},
			{&wechat.Error{Code: 47003}, "template", queue.WeChatWell},
			{fmt.Errorf("send: %w", wechat.ErrLimit), "template", queue.WeChatUnknown},
			{&wechat.Error{Code: 43101}, "errcode_43101", queue.WeChatWell},
			{errOdd, "", queue.WeChatUnknown},
			{errUnreachable, "", queue.WeChatUnreachable},
			{&wechat.Error{Code: -1}, "", queue.WeChatUnreachable},
			{&wechat.Error{Code: 40001}, "", queue.WeChatRefused},
			{&wechat.Error{Code: 40164}, "", queue.WeChatRefused},
			{&wechat.Error{Code: 40125}, "", queue.WeChatRefused},
			{&wechat.Error{Code: 48001}, "", queue.WeChatRefused},
			{&wechat.Error{Code: 45009}, "", queue.WeChatRefused},
			{&wechat.Error{Code: 45011}, "", queue.WeChatRefused},
		} {
			checkRefusal(t, c.err, c.reason, c.health)
		}
	})
}

func checkRefusal(t *testing.T, answer error, reason string, health queue.WeChatState) {
	t.Helper()
	s := mustStage(t, memory())
	defer s.mustClose()
	first := true
	r := &recorder{answer: func(context.Context, wechat.TemplateMessage) error {
		if !first {
			return nil
		}
		first = false
		return answer
	}}
	stop := background(t, s.notifier(r).run)
	defer stop()
	s.mustOpen("1")
	id := s.mustTake(1, "general")[0].ID
	s.mustCall("1")
	synctest.Wait()
	if got := s.View().Health.WeChat; got != health {
		t.Errorf("%v: health %q, want %q", answer, got, health)
	}
	time.Sleep(time.Minute)
	tries, want := 1, queue.Refused
	if answer != nil && reason == "" {
		tries = 2
	}
	if reason == "" {
		want = queue.Accepted
	}
	if n := s.notices(id); len(n) != 1 || n[0].State != want || n[0].Reason != reason || len(r.all()) != tries {
		t.Errorf("%v: notices %+v after %d tries, want %s %q after %d", answer, n, len(r.all()), want, reason, tries)
	}
}

// A kind that the settings give no template is settled unsent, and the desk can say why.
func TestNoTemplate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := mustStage(t, memory(), func(s *stage) { delete(s.messages, "near") })
		r := &recorder{}
		background(t, s.notifier(r).run)
		s.mustOpen("1")
		tickets := s.mustTake(5, "general")
		s.mustCall("1")
		synctest.Wait()
		if n := s.notices(tickets[4].ID); len(n) != 1 || n[0].State != queue.Refused || n[0].Reason != "no_template" {
			t.Errorf("notices %+v, want near refused as no_template", n)
		}
		if sent := r.all(); len(sent) != 1 || sent[0].To != customer(1).OpenID {
			t.Errorf("sent %+v, want the call alone", sent)
		}
	})
}

// A message goes out after the commit of what it tells, and not at all when that was not written.
func TestNothingBeforeTheCommit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := memory()
		s := mustStage(t, store)
		r := &recorder{}
		background(t, s.notifier(r).run)
		s.mustOpen("1")
		s.mustTake(2, "general")
		arrived, release := store.BlockCommit()
		called := make(chan error, 1)
		go func() {
			_, err := s.Do(t.Context(), queue.Command{Verb: queue.CallNext, Counter: "1"})
			called <- err
		}()
		<-arrived
		time.Sleep(time.Minute)
		if sent := r.all(); len(sent) != 0 {
			t.Errorf("%d messages before the commit", len(sent))
		}
		release()
		if err := <-called; err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		if sent := r.all(); len(sent) != 1 {
			t.Errorf("%d messages after the commit, want 1", len(sent))
		}
		store.RefuseCommits(1)
		if out, err := s.Do(t.Context(), queue.Command{Verb: queue.CallNext, Counter: "1"}); err == nil {
			t.Fatalf("called %+v on a store that refuses", out.Ticket)
		}
		time.Sleep(time.Minute)
		if sent := r.all(); len(sent) != 1 {
			t.Errorf("%d messages, want none for a call that was not written", len(sent)-1)
		}
	})
}

// The power fails between WeChat's yes and the note of it: after the start the same message goes out under the same id.
func TestCrashBeforeSettling(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		disk := storetest.Memory()
		store := storetest.Failing(disk)
		before := mustStage(t, store)
		before.mustOpen("1")
		id := before.mustTake(1, "general")[0].ID
		before.mustCall("1")
		store.RefuseCommits(1000)
		r := &recorder{}
		stop := background(t, before.notifier(r).run)
		synctest.Wait()
		if len(r.all()) != 1 || before.notices(id)[0].State != queue.Pending {
			t.Fatalf("%d messages, notices %+v, want 1 that could not be settled", len(r.all()), before.notices(id))
		}
		stop()
		before.mustClose()
		after := mustStage(t, storetest.Failing(disk))
		again := &recorder{}
		background(t, after.notifier(again).run)
		synctest.Wait()
		sent := again.all()
		if len(sent) != 1 || sent[0].ClientMessageID != r.all()[0].ClientMessageID || sent[0].To != customer(1).OpenID {
			t.Fatalf("after the start: %+v, want the message %s again", sent, r.all()[0].ClientMessageID)
		}
		if n := after.notices(id); n[0].State != queue.Accepted {
			t.Errorf("notices %+v, want accepted", n)
		}
		time.Sleep(time.Hour)
		if len(again.all()) != 1 {
			t.Errorf("%d messages, want no more after it was settled", len(again.all()))
		}
	})
}

// A message that WeChat has taken is noted even when the program is told to end meanwhile.
func TestEndWhileSending(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := mustStage(t, memory())
		r := &recorder{answer: func(ctx context.Context, _ wechat.TemplateMessage) error { <-ctx.Done(); return nil }}
		stop := background(t, s.notifier(r).run)
		s.mustOpen("1")
		id := s.mustTake(1, "general")[0].ID
		s.mustCall("1")
		synctest.Wait()
		stop()
		if n := s.notices(id); len(n) != 1 || n[0].State != queue.Accepted {
			t.Errorf("notices %+v, want accepted", n)
		}
	})
}

// mustCrowd lets n customers take a ticket at once, and n counters call them.
func (s *stage) mustCrowd(n int) {
	s.t.Helper()
	for _, command := range []func(i int) queue.Command{
		func(i int) queue.Command {
			return queue.Command{Verb: queue.Take, Service: "general", Customer: customer(i)}
		},
		func(i int) queue.Command { return queue.Command{Verb: queue.Open, Counter: fmt.Sprint(i)} },
		func(i int) queue.Command { return queue.Command{Verb: queue.CallNext, Counter: fmt.Sprint(i)} },
	} {
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
}

// A thousand notices that piled up in an outage all go out, each accepted once, before their time is over.
func TestDrainAfterAnOutage(t *testing.T) {
	const many = 1000
	synctest.Test(t, func(t *testing.T) {
		s := mustStage(t, memory(), func(s *stage) {
			s.venue.Rules.Near, s.venue.Counters = 0, nil
			for i := range many {
				s.venue.Counters = append(s.venue.Counters, queue.Counter{ID: fmt.Sprint(i), Name: fmt.Sprint(i), Services: []string{"general"}})
			}
		})
		away := &outage{}
		r := &recorder{answer: away.answer}
		background(t, s.notifier(r).run)
		s.mustCrowd(many)
		time.Sleep(time.Minute)
		if n := pending(s); n != many {
			t.Fatalf("%d pending in the outage, want %d", n, many)
		}
		failed := len(r.all())
		away.end()
		time.Sleep(time.Minute)
		if n := pending(s); n != 0 {
			t.Errorf("%d are pending a minute after the outage, want none", n)
		}
		ids := map[string]int{}
		for _, m := range r.all()[failed:] {
			ids[m.ClientMessageID]++
		}
		if len(ids) != many || len(r.all()[failed:]) != many {
			t.Errorf("%d messages with %d ids after the outage, want %d once each", len(r.all()[failed:]), len(ids), many)
		}
		if health := s.View().Health.WeChat; health != queue.WeChatWell {
			t.Errorf("health %q, want well", health)
		}
	})
}

// A message that WeChat keeps waiting holds up nobody else's.
func TestSlowMessageHoldsUpNoOther(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := mustStage(t, memory())
		release := make(chan struct{})
		r := &recorder{}
		first := true
		r.answer = func(context.Context, wechat.TemplateMessage) error {
			if first {
				first = false
				<-release
			}
			return nil
		}
		stop := background(t, s.notifier(r).run)
		s.mustOpen("1")
		s.mustOpen("2")
		s.mustTake(2, "general")
		s.mustCall("1")
		synctest.Wait()
		s.mustCall("2")
		synctest.Wait()
		if got := s.View().Counters[1].Current.Notices; len(got) != 1 || got[0].State != queue.Accepted {
			t.Errorf("the second customer's notices while the first's is on its way: %+v, want it accepted", got)
		}
		close(release)
		synctest.Wait()
		stop()
		s.mustClose()
	})
}
