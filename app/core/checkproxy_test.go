package core_test

import (
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"paihao/app/config"
)

// TestCheckGoesOutByTheProxy: with a proxy nothing goes to WeChat without it.
func TestCheckGoesOutByTheProxy(t *testing.T) {
	e := mustExamine(t)
	away, err := net.Listen("tcp", "127.0.0.1:0") // WeChat's address as only the proxy reaches it
	if err != nil {
		t.Fatal(err)
	}
	e.settings.WeChat.APIURL, e.settings.WeChat.ImageURL = "http://"+away.Addr().String(), "http://"+away.Addr().String()
	away.Close()
	inner := &http.Transport{DisableKeepAlives: true}
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "" || r.Header.Get("Proxy-Authorization") == "" {
			t.Error("got no password for the proxy, or one for WeChat")
		}
		out := r.Clone(r.Context())
		out.URL.Host, out.Host, out.RequestURI = e.box.Addr(), e.box.Addr(), ""
		answer, err := inner.RoundTrip(out)
		if err != nil {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		defer answer.Body.Close()
		w.Header().Set("Date", answer.Header.Get("Date"))
		w.WriteHeader(answer.StatusCode)
		_, _ = io.Copy(w, answer.Body)
	}))
	defer proxy.Close()
	at, err := url.Parse(proxy.URL)
	if err != nil {
		t.Fatal(err)
	}
	at.User = url.UserPassword("paihao", "HUSH")
	e.settings.WeChat.Proxy = config.Secret(at.String())
	if well, said := e.check(); !well || !strings.Contains(said, "The proxy is there: "+at.Host) || !strings.Contains(said, "Codes can be made") {
		t.Errorf("got well %t and\n%s\nwant all of it by the proxy", well, said)
	}
}

// TestCheckOfAProxyThatRefuses: what the proxy says is told, and not only that the connection failed.
func TestCheckOfAProxyThatRefuses(t *testing.T) {
	for status, want := range map[int]string{
		http.StatusProxyAuthRequired: "The account's token: the proxy refuses the name and password in [wechat] proxy (407)",
		http.StatusForbidden:         "The account's token: the proxy does not lead on to WeChat (403)",
	} {
		e := mustExamine(t)
		proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) }))
		defer proxy.Close()
		e.settings.WeChat.APIURL, e.settings.WeChat.Proxy = "https://wechat.invalid", config.Secret("http://HUSH:HUSH@"+strings.TrimPrefix(proxy.URL, "http://"))
		if well, said := e.check(); well || !strings.Contains(said, want) {
			t.Errorf("%d: got well %t and\n%s\nwant it to say %q", status, well, said, want)
		}
	}
}
