package core

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"paihao/queue"
	"paihao/queue/storetest"
	"paihao/wechat"
	"paihao/wechat/sandbox"
)

// world is WeChat as the sandbox plays it, without a network between it and the program that runs now.
type world struct {
	*sandbox.Sandbox
	t    *testing.T
	door atomic.Pointer[wechat.Callback] // nil while no program runs

	watched string    // whose messages are cut off
	way     queue.Way // of the messages that are
	cut     cut
	asked   int // messages to them so far
}

// cut is where the power fails.
type cut struct {
	commits  int  // so many are written, counted from the start of the sending
	unheard  bool // the next is too, and nobody hears of it
	request  bool // the first message does not leave
	response bool // the first message's answer does not come
}

func (c cut) String() string {
	switch {
	case c.request:
		return "before the call"
	case c.response:
		return "before the answer"
	case c.unheard:
		return fmt.Sprintf("just after commit %d", c.commits+1)
	}
	return fmt.Sprintf("just before commit %d", c.commits+1)
}

// cuts are around the call, and before and after each commit: that of the claim, and those of what came of two messages.
var cuts = []cut{
	{commits: 9, request: true},
	{commits: 9, response: true},
	{commits: 0},
	{commits: 0, unheard: true},
	{commits: 1},
	{commits: 1, unheard: true},
	{commits: 2},
	{commits: 2, unheard: true},
	{commits: 3},
	{commits: 3, unheard: true},
	{commits: 4},
}

// paths of the ways.
var paths = map[queue.Way]string{
	queue.ByTemplate: sandbox.PathTemplate, queue.BySubscribe: "/cgi-bin/message/subscribe/bizsend",
	queue.ByMini: "/cgi-bin/message/subscribe/send", queue.ByService: sandbox.PathService,
}

// RoundTrip carries requests either way: those of the program to WeChat, and WeChat's callbacks to the program.
func (p *world) RoundTrip(r *http.Request) (*http.Response, error) {
	body := []byte{}
	if r.Body != nil {
		body, _ = io.ReadAll(r.Body)
		r.Body = io.NopCloser(bytes.NewReader(body))
	}
	answer := httptest.NewRecorder()
	if r.URL.Host == "callback" {
		door := p.door.Load()
		if door == nil {
			return nil, errors.New("nobody is there")
		}
		door.ServeHTTP(answer, r)
		return answer.Result(), nil
	}
	first := false
	if r.URL.Path == paths[p.way] && strings.Contains(string(body), p.watched) {
		p.asked++
		first = p.asked == 1
	}
	if first && p.cut.request {
		<-r.Context().Done()
		return nil, r.Context().Err()
	}
	p.ServeHTTP(answer, r)
	if first && p.cut.response {
		<-r.Context().Done()
		return nil, r.Context().Err()
	}
	return answer.Result(), nil
}

