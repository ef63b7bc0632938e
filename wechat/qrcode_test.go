package wechat_test

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"paihao/wechat"
)

const (
	qrTicket = "gQH47joAAAAAAAAAASxodHRwOi8vd2VpeGluLnFxLmNvbS9xL2taZ2Z3TVRtNzJXV1Brb3ZhYmJJAAIEZ23sUwMEmm3sUw=="
	qrURL    = "http://weixin.qq.com/q/kZgfwMTm72WWPkovabbI"
)

func TestCreateQRCode(t *testing.T) {
	const (
		temporary = `{"ticket":"` + qrTicket + `","expire_seconds":60,"url":"http:\/\/weixin.qq.com\/q\/kZgfwMTm72WWPkovabbI"}`
		permanent = `{"ticket":"` + qrTicket + `","url":"` + qrURL + `"}`
	)
	soon := clock.Add(60 * time.Second) // what WeChat gave, not what was asked for
	for _, tt := range []struct {
		request      wechat.QRRequest
		answer, sent string
		expires      time.Time
	}{
		{wechat.QRRequest{Scene: "v1.join.a.0123", Life: 2*time.Hour + time.Millisecond}, temporary, `{"expire_seconds":7200,"action_name":"QR_STR_SCENE","action_info":{"scene":{"scene_str":"v1.join.a.0123"}}}`, soon},
		{wechat.QRRequest{Number: 1<<32 - 1, Life: time.Second}, temporary, `{"expire_seconds":1,"action_name":"QR_SCENE","action_info":{"scene":{"scene_id":4294967295}}}`, soon},
		{wechat.QRRequest{Scene: strings.Repeat("a", 64)}, permanent, `{"action_name":"QR_LIMIT_STR_SCENE","action_info":{"scene":{"scene_str":"` + strings.Repeat("a", 64) + `"}}}`, time.Time{}},
		{wechat.QRRequest{Number: 100_000}, permanent, `{"action_name":"QR_LIMIT_SCENE","action_info":{"scene":{"scene_id":100000}}}`, time.Time{}},
		{wechat.QRRequest{Number: 1}, temporary, `{"action_name":"QR_LIMIT_SCENE","action_info":{"scene":{"scene_id":1}}}`, time.Time{}},
	} {
		p := mustPlatform(t, always(tt.answer))
		got, err := p.client(t).CreateQRCode(t.Context(), tt.request)
		if want := (wechat.QRCode{Ticket: qrTicket, URL: qrURL, Expires: tt.expires}); err != nil || got != want {
			t.Errorf("%+v: got %+v, %v, want %+v", tt.request, got, err, want)
		}
		if p.bodies[0] != tt.sent || p.calls[0] != "/cgi-bin/qrcode/create TOKEN-x" {
			t.Errorf("%+v: called %s with %s, want %s", tt.request, p.calls[0], p.bodies[0], tt.sent)
		}
	}
}

func TestQRCodeLimitsBeforeTheCall(t *testing.T) {
	p := mustPlatform(t, always(`{}`))
	c := p.client(t)
	for _, r := range []wechat.QRRequest{
		{},
		{Life: time.Hour},
		{Scene: "a", Number: 1},
		{Scene: strings.Repeat("a", 65), Life: time.Hour},
		{Scene: "a\nb", Life: time.Hour},
		{Scene: "a\xff", Life: time.Hour},
		{Scene: "a", Life: time.Millisecond},
		{Scene: "a", Life: -time.Hour},
		{Scene: "a", Life: 30*24*time.Hour + 1},
		{Number: 1, Life: 30*24*time.Hour + 1},
		{Number: 100_001},
	} {
		if _, err := c.CreateQRCode(t.Context(), r); !errors.Is(err, wechat.ErrLimit) {
			t.Errorf("%+v: got %v, want ErrLimit", r, err)
		}
	}
	wantCounts(t, p, 0, 0)
}

func TestQRCodeAnswers(t *testing.T) {
	for name, body := range map[string]string{
		"no life":     `{"ticket":"a","url":"http://b"}`,
		"life 0":      `{"ticket":"a","url":"http://b","expire_seconds":0}`,
		"endless":     `{"ticket":"a","url":"http://b","expire_seconds":2592001}`,
		"no ticket":   `{"url":"http://b","expire_seconds":60}`,
		"no url":      `{"ticket":"a","expire_seconds":60}`,
		"a long one":  `{"ticket":"` + strings.Repeat("a", 1025) + `","url":"http://b","expire_seconds":60}`,
		"line breaks": `{"ticket":"a","url":"http://b\n","expire_seconds":60}`,
		"a list":      `{"ticket":["a"],"url":"http://b","expire_seconds":60}`,
	} {
		p := mustPlatform(t, always(body))
		got, err := p.client(t).CreateQRCode(t.Context(), wechat.QRRequest{Scene: "a", Life: time.Minute})
		if !errors.Is(err, wechat.ErrUnreachable) || got != (wechat.QRCode{}) {
			t.Errorf("%s: got %+v, %v, want ErrUnreachable", name, got, err)
		}
	}
}

// mustPictures is a client whose host of pictures answers as the test says, and whose other host is not there.
func mustPictures(t *testing.T, answer http.HandlerFunc) *wechat.Client {
	t.Helper()
	s := httptest.NewServer(answer)
	t.Cleanup(s.Close)
	c := wechat.NewClient(wechat.ClientOptions{AppID: appID, Secret: secret, BaseURL: "http://127.0.0.1:1", ImageURL: s.URL + "/"})
	t.Cleanup(c.Close)
	return c
}

func TestQRPicture(t *testing.T) {
	jpeg := append([]byte{0xFF, 0xD8, 0xFF, 0xE0}, make([]byte, 1<<20-4)...)
	var asked *http.Request
	c := mustPictures(t, func(w http.ResponseWriter, r *http.Request) {
		asked = r
		w.Header().Set("Content-Type", "image/jpg")
		_, _ = w.Write(jpeg)
	})
	got, err := c.QRPicture(t.Context(), "a+b/c=&d")
	if err != nil || !bytes.Equal(got, jpeg) {
		t.Errorf("got %d bytes, %v, want all of %d", len(got), err, len(jpeg))
	}
	if want := "/cgi-bin/showqrcode?ticket=a%2Bb%2Fc%3D%26d"; asked.Method != "GET" || asked.RequestURI != want {
		t.Errorf("asked %s %s, want GET %s", asked.Method, asked.RequestURI, want)
	}
}

func TestQRPictureIsNone(t *testing.T) {
	say := func(status int, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "image/jpeg")
			w.Header().Set("Location", "/cgi-bin/showqrcode?ticket=other")
			w.WriteHeader(status)
			_, _ = io.WriteString(w, body)
		}
	}
	for name, tt := range map[string]struct {
		answer http.HandlerFunc
		want   error
	}{
		"unknown ticket": {say(404, "not found"), wechat.ErrNoCode},
		"a redirect":     {say(302, "\xFF\xD8\xFF"), wechat.ErrUnreachable},
		"a page":         {say(200, "<html>log in"), wechat.ErrUnreachable},
		"nothing":        {say(200, ""), wechat.ErrUnreachable},
		"PNG":            {say(200, "\x89PNG\r\n\x1a\n"), wechat.ErrUnreachable},
		"too large":      {say(200, "\xFF\xD8\xFF"+strings.Repeat("x", 1<<20)), wechat.ErrUnreachable},
		"a refusal":      {say(200, `{"errcode":-1,"errmsg":"system error"}`), wechat.ErrBusy},
		"500":            {say(500, "\xFF\xD8\xFF"), wechat.ErrUnreachable},
	} {
		got, err := mustPictures(t, tt.answer).QRPicture(t.Context(), "secret-ticket")
		if !errors.Is(err, tt.want) || got != nil || strings.Contains(err.Error(), "secret-ticket") {
			t.Errorf("%s: got %d bytes, %v, want %v", name, len(got), err, tt.want)
		}
	}
	c := mustPictures(t, func(http.ResponseWriter, *http.Request) { t.Error("asked for no ticket") })
	for _, ticket := range []string{"", "a\n", strings.Repeat("a", 1025)} {
		if _, err := c.QRPicture(t.Context(), ticket); !errors.Is(err, wechat.ErrLimit) {
			t.Errorf("ticket of %d bytes: got %v, want ErrLimit", len(ticket), err)
		}
	}
}
