package sandbox_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"paihao/wechat/sandbox"
)

const (
	appID    = "wx0123456789abcdef"
	secret   = "secret-of-a-test"
	token    = "token-of-a-test"
	aesKey   = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
	account  = "gh_21ee2dc92d7d"
	someone  = "os-IKuHd9pJ6xsn4mS7GyL4HxqI4"
	template = "tmpl-called"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// wire is an account without a network: it sees each callback and answers it.
type wire func(*http.Request) (*http.Response, error)

func (w wire) RoundTrip(r *http.Request) (*http.Response, error) { return w(r) }

func says(status int, body string) (*http.Response, error) {
	return &http.Response{StatusCode: status, Body: io.NopCloser(strings.NewReader(body))}, nil
}

func success(*http.Request) (*http.Response, error) { return says(http.StatusOK, "success") }

// mailbox keeps the callbacks it gets, and answers with next.
type mailbox struct {
	mu   sync.Mutex
	got  []*http.Request
	body []string
	at   []time.Time
	next wire
}

func (m *mailbox) RoundTrip(r *http.Request) (*http.Response, error) {
	raw, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	m.mu.Lock()
	m.got, m.body, m.at = append(m.got, r), append(m.body, string(raw)), append(m.at, time.Now())
	next := m.next
	m.mu.Unlock()
	if next == nil {
		next = success
	}
	return next(r)
}

func options(to http.RoundTripper) sandbox.Options {
	return sandbox.Options{
		AppID: appID, Secret: secret, Token: token, Account: account,
		Callback: "http://kiosk.test/wechat/callback", PublicURL: "http://192.168.1.2:8090/",
		Templates: map[string][]string{template: {"character_string1", "thing2"}},
		HTTP:      &http.Client{Transport: to},
	}
}

func mustNew(t testing.TB, o sandbox.Options) *sandbox.Sandbox {
	t.Helper()
	s := sandbox.New(o)
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return s
}

// answer is any answer of the platform.
type answer struct {
	Errcode       int    `json:"errcode"`
	Errmsg        string `json:"errmsg"`
	AccessToken   string `json:"access_token"`
	ExpiresIn     int    `json:"expires_in"`
	Ticket        string `json:"ticket"`
	URL           string `json:"url"`
	ExpireSeconds int    `json:"expire_seconds"`
	MsgID         int64  `json:"msgid"`
}

func request(s http.Handler, method, path, body string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest(method, path, strings.NewReader(body)))
	return w
}

func mustCall(t testing.TB, s http.Handler, method, path, body string) answer {
	t.Helper()
	w := request(s, method, path, body)
	var a answer
	if err := json.NewDecoder(w.Body).Decode(&a); w.Code != http.StatusOK || err != nil {
		t.Fatalf("%s %s: status %d, %v", method, path, w.Code, err)
	}
	return a
}

func mustToken(t testing.TB, s http.Handler) string {
	t.Helper()
	a := mustCall(t, s, "POST", sandbox.PathToken, tokenBody(appID, secret))
	if a.AccessToken == "" {
		t.Fatalf("no token: %+v", a)
	}
	return a.AccessToken
}

func tokenBody(appID, secret string) string {
	return fmt.Sprintf(`{"grant_type":"client_credential","appid":%q,"secret":%q}`, appID, secret)
}

func mustCode(t testing.TB, s http.Handler, body string) answer {
	t.Helper()
	a := mustCall(t, s, "POST", sandbox.PathQRCode+"?access_token="+mustToken(t, s), body)
	if a.Ticket == "" {
		t.Fatalf("no code: %+v", a)
	}
	return a
}

func strScene(scene string, seconds int) string {
	return fmt.Sprintf(`{"expire_seconds":%d,"action_name":"QR_STR_SCENE","action_info":{"scene":{"scene_str":%q}}}`, seconds, scene)
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// texts lists the lines of a kind.
func texts(s *sandbox.Sandbox, openid string, kind sandbox.Kind) []string {
	var found []string
	for _, m := range s.Messages(openid) {
		if m.Kind == kind {
			found = append(found, m.Text)
		}
	}
	return found
}

func plainReply(to, from, text string) string {
	var b bytes.Buffer
	fmt.Fprintf(&b, "<xml><ToUserName><![CDATA[%s]]></ToUserName><FromUserName><![CDATA[%s]]></FromUserName>", to, from)
	fmt.Fprintf(&b, "<CreateTime>1700000000</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[%s]]></Content></xml>", text)
	return b.String()
}

func background() context.Context { return context.Background() }
