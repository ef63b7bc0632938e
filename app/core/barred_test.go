package core

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"paihao/queue"
)

// While WeChat refuses one of the apps, whatever it asks for, customers are told by the other one. Where there is no way but
// the app's it is waited for.
func TestBarredApp(t *testing.T) {
	account, mini := []queue.Way{queue.ByTemplate, queue.BySubscribe}, []queue.Way{queue.ByMini}
	for _, c := range []struct {
		chain, barred []queue.Way
		code          int
		want          queue.Way // empty: none, until the bar is lifted
		tried         []queue.Way
	}{
		{append(slices.Clone(mini), account...), mini, 40125, queue.ByTemplate, []queue.Way{queue.ByMini, queue.ByTemplate}},
		{append(slices.Clone(account), mini...), account, 40164, queue.ByMini, []queue.Way{queue.ByTemplate, queue.ByMini}},
		{account, account, 40164, "", []queue.Way{queue.ByTemplate}},
		{append(slices.Clone(account), mini...), append(slices.Clone(account), mini...), 40164, "", []queue.Way{queue.ByTemplate, queue.ByMini}},
	} {
		synctest.Test(t, func(t *testing.T) {
			s := mustStage(t, memory(), func(s *stage) { s.only(c.chain...) })
			lifted := false
			r := &recorder{answer: func(_ context.Context, l letter) error {
				if slices.Contains(c.barred, l.Way) && !lifted {
					return errcode(c.code)
				}
				return nil
			}}
			n := s.notifier(r)
			background(t, n.run)
			s.mustBefriend()
			id := theCall(s)
			time.Sleep(time.Second)
			if got := r.ways(); !slices.Equal(got, c.tried) {
				t.Errorf("%v, %v barred: tried %v, want %v", c.chain, c.barred, got, c.tried)
			}
			want := queue.NoticeView{Kind: queue.YourTurn, State: queue.Accepted, Way: c.want}
			if c.want == "" {
				s.wantNotice(id, queue.NoticeView{Kind: queue.YourTurn, State: queue.Pending})
				lifted = true
				n.recovered()
				synctest.Wait()
				want.Way = c.chain[0]
			}
			s.wantNotice(id, want)
		})
	}
}

// What the other app refuses is still to be told by the barred one, if that comes back in time.
func TestBarredAppIsWaitedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := mustStage(t, memory(), func(s *stage) { s.only(queue.ByTemplate, queue.ByMini) })
		r := script{queue.ByTemplate: {errcode(40164)}, queue.ByMini: {errcode(43101)}}.recorder()
		background(t, s.notifier(r).run)
		s.mustBefriend()
		id := theCall(s)
		synctest.Wait()
		s.wantNotice(id, queue.NoticeView{Kind: queue.YourTurn, State: queue.Pending})
		if n := s.met(queue.Customer{App: miniApp, OpenID: "m-1"}).Granted("trial-mini-called"); n != 0 {
			t.Errorf("%d messages are allowed after WeChat's no, want none", n)
		}
		time.Sleep(time.Minute)
		s.wantNotice(id, queue.NoticeView{Kind: queue.YourTurn, State: queue.Accepted, Way: queue.ByTemplate})
	})
}

// A barred app is asked now and then by one message, and the others do not wait for its answer.
func TestBarredAppIsAskedSeldom(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := mustStage(t, memory(), counters(100), func(s *stage) { s.only(queue.ByMini, queue.ByTemplate) })
		r := &recorder{answer: func(_ context.Context, l letter) error {
			if l.Way == queue.ByMini {
				return errcode(40125)
			}
			return nil
		}}
		background(t, s.notifier(r).run)
		s.mustCrowd(100)
		for i := range 100 {
			union := customer(i).OpenID
			s.mustDo(queue.Command{Verb: queue.Meet, Customer: customer(i), Meeting: &queue.Meeting{Union: union}})
			s.mustDo(queue.Command{Verb: queue.Meet, Customer: queue.Customer{App: miniApp, OpenID: "m-" + union}, Meeting: &queue.Meeting{
				Union: union, Grants: []queue.Grant{{Template: "trial-mini-called", Left: 1}},
			}})
		}
		s.mustCallAll()
		time.Sleep(time.Minute)
		asked := 0
		for _, way := range r.ways() {
			if way == queue.ByMini {
				asked++
			}
		}
		if asked > sendAtOnce+callsMore+5 {
			t.Errorf("the barred app was asked %d times in a minute, want the first ones and a few", asked)
		}
		if n := s.states()[queue.Accepted]; n != 100 {
			t.Errorf("%v, want 100 accepted", s.states())
		}
	})
}
