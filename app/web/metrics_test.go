package web_test

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"paihao/app/web"
	"paihao/queue"
)

// Each line of the figures is a comment or a sample.
var sample = regexp.MustCompile(`^(# (HELP|TYPE) paihao_\w+ .+|paihao_\w+(\{\w+="[^"]*"\})? \d+)$`)

func TestMetrics(t *testing.T) {
	b := mustBusyHall(t)
	a := b.send(http.MethodGet, "/metrics", "")
	if a.status != http.StatusOK || !strings.HasPrefix(a.header.Get("Content-Type"), "text/plain; version=0.0.4") {
		t.Fatalf("%d %v, want figures without a token on this machine", a.status, a.header)
	}
	for _, want := range []string{
		`paihao_tickets{state="waiting"} 2`, `paihao_tickets{state="missed"} 1`, `paihao_waiting{service="general"} 1`, `paihao_waiting{service="social"} 0`,
		"paihao_wechat_up 0", "# TYPE paihao_wechat_events_total counter",
	} {
		if !strings.Contains(a.body, want+"\n") {
			t.Errorf("the figures do not say %s:\n%s", want, a.body)
		}
	}
	for line := range strings.Lines(a.body) {
		if !sample.MatchString(strings.TrimSuffix(line, "\n")) {
			t.Errorf("line %q has no form that Prometheus reads", line)
		}
	}
	if strings.Contains(a.body, "o-") {
		t.Errorf("the figures name a customer:\n%s", a.body)
	}
}

// Messages are counted by state, events by kind, and WeChat is up when it was heard.
func TestMetricsOfWeChat(t *testing.T) {
	d := mustMorning(t, web.LocalOptions{Events: func() map[string]uint64 {
		return map[string]uint64{"scan": 3, "other_location": 1}
	}})
	d.mustOpen("1")
	if _, err := d.hall.Do(t.Context(), queue.Command{Verb: queue.Take, Service: "general", Customer: queue.Customer{App: "wx", OpenID: "o"}}); err != nil {
		t.Fatal(err)
	}
	d.mustCall("1")
	d.hall.Report(queue.Report{State: queue.WeChatWell})
	body := d.send(http.MethodGet, "/metrics", "").body
	for _, want := range []string{
		`paihao_wechat_events_total{kind="other_location"} 1`, `paihao_wechat_events_total{kind="scan"} 3`, `paihao_notices{state="pending"} 1`, "paihao_wechat_up 1",
	} {
		if !strings.Contains(body, want+"\n") {
			t.Errorf("the figures do not say %s:\n%s", want, body)
		}
	}
}

// Other machines show a token.
func TestMetricsFromElsewhere(t *testing.T) {
	door := web.Local(web.LocalOptions{Hall: mustQueue(t), Words: inWords, Tokens: tokens(), Hosts: []string{"paihao.local"}})
	for _, c := range []struct {
		from, token string
		want        int
	}{
		{"127.0.0.1:40000", "", 200}, {"[::1]:40000", "", 200}, {"10.0.0.7:40000", "", 401}, {"10.0.0.7:40000", "wrong", 401}, {"10.0.0.7:40000", reader, 200}, {"", "", 401},
	} {
		r := httptest.NewRequest(http.MethodGet, "http://paihao.local/metrics", nil)
		r.RemoteAddr = c.from
		r.Header.Set("Authorization", "Bearer "+c.token)
		w := httptest.NewRecorder()
		door.ServeHTTP(w, r)
		if w.Code != c.want {
			t.Errorf("from %q with %q: %d, want %d", c.from, c.token, w.Code, c.want)
		}
	}
}
