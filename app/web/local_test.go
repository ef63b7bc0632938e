package web_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"paihao/app/web"
	"paihao/queue"
	"paihao/queue/storetest"
)

func TestBearer(t *testing.T) {
	d := mustDoor(t)
	for _, path := range []string{"queue", "tickets", "nothing", ""} {
		for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodOptions} {
			for _, header := range []string{"", "Bearer", "Bearer ", "Bearer wrong", "Bearer " + manager + "x", "Bearer " + manager[1:], manager, "Basic " + manager} {
				a := d.send(method, "/api/v1/"+path, `{"service":"general"}`, "Authorization", header)
				a.refused(t, http.StatusUnauthorized, "unauthorized")
				if h := a.header.Get("WWW-Authenticate"); h != "Bearer" {
					t.Errorf("WWW-Authenticate is %q, want Bearer", h)
				}
			}
		}
	}
	if a := d.send(http.MethodGet, "/api/v1/queue", ""); a.status != http.StatusUnauthorized {
		t.Errorf("without a header: %d, want 401", a.status)
	}
	if n := d.hall.View().Services[0].Waiting; n != 0 {
		t.Errorf("%d tickets were taken without the token", n)
	}
}

// The name of the scheme has no case.
func TestSchemeInAnyCase(t *testing.T) {
	d := mustDoor(t)
	for _, scheme := range []string{"Bearer", "bearer", "BEARER"} {
		if a := d.send(http.MethodGet, "/api/v1/queue", "", "Authorization", scheme+" "+manager); a.status != http.StatusOK {
			t.Errorf("%s: got %d, want 200", scheme, a.status)
		}
	}
}

func TestNoTokenNoAPI(t *testing.T) {
	d := mustDoorOn(t, storetest.Failing(storetest.Memory()), web.LocalOptions{})
	for _, header := range []string{"", "Bearer ", "Bearer " + manager} {
		if a := d.send(http.MethodGet, "/api/v1/queue", "", "Authorization", header); a.status != http.StatusNotFound {
			t.Errorf("with %q: %d, want 404", header, a.status)
		}
	}
	if a := d.send(http.MethodGet, "/healthz", ""); a.status != http.StatusOK {
		t.Errorf("health: %d, want 200", a.status)
	}
}

// A page from elsewhere that lets its own name point at this machine must not reach the door through a browser here.
func TestHosts(t *testing.T) {
	d := mustDoorOn(t, storetest.Failing(storetest.Memory()), web.LocalOptions{Tokens: tokens(), Hosts: []string{"paihao.local", "10.0.0.7"}})
	for host, want := range map[string]int{
		"localhost": 200, "localhost:8081": 200, "LocalHost": 200, "127.0.0.1": 200, "127.0.0.1:1": 200, "127.0.0.2": 200, "[::1]": 200, "[::1]:8081": 200,
		"paihao.local": 200, "Paihao.Local:8081": 200, "10.0.0.7": 200,
		"evil.example": 421, "evil.example:8081": 421, "localhost.evil.example": 421, "127.0.0.1.evil.example": 421, "10.0.0.8": 421, "0.0.0.0": 421,
		"[::]": 421, "notpaihao.local": 421, "paihao.local.evil.example": 421, "127.1": 421, "2130706433": 421,
	} {
		for _, path := range []string{"/healthz", "/api/v1/queue"} {
			if a := d.send(http.MethodGet, path, "", "Host", host, "Authorization", "Bearer "+manager); a.status != want {
				t.Errorf("%s%s: %d, want %d", host, path, a.status, want)
			}
		}
	}
}

// No page of another origin may read an answer, or ask whether it may.
func TestNoCORS(t *testing.T) {
	d := mustDoor(t)
	for _, a := range []answer{
		d.send(http.MethodGet, "/healthz", "", "Origin", "http://evil.example"),
		d.api(http.MethodGet, "queue", "", "Origin", "http://evil.example"),
		d.send(http.MethodOptions, "/api/v1/tickets", "", "Origin", "http://evil.example", "Access-Control-Request-Method", "POST", "Access-Control-Request-Headers", "authorization"),
	} {
		for name := range a.header {
			if strings.HasPrefix(name, "Access-Control-") {
				t.Errorf("answer has %s: %s", name, a.header.Get(name))
			}
		}
	}
}

