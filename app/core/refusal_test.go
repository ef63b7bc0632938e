package core

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"paihao/queue"
	"paihao/wechat"
)

// What WeChat refuses for good is settled with one word and never sent again; what may pass is tried again.
func TestRefusals(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, c := range []struct {
			err    error
			reason string // empty: tried again
			health queue.WeChatState
		}{
			{nil, "", queue.WeChatWell},
			{errcode(43004), "no_follower", queue.WeChatWell},
			{errcode(40003), "no_follower", queue.WeChatWell},
			{errcode(40037), "template", queue.WeChatWell},
			{errcode(47003), "template", queue.WeChatWell},
			{fmt.Errorf("send: %w", wechat.ErrLimit), "template", queue.WeChatUnknown},
			{errcode(43101), "no_grant", queue.WeChatWell},
			{errcode(43117), "too_often", queue.WeChatWell},
			{errcode(48001), "permission", queue.WeChatRefused},
			{errcode(12345), "errcode_12345", queue.WeChatWell},
			{errcode(43108), "", queue.WeChatWell},
			{errOdd, "", queue.WeChatUnknown},
			{errUnreachable, "", queue.WeChatUnreachable},
			{errTimeout, "", queue.WeChatUnreachable},
			{errcode(-1), "", queue.WeChatUnreachable},
			{errcode(40001), "", queue.WeChatRefused},
			{errcode(40164), "", queue.WeChatRefused},
			{errcode(40125), "", queue.WeChatRefused},
			{errcode(45011), "", queue.WeChatRefused},
		} {
			checkRefusal(t, c.err, c.reason, c.health)
		}
	})
}

func checkRefusal(t *testing.T, answer error, reason string, health queue.WeChatState) {
	t.Helper()
	s := mustStage(t, memory(), func(s *stage) { s.only(queue.ByTemplate) })
	defer s.mustClose()
	r := script{queue.ByTemplate: {answer}}.recorder()
	stop := background(t, s.notifier(r).run)
	defer stop()
	id := theCall(s)
	synctest.Wait()
	if got := s.View().Health.WeChat; got != health {
		t.Errorf("%v: health %q, want %q", answer, got, health)
	}
	time.Sleep(2 * time.Minute)
	tries, want := 1, queue.NoticeView{Kind: queue.YourTurn, State: queue.Refused, Way: queue.ByTemplate, Reason: reason}
	if answer != nil && reason == "" {
		tries = 2
	}
	if reason == "" {
		want.State = queue.Accepted
	}
	s.wantNotice(id, want)
	if n := len(r.all()); n != tries {
		t.Errorf("%v: %d tries, want %d", answer, n, tries)
	}
}

// While WeChat is away a notice is tried again and again, under one id, until it is of no use any more. Then it is dropped,
// and logged.
func TestRetryUntilStale(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := mustStage(t, memory())
		r := &recorder{answer: (&outage{}).answer}
		background(t, s.notifier(r).run)
		s.mustOpen("1")
		id := s.mustTake(1, "general")[0].ID
		start := time.Now()
		s.mustCall("1")
		time.Sleep(time.Hour)
		sent := r.all()
		if len(sent) < 4 || len(sent) > 12 {
			t.Errorf("%d tries in three minutes, want a few", len(sent))
		}
		for i, m := range sent {
			if m.ID != sent[0].ID {
				t.Errorf("try %d has the id %s, want the first one's %s", i, m.ID, sent[0].ID)
			}
			if age := m.At.Sub(start); age > 3*time.Minute {
				t.Errorf("try %d was made after %v: nobody needs a call that old", i, age)
			}
			if i > 0 && m.At.Sub(sent[i-1].At) < 2*time.Second {
				t.Errorf("tries %d and %d are %v apart, want at least 2 s", i-1, i, m.At.Sub(sent[i-1].At))
			}
		}
		n := s.notices(id)
		if len(n) != 1 || n[0].State != queue.Stale || n[0].Reason != "too_late" {
			t.Fatalf("notices %+v, want one expired as too_late", n)
		}
		if age := n[0].At.Sub(start); age < 3*time.Minute || age > 3*time.Minute+10*time.Second {
			t.Errorf("given up after %v, want 3 min", age)
		}
		s.wantLogged("too old to be of use", "ticket=A001", "kind=called")
	})
}

// A message that grew too old between two ways, or while it waited for its call, is not sent.
func TestStaleBetweenTwoWays(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := mustStage(t, memory(), func(s *stage) { s.only(queue.ByTemplate, queue.BySubscribe) })
		r := &recorder{answer: func(_ context.Context, l letter) error {
			time.Sleep(4 * time.Minute)
			return errcode(47003)
		}}
		background(t, s.notifier(r).run)
		id := theCall(s)
		time.Sleep(time.Hour)
		if got := r.ways(); len(got) != 1 {
			t.Errorf("told by %v, want the first way alone", got)
		}
		if n := s.notices(id); len(n) != 1 || n[0].State != queue.Stale {
			t.Errorf("notices %+v, want expired", n)
		}
	})
}

