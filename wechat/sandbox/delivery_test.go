package sandbox_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"paihao/wechat/sandbox"
)

const fault = "该公众号提供的服务出现故障，请稍后再试"

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
		<-time.After(15 * time.Second) // the event goes on to its end
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

func TestLogHoldsNoPerson(t *testing.T) {
	var log bytes.Buffer
	o := options(wire(refused))
	o.RetryAfter, o.Log = time.Nanosecond, slog.New(slog.NewTextHandler(&log, nil))
	s := mustNew(t, o)
	if err := s.Follow(background(), someone); !errors.Is(err, sandbox.ErrGivenUp) {
		t.Errorf("got %v, want ErrGivenUp", err)
	}
	if got := log.String(); !strings.Contains(got, "connection refused") || strings.Contains(got, someone) || strings.Contains(got, "nonce") {
		t.Errorf("log: %s", got)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }
