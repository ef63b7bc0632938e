package sandbox_test

import (
	"bytes"
	"errors"
	"image/jpeg"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"paihao/wechat/sandbox"
)

func TestCodeLives(t *testing.T) {
	s, _ := mustClocked(t)
	for _, c := range []struct {
		name, body, scene string
		seconds           int
	}{
		{"temporary text", strScene("v1.join.a", 600), "v1.join.a", 600},
		{"no life given", `{"action_name":"QR_STR_SCENE","action_info":{"scene":{"scene_str":"a"}}}`, "a", 60},
		{"30 days", strScene("b", 2592000), "b", 2592000},
		{"64 characters", strScene(strings.Repeat("码", 64), 60), strings.Repeat("码", 64), 60},
		{"temporary number", `{"action_name":"QR_SCENE","action_info":{"scene":{"scene_id":4000000000}}}`, "4000000000", 60},
		{"number over 32 bits", `{"action_name":"QR_SCENE","action_info":{"scene":{"scene_id":5000000000}}}`, "4294967295", 60},
		{"permanent text", `{"action_name":"QR_LIMIT_STR_SCENE","action_info":{"scene":{"scene_str":"door"}}}`, "door", 0},
		{"permanent number", `{"action_name":"QR_LIMIT_SCENE","action_info":{"scene":{"scene_id":100000}}}`, "100000", 0},
		{"level scene left out", `{"action_name":"QR_STR_SCENE","action_info":{"scene_str":"lost"}}`, "0", 60},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := mustCode(t, s, c.body)
			code := s.Codes()[0]
			if a.ExpireSeconds != c.seconds || code.Scene != c.scene || (code.Expires == nil) != (c.seconds == 0) {
				t.Errorf("got %d s, %+v, want %d s, scene %q", a.ExpireSeconds, code, c.seconds, c.scene)
			}
			if want := "http://192.168.1.2:8090/?ticket=" + url.QueryEscape(a.Ticket); a.URL != want {
				t.Errorf("url: got %s, want %s", a.URL, want)
			}
			if !strings.ContainsRune(a.Ticket, '+') || !strings.ContainsRune(a.Ticket, '/') {
				t.Errorf("ticket %s lacks the characters that must be escaped", a.Ticket)
			}
		})
	}
}

func TestCodeRefusals(t *testing.T) {
	s := mustNew(t, options(wire(success)))
	at := sandbox.PathQRCode + "?access_token=" + mustToken(t, s)
	for name, body := range map[string]string{
		"no info":          `{"action_name":"QR_STR_SCENE"}`,
		"unknown action":   `{"action_name":"QR","action_info":{"scene":{"scene_str":"a"}}}`,
		"empty scene":      strScene("", 60),
		"over 30 days":     strScene("a", 2592001),
		"negative life":    strScene("a", -1),
		"65 characters":    strScene(strings.Repeat("x", 65), 60),
		"number zero":      `{"action_name":"QR_SCENE","action_info":{"scene":{"scene_id":0}}}`,
		"number missing":   `{"action_name":"QR_SCENE","action_info":{"scene":{"scene_str":"a"}}}`,
		"permanent 100001": `{"action_name":"QR_LIMIT_SCENE","action_info":{"scene":{"scene_id":100001}}}`,
	} {
		if a := mustCall(t, s, "POST", at, body); a.Errcode != 40053 || !strings.HasPrefix(a.Errmsg, "invalid action info rid") {
			t.Errorf("%s: got %+v, want 40053", name, a)
		}
	}
	if a := mustCall(t, s, "GET", at, strScene("a", 60)); a.Errcode != 43002 {
		t.Errorf("not posted: got %+v, want 43002", a)
	}
	if got := s.Codes(); len(got) != 0 {
		t.Errorf("codes after refusals: got %v, want none", got)
	}
}

func TestPictureSaysTheURL(t *testing.T) {
	s, c := mustClocked(t)
	a := mustCode(t, s, strScene(strings.Repeat("s", 64), 600))
	path := sandbox.PathImage + "?ticket=" + url.QueryEscape(a.Ticket)
	w := request(s, "GET", path, "")
	if w.Code != http.StatusOK || w.Header().Get("Content-Type") != "image/jpg" {
		t.Fatalf("got %d %s, want a picture", w.Code, w.Header().Get("Content-Type"))
	}
	picture, err := jpeg.Decode(bytes.NewReader(w.Body.Bytes()))
	must(t, err)
	bits, err := gozxing.NewBinaryBitmapFromImage(picture)
	must(t, err)
	read, err := qrcode.NewQRCodeReader().Decode(bits, nil)
	must(t, err)
	if read.GetText() != a.URL {
		t.Errorf("picture says %q, want %q", read.GetText(), a.URL)
	}
	if got := request(s, "GET", sandbox.PathImage+"?ticket="+a.Ticket, "").Code; got != http.StatusNotFound {
		t.Errorf("ticket not escaped: got %d, want 404", got)
	}
	if got := request(s, "GET", sandbox.PathImage+"?ticket=nothing", "").Code; got != http.StatusNotFound {
		t.Errorf("unknown ticket: got %d, want 404", got)
	}
	c.add(600 * time.Second)
	if got := request(s, "GET", path, "").Code; got != http.StatusNotFound {
		t.Errorf("expired ticket: got %d, want 404", got)
	}
}

func TestExpiredCodeSendsNothing(t *testing.T) {
	s, c := mustClocked(t)
	a := mustCode(t, s, strScene("v1.join.a", 60))
	c.add(60 * time.Second)
	for _, ticket := range []string{a.Ticket, "v1.join.a", "gQinvented"} {
		if err := s.Scan(background(), someone, ticket); !errors.Is(err, sandbox.ErrUnknownCode) {
			t.Errorf("scan: got %v, want ErrUnknownCode", err)
		}
	}
	if got := s.Calls(sandbox.CallsCallback); got != 0 || s.Following(someone) {
		t.Errorf("got %d callbacks, following %t, want none and false", got, s.Following(someone))
	}
	if got := texts(s, someone, sandbox.Notice); len(got) != 3 {
		t.Errorf("the chat has %d notices, want 3", len(got))
	}
	if got := s.Codes(); len(got) != 0 {
		t.Errorf("codes: got %v, want none", got)
	}
}

func TestTicketsOutliveTheSandbox(t *testing.T) {
	before, c := mustClocked(t)
	a := mustCode(t, before, strScene("v1.join.a", 600))
	o := options(wire(success))
	o.Now = c.now
	after := mustNew(t, o)
	if !after.Know(a.Ticket) || after.Codes()[0].Scene != "v1.join.a" {
		t.Errorf("a ticket of the run before is not known: %v", after.Codes())
	}
	must(t, after.Scan(background(), someone, a.Ticket))
	o.Secret = "another"
	if mustNew(t, o).Know(a.Ticket) {
		t.Error("another account knows the ticket")
	}
	forged := a.Ticket[:len(a.Ticket)-4] + "AAAA"
	c.add(601 * time.Second)
	if after.Know(a.Ticket) || after.Know(forged) {
		t.Error("an expired or forged ticket is known")
	}
}

func FuzzTicket(f *testing.F) {
	o := options(wire(success))
	o.Rand, o.Now = zeros{}, newClock().now // the same ticket in every worker process
	s := mustNew(f, o)
	good := mustCode(f, s, strScene("v1.join.a", 600)).Ticket
	f.Add(good)
	f.Add("gQ")
	f.Fuzz(func(t *testing.T, ticket string) {
		if s.Know(ticket) && ticket != good {
			t.Errorf("knows %q, which it did not write", ticket)
		}
	})
}