// A message that was overtaken while one way refused it is not sent by the next.
func TestOvertakenBetweenTwoWays(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := mustStage(t, memory(), func(s *stage) { s.only(queue.ByTemplate, queue.BySubscribe) })
		s.mustOpen("1")
		id := s.mustTake(1, "general")[0].ID
		r := &recorder{answer: func(context.Context, letter) error {
			s.mustDo(queue.Command{Verb: queue.Release, Ticket: id})
			return errcode(47003)
		}}
		background(t, s.notifier(r).run)
		s.mustCall("1")
		time.Sleep(time.Hour)
		if got := r.ways(); len(got) != 1 {
			t.Errorf("told by %v, want the first way alone", got)
		}
		s.wantNotice(id, queue.NoticeView{Kind: queue.YourTurn, State: queue.Void})
	})
}

// Nobody knows whether a request that timed out was carried out. With an id it is made again; without one only a call is,
// once. A refusal by the same way ends the doubt.
func TestDoubt(t *testing.T) {
	near := func(s *stage) string {
		s.mustOpen("1")
		tickets := s.mustTake(5, "general")
		s.mustCall("1")
		return tickets[4].ID
	}
	for _, c := range []struct {
		way   queue.Way
		act   func(*stage) string
		fails int
		tries int
		want  queue.NoticeView
	}{
		{queue.ByTemplate, theCall, 3, 4, queue.NoticeView{Kind: queue.YourTurn, State: queue.Accepted}},
		{queue.ByTemplate, near, 3, 4, queue.NoticeView{Kind: queue.Near, State: queue.Accepted}},
		{queue.BySubscribe, theCall, 1, 2, queue.NoticeView{Kind: queue.YourTurn, State: queue.Accepted}},
		{queue.BySubscribe, theCall, 2, 2, queue.NoticeView{Kind: queue.YourTurn, State: queue.Refused, Reason: "unknown"}},
		{queue.BySubscribe, near, 1, 1, queue.NoticeView{Kind: queue.Near, State: queue.Refused, Reason: "unknown"}},
	} {
		synctest.Test(t, func(t *testing.T) {
			s := mustStage(t, memory(), func(s *stage) { s.only(c.way) })
			failed := map[string]int{}
			r := &recorder{}
			var id string
			r.answer = func(_ context.Context, l letter) error {
				r.mu.Lock()
				defer r.mu.Unlock()
				if failed[l.To]++; failed[l.To] <= c.fails {
					return errTimeout
				}
				return nil
			}
			background(t, s.notifier(r).run)
			id = c.act(s)
			time.Sleep(time.Hour)
			c.want.Way = c.way
			s.wantNotice(id, c.want)
			to := map[bool]string{true: customer(1).OpenID, false: customer(5).OpenID}[c.want.Kind == queue.YourTurn]
			if failed[to] != c.tries {
				t.Errorf("%s of %s: %d calls, want %d", c.way, c.want.Kind, failed[to], c.tries)
			}
		})
	}
}

// A way that refuses what it may have taken before has not taken it, so the next one may.
func TestDoubtEndsByRefusal(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := mustStage(t, memory(), func(s *stage) { s.only(queue.ByTemplate, queue.BySubscribe) })
		r := &recorder{}
		r.answer = func(_ context.Context, l letter) error {
			switch {
			case l.To != customer(5).OpenID || l.Way == queue.BySubscribe:
				return nil
			case len(r.all()) < 3:
				return errTimeout
			}
			return errcode(43116)
		}
		background(t, s.notifier(r).run)
		s.mustOpen("1")
		tickets := s.mustTake(5, "general")
		s.mustCall("1")
		time.Sleep(time.Minute)
		s.wantNotice(tickets[4].ID, queue.NoticeView{Kind: queue.Near, State: queue.Accepted, Way: queue.BySubscribe})
	})
}

// After ten minutes WeChat does not drop a repeat any more, so there is none.
func TestNoRepeatAfterTenMinutes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := mustStage(t, memory(), func(s *stage) {
			s.only(queue.ByTemplate)
			s.venue.Rules.CallsBeforeMiss, s.venue.Rules.MissAfter, s.venue.Rules.ExpireMissed = 1, 0, 0
		})
		away := &outage{err: errTimeout}
		r := &recorder{answer: away.answer}
		background(t, s.notifier(r).run)
		id := theCall(s)
		s.mustDo(queue.Command{Verb: queue.Miss, Ticket: id})
		time.Sleep(20 * time.Minute)
		away.end()
		time.Sleep(10 * time.Minute)
		for _, l := range r.all() {
			if first := r.all()[0].At; l.Template == "trial-missed" && l.At.Sub(first) > 10*time.Minute {
				t.Errorf("sent again %v after the first try", l.At.Sub(first))
			}
		}
		list := s.notices(id)
		if last := list[len(list)-1]; last.Kind != queue.YouMiss || last.State != queue.Refused || last.Reason != "unknown" {
			t.Errorf("notices %+v, want the last one missed, and unknown whether it arrived", list)
		}
	})
}
