package core

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"paihao/queue"
	"paihao/wechat"
)

// mustBefriend makes customer 1 known to all apps: they follow the account, have an open window, and use the mini program,
// where they have allowed one message of each kind.
func (s *stage) mustBefriend() {
	s.t.Helper()
	window := queue.Window{Until: time.Now().Add(48 * time.Hour), Left: 5}
	s.mustDo(queue.Command{Verb: queue.Meet, Customer: customer(1), Meeting: &queue.Meeting{Union: "u-1", Window: window, Follow: true}})
	s.mustDo(queue.Command{Verb: queue.Meet, Customer: queue.Customer{App: miniApp, OpenID: "m-1"}, Meeting: &queue.Meeting{
		Union: "u-1", Grants: []queue.Grant{{Template: "trial-mini-called", Left: 1}, {Template: "trial-mini-near", Left: 1}},
	}})
}

// met is what is known of somebody.
func (s *stage) met(c queue.Customer) (known queue.Contact) {
	s.Look(func(b *queue.Book) { known, _ = b.Contact(c) })
	return known
}

// Each way is told what it needs, and to whom: openids of one app never reach the other.
func TestWays(t *testing.T) {
	for way, want := range map[queue.Way]letter{
		queue.ByTemplate:  {To: customer(1).OpenID, Template: "trial-called"},
		queue.BySubscribe: {To: customer(1).OpenID, Template: "trial-called-notice"},
		queue.ByMini:      {To: "m-1", Template: "trial-mini-called", Page: "pages/ticket/ticket"},
		queue.ByService:   {To: customer(1).OpenID},
	} {
		synctest.Test(t, func(t *testing.T) {
			s := mustStage(t, memory(), func(s *stage) { s.only(way) })
			r := &recorder{}
			background(t, s.notifier(r).run)
			s.mustBefriend()
			id := theCall(s)
			synctest.Wait()
			sent := r.all()
			if len(sent) != 1 {
				t.Fatalf("%s: %d messages, want 1", way, len(sent))
			}
			got := sent[0]
			if got.Way != way || got.To != want.To || got.Template != want.Template || got.Page != want.Page {
				t.Errorf("%s: sent %+v, want %+v", way, got, want)
			}
			if (got.ID != "") != (way == queue.ByTemplate) {
				t.Errorf("%s: the message's own id is %q", way, got.ID)
			}
			if way == queue.ByService {
				for _, word := range []string{"A001", "综合业务", "请到1号窗口", "General services", "Counter 1"} {
					if !strings.Contains(got.Text, word) {
						t.Errorf("the text is %q, want %s in it", got.Text, word)
					}
				}
			} else if got.Fields["character_string2"] != "A001" {
				t.Errorf("%s: the fields are %v", way, got.Fields)
			}
			s.wantNotice(id, queue.NoticeView{Kind: queue.YourTurn, State: queue.Accepted, Way: way})
		})
	}
}

// A way that leads nowhere is passed over, and where none leads anywhere the desk can say so.
func TestPassedOver(t *testing.T) {
	all := []queue.Way{queue.ByTemplate, queue.BySubscribe, queue.ByMini, queue.ByService}
	for name, c := range map[string]struct {
		ways []queue.Way
		meet queue.Meeting // of customer 1
		want queue.Way     // empty: none
	}{
		"the usual chain":       {all, queue.Meeting{}, queue.ByTemplate},
		"no mini program":       {all[2:], queue.Meeting{}, ""},
		"a window":              {all[2:], queue.Meeting{Window: queue.Window{Until: time.Now().Add(1e6 * time.Hour), Left: 1}}, queue.ByService},
		"no texts left":         {all[2:], queue.Meeting{Window: queue.Window{Until: time.Now().Add(1e6 * time.Hour)}}, ""},
		"consent never counted": {all[1:], queue.Meeting{}, queue.BySubscribe},
		"consent counted":       {all[1:], queue.Meeting{Grants: []queue.Grant{{Template: "trial-called-notice", Left: 2}}}, queue.BySubscribe},
		"consent used up":       {all[1:], queue.Meeting{Grants: []queue.Grant{{Template: "trial-called-notice", Left: -2}}}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := mustStage(t, memory(), func(s *stage) { s.only(c.ways...) })
				r := &recorder{}
				background(t, s.notifier(r).run)
				s.mustDo(queue.Command{Verb: queue.Meet, Customer: customer(1), Meeting: &c.meet})
				id := theCall(s)
				synctest.Wait()
				want := queue.NoticeView{Kind: queue.YourTurn, State: queue.Accepted, Way: c.want}
				if c.want == "" {
					want.State, want.Reason = queue.Refused, "no_way"
				}
				s.wantNotice(id, want)
			})
		})
	}
}

