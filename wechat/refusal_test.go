package wechat_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"net/http"
	"runtime"
	"strings"
	"testing"

	"paihao/wechat"
)

func TestAddress(t *testing.T) {
	for message, want := range map[string]string{
		"invalid ip 1.2.3.4 ipv6 ::ffff:1.2.3.4, not in whitelist":               "1.2.3.4",
		"invalid ip ::ffff:1.2.3.4, not in whitelist":                            "1.2.3.4",
		"invalid ip 2408:8207:1850:2a60::4c8, not in whitelist":                  "2408:8207:1850:2a60::4c8",
		"invalid ip 2408::1 ipv6 2408::1, or 116.30.4.9.":                        "116.30.4.9",
		"invalid ip 1.2.3.4:":                                                    "1.2.3.4",
		"access clientip is not registered, 10.1.1.300 dead beef 1.2.3 :: 12:30": "",
		"invalid ip, not in whitelist":                                           "",
		"":                                                                       "",
	} {
		if got := (&wechat.Error{Code: 40164, Message: message}).Address(); got != want {
			t.Errorf("%q: got %q, want %q", message, got, want)
		}
	}
	if got := (&wechat.Error{Code: 40001, Message: "invalid ip 1.2.3.4"}).Address(); got != "" {
		t.Errorf("of another refusal: got %q, want none", got)
	}
}

// The address, from WeChat's words as they come.
func TestAddressOfAnAnswer(t *testing.T) {
	p := mustPlatform(t, always(sent))
	p.grant = func(int) string {
		return `{"errcode":40164,"errmsg":"invalid ip 116.30.222.69 ipv6 ::ffff:116.30.222.69, not in whitelist rid: 6294ae-1"}`
	}
	var refusal *wechat.Error
	if err := p.client(t).Check(t.Context()); !errors.As(err, &refusal) || refusal.Address() != "116.30.222.69" || refusal.RequestID != "6294ae-1" {
		t.Errorf("got %v", err)
	}
}

func TestWhatARefusalTells(t *testing.T) {
	for _, tt := range []struct{ message, want, rid string }{
		{`invalid openid rid:67284156-220d1c15-79531e19`, "invalid openid", "67284156-220d1c15-79531e19"},
		{`invalid openid, rid: 5f8f-1`, "invalid openid", "5f8f-1"},
		{`rid: 5f8f-1`, "", "5f8f-1"},
		{`no grid: 4`, "no grid: 4", ""},
		{`of ` + openid + ` too`, "of … too", ""},
		{`of ` + strings.Replace(openid, "A", `\u0002A`, 1) + ` too`, "of … too", ""},
		{`call +8613800001111 or 13800001111`, "call +… or …", ""},
		{`argument invalid! data.thing18.value invalid`, "argument invalid! data.thing18.value invalid", ""},
		{`of s3cr3t-0123456789abcdef rid: s3cr3t-0123456789abcdef`, "of …", ""},
	} {
		p := mustPlatform(t, always(`{"errcode":1,"errmsg":"`+tt.message+`"}`))
		var refusal *wechat.Error
		if err := p.client(t).SendText(t.Context(), openid, "a"); !errors.As(err, &refusal) || refusal.Message != tt.want || refusal.RequestID != tt.rid {
			t.Errorf("%q: got %v, want %q and rid %q", tt.message, err, tt.want, tt.rid)
		}
	}
}

// What unpacks to more than an answer can have is read no further.
func TestPackedAnswer(t *testing.T) {
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	for range 64 {
		if _, err := z.Write(make([]byte, 1<<20)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	p := mustPlatform(t, func(w http.ResponseWriter, _, _ string, _ int) {
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(packed.Bytes())
	})
	c := p.client(t)
	if err := c.Check(t.Context()); err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	err := c.SendText(t.Context(), openid, "a")
	runtime.ReadMemStats(&after)
	if used := after.TotalAlloc - before.TotalAlloc; !errors.Is(err, wechat.ErrUnreachable) || used > 16<<20 {
		t.Errorf("got %v after %d bytes of memory", err, used)
	}
}

// Openids and codes are taken out because the call knows them, also where nobody would take them for such.
func TestRefusalsQuoteNobody(t *testing.T) {
	const who = "o-short.1"
	c := mustPlatform(t, always(`{"errcode":40003,"errmsg":"invalid `+who+` hint"}`)).client(t)
	calls := map[string]func() error{
		"login":  func() error { _, err := c.Login(t.Context(), who); return err },
		"phone":  func() error { _, err := c.Phone(t.Context(), who); return err },
		"user":   func() error { _, err := c.User(t.Context(), who); return err },
		"tag":    func() error { return c.TagUsers(t.Context(), 1, openid, who) },
		"text":   func() error { return c.SendText(t.Context(), who, "a") },
		"ticket": func() error { _, err := c.QRPicture(t.Context(), who); return err },
	}
	for name, call := range calls {
		if err := call(); err == nil || strings.Contains(err.Error(), who) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}
