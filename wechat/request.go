package wechat

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptrace"
	"sync/atomic"
	"time"
)

// request is one call of WeChat.
type request struct {
	path   string
	query  map[string]string // besides the access token
	in     any               // posted as JSON; nil = a GET
	hidden []string          // openids, codes and whatever else no error may quote

	repeat   bool // a second one does no harm
	personal bool // 45011 is about one customer here, so that the others need not wait with them
}

const (
	busyTries = 3
	busyPause = 500 * time.Millisecond // doubled after each try
)

// call makes the request with the access token and reads the answer into out. When the token is refused it is replaced
// and the call made once more, never a third time.
func (c *Client) call(ctx context.Context, r *request, out any) error {
	for last := false; ; last = true {
		t, err := c.tokens.get(ctx)
		if err != nil {
			return err
		}
		err = c.patient(ctx, r, t.value, out)
		switch {
		case err == nil:
			c.tokens.worked(t)
			return nil
		case !errors.Is(err, ErrToken):
			return err
		}
		c.tokens.refused(t, err, last)
		if last {
			return err
		}
	}
}

// patient asks again when WeChat is busy, as often as busyTries says and never past the end of ctx. A call that could be
// done twice by that is made once.
func (c *Client) patient(ctx context.Context, r *request, token string, out any) error {
	for try := 1; ; try++ {
		sent := false
		err := c.gates.pass(ctx, r, func() (err error) {
			sent, err = c.send(ctx, r, token, out)
			return err
		})
		if sent && token != "" {
			err = doubtful(err)
		}
		if !r.repeat || try == busyTries || !errors.Is(err, ErrBusy) || !pause(ctx, busyPause<<(try-1)) {
			return err
		}
	}
}

// pause waits, unless ctx will have ended by then.
func pause(ctx context.Context, d time.Duration) bool {
	if end, ok := ctx.Deadline(); ok && time.Until(end) <= d {
		return false
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// send makes the request once. An empty token is left out of the address. sent is whether it may have reached WeChat.
func (c *Client) send(ctx context.Context, r *request, token string, out any) (sent bool, err error) {
	if c.tokens.ctx.Err() != nil {
		return false, errClosed
	}
	var way journey
	method, request := http.MethodGet, c.http.R().SetContext(way.watch(ctx)).SetQueryParams(r.query)
	if r.in != nil {
		body, err := encodeJSON(r.in)
		if err != nil {
			return false, fmt.Errorf("wechat: encode a request: %w", err)
		}
		method = http.MethodPost
		request.SetHeader("Content-Type", "application/json").SetBody(body)
	}
	if token != "" {
		request.SetQueryParam("access_token", token)
	}
	start := time.Now()
	answer, err := request.Execute(method, r.path)
	took := time.Since(start)
	switch {
	case err != nil && ctx.Err() != nil:
		return way.begun(), givenUp(ctx)
	case err != nil:
		return way.begun(), unreachable(err)
	case answer.StatusCode() != http.StatusOK:
		return true, fmt.Errorf("%w: status %d", ErrUnreachable, answer.StatusCode())
	}
	err = readAnswer(answer.Body(), out, append([]string{token, c.opts.Secret}, r.hidden...))
	if !errors.Is(err, ErrUnreachable) {
		c.hear(answer.Header().Get("Date"), took)
	}
	return true, err
}

// journey notes how far a request has come.
type journey struct {
	asked, got atomic.Bool // for a connection
}

// watch gives a context that tells of it.
func (j *journey) watch(ctx context.Context) context.Context {
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GetConn: func(string) { j.asked.Store(true) },
		GotConn: func(httptrace.GotConnInfo) { j.got.Store(true) },
	})
}

// begun tells whether the request may have left: not when a connection was asked for and there was none. A transport that
// is not Go's own may tell of neither.
func (j *journey) begun() bool {
	return j.got.Load() || !j.asked.Load()
}

// hear tells the time of an answer: its Date, and half of the round trip since. A callback's signed time would not do: a
// repeat, and a callback that was held up on its way, bring an old one.
func (c *Client) hear(date string, took time.Duration) {
	if at, err := http.ParseTime(date); err == nil && c.opts.Heard != nil {
		c.opts.Heard(at.Add(took / 2))
	}
}
