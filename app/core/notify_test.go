package core

import (
	"context"
	"maps"
	"testing"
	"testing/synctest"
	"time"

	"paihao/queue"
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
			if m.ID == "" || m.Template == "" || m.Way != queue.ByTemplate {
				t.Errorf("%s: message without id or template: %+v", m.To, m)
			}
		}
		for ticket, kind := range map[string]queue.NoticeKind{tickets[0].ID: queue.YourTurn, tickets[4].ID: queue.Near} {
			s.wantNotice(ticket, queue.NoticeView{Kind: kind, State: queue.Accepted, Way: queue.ByTemplate})
		}
	})
}

// wantNotice checks what the one message about a ticket has come to, but for the time.
func (s *stage) wantNotice(ticket string, want queue.NoticeView) {
	s.t.Helper()
	list := s.notices(ticket)
	if len(list) != 1 {
		s.t.Errorf("notices %+v, want one: %+v", list, want)
		return
	}
	got := list[0]
	want.At = got.At
	if got != want {
		s.t.Errorf("notice %+v, want %+v", got, want)
	}
}

// A kind that the settings give no way is settled unsent, and the desk can say why.
func TestNoTemplate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := mustStage(t, memory(), func(s *stage) {
			delete(s.settings.WeChat.Message, "near")
			delete(s.settings.Mini.Message, "near")
		})
		r := &recorder{}
		background(t, s.notifier(r).run)
		s.mustOpen("1")
		tickets := s.mustTake(5, "general")
		s.mustCall("1")
		synctest.Wait()
		s.wantNotice(tickets[4].ID, queue.NoticeView{Kind: queue.Near, State: queue.Refused, Reason: "no_template"})
		if sent := r.all(); len(sent) != 1 || sent[0].To != customer(1).OpenID {
			t.Errorf("sent %+v, want the call alone", sent)
		}
	})
}

// What cannot be sent is settled when the disk is well again, and nothing turns in circles until then.
func TestDroppedLate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := memory()
		s := mustStage(t, store, func(s *stage) { s.only(queue.ByMini) })
		id := theCall(s)
		store.RefuseCommits(20)
		background(t, s.notifier(&recorder{}).run)
		time.Sleep(5 * time.Minute)
		s.wantNotice(id, queue.NoticeView{Kind: queue.YourTurn, State: queue.Refused, Reason: "no_way"})
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

// A message goes out after the commit that claims it, and not while that cannot be written.
func TestNothingBeforeTheClaim(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := memory()
		s := mustStage(t, store)
		id := theCall(s)
		r := &recorder{}
		arrived, release := store.BlockCommit()
		store.RefuseCommits(1)
		background(t, s.notifier(r).run)
		<-arrived
		time.Sleep(time.Second)
		if n := len(r.all()); n != 0 {
			t.Errorf("%d messages before the claim", n)
		}
		release()
		synctest.Wait()
		if n := len(r.all()); n != 1 {
			t.Errorf("%d messages after the claim, want 1", n)
		}
		time.Sleep(time.Minute)
		s.wantNotice(id, queue.NoticeView{Kind: queue.YourTurn, State: queue.Accepted, Way: queue.ByTemplate})
	})
	synctest.Test(t, func(t *testing.T) {
		store := memory()
		s := mustStage(t, store)
		id := theCall(s)
		r := &recorder{}
		store.RefuseCommits(1)
		background(t, s.notifier(r).run)
		synctest.Wait()
		if n := len(r.all()); n != 0 {
			t.Errorf("%d messages after a claim that was refused", n)
		}
		time.Sleep(10 * time.Second)
		if n := len(r.all()); n != 1 {
			t.Errorf("%d messages, want 1 once the claim was written", n)
		}
		s.wantNotice(id, queue.NoticeView{Kind: queue.YourTurn, State: queue.Accepted, Way: queue.ByTemplate})
	})
}

// What WeChat has taken and the disk has not is not sent again: it is settled when the disk is well again.
func TestSettledLate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := memory()
		s := mustStage(t, store)
		r := &recorder{answer: func(context.Context, letter) error { store.RefuseCommits(3); return nil }}
		background(t, s.notifier(r).run)
		s.mustOpen("1")
		id := s.mustTake(1, "general")[0].ID
		s.mustCall("1")
		synctest.Wait()
		s.wantNotice(id, queue.NoticeView{Kind: queue.YourTurn, State: queue.Sending})
		time.Sleep(time.Minute)
		s.wantNotice(id, queue.NoticeView{Kind: queue.YourTurn, State: queue.Accepted, Way: queue.ByTemplate})
		if n := len(r.all()); n != 1 {
			t.Errorf("%d messages, want 1", n)
		}
	})
}

// A message that WeChat has taken is noted even when the program is told to end meanwhile.
func TestEndWhileSending(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := mustStage(t, memory())
		r := &recorder{answer: func(ctx context.Context, _ letter) error { <-ctx.Done(); return nil }}
		stop := background(t, s.notifier(r).run)
		s.mustOpen("1")
		id := s.mustTake(1, "general")[0].ID
		s.mustCall("1")
		synctest.Wait()
		stop()
		s.wantNotice(id, queue.NoticeView{Kind: queue.YourTurn, State: queue.Accepted, Way: queue.ByTemplate})
	})
}

// A message that WeChat keeps waiting holds up nobody else's.
func TestSlowMessageHoldsUpNoOther(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := mustStage(t, memory())
		release := make(chan struct{})
		r := &recorder{answer: func(_ context.Context, l letter) error {
			if l.To == customer(1).OpenID {
				<-release
			}
			return nil
		}}
		stop := background(t, s.notifier(r).run)
		s.mustOpen("1")
		s.mustOpen("2")
		tickets := s.mustTake(2, "general")
		s.mustCall("1")
		synctest.Wait()
		s.mustCall("2")
		synctest.Wait()
		s.wantNotice(tickets[1].ID, queue.NoticeView{Kind: queue.YourTurn, State: queue.Accepted, Way: queue.ByTemplate})
		close(release)
		synctest.Wait()
		stop()
		s.mustClose()
	})
}

// A customer is told one thing at a time: who is called while they hear that their turn is near hears of the call after
// that, and nothing of the turn again.
func TestOneAtATime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := mustStage(t, memory(), func(s *stage) { s.venue.Rules.Near = 1 })
		release := make(chan struct{})
		r := &recorder{answer: func(_ context.Context, l letter) error {
			if l.Template == "trial-near" {
				<-release
				return errUnreachable
			}
			return nil
		}}
		background(t, s.notifier(r).run)
		s.mustOpen("1")
		s.mustTake(3, "general")
		s.mustCall("1")
		synctest.Wait()
		tickets := map[string]int{}
		for range 2 {
			s.mustCall("1")
			synctest.Wait()
		}
		for _, l := range r.all() {
			tickets[l.To]++
		}
		if tickets[customer(3).OpenID] != 1 {
			t.Fatalf("%d messages to the third customer while one is on its way, want that alone: %+v", tickets[customer(3).OpenID], r.all())
		}
		close(release)
		time.Sleep(time.Hour)
		var told []string
		for _, l := range r.all() {
			if l.To == customer(3).OpenID {
				told = append(told, l.Template)
			}
		}
		if len(told) != 2 || told[1] != "trial-called" {
			t.Errorf("the third customer was told %v, want near and then called, and near not again", told)
		}
	})
}
