package core_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"testing"

	"paihao/app/config"
	"paihao/app/core"
)

// TestCheckOfTheCallback puts things before a kiosk that runs, as they stand at venues, and looks what is said of them.
func TestCheckOfTheCallback(t *testing.T) {
	settings := mustSettings(t, t.TempDir())
	h := mustOpen(t, settings)
	kiosk, err := url.Parse("http://" + h.PublicAddr())
	if err != nil {
		t.Fatal(err)
	}
	inside := &http.Transport{DisableKeepAlives: true}
	through := func(change func(*http.Request)) http.Handler {
		return &httputil.ReverseProxy{Transport: inside, Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(kiosk)
			change(r.Out)
		}}
	}
	posts := func(post http.HandlerFunc) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodPost {
				post(w, r)
				return
			}
			through(func(*http.Request) {}).ServeHTTP(w, r)
		})
	}
	answer := func(status int, body string) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(status)
			_, _ = io.WriteString(w, body)
		})
	}
	for _, c := range []struct {
		name  string
		front http.Handler
		well  bool
		say   string
	}{
		{"nothing that changes anything", through(func(*http.Request) {}), true, "WeChat can reach Paihao like this: "},
		{"another path", through(func(r *http.Request) { r.URL.Path = "/callback" }), false, "answered 404: the reverse proxy does not hand this path"},
		{"no query", through(func(r *http.Request) { r.URL.RawQuery = "" }), false, "refused the signature (403): its token is not wechat.token"},
		{"greetings only", posts(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusMethodNotAllowed) }), false, "takes greetings (GET) but answered 405 to an event (POST)"},
		{"events without a body", through(func(r *http.Request) { r.Body, r.ContentLength = http.NoBody, 0 }), false, "refused an event (403): its wechat.app_id, encoding_aes_key or mode"},
		{"events as a form", posts(func(w http.ResponseWriter, r *http.Request) {
			text, _ := io.ReadAll(r.Body)
			form := strings.ReplaceAll(strings.Replace(string(text), "Encrypt><![CDATA[", "Encrypt><![CDATA[+", 1), "+", " ")
			r.Body, r.ContentLength = io.NopCloser(strings.NewReader(form)), int64(len(form))
			through(func(*http.Request) {}).ServeHTTP(w, r)
		}), false, "refused an event (403)"},
		{"a relay that answers by itself", posts(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "success") }), false, `answered an event with something else: "success"`},
		{"a relay that drops answers", posts(func(w http.ResponseWriter, r *http.Request) {
			through(func(*http.Request) {}).ServeHTTP(httptest.NewRecorder(), r)
		}), false, `answered an event with something else: ""`},
		{"a relay that breaks", posts(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) }), false, "answered 502: the reverse proxy is there, but not Paihao"},
		{"another query", through(func(r *http.Request) { r.URL.RawQuery = strings.Replace(r.URL.RawQuery, "nonce=", "nonce=x", 1) }), false, "refused the signature (403)"},
		{"a page", answer(http.StatusOK, "<html>\x1b[2Jhello"), false, `answered with something else: "<html>\x1b[2Jhello"`},
		{"an echo with more", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.WriteString(w, r.URL.Query().Get("echostr")+"\n")
		}), false, "answered with something else"},
		{"no tunnel", answer(http.StatusBadGateway, ""), false, "answered 502: the reverse proxy is there, but not Paihao"},
		{"a redirect", http.RedirectHandler("https://elsewhere.example/x?secret=1", http.StatusFound), false, `answered 302 and leads to "https://elsewhere.example/x"`},
		{"a fault", answer(http.StatusInternalServerError, ""), false, "answered 500, and not 200"},
	} {
		t.Run(c.name, func(t *testing.T) {
			front := httptest.NewServer(c.front)
			defer front.Close()
			s := settings
			s.Listen.PublicURL = front.URL
			if said, well := callbackVerdict(t, s); !strings.Contains(said.EN, c.say) || !strings.Contains(said.ZH, front.URL+"/wechat/callback") || well != c.well {
				t.Errorf("got %+v, well %t, want it to say %q", said, well, c.say)
			}
		})
	}
	for address, want := range map[string]string{
		"http://127.0.0.1:1":        "the connection was refused",
		"http://nowhere..invalid":   "the host name is not found", // which none is, so that no server of names is asked
		"https://" + h.PublicAddr(): "the connection broke",
	} {
		s := settings
		s.Listen.PublicURL = address
		if said, well := callbackVerdict(t, s); well || !strings.Contains(said.EN, want) || !strings.Contains(said.EN, "cannot be reached") {
			t.Errorf("%s: got %+v, want it to say %q", address, said, want)
		}
	}
	untrusted := httptest.NewTLSServer(answer(http.StatusOK, ""))
	untrusted.Config.ErrorLog = nil
	defer untrusted.Close()
	settings.Listen.PublicURL = untrusted.URL
	if said, well := callbackVerdict(t, settings); well || !strings.Contains(said.EN, "the certificate is not trusted") {
		t.Errorf("got %+v, want the certificate refused", said)
	}
}

// TestCheckOfAKioskThatIsNotThere: without a kiosk nobody is blamed for what does not answer.
func TestCheckOfAKioskThatIsNotThere(t *testing.T) {
	s := mustSettings(t, t.TempDir())
	s.Listen.PublicURL = "http://127.0.0.1:1"
	if said, well := callbackVerdict(t, s); !well || said.State != core.Doubtful || !strings.Contains(said.EN, "Paihao is not running: http://127.0.0.1:1 was not looked at") {
		t.Errorf("got %+v, want it to say that Paihao is not running", said)
	}
}

// callbackVerdict is what a check says of the account's callback.
func callbackVerdict(t *testing.T, s config.Settings) (said core.Verdict, well bool) {
	t.Helper()
	s.Mini = config.Mini{}
	found := 0
	_, err := core.Checking{Settings: s, Trial: true, Tell: func(v core.Verdict) {
		if strings.Contains(v.EN, s.Listen.PublicURL) {
			said, found = v, found+1
		}
	}}.Check(t.Context())
	if err != nil || found != 1 {
		t.Fatalf("got %d verdicts on %s (%v), want one", found, s.Listen.PublicURL, err)
	}
	return said, said.State != core.Wrong
}