// mustPlay opens the platform for the apps of a stage, with two grants and an open window of whoever is watched.
func mustPlay(t *testing.T, s *stage, way queue.Way, watched queue.Customer, c cut) *world {
	t.Helper()
	p := &world{t: t, way: way, watched: watched.OpenID, cut: c}
	w, m := s.settings.WeChat, s.settings.Mini
	p.Sandbox = sandbox.New(sandbox.Options{
		AppID: app, Secret: "secret", Token: "token", Callback: "http://callback/", HTTP: &http.Client{Transport: p},
		Templates: templates(w.Message), Subscriptions: subscriptions(w.Message),
		Mini: sandbox.Mini{AppID: miniApp, Secret: "secret", Token: "token", Callback: "http://callback/", Templates: playedMini(m, "").Templates},
	})
	t.Cleanup(func() { _ = p.Close() })
	p.door.Store(p.mustDoor(func(context.Context, wechat.Event) wechat.Reply { return wechat.Reply{} }))
	for i := range 5 {
		if err := p.Follow(t.Context(), customer(i+1).OpenID); err != nil {
			t.Fatal(err)
		}
	}
	visit, err := p.Open(watched.OpenID, "")
	if err != nil {
		t.Fatal(err)
	}
	grants := []queue.Grant{}
	for _, kind := range []string{"near", "called"} {
		grants = append(grants, queue.Grant{Template: m.Message[kind].TemplateID, Left: 2})
		for range 2 {
			for _, id := range []string{w.Message[kind].SubscribeTemplateID, m.Message[kind].TemplateID} {
				if err := p.Grant(t.Context(), watched.OpenID, []string{id}, nil); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	if err := p.Say(t.Context(), watched.OpenID, "hello"); err != nil {
		t.Fatal(err)
	}
	window := queue.Window{Until: time.Now().Add(48 * time.Hour), Left: 5}
	s.mustDo(queue.Command{Verb: queue.Meet, Customer: watched, Meeting: &queue.Meeting{Union: "u-1", Window: window}})
	s.mustDo(queue.Command{Verb: queue.Meet, Customer: queue.Customer{App: miniApp, OpenID: visit.OpenID}, Meeting: &queue.Meeting{Union: "u-1", Grants: grants}})
	if way == queue.ByMini {
		p.watched = visit.OpenID
	}
	return p
}

func (p *world) mustDoor(h wechat.Handler) *wechat.Callback {
	p.t.Helper()
	door, err := wechat.NewCallback(wechat.CallbackOptions{AppID: app, Token: "token"}, h)
	if err != nil {
		p.t.Fatal(err)
	}
	return door
}

// run lets a program send until the power fails, or it is stopped.
func (p *world) run(s *stage) (stop func()) {
	client := func(id string) *wechat.Client {
		return wechat.NewClient(wechat.ClientOptions{AppID: id, Secret: "secret", BaseURL: "http://wechat", HTTP: &http.Client{Transport: p}})
	}
	account, mini := client(app), client(miniApp)
	n := newNotifier(s.Queue, account, mini, newMessages(&s.venue, &s.settings), time.Now, s.log)
	p.door.Store(p.mustDoor(func(ctx context.Context, e wechat.Event) wechat.Reply {
		if e.Kind == wechat.KindTemplateResult || e.Kind == wechat.KindSubscribeSent {
			n.reported(ctx, map[bool]string{true: miniApp, false: app}[p.way == queue.ByMini], e)
		}
		return wechat.Reply{}
	}))
	end := background(p.t, n.run)
	return func() {
		p.door.Store(nil)
		end()
		account.Close()
		mini.Close()
	}
}

// seen is how many messages of a kind of notice arrived.
func (p *world) seen(openID string, kind queue.NoticeKind) (n int) {
	for _, m := range p.Messages(openID) {
		about := strings.Contains(m.Template, string(kind)) || m.Kind == sandbox.Service
		if about && m.Kind != sandbox.Did && m.Kind != sandbox.Notice {
			n++
		}
	}
	return n
}

// Wherever the power fails between the claim of a message and the report on it, the customer is told after the next start: once
// where WeChat knows a repeat by its id; of their turn at least once and at most twice by the other ways, and of less weighty
// things at most once. No message stays on its way for ever.
func TestPowerCuts(t *testing.T) {
	for _, way := range []queue.Way{queue.ByTemplate, queue.BySubscribe, queue.ByMini, queue.ByService} {
		for kind, nth := range map[queue.NoticeKind]int{queue.YourTurn: 1, queue.Near: 5} {
			for _, c := range cuts {
				t.Run(fmt.Sprintf("%s by %s, %s", kind, way, c), func(t *testing.T) {
					synctest.Test(t, func(t *testing.T) { cutPower(t, way, kind, nth, c) })
				})
			}
		}
	}
}

// cutPower lets the power fail while the nth customer is told something.
func cutPower(t *testing.T, way queue.Way, kind queue.NoticeKind, nth int, c cut) {
	only := func(s *stage) { s.only(way) }
	disk := storetest.Memory()
	store := storetest.Failing(disk)
	before := mustStage(t, store, only)
	before.mustOpen("1")
	tickets := before.mustTake(5, "general")
	p := mustPlay(t, before, way, customer(nth), c)
	before.mustCall("1")
	for range c.commits { // which are as any other
		_, release := store.BlockCommit()
		release()
	}
	if c.unheard {
		store.DoubtCommits(1)
		store.RefuseOpens(1000)
	}
	store.RefuseCommits(1000)
	stop := p.run(before)
	time.Sleep(3 * time.Second)
	stop()
	_ = before.Close() // a store that was cut off may say so

	after := mustStage(t, storetest.Failing(disk), only)
	doubt := after.notices(tickets[nth-1].ID)[0].State == queue.Sending
	stop = p.run(after)
	time.Sleep(time.Hour)
	stop()
	least, most := 1, 1
	switch {
	case !doubt || way == queue.ByTemplate:
	case kind == queue.YourTurn:
		most = 2
	default:
		least = 0
	}
	if got := p.seen(customer(nth).OpenID, kind); got < least || got > most {
		t.Errorf("told %d times, want %d to %d (in doubt after the start: %v)", got, least, most, doubt)
	}
	for _, ticket := range tickets {
		for _, n := range after.notices(ticket.ID) {
			if n.State == queue.Pending || n.State == queue.Sending {
				t.Errorf("an hour later a notice is %+v", n)
			}
		}
	}
	after.mustClose()
}
