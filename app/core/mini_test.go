package core_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"paihao/queue"
)

// visitor is somebody with the mini program open.
type visitor struct {
	h       *hall
	openID  string // in the mini program
	session string
}

// mustVisit opens the mini program as somebody and logs in, with a phone number.
func mustVisit(t *testing.T, h *hall, openID string) *visitor {
	t.Helper()
	visit := must(h.Sandbox.Open(openID, "13800138000"))
	v := &visitor{h: h, openID: visit.OpenID}
	said := v.want(http.StatusOK, "POST", "login", map[string]any{"code": visit.Code, "phone_code": visit.PhoneCode})
	if said["phone"] != true {
		t.Errorf("login: got %v, want the phone known", said)
	}
	v.session = said["session"].(string)
	return v
}

func (v *visitor) want(status int, method, path string, body any) (said map[string]any) {
	t := v.h.t
	t.Helper()
	r := must(http.NewRequestWithContext(t.Context(), method, "http://"+v.h.PublicAddr()+"/mini/v1/"+path, bytes.NewReader(must(json.Marshal(body)))))
	r.Header.Set("Authorization", "Bearer "+v.session)
	answer, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if err := json.NewDecoder(answer.Body).Decode(&said); err != nil || answer.StatusCode != status {
		t.Errorf("%s %s: got %d %v, %v, want %d", method, path, answer.StatusCode, said, err, status)
	}
	return said
}

func (v *visitor) mustTake(service string) (id string, asked []any) {
	v.h.t.Helper()
	said := v.want(http.StatusCreated, "POST", "tickets", map[string]any{"service": service})
	id, _ = said["id"].(string)
	asked, _ = said["ask"].([]any)
	return id, asked
}

// The whole way of a customer in the mini program: log in, take a ticket, allow messages, be called by one, and be asked
// again, since each consent is good for one.
func TestMiniProgram(t *testing.T) {
	h := mustOpen(t, mustSettings(t, t.TempDir()))
	v := mustVisit(t, h, "ann")
	ticket, asked := v.mustTake("general")
	if len(asked) != 3 || asked[0] != "trial-mini-called" || asked[1] != "trial-mini-near" {
		t.Errorf("asked for %v, want all three templates, the call's first", asked)
	}
	if err := h.Sandbox.Grant(t.Context(), v.openID, []string{"trial-mini-called"}, []string{"trial-mini-near"}); err != nil {
		t.Fatal(err)
	}
	said := v.want(http.StatusOK, "POST", "grants", map[string]int{"trial-mini-called": 1}) // the same tap, told again
	if asked := said["ask"].([]any); len(asked) != 2 || asked[0] != "trial-mini-near" {
		t.Errorf("asked for %v after one was allowed, want the others", asked)
	}
	h.do(queue.Command{Verb: queue.Open, Counter: "1"})
	h.do(queue.Command{Verb: queue.CallNext, Counter: "1"})
	h.told(v.openID, "trial-mini-called")
	h.see("the message as delivered", func(queue.View) bool {
		var s queue.Standing
		h.Queue.Look(func(b *queue.Book) { s, _ = b.Ticket(ticket) })
		for _, n := range s.Notices {
			if n.Kind == queue.YourTurn && n.State == queue.Delivered && n.Way == queue.ByMini {
				return true
			}
		}
		return false
	})
	h.Queue.Look(func(b *queue.Book) {
		for _, c := range b.Reach(queue.Customer{App: "wx5c2d8e7f9a4b1036", OpenID: v.openID}) {
			if n := c.Granted("trial-mini-called"); n != 0 {
				t.Errorf("%d more messages are counted, want none: one tap, one message", n)
			}
		}
	})
	shown := v.want(http.StatusOK, "GET", "tickets/"+ticket, nil)
	if asked := shown["ask"].([]any); shown["state"] != "called" || shown["counter_name"] != "1号窗口" || len(asked) != 3 {
		t.Errorf("ticket: got %v, want it called to counter 1, and all templates asked for", shown)
	}
	h.mustClose()
	for _, secret := range []string{v.openID, "13800138000", "the-secret-of-no-mini-program"} {
		if strings.Contains(h.log.String(), secret) {
			t.Errorf("the log quotes %q", secret)
		}
	}
}

// One person has one ticket, whether they scan or use the mini program, since WeChat tells that they are one.
func TestMiniProgramAndAccount(t *testing.T) {
	h := mustOpen(t, mustSettings(t, t.TempDir()))
	v := h.see("a code", func(v queue.View) bool { return code(v, "general") != "" })
	scan(t, h, "bob", code(v, "general"))
	h.see("that WeChat told who bob is", func(queue.View) (known bool) {
		h.Queue.Look(func(b *queue.Book) {
			c, _ := b.Contact(queue.Customer{App: "wx7a1e5d0c3b9f2486", OpenID: "bob"})
			known = c.Union != ""
		})
		return known
	})
	visit := mustVisit(t, h, "bob")
	held := visit.want(http.StatusConflict, "POST", "tickets", map[string]any{"service": "social"})["error"].(map[string]any)
	if held["code"] != "already_waiting" {
		t.Errorf("a second ticket: got %v", held)
	}
	list := visit.want(http.StatusOK, "GET", "tickets", nil)["tickets"].([]any)
	if len(list) != 1 || list[0].(map[string]any)["id"] != held["ticket"] {
		t.Errorf("tickets: got %v, want the one that was scanned for", list)
	}
}

// Sessions end, cannot be made up, and outlive a restart.
func TestMiniSession(t *testing.T) {
	dir := t.TempDir()
	now := time.Now()
	h := mustOpenBy(t, func() time.Time { return now }, mustSettings(t, dir))
	v := mustVisit(t, h, "ann")
	good := v.session
	for _, bad := range []string{"", "x", "a.b.c", good + "x", good[1:], strings.Replace(good, ".", ".z", 1), strings.Repeat("x", 300)} {
		v.session = bad
		v.want(http.StatusUnauthorized, "GET", "services", nil)
	}
	h.mustClose()
	v.h, v.session = mustOpenBy(t, func() time.Time { return now }, mustSettings(t, dir)), good
	v.want(http.StatusOK, "GET", "services", nil)
	v.h.mustClose()
	now = now.Add(12*time.Hour + time.Second)
	v.h = mustOpenBy(t, func() time.Time { return now }, mustSettings(t, dir))
	v.want(http.StatusUnauthorized, "GET", "services", nil)
	code := must(v.h.Sandbox.Open("ann", "")).Code
	v.want(http.StatusOK, "POST", "login", map[string]any{"code": code})
	v.want(http.StatusUnauthorized, "POST", "login", map[string]any{"code": code}) // it works once
}
