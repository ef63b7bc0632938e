package wechat_test

import (
	"encoding/json"
	"encoding/xml"
	"strings"
	"testing"
	"unicode/utf8"
)

type message struct {
	XMLName                                    xml.Name `xml:"xml" json:"-"`
	ToUserName, FromUserName, MsgType, Content string
	CreateTime                                 int64
}

type sealedMessage struct {
	XMLName                      xml.Name `xml:"xml" json:"-"`
	Encrypt, MsgSignature, Nonce string
	TimeStamp                    json.Number
}

func mustXML(t *testing.T, s string, v any) {
	t.Helper()
	if err := xml.Unmarshal([]byte(s), v); err != nil {
		t.Fatalf("%s: %v", s, err)
	}
}

func mustJSON(t *testing.T, s string, v any) {
	t.Helper()
	if err := json.Unmarshal([]byte(s), v); err != nil {
		t.Fatalf("%s: %v", s, err)
	}
}

func wantMessage(t *testing.T, m message, text string) {
	t.Helper()
	if m.ToUserName != openid || m.FromUserName != account || m.CreateTime != clock.Unix() || m.MsgType != "text" || m.Content != text {
		t.Errorf("got %+v, want %q to the customer", m, text)
	}
}

func TestReplyPlain(t *testing.T) {
	for _, text := range []string{"您的号码 A012，前面 7 位", "a]]>b]]]>>c]]", "<Content>&amp;", "1\n2", "]]>"} {
		w := serve(mustCallback(t, options(), say(text)), post(plainQuery(), scanXML))
		var m message
		mustXML(t, w.Body.String(), &m)
		wantMessage(t, m, text)
		if got := w.Header().Get("Content-Type"); got != "application/xml; charset=utf-8" {
			t.Errorf("content type %q", got)
		}
	}
}

func TestReplyJSON(t *testing.T) {
	w := serve(mustCallback(t, options(), say(`A&B "1"`)), post(plainQuery(), scanJSON))
	var m message
	mustJSON(t, w.Body.String(), &m)
	wantMessage(t, m, `A&B "1"`)
	if got := w.Header().Get("Content-Type"); got != "application/json; charset=utf-8" {
		t.Errorf("content type %q", got)
	}
}

func TestReplyCleanedAndCut(t *testing.T) {
	w := serve(mustCallback(t, options(), say("a\x00b\x1b\xff"+strings.Repeat("排", 1000))), post(plainQuery(), scanXML))
	var m message
	mustXML(t, w.Body.String(), &m)
	if !strings.HasPrefix(m.Content, "ab\ufffd排") || len(m.Content) > 2048 || len(m.Content) < 2046 || !utf8.ValidString(m.Content) {
		t.Errorf("got %d bytes: %.30q", len(m.Content), m.Content)
	}
}

// A text is cut like all others: not through what people see as one character.
func TestReplyKeepsEmojiWhole(t *testing.T) {
	start := strings.Repeat("a", 2040)
	w := serve(mustCallback(t, options(), say(start+"👨‍👩‍👧")), post(plainQuery(), scanXML))
	var m message
	mustXML(t, w.Body.String(), &m)
	if m.Content != start {
		t.Errorf("got %q at the end, want nothing of the family", strings.TrimLeft(m.Content, "a"))
	}
}

// mustUnseal checks the envelope with the platform's own code and opens it.
func mustUnseal(t *testing.T, m sealedMessage, encoded string) string {
	t.Helper()
	if want := platformSign(word, m.TimeStamp.String(), m.Nonce, m.Encrypt); m.MsgSignature != want || m.Nonce != "42" || m.TimeStamp != "1700000001" {
		t.Errorf("envelope %+v, want signature %s", m, want)
	}
	return mustOpen(t, encoded, appID, m.Encrypt)
}

func TestReplySafe(t *testing.T) {
	o := options()
	o.Safe, o.AESKeyPrevious = true, oldKey
	c := mustCallback(t, o, say("A012 ]]> 号"))
	seen := map[string]bool{}
	for _, encoded := range []string{key, key, oldKey} {
		w := serve(c, postSealed(t, encoded, appID, scanXML))
		var s sealedMessage
		mustXML(t, w.Body.String(), &s)
		if seen[s.Encrypt] {
			t.Error("two replies with the same random bytes")
		}
		seen[s.Encrypt] = true
		var m message
		mustXML(t, mustUnseal(t, s, encoded), &m)
		wantMessage(t, m, "A012 ]]> 号")
	}
}

func TestReplySafeJSON(t *testing.T) {
	sealed := mustSeal(t, key, appID, scanJSON)
	w := serve(mustCallback(t, options(), say("好")), post(safeQuery(sealed), `{"ToUserName":"gh","Encrypt":"`+sealed+`"}`))
	var s sealedMessage
	mustJSON(t, w.Body.String(), &s)
	var m message
	mustJSON(t, mustUnseal(t, s, key), &m)
	wantMessage(t, m, "好")
}

// An empty answer is "success" in the open, in the safe mode too.
func TestNoReplyIsNeverSealed(t *testing.T) {
	for _, text := range []string{"", "success", "\x00"} {
		wantAnswer(t, serve(mustCallback(t, options(), say(text)), postSealed(t, key, appID, scanXML)), 200, "success")
	}
	for _, event := range []string{"unsubscribe", "TEMPLATESENDJOBFINISH"} {
		body := strings.Replace(scanXML, "SCAN", event, 1)
		wantAnswer(t, serve(mustCallback(t, options(), say("bye")), postSealed(t, key, appID, body)), 200, "success")
	}
}

func TestReplyWithoutRandomIsSuccess(t *testing.T) {
	o := options()
	o.Rand = strings.NewReader("too short")
	wantAnswer(t, serve(mustCallback(t, o, say("hello")), postSealed(t, key, appID, scanXML)), 200, "success")
}
