package sandbox_test

import (
	"crypto/sha1"
	"encoding/xml"
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"sort"
	"strings"
	"testing"
	"time"

	"paihao/wechat/sandbox"
)

func TestCallbacksAreWrittenLikeCapturedOnes(t *testing.T) {
	_, captured := mustVectors(t)
	m := &mailbox{}
	o := options(m)
	c := newClock()
	o.Now = c.now
	s := mustNew(t, o)
	step := func(id string, at int64, do func() error) {
		t.Helper()
		c.set(time.Unix(at, 0))
		must(t, do())
		got := m.body[len(m.body)-1]
		if want := captured[id]; mask(got) != mask(want) {
			t.Errorf("%s: got\n%s\nwant\n%s", id, got, want)
		}
	}
	ctx := background()
	step("cx-SubscribeEvent-1", 1457752147, func() error { return s.Follow(ctx, someone) })
	ticket := mustCode(t, s, `{"action_name":"QR_LIMIT_STR_SCENE","action_info":{"scene":{"scene_str":"1000000"}}}`).Ticket
	step("cx-ScanEvent-1", 1457752395, func() error { return s.Scan(ctx, someone, ticket) })
	step("cx-Text-1", 1457742803, func() error { return s.Say(ctx, someone, "hhhhhjjjjjjjjj") })
	step("cx-UnsubscribeEvent-1", 1457752129, func() error { return s.Unfollow(ctx, someone) })
}

// mask hides the two elements that no test can foresee.
func mask(body string) string {
	for _, name := range []string{"Ticket", "MsgId"} {
		if head, rest, ok := strings.Cut(body, "<"+name+">"); ok {
			_, tail, _ := strings.Cut(rest, "</"+name+">")
			body = head + "<" + name + "/>" + tail
		}
	}
	return body
}

func TestScanByAStrangerFollows(t *testing.T) {
	m := &mailbox{}
	s := mustNew(t, options(m))
	ticket := mustCode(t, s, strScene("qrscene_v1", 60)).Ticket
	must(t, s.Scan(background(), someone, ticket))
	must(t, s.Scan(background(), someone, "qrscene_v1"))
	must(t, s.Follow(background(), someone))
	want := "<Event><![CDATA[subscribe]]></Event>\n<EventKey><![CDATA[qrscene_qrscene_v1]]></EventKey>\n<Ticket><![CDATA[" + ticket + "]]></Ticket>"
	if !strings.Contains(m.body[0], want) {
		t.Errorf("first: got %s, want %s", m.body[0], want)
	}
	want = "<Event><![CDATA[SCAN]]></Event>\n<EventKey><![CDATA[qrscene_v1]]></EventKey>\n<Ticket>"
	if !strings.Contains(m.body[1], want) || len(m.body) != 2 {
		t.Errorf("second of %d: got %s, want %s, and no third", len(m.body), m.body[1], want)
	}
}

// signature is the rule once more, written apart from the one under test.
func signature(parts ...string) string {
	sort.Strings(parts)
	return fmt.Sprintf("%x", sha1.Sum([]byte(strings.Join(parts, ""))))
}

func TestCallbackIsSignedAndSealed(t *testing.T) {
	for _, safe := range []bool{false, true} {
		m := &mailbox{}
		o := options(m)
		if safe {
			o.AESKey = aesKey
		}
		s := mustNew(t, o)
		must(t, s.Follow(background(), someone))
		q, body := m.got[0].URL.Query(), m.body[0]
		if got, want := q.Get("signature"), signature(token, q.Get("timestamp"), q.Get("nonce")); got != want {
			t.Errorf("signature: got %s, want %s", got, want)
		}
		if q.Get("openid") != someone || m.got[0].Method != "POST" || q.Has("msg_signature") != safe || (q.Get("encrypt_type") == "aes") != safe {
			t.Errorf("safe %t: got %s %v", safe, m.got[0].Method, q)
		}
		if safe {
			body = mustOpen(t, body, q.Get("msg_signature"), q.Get("timestamp"), q.Get("nonce"))
		}
		if !strings.HasPrefix(body, "<xml><ToUserName><![CDATA["+account+"]]></ToUserName>") {
			t.Errorf("safe %t: got body %s", safe, body)
		}
	}
}

func mustOpen(t *testing.T, body, msgSignature, timestamp, nonce string) string {
	t.Helper()
	var envelope struct{ ToUserName, Encrypt string }
	must(t, xml.Unmarshal([]byte(body), &envelope))
	if want := signature(token, timestamp, nonce, envelope.Encrypt); msgSignature != want || envelope.ToUserName != account {
		t.Errorf("msg_signature: got %s to %s, want %s to %s", msgSignature, envelope.ToUserName, want, account)
	}
	plain, err := sandbox.Open(aesKey, appID, envelope.Encrypt)
	must(t, err)
	return string(plain)
}

func TestReportIsWrittenLikeTheOfficialSample(t *testing.T) {
	_, published := mustVectors(t)
	m := &mailbox{}
	o := options(m)
	o.Account, o.Now = "gh_7f083739789a", func() time.Time { return time.Unix(1395658920, 0) }
	s := mustNew(t, o)
	const receiver = "oia2TjuEGTNoeX76QEjQNrcURxG8"
	must(t, s.Follow(background(), receiver))
	path := sandbox.PathTemplate + "?access_token=" + mustToken(t, s)
	mustCall(t, s, "POST", path, good(func(m *message) { m.ToUser = receiver }))
	must(t, s.Say(background(), receiver, "behind the report"))
	flat := regexp.MustCompile(`<MsgID>\d+</MsgID>|\n`)
	if got, want := flat.ReplaceAllString(m.body[1], ""), flat.ReplaceAllString(published["tmpl-success"], ""); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestCallbackOverARealConnection(t *testing.T) {
	kiosk := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, plainReply(r.URL.Query().Get("openid"), account, "您好 "+r.URL.Query().Get("shop")))
	}))
	defer kiosk.Close()
	o := options(nil)
	o.HTTP, o.Callback = nil, kiosk.URL+"/wechat/callback?shop=7"
	s := mustNew(t, o)
	must(t, s.Follow(background(), someone))
	if got := texts(s, someone, sandbox.Reply); len(got) != 1 || got[0] != "您好 7" {
		t.Errorf("replies: got %q, want 您好 7", got)
	}
}
