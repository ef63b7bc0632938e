package sandbox

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

// faultWords is what WeChat shows when an account does not answer.
const faultWords = "该公众号提供的服务出现故障，请稍后再试"

// delivery is one event on its way to its app; done is closed when it is over and err is set.
type delivery struct {
	event event
	from  string // the person's openid in the app
	body  []byte
	done  chan struct{}
	err   error
}

// enqueueLocked puts an event behind the person's earlier ones. One goroutine per person delivers, and it
// ends with the queue, so a slow answer to one holds up nobody else. An app without a callback is told nothing: nil.
func (s *Sandbox) enqueueLocked(c *customer, e event) *delivery {
	if e.app.callback == nil {
		return nil
	}
	from := c.in(e.app).openid
	d := &delivery{event: e, from: from, body: e.body(from), done: make(chan struct{})}
	c.queue = append(c.queue, d)
	if len(c.queue) == 1 {
		s.wg.Go(func() { s.drain(c) })
	}
	return d
}

// drain delivers one person's events in order, and ends when none is left.
func (s *Sandbox) drain(c *customer) {
	for {
		s.mu.Lock()
		d := c.queue[0]
		s.mu.Unlock()
		text, err := s.deliver(d)
		if !s.settle(c, d, text, err) {
			return
		}
	}
}

// settle writes the outcome into the chat and tells whether another event waits.
func (s *Sandbox) settle(c *customer, d *delivery, text string, err error) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.o.Now()
	switch {
	case d.event.mute() || errors.Is(err, ErrClosed):
	case err != nil:
		c.noteLocked(Message{Kind: Notice, Text: faultWords, Mini: d.event.app.mini, At: now})
	case text != "":
		c.noteLocked(Message{Kind: Reply, Text: text, At: now})
	}
	d.err = err
	close(d.done)
	c.queue = c.queue[1:]
	return len(c.queue) > 0
}

// deliver sends an event until it has a proper answer, as often as WeChat does: the same event each time,
// with a timestamp, nonce and seal of its own.
func (s *Sandbox) deliver(d *delivery) (string, error) {
	for try := 1; ; try++ {
		text, err := s.send(d)
		switch {
		case err == nil:
			return text, nil
		case s.ctx.Err() != nil:
			return "", ErrClosed
		}
		s.o.Log.Warn("callback has no proper answer", "try", try, "of", s.o.Deliveries, "error", err)
		if try >= s.o.Deliveries {
			return "", ErrGivenUp
		}
		if !errors.Is(err, context.DeadlineExceeded) && !wait(s.ctx, s.o.RetryAfter) {
			return "", ErrClosed
		}
	}
}

// wait returns false when the context ended first.
func wait(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}

func (s *Sandbox) send(d *delivery) (string, error) {
	s.mu.Lock()
	s.countLocked(d.event.app.calls())
	s.mu.Unlock()
	ctx, cancel := context.WithTimeout(s.ctx, s.o.Deadline)
	defer cancel()
	req, err := s.request(ctx, d)
	if err != nil {
		return "", withoutURL(err)
	}
	resp, err := s.client.Do(req)
	if err != nil {
		return "", withoutURL(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxBody))
	if err != nil {
		return "", fmt.Errorf("read answer: %w", err)
	}
	if resp.StatusCode != http.StatusOK {
		return "", fmt.Errorf("answer has status %d", resp.StatusCode)
	}
	return d.event.app.readReply(d.from, body)
}

// request signs and, in safe mode, seals one delivery.
func (s *Sandbox) request(ctx context.Context, d *delivery) (*http.Request, error) {
	a := d.event.app
	timestamp := strconv.FormatInt(s.o.Now().Unix(), 10)
	nonce := hex.EncodeToString(s.random(5))
	q := a.callback.Query()
	q.Set("signature", sign(a.token, timestamp, nonce))
	q.Set("timestamp", timestamp)
	q.Set("nonce", nonce)
	q.Set("openid", d.from)
	body := d.body
	if a.box != nil {
		sealed := a.box.seal(s.random(16), body)
		q.Set("encrypt_type", "aes")
		q.Set("msg_signature", sign(a.token, timestamp, nonce, sealed))
		body = a.envelope(sealed)
	}
	to := *a.callback
	to.RawQuery = q.Encode()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, to.String(), bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", a.contentType())
	req.Header.Set("User-Agent", "Mozilla/4.0")
	return req, nil
}

// envelope is the body of a sealed delivery.
func (a *app) envelope(sealed string) []byte {
	if a.json {
		return fmt.Appendf(nil, `{"ToUserName":%q,"Encrypt":%q}`, a.account, sealed)
	}
	return fmt.Appendf(nil, "<xml>\n    <ToUserName><![CDATA[%s]]></ToUserName>\n    <Encrypt><![CDATA[%s]]></Encrypt>\n</xml>\n", a.account, sealed)
}

func (a *app) contentType() string {
	if a.json {
		return "application/json"
	}
	return "text/xml"
}

// calls is the name under which its callbacks are counted.
func (a *app) calls() string {
	if a.mini {
		return CallsMini
	}
	return CallsCallback
}

// withoutURL drops the address from an error: its query has the person's openid, which no log may hold.
func withoutURL(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}
