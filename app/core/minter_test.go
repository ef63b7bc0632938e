package core

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"paihao/wechat"
)

// mint is a Minter that remembers. Its codes live as long as it says, whatever was asked for, but for permanent ones.
type mint struct {
	life  time.Duration
	ahead *time.Duration // of the time is its clock; nil = not at all

	mu    sync.Mutex
	err   func(n int) error // of the nth call, from 0 on
	asked []wechat.QRRequest
	at    []time.Time
}

// CreateQRCode notes the request and makes a code, unless it was told to fail.
func (m *mint) CreateQRCode(_ context.Context, r wechat.QRRequest) (wechat.QRCode, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	call := len(m.asked)
	m.asked, m.at = append(m.asked, r), append(m.at, time.Now())
	if m.err != nil {
		if err := m.err(call); err != nil {
			return wechat.QRCode{}, err
		}
	}
	code := wechat.QRCode{Ticket: fmt.Sprint("ticket-", call+1), URL: fmt.Sprint("http://weixin.qq.com/q/", call+1)}
	if r.Life > 0 {
		code.Expires = time.Now().Add(min(m.life, r.Life))
		if m.ahead != nil {
			code.Expires = code.Expires.Add(*m.ahead)
		}
	}
	return code, nil
}

// QRPicture is no real one.
func (m *mint) QRPicture(_ context.Context, ticket string) ([]byte, error) {
	return []byte("picture of " + ticket), nil
}

func (m *mint) fail(err func(n int) error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.err = err
}

// calls gives what was asked for, and when.
func (m *mint) calls() ([]wechat.QRRequest, []time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.asked), slices.Clone(m.at)
}

func unreachable(int) error { return errUnreachable }

// mustMint runs the codes of a hall on a mint.
func (s *stage) mustMint(m *mint) (stop func()) {
	s.codes.minter = m
	return background(s.t, s.codes.run)
}
