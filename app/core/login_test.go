package core

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"paihao/app/web"
	"paihao/queue"
	"paihao/wechat"
)

// doorman is an opener that gives the same answer to all.
type doorman struct {
	err, phone error
}

func (d *doorman) Login(context.Context, string) (wechat.Session, error) {
	return wechat.Session{OpenID: "m-1"}, d.err
}

func (d *doorman) Phone(context.Context, string) (string, error) {
	if d.phone != nil {
		return "", d.phone
	}
	return "+8613800138000", nil
}

// A code that does not work is the phone's fault, all else is a reason to come again; and however often strangers knock while
// WeChat is away, the log says so now and then.
func TestLoginTrouble(t *testing.T) {
	s := mustStage(t, memory())
	now := time.Now()
	door := &doorman{}
	p := &miniProgram{contacts: contacts{queue: s.Queue, app: miniApp, zone: s.venue.Zone, log: s.log}, client: door, now: func() time.Time { return now }, log: s.log}
	for err, want := range map[error]error{
		errcode(40029): web.ErrLogin, errcode(40163): web.ErrLogin, fmt.Errorf("x: %w", wechat.ErrLimit): web.ErrLogin,
		errUnreachable: web.ErrLoginLater, errcode(45011): web.ErrLoginLater, errcode(40125): web.ErrLoginLater, context.DeadlineExceeded: web.ErrLoginLater,
	} {
		door.err = err
		if _, got := p.Login(t.Context(), "code", ""); !errors.Is(got, want) || !refusal(got) || strings.Contains(bothWords(got), "window") {
			t.Errorf("%v: got %v: %s, want %v", err, got, bothWords(got), want)
		}
	}
	s.logged.Reset()
	door.err = errUnreachable
	now = now.Add(time.Hour)
	for range 100 {
		_, _ = p.Login(t.Context(), "code", "")
		now = now.Add(150 * time.Millisecond)
	}
	if n := strings.Count(s.logged.String(), "login"); n < 1 || n > 2 {
		t.Errorf("%d lines in the log of 15 s, want one or two", n)
	}
}

// Without the phone's number the session is opened all the same, and the number of one who tells it stays out of the log.
func TestLoginWithoutPhone(t *testing.T) {
	s := mustStage(t, memory())
	door := &doorman{phone: errcode(40029)}
	p := &miniProgram{contacts: contacts{queue: s.Queue, app: miniApp, zone: s.venue.Zone, log: s.log}, client: door, now: time.Now, log: s.log}
	for _, known := range []bool{false, true} {
		l, err := p.Login(t.Context(), "code", "phone code")
		if err != nil || l.Phone != known {
			t.Fatalf("login: got %+v, %v, want one, phone known %v", l, err, known)
		}
		if who, err := p.Person(l.Session); err != nil || who.Customer != (queue.Customer{App: miniApp, OpenID: "m-1"}) {
			t.Errorf("the session is of %+v, %v", who, err)
		}
		door.phone = nil
	}
	if log := s.logged.String(); strings.Contains(log, "13800138000") || strings.Contains(log, "m-1") {
		t.Errorf("the log tells who logged in:\n%s", log)
	}
}
