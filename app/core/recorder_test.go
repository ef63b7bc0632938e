package core

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"sync"
	"time"

	"paihao/queue"
	"paihao/wechat"
)

// letter is a message that somebody was sent, whichever way.
type letter struct {
	Way            queue.Way
	To, Template   string
	ID, Page, Text string
	Fields         map[string]string
	At             time.Time
}

// recorder is a Sender that remembers. Without an answer it accepts everything.
type recorder struct {
	answer func(context.Context, letter) error

	mu   sync.Mutex
	sent []letter
}

// take notes the message and answers as it was told.
func (r *recorder) take(ctx context.Context, l letter) (string, error) {
	l.At = time.Now()
	r.mu.Lock()
	r.sent = append(r.sent, l)
	id := strconv.Itoa(1000000 + len(r.sent))
	r.mu.Unlock()
	if r.answer != nil {
		if err := r.answer(ctx, l); err != nil {
			return "", err
		}
	}
	return id, nil
}

// SendTemplate notes a template message.
func (r *recorder) SendTemplate(ctx context.Context, m wechat.TemplateMessage) (string, error) {
	return r.take(ctx, letter{Way: queue.ByTemplate, To: m.To, Template: m.TemplateID, ID: m.ClientMessageID, Fields: m.Fields})
}

// SendSubscribe notes a subscription notice.
func (r *recorder) SendSubscribe(ctx context.Context, m wechat.SubscribeMessage) (string, error) {
	return r.take(ctx, letter{Way: queue.BySubscribe, To: m.To, Template: m.TemplateID, Page: m.Page, Fields: m.Fields})
}

// SendMini notes a message of the mini program.
func (r *recorder) SendMini(ctx context.Context, m wechat.SubscribeMessage) (string, error) {
	return r.take(ctx, letter{Way: queue.ByMini, To: m.To, Template: m.TemplateID, Page: m.Page, Fields: m.Fields})
}

// SendText notes a text.
func (r *recorder) SendText(ctx context.Context, to, text string) error {
	_, err := r.take(ctx, letter{Way: queue.ByService, To: to, Text: text})
	return err
}

// all is what was sent until now, in order.
func (r *recorder) all() []letter {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.sent)
}

// ways is by which ways, in order.
func (r *recorder) ways() (list []queue.Way) {
	for _, l := range r.all() {
		list = append(list, l.Way)
	}
	return list
}

func (s *stage) notifier(to Sender) *notifier {
	now := time.Now
	if s.now != nil {
		now = s.now
	}
	return newNotifier(s.Queue, to, to, newMessages(&s.venue, &s.settings), now, s.log)
}

var (
	errUnreachable = fmt.Errorf("send: %w: connection refused", wechat.ErrUnreachable)
	errTimeout     = fmt.Errorf("send: %w: no answer in time; %w", wechat.ErrUnreachable, wechat.ErrDoubt)
	errOdd         = errors.New("an error nobody has foreseen")
)

func errcode(n int) error { return fmt.Errorf("send: %w", &wechat.Error{Code: n}) }

// script answers the calls of each way with its errors one after the other, and accepts what comes after them.
type script map[queue.Way][]error

func (s script) recorder() *recorder {
	var mu sync.Mutex
	return &recorder{answer: func(_ context.Context, l letter) error {
		mu.Lock()
		defer mu.Unlock()
		if list := s[l.Way]; len(list) > 0 {
			s[l.Way] = list[1:]
			return list[0]
		}
		return nil
	}}
}

// outage answers that WeChat is away, until it is over.
type outage struct {
	mu   sync.Mutex
	over bool
	err  error // nil: not reachable
}

func (o *outage) end() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.over = true
}

func (o *outage) away() error {
	o.mu.Lock()
	defer o.mu.Unlock()
	switch {
	case o.over:
		return nil
	case o.err != nil:
		return o.err
	}
	return errUnreachable
}

func (o *outage) answer(context.Context, letter) error { return o.away() }
