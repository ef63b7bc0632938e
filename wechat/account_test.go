package wechat_test

import (
	"bytes"
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha1"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sort"
	"strings"
	"testing"
	"time"

	"paihao/wechat"
)

const (
	appID   = "wx1234567890abcdef"
	word    = "agreed"
	key     = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
	oldKey  = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
	openid  = "oABCDEFGHIJKLMNOPQRSTUVWXYZ1"
	account = "gh_0123456789ab"
	scanXML = "<xml><ToUserName><![CDATA[" + account + "]]></ToUserName><FromUserName><![CDATA[" + openid + "]]></FromUserName>" +
		"<CreateTime>1700000000</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[SCAN]]></Event>" +
		"<EventKey><![CDATA[v1.join.a.0123456789abcdef]]></EventKey><Ticket><![CDATA[gQHr8ToAAAA==]]></Ticket></xml>"
	scanJSON = `{"ToUserName":"` + account + `","FromUserName":"` + openid + `","CreateTime":1700000000,"MsgType":"event","Event":"SCAN","EventKey":"a"}`
)

var clock = time.Unix(1700000001, 0)

// The platform's side of signing and sealing, written here a second time: a mistake must not agree with itself.

func platformSign(parts ...string) string {
	sort.Strings(parts)
	sum := sha1.Sum([]byte(strings.Join(parts, "")))
	return hex.EncodeToString(sum[:])
}

func mustBlock(t testing.TB, encoded string) (cipher.Block, []byte) {
	t.Helper()
	raw, err := base64.StdEncoding.DecodeString(encoded + "=")
	if err != nil {
		t.Fatal(err)
	}
	block, err := aes.NewCipher(raw)
	if err != nil {
		t.Fatal(err)
	}
	return block, raw[:16]
}

func mustSeal(t testing.TB, encoded, app, message string) string {
	t.Helper()
	block, iv := mustBlock(t, encoded)
	var b bytes.Buffer
	b.WriteString("0123456789abcdef")
	_ = binary.Write(&b, binary.BigEndian, uint32(len(message)))
	b.WriteString(message + app)
	n := 32 - b.Len()%32
	b.Write(bytes.Repeat([]byte{byte(n)}, n))
	out := make([]byte, b.Len())
	cipher.NewCBCEncrypter(block, iv).CryptBlocks(out, b.Bytes())
	return base64.StdEncoding.EncodeToString(out)
}

func mustOpen(t testing.TB, encoded, app, sealed string) string {
	t.Helper()
	block, iv := mustBlock(t, encoded)
	raw, err := base64.StdEncoding.DecodeString(sealed)
	if err != nil || len(raw) == 0 || len(raw)%32 != 0 {
		t.Fatalf("sealed text of %d bytes: %v", len(raw), err)
	}
	cipher.NewCBCDecrypter(block, iv).CryptBlocks(raw, raw)
	raw = raw[:len(raw)-int(raw[len(raw)-1])]
	size := int(binary.BigEndian.Uint32(raw[16:]))
	if got := string(raw[20+size:]); got != app {
		t.Fatalf("sealed for %q, want %q", got, app)
	}
	return string(raw[20 : 20+size])
}

func plainQuery() url.Values {
	return url.Values{"timestamp": {"1700000000"}, "nonce": {"42"}, "signature": {platformSign(word, "1700000000", "42")}}
}

func safeQuery(sealed string) url.Values {
	return url.Values{
		"timestamp": {"1700000000"}, "nonce": {"42"}, "encrypt_type": {"aes"},
		"msg_signature": {platformSign(word, "1700000000", "42", sealed)},
	}
}

func envelope(sealed string) string {
	return "<xml><ToUserName><![CDATA[" + account + "]]></ToUserName><Encrypt><![CDATA[" + sealed + "]]></Encrypt></xml>"
}

func post(q url.Values, body string) *http.Request {
	return httptest.NewRequest(http.MethodPost, "/wechat/callback?"+q.Encode(), strings.NewReader(body))
}

func postSealed(t testing.TB, encoded, app, message string) *http.Request {
	t.Helper()
	sealed := mustSeal(t, encoded, app, message)
	return post(safeQuery(sealed), envelope(sealed))
}

func options() wechat.CallbackOptions {
	return wechat.CallbackOptions{AppID: appID, Token: word, AESKey: key, Now: func() time.Time { return clock }}
}

func mustCallback(t testing.TB, o wechat.CallbackOptions, h wechat.Handler) *wechat.Callback {
	t.Helper()
	c, err := wechat.NewCallback(o, h)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Wait)
	return c
}

func say(text string) wechat.Handler {
	return func(context.Context, wechat.Event) wechat.Reply { return wechat.Reply{Text: text} }
}

func serve(c http.Handler, r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	c.ServeHTTP(w, r)
	return w
}

func wantAnswer(t testing.TB, w *httptest.ResponseRecorder, code int, body string) {
	t.Helper()
	if got := fmt.Sprint(w.Code, " ", w.Body.String()); got != fmt.Sprint(code, " ", body) {
		t.Errorf("got %s, want %d %s", got, code, body)
	}
}