// What one way refuses goes by the next, in the order of the settings, and what was learned is kept.
func TestChain(t *testing.T) {
	all := []queue.Way{queue.ByTemplate, queue.BySubscribe, queue.ByMini, queue.ByService}
	for _, c := range []struct {
		answers script
		ways    []queue.Way
		want    queue.NoticeView
	}{
		{script{}, all[:1], queue.NoticeView{State: queue.Accepted, Way: queue.ByTemplate}},
		{script{queue.ByTemplate: {errcode(47003)}}, all[:2], queue.NoticeView{State: queue.Accepted, Way: queue.BySubscribe}},
		{
			script{queue.ByTemplate: {errcode(43116)}, queue.BySubscribe: {errcode(43101)}},
			all[:3],
			queue.NoticeView{State: queue.Accepted, Way: queue.ByMini},
		},
		{
			script{queue.ByTemplate: {errcode(48001)}, queue.BySubscribe: {errcode(43117)}, queue.ByMini: {errcode(43101)}},
			all,
			queue.NoticeView{State: queue.Accepted, Way: queue.ByService},
		},
		{
			script{
				queue.ByTemplate: {errcode(40037)}, queue.BySubscribe: {fmt.Errorf("x: %w", wechat.ErrLimit)},
				queue.ByMini: {errcode(43101)}, queue.ByService: {errcode(45015)},
			},
			all,
			queue.NoticeView{State: queue.Refused, Way: queue.ByService, Reason: "window"},
		},
		{script{queue.ByTemplate: {errcode(45009), errcode(45009)}}, all[:2], queue.NoticeView{State: queue.Accepted, Way: queue.BySubscribe}},
	} {
		synctest.Test(t, func(t *testing.T) {
			s := mustStage(t, memory(), func(s *stage) { s.only(all...) })
			r := c.answers.recorder()
			background(t, s.notifier(r).run)
			s.mustBefriend()
			id := theCall(s)
			time.Sleep(time.Second)
			if got := r.ways(); !slices.Equal(got, c.ways) {
				t.Errorf("told by %v, want %v", got, c.ways)
			}
			c.want.Kind = queue.YourTurn
			s.wantNotice(id, c.want)
			time.Sleep(time.Hour)
			if got := r.ways(); len(got) != len(c.ways) {
				t.Errorf("an hour later it was told by %v", got)
			}
		})
	}
}

// Consent and texts are counted down, and WeChat's word that there are none ends the count.
func TestWhatRefusalsTeach(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := mustStage(t, memory(), func(s *stage) { s.only(queue.BySubscribe, queue.ByMini) })
		r := script{queue.BySubscribe: {errcode(43101)}}.recorder()
		background(t, s.notifier(r).run)
		s.mustBefriend()
		theCall(s)
		synctest.Wait()
		if g := s.met(customer(1)).Grants; len(g) != 1 || g[0] != (queue.Grant{Template: "trial-called-notice"}) {
			t.Errorf("consent after WeChat's no: %+v, want none left of the notice", g)
		}
		if n := s.met(queue.Customer{App: miniApp, OpenID: "m-1"}).Granted("trial-mini-called"); n != 0 {
			t.Errorf("%d messages are allowed after the one, want none", n)
		}
	})
	synctest.Test(t, func(t *testing.T) {
		s := mustStage(t, memory(), func(s *stage) { s.only(queue.ByService) })
		r := script{queue.ByService: {nil, errcode(45047)}}.recorder()
		background(t, s.notifier(r).run)
		s.mustBefriend()
		id := theCall(s)
		synctest.Wait()
		if w := s.met(customer(1)).Window; w.Left != 4 {
			t.Errorf("%d texts are left after one of five, want 4", w.Left)
		}
		s.mustDo(queue.Command{Verb: queue.Recall, Ticket: id})
		synctest.Wait()
		if w := s.met(customer(1)).Window; w.Open(time.Now()) {
			t.Errorf("the window is %+v after WeChat's no, want it shut", w)
		}
	})
}

// Who has left the account is forgotten; in the mini program they are forgotten there alone. Their tickets stay, whatever
// becomes of the tickets of those who leave by themselves: they may just have been told to come.
func TestGone(t *testing.T) {
	for _, c := range []struct {
		ways    []queue.Way
		answers script
		want    queue.NoticeView
		bound   bool
		account bool // known there after it
		mini    bool
	}{
		{[]queue.Way{queue.ByTemplate}, script{queue.ByTemplate: {errcode(43004)}}, queue.NoticeView{State: queue.Refused, Way: queue.ByTemplate, Reason: "no_follower"}, false, false, true},
		{[]queue.Way{queue.ByTemplate, queue.ByMini}, script{queue.ByTemplate: {errcode(43004)}}, queue.NoticeView{State: queue.Accepted, Way: queue.ByMini}, false, false, true},
		{[]queue.Way{queue.ByMini, queue.ByTemplate}, script{queue.ByMini: {errcode(40003)}}, queue.NoticeView{State: queue.Accepted, Way: queue.ByTemplate}, true, true, false},
	} {
		synctest.Test(t, func(t *testing.T) {
			s := mustStage(t, memory(), func(s *stage) { s.only(c.ways...); s.venue.Rules.CancelOnUnfollow = true })
			r := c.answers.recorder()
			background(t, s.notifier(r).run)
			s.mustBefriend()
			id := theCall(s)
			time.Sleep(time.Second)
			c.want.Kind = queue.YourTurn
			s.wantNotice(id, c.want)
			var ticket queue.Standing
			s.Look(func(b *queue.Book) { ticket, _ = b.Ticket(id) })
			if ticket.Bound != c.bound || ticket.State != queue.Called {
				t.Errorf("%v: the ticket is %s, bound %v, want called and %v", c.ways, ticket.State, ticket.Bound, c.bound)
			}
			if known := s.met(customer(1)).ID != ""; known != c.account {
				t.Errorf("%v: the account's contact is there: %v, want %v", c.ways, known, c.account)
			}
			if known := s.met(queue.Customer{App: miniApp, OpenID: "m-1"}).ID != ""; known != c.mini {
				t.Errorf("%v: the mini program's contact is there: %v, want %v", c.ways, known, c.mini)
			}
		})
	}
}
