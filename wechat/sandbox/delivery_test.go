package sandbox_test

import (
	"context"
	"crypto/sha1"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"sort"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"paihao/wechat/sandbox"
)

const fault = "该公众号提供的服务出现故障，请稍后再试"

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

// silent is an account that takes a callback and never answers.
func silent(r *http.Request) (*http.Response, error) {
	<-r.Context().Done()
	return nil, r.Context().Err()
}

func refused(*http.Request) (*http.Response, error) { return nil, errors.New("connection refused") }

func TestRedelivery(t *testing.T) {
	for name, c := range map[string]struct {
		answer wire
		gap    time.Duration
	}{
		"silence":            {silent, 5 * time.Second},
		"connection failure": {refused, time.Second},
		"status 500":         {func(*http.Request) (*http.Response, error) { return says(500, "success") }, time.Second},
		"redirect":           {func(*http.Request) (*http.Response, error) { return says(302, "") }, time.Second},
		"malformed":          {func(*http.Request) (*http.Response, error) { return says(200, "Success") }, time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				m := &mailbox{next: c.answer}
				s := mustNew(t, options(m))
				if err := s.Follow(background(), someone); !errors.Is(err, sandbox.ErrGivenUp) {
					t.Errorf("got %v, want ErrGivenUp", err)
				}
				checkThree(t, m, c.gap)
				if got := texts(s, someone, sandbox.Notice); len(got) != 1 || got[0] != fault {
					t.Errorf("chat: got %q, want the fault once", got)
				}
				if got := s.Calls(sandbox.CallsCallback); got != 3 {
					t.Errorf("calls: got %d, want 3", got)
				}
			})
		})
	}
}

// checkThree wants the same event three times, each with a nonce and time of its own.
func checkThree(t *testing.T, m *mailbox, gap time.Duration) {
	t.Helper()
	if len(m.got) != 3 || m.body[0] != m.body[1] || m.body[0] != m.body[2] {
		t.Fatalf("got %d deliveries %q, want three of the same event", len(m.got), m.body)
	}
	for i, r := range m.got[1:] {
		if got := m.at[i+1].Sub(m.at[i]); got != gap {
			t.Errorf("delivery %d came after %v, want %v", i+2, got, gap)
		}
		before, now := m.got[i].URL.Query(), r.URL.Query()
		if now.Get("nonce") == before.Get("nonce") || now.Get("timestamp") == before.Get("timestamp") {
			t.Errorf("delivery %d has the nonce or timestamp of the one before", i+2)
		}
	}
}

func TestSecondDeliveryIsAnswered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := &mailbox{}
		m.next = func(r *http.Request) (*http.Response, error) {
			if len(m.got) == 1 {
				return silent(r)
			}
			return says(200, plainReply(someone, account, "A012, 前面 7 位"))
		}
		s := mustNew(t, options(m))
		must(t, s.Follow(background(), someone))
		if got := texts(s, someone, sandbox.Reply); len(got) != 1 || got[0] != "A012, 前面 7 位" {
			t.Errorf("replies: got %q", got)
		}
		if got := texts(s, someone, sandbox.Notice); got != nil {
			t.Errorf("notices: got %q, want none", got)
		}
	})
}

func TestOnePersonWaitsForTheirOwnEventsOnly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := &mailbox{}
		m.next = func(r *http.Request) (*http.Response, error) {
			if r.URL.Query().Get("openid") == "oSlow" {
				select {
				case <-time.After(4 * time.Second):
				case <-r.Context().Done():
					return nil, r.Context().Err()
				}
			}
			return says(200, "")
		}
		s := mustNew(t, options(m))
		began := time.Now()
		first := make(chan error, 1)
		go func() { first <- s.Follow(background(), "oSlow") }()
		synctest.Wait()
		must(t, s.Follow(background(), "oQuick"))
		if took := time.Since(began); took != 0 {
			t.Errorf("another person waited %v", took)
		}
		must(t, s.Say(background(), "oSlow", "second"))
		must(t, <-first)
		if took := time.Since(began); took != 8*time.Second || !strings.Contains(m.body[2], "second") {
			t.Errorf("took %v, third body %s; want 8s and the text", took, m.body[2])
		}
	})
}

func TestCloseEndsDeliveries(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := sandbox.New(options(wire(silent)))
		waiting := make(chan error, 2)
		go func() { waiting <- s.Follow(background(), someone) }()
		synctest.Wait()
		go func() { waiting <- s.Say(background(), someone, "hello") }()
		synctest.Wait()
		must(t, s.Close())
		for range 2 {
			if err := <-waiting; !errors.Is(err, sandbox.ErrClosed) {
				t.Errorf("waiting: got %v, want ErrClosed", err)
			}
		}
		if err := s.Follow(background(), "oLate"); !errors.Is(err, sandbox.ErrClosed) {
			t.Errorf("after close: got %v, want ErrClosed", err)
		}
		if got := texts(s, someone, sandbox.Notice); got != nil {
			t.Errorf("notices: got %q, want none", got)
		}
	})
}

func TestCallerMayGiveUpWaiting(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := mustNew(t, options(wire(silent)))
		ctx, cancel := context.WithTimeout(background(), time.Second)
		defer cancel()
		if err := s.Follow(ctx, someone); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v, want the deadline", err)
		}
		time.Sleep(15 * time.Second) // the bubble's time: the event goes on to its end
		synctest.Wait()
		if got := s.Calls(sandbox.CallsCallback); got != 3 {
			t.Errorf("deliveries: got %d, want 3", got)
		}
	})
}

func TestAnswerOfEndlessBodyIsCutOff(t *testing.T) {
	endless := func(*http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: 200, Body: io.NopCloser(zeros{})}, nil
	}
	o := options(wire(endless))
	o.RetryAfter = time.Nanosecond
	s := mustNew(t, o)
	if err := s.Follow(background(), someone); !errors.Is(err, sandbox.ErrGivenUp) {
		t.Errorf("got %v, want ErrGivenUp", err)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }
