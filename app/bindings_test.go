package main

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
)

// newCode is a code as the API gives it.
type newCode struct{ ID, URL string }

// state is how far a code has come.
type state struct {
	State, Staff, Role string
	MovedTo            string `json:"moved_to"`
	MovedFrom          string `json:"moved_from"`
}

// Everything that people bind by scanning is theirs after a power cut too, and whoever waits for it hears at once.
func TestBindings(t *testing.T) {
	v := mustVenue(t)
	v.environ = append(v.environ, "PAIHAO_WECHAT_IMAGE_URL=http://"+v.wechat.Addr())
	v.mustStart()

	var ticket struct{ ID, Number string }
	v.mustPost("tickets", `{"service": "general"}`, &ticket)
	v.mustScan("o-paper", v.mustMint("tickets/"+ticket.ID+"/qrcode", ""), "绑定成功", ticket.Number)

	account := v.mustMint("bindings/qrcode", `{"account": "clinic", "user_id": "p-1"}`)
	if kind, bytes := v.picture("bindings/qrcode/" + account.ID + "?picture=wechat"); kind != "image/jpeg" || bytes < 1000 {
		t.Errorf("WeChat's picture of a code: %d bytes of %q", bytes, kind)
	}
	bound := v.await("bindings/qrcode/" + account.ID)
	v.mustScan("o-patient", account, "绑定成功", "p-1")
	if got := <-bound; got != (state{State: "bound"}) {
		t.Errorf("who waited for the user was told %+v", got)
	}
	v.mustScan("o-clerk", v.mustMint("bindings/qrcode", `{"account": "staff", "user_id": "li"}`), "李敏")
	v.mustScan("o-poster", v.poster(), "您从门口海报来", "A002")

	v.kill()
	v.mustStart()
	v.mustScan("o-paper", newCode{URL: v.url("general")}, "您已经有号了", ticket.Number)
	moved := v.mustMint("bindings/qrcode", `{"account": "clinic", "user_id": "p-2"}`)
	v.mustScan("o-patient", moved, "p-2", "p-1")
	for id, want := range map[string]state{account.ID: {State: "moved", MovedTo: "p-2"}, moved.ID: {State: "bound", MovedFrom: "p-1"}} {
		if got := <-v.await("bindings/qrcode/" + id); got != want {
			t.Errorf("the code says %+v, want %+v", got, want)
		}
	}
	signIn := v.mustMint("signin/qrcode", "")
	in := v.await("signin/qrcode/" + signIn.ID)
	v.mustScan("o-clerk", signIn, "登录成功")
	if got := <-in; got != (state{State: "bound", Staff: "li", Role: "call"}) {
		t.Errorf("the lock screen was told %+v", got)
	}
	v.mustCount("door", 1, 1)
}

// mustPost sends a request that has to succeed.
func (v *venue) mustPost(route, body string, answer any) {
	v.t.Helper()
	r, err := v.request(http.MethodPost, route, body)
	if err != nil {
		v.t.Fatal(err)
	}
	got, err := v.staff.Do(r)
	if err != nil {
		v.t.Fatal(err)
	}
	defer got.Body.Close()
	if err := json.NewDecoder(got.Body).Decode(answer); err != nil || got.StatusCode > http.StatusCreated {
		v.t.Fatalf("%s: %s, %v", route, got.Status, err)
	}
}

func (v *venue) mustMint(route, body string) (c newCode) {
	v.t.Helper()
	v.mustPost(route, body, &c)
	return c
}

// picture tells what a picture is, and how large.
func (v *venue) picture(route string) (kind string, bytes int) {
	v.t.Helper()
	r, err := v.request(http.MethodGet, route, "")
	if err != nil {
		v.t.Fatal(err)
	}
	got, err := v.staff.Do(r)
	if err != nil {
		v.t.Fatal(err)
	}
	defer got.Body.Close()
	content, err := io.ReadAll(got.Body)
	if err != nil {
		v.t.Fatal(err)
	}
	return got.Header.Get("Content-Type"), len(content)
}

// await asks, and goes on asking in the background, until a code is not waiting any more. It returns when the first question
// is on its way.
func (v *venue) await(route string) <-chan state {
	told := make(chan state, 1)
	go func() {
		var s state
		if err := v.get(route+"?wait=25s", &s); err != nil {
			s.State = err.Error()
		}
		told <- s
	}()
	return told
}

// mustScan lets somebody scan a code, and looks for words in the answer.
func (v *venue) mustScan(openid string, c newCode, words ...string) {
	v.t.Helper()
	ticket := ""
	for _, known := range v.wechat.Codes() {
		if known.URL == c.URL {
			ticket = known.Ticket
		}
	}
	if err := v.wechat.Scan(v.t.Context(), openid, ticket); err != nil {
		v.t.Fatalf("%s scans %s: %v", openid, c.URL, err)
	}
	chat := v.wechat.Messages(openid)
	for _, w := range words {
		if text := chat[len(chat)-1].Text; !strings.Contains(text, w) {
			v.t.Errorf("%s was answered %q, want %q in it", openid, text, w)
		}
	}
}

// url is what a service's code on the screen says.
func (v *venue) url(service string) string {
	v.t.Helper()
	var hall struct {
		Codes []struct{ Service, URL string }
	}
	if err := v.get("queue", &hall); err != nil {
		v.t.Fatal(err)
	}
	for _, c := range hall.Codes {
		if c.Service == service {
			return c.URL
		}
	}
	v.t.Fatalf("%s has no code", service)
	return ""
}

// poster is the permanent code that was made first.
func (v *venue) poster() newCode {
	v.t.Helper()
	var found newCode
	v.mustSee("the code of a channel", func() bool {
		for _, c := range v.wechat.Codes() {
			if strings.HasPrefix(c.Scene, "v1.channel.1.") {
				found = newCode{URL: c.URL}
			}
		}
		return found.URL != ""
	})
	return found
}

// mustCount looks at a channel's day.
func (v *venue) mustCount(channel string, followers, tickets int) {
	v.t.Helper()
	var s struct {
		Channels []struct {
			ID                 string
			Followers, Tickets int
		}
	}
	if err := v.get("statistics", &s); err != nil {
		v.t.Fatal(err)
	}
	for _, c := range s.Channels {
		if c.ID == channel && c.Followers == followers && c.Tickets == tickets {
			return
		}
	}
	v.t.Errorf("the channels counted %+v, want %d followers and %d tickets of %s", s.Channels, followers, tickets, channel)
}