func TestHealth(t *testing.T) {
	store := storetest.Failing(storetest.Memory())
	d := mustDoorOn(t, store, web.LocalOptions{Tokens: tokens()})
	health := func(want int) queue.Health {
		t.Helper()
		a := d.send(http.MethodGet, "/healthz", "")
		var h queue.Health
		if err := json.Unmarshal([]byte(a.body), &h); err != nil {
			t.Fatalf("health %q: %v", a.body, err)
		}
		if a.status != want || h.Writable != (want == http.StatusOK) {
			t.Errorf("health: %d %s, want %d", a.status, a.body, want)
		}
		return h
	}
	health(http.StatusOK)
	d.hall.Report(queue.Report{State: queue.WeChatUnreachable})
	if h := health(http.StatusOK); h.WeChat != queue.WeChatUnreachable {
		t.Errorf("WeChat is %q, want unreachable: told and not judged", h.WeChat)
	}
	store.RefuseCommits(1)
	d.api(http.MethodPost, "tickets", `{"service":"general"}`).refused(t, http.StatusServiceUnavailable, "busy")
	health(http.StatusServiceUnavailable)
	if a := d.api(http.MethodPost, "tickets", `{"service":"general"}`); a.status != http.StatusCreated {
		t.Errorf("the disk has room again: %d %s, want 201", a.status, a.body)
	}
	health(http.StatusOK)
	store.LoseCommits(1)
	store.RefuseOpens(1)
	for range 2 {
		d.api(http.MethodPost, "tickets", `{"service":"general"}`).refused(t, http.StatusServiceUnavailable, "busy")
	}
	health(http.StatusServiceUnavailable)
	if a := d.api(http.MethodGet, "queue", ""); a.status != http.StatusOK {
		t.Errorf("reading while nothing can be written: %d, want 200", a.status)
	}
	if a := d.send(http.MethodPost, "/healthz", ""); a.status != http.StatusMethodNotAllowed {
		t.Errorf("POST /healthz: %d, want 405", a.status)
	}
}

// Health tells how the data is where the options know it, and is no part of what is judged.
func TestHealthOfTheData(t *testing.T) {
	for want, data := range map[string]func() any{
		`"wechat":""}`: nil, `"wechat":"","data":{"newest":"2026-11-20"}}`: func() any { return map[string]string{"newest": "2026-11-20"} },
	} {
		a := mustMorning(t, web.LocalOptions{Data: data}).send(http.MethodGet, "/healthz", "")
		if a.status != http.StatusOK || !strings.HasSuffix(a.body, want+"\n") {
			t.Errorf("health: %d %s, want 200 and %s at its end", a.status, a.body, want)
		}
	}
}

// WeChat's callback is all that the world reaches, by this one spelling.
func TestPublic(t *testing.T) {
	asked := 0
	url := mustServe(t, web.Public(web.PublicOptions{Callback: http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked++ })}))
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	status := func(method, path string) int {
		t.Helper()
		r, err := http.NewRequest(method, url+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		return resp.StatusCode
	}
	for _, path := range []string{
		"/", "/wechat", "/wechat/", "/wechat/callback/", "/wechat/callback/x", "//wechat/callback", "/x/../wechat/callback", "/wechat//callback", "/./wechat/callback",
		"/WeChat/callback", "/wechat%2Fcallback", "/healthz", "/metrics", "/api/v1/queue", "/t/x", "/mini/callback", "/favicon.ico", "/.well-known/x", "/sandbox/codes",
	} {
		for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodHead, http.MethodOptions} {
			if got := status(method, path); got != http.StatusNotFound {
				t.Errorf("%s %s: %d, want 404", method, path, got)
			}
		}
	}
	if asked != 0 {
		t.Errorf("the callback was asked %d times by other paths", asked)
	}
	for _, method := range []string{http.MethodGet, http.MethodPost} {
		if got := status(method, "/wechat/callback?signature=x"); got != http.StatusOK {
			t.Errorf("%s: %d, want the callback's answer", method, got)
		}
	}
	if asked != 2 {
		t.Errorf("the callback was asked %d times, want 2", asked)
	}
}
