package wechat_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"paihao/wechat"
)

func TestNewCallbackRefuses(t *testing.T) {
	for name, change := range map[string]func(*wechat.CallbackOptions){
		"no app id":         func(o *wechat.CallbackOptions) { o.AppID = "" },
		"no token":          func(o *wechat.CallbackOptions) { o.Token = "" },
		"safe without key":  func(o *wechat.CallbackOptions) { o.Safe, o.AESKey = true, "" },
		"short key":         func(o *wechat.CallbackOptions) { o.AESKey = key[:42] },
		"bad previous key":  func(o *wechat.CallbackOptions) { o.AESKeyPrevious = "x" },
		"key with a hyphen": func(o *wechat.CallbackOptions) { o.AESKey = "-" + key[1:] },
	} {
		o := options()
		change(&o)
		if c, err := wechat.NewCallback(o, say("")); err == nil || c != nil {
			t.Errorf("%s is taken", name)
		} else if strings.Contains(err.Error(), key[1:42]) {
			t.Errorf("%s: the error quotes the key", name)
		}
	}
	if _, err := wechat.NewCallback(options(), nil); err == nil {
		t.Error("no handler is taken")
	}
}

func TestGreeting(t *testing.T) {
	c := mustCallback(t, options(), say(""))
	q := plainQuery()
	q.Set("echostr", "<b>4375120948345356249</b>")
	w := serve(c, httptest.NewRequest(http.MethodGet, "/?"+q.Encode(), nil))
	wantAnswer(t, w, 200, "<b>4375120948345356249</b>")
	if got := w.Header().Get("Content-Type"); got != "text/plain; charset=utf-8" {
		t.Errorf("content type %q", got)
	}
	q.Set("signature", strings.ToUpper(q.Get("signature")))
	wantAnswer(t, serve(c, httptest.NewRequest(http.MethodGet, "/?"+q.Encode(), nil)), 403, "")
	wantAnswer(t, serve(c, httptest.NewRequest(http.MethodGet, "/", nil)), 403, "")
}

func TestOtherMethods(t *testing.T) {
	c := mustCallback(t, options(), say(""))
	for _, method := range []string{http.MethodHead, http.MethodPut, http.MethodDelete, http.MethodOptions} {
		w := serve(c, httptest.NewRequest(method, "/?"+plainQuery().Encode(), nil))
		wantAnswer(t, w, 405, "")
		if got := w.Header().Get("Allow"); got != "GET, POST" {
			t.Errorf("%s: allow %q", method, got)
		}
	}
}

func TestRefusals(t *testing.T) {
	sealed := mustSeal(t, key, appID, scanXML)
	mini := func(change func(url.Values)) url.Values {
		q := safeQuery(sealed)
		change(q)
		return q
	}
	twice := plainQuery()
	twice.Add("nonce", "43")
	unsealed := "AAAA" + sealed[4:]
	tests := map[string]struct {
		safe bool
		r    *http.Request
	}{
		"no query":             {false, post(nil, scanXML)},
		"no nonce":             {false, post(url.Values{"timestamp": {"1"}, "signature": {platformSign(word, "1")}}, scanXML)},
		"wrong signature":      {false, post(url.Values{"timestamp": {"1"}, "nonce": {"2"}, "signature": {platformSign("x", "1", "2")}}, scanXML)},
		"nonce twice":          {false, post(twice, scanXML)},
		"broken escape":        {false, httptest.NewRequest(http.MethodPost, "/?"+plainQuery().Encode()+"&echostr=%zz", strings.NewReader(scanXML))},
		"unknown encryption":   {false, post(url.Values{"encrypt_type": {"des"}, "timestamp": {"1"}, "nonce": {"2"}, "signature": {platformSign(word, "1", "2")}}, scanXML)},
		"plain in safe mode":   {true, post(plainQuery(), scanXML)},
		"raw in safe mode":     {true, httptest.NewRequest(http.MethodPost, "/?encrypt_type=raw&"+plainQuery().Encode(), strings.NewReader(scanXML))},
		"no msg_signature":     {true, post(mini(func(q url.Values) { q.Del("msg_signature"); q.Set("signature", platformSign(word, "1700000000", "42")) }), envelope(sealed))},
		"plain signature":      {true, post(mini(func(q url.Values) { q.Set("msg_signature", platformSign(word, "1700000000", "42")) }), envelope(sealed))},
		"other text":           {true, post(safeQuery(sealed), envelope(mustSeal(t, key, appID, scanJSON)))},
		"signed, not openable": {true, post(safeQuery(unsealed), envelope(unsealed))},
		"other app":            {true, postSealed(t, key, "wx2", scanXML)},
		"other key":            {true, postSealed(t, oldKey, appID, scanXML)},
		"no envelope":          {true, post(safeQuery(""), scanXML)},
		"nothing":              {true, post(safeQuery(""), "")},
		"two texts":            {true, post(safeQuery(sealed), strings.Replace(envelope(sealed), "</xml>", "<Encrypt>x</Encrypt></xml>", 1))},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			o := options()
			o.Safe = tt.safe
			c := mustCallback(t, o, func(context.Context, wechat.Event) wechat.Reply {
				t.Error("the handler was asked")
				return wechat.Reply{}
			})
			wantAnswer(t, serve(c, tt.r), 403, "")
		})
	}
}

func TestSealedWithoutKey(t *testing.T) {
	o := options()
	o.AESKey = ""
	wantAnswer(t, serve(mustCallback(t, o, say("")), postSealed(t, key, appID, scanXML)), 403, "")
}

func TestBodySize(t *testing.T) {
	c := mustCallback(t, options(), say("hello"))
	fill := func(size int) string { return scanXML + strings.Repeat(" ", size-len(scanXML)) }
	if w := serve(c, post(plainQuery(), fill(64<<10))); w.Code != 200 || !strings.Contains(w.Body.String(), "hello") {
		t.Errorf("64 KiB: got %d %s", w.Code, w.Body)
	}
	wantAnswer(t, serve(c, post(plainQuery(), fill(64<<10+1))), 413, "")
	chunked := post(plainQuery(), "")
	chunked.Body, chunked.ContentLength = io.NopCloser(iotest.OneByteReader(strings.NewReader(fill(64<<10+1)))), -1
	wantAnswer(t, serve(c, chunked), 413, "")
	sealed := post(safeQuery("x"), "")
	sealed.Body, sealed.ContentLength = io.NopCloser(strings.NewReader(fill(1<<20))), -1
	wantAnswer(t, serve(c, sealed), 413, "")
}

func TestSuccessWhateverComes(t *testing.T) {
	asked := 0
	c := mustCallback(t, options(), func(context.Context, wechat.Event) wechat.Reply {
		asked++
		return wechat.Reply{}
	})
	for _, body := range []string{"", "hello", "<xml>", "<xml></xml>", "{}", "{", scanXML[:100], "\x00\xff", "<a/>", scanXML + scanXML} {
		wantAnswer(t, serve(c, post(plainQuery(), body)), 200, "success")
		wantAnswer(t, serve(c, postSealed(t, key, appID, body)), 200, "success")
	}
	if asked != 0 {
		t.Errorf("the handler was asked %d times", asked)
	}
	broken := post(plainQuery(), "")
	broken.Body, broken.ContentLength = io.NopCloser(io.MultiReader(strings.NewReader("<xml>"), iotest.ErrReader(errors.New("gone")))), 100
	wantAnswer(t, serve(c, broken), 200, "success")
	wantAnswer(t, serve(c, post(plainQuery(), strings.ReplaceAll(scanXML, "SCAN", "never_heard_of"))), 200, "success")
	if asked != 1 {
		t.Errorf("an unknown event: the handler was asked %d times, want once", asked)
	}
}

// The compatible mode sends the message in the open beside the sealed one. Only the sealed one is signed.
func TestCompatibleModeBelievesTheSealed(t *testing.T) {
	var from []string
	c := mustCallback(t, options(), func(_ context.Context, e wechat.Event) wechat.Reply {
		from = append(from, e.From)
		return wechat.Reply{}
	})
	sealed := mustSeal(t, key, appID, scanXML)
	forged := strings.Replace(strings.Replace(scanXML, openid, "oFORGED", 1), "</xml>", "<Encrypt>"+sealed+"</Encrypt></xml>", 1)
	wantAnswer(t, serve(c, post(safeQuery(sealed), forged)), 200, "success")
	if len(from) != 1 || from[0] != openid {
		t.Errorf("got events from %q, want one from the sealed openid", from)
	}
}

func TestStale(t *testing.T) {
	tests := []struct {
		age, most time.Duration
		want      bool
	}{{0, time.Minute, false}, {time.Minute, time.Minute, false}, {61 * time.Second, time.Minute, true}, {-61 * time.Second, time.Minute, true}, {9999 * time.Hour, 0, false}}
	for _, tt := range tests {
		o, stale := options(), false
		o.MaxAge, o.Now = tt.most, func() time.Time { return time.Unix(1700000000, 0).Add(tt.age) }
		c := mustCallback(t, o, func(_ context.Context, e wechat.Event) wechat.Reply {
			stale = e.Stale
			return wechat.Reply{Text: "told"}
		})
		if w := serve(c, post(plainQuery(), scanXML)); w.Code != 200 || !strings.Contains(w.Body.String(), "told") {
			t.Errorf("age %v: got %d %s", tt.age, w.Code, w.Body)
		}
		if stale != tt.want {
			t.Errorf("age %v of %v: stale %v, want %v", tt.age, tt.most, stale, tt.want)
		}
	}
}
