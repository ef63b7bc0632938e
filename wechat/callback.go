package wechat

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

// Handler decides what is answered to an event. Its context ends when the answer would come too late for WeChat;
// a Reply returned after that is dropped and the customer sees nothing, but what the handler did stands.
// Several run at a time, also for the same customer.
type Handler func(ctx context.Context, e Event) Reply

// CallbackOptions says whose callbacks are taken, and how. AppID and Token are always needed.
type CallbackOptions struct {
	AppID string // wx…: the account that messages must be sealed for
	Token string // the word agreed in the console, which every signature covers

	AESKey         string // the EncodingAESKey of 43 characters; empty: only plain requests
	AESKeyPrevious string // the one before, while WeChat changes over; the answer uses the one that opened the request
	Safe           bool   // true: a request that is not encrypted is refused

	MaxAge   time.Duration // events signed further than this from now, either way, are marked Stale; 0 = none
	Deadline time.Duration // from the arrival to the answer; 0 = 3.5 s. WeChat itself hangs up after 5 s

	Now  func() time.Time // nil = time.Now
	Rand io.Reader        // nil = crypto/rand
	Log  *slog.Logger     // nil = no log
}

// Callback is the address WeChat is told in its console. It answers 403 with nothing to a request whose signature
// does not hold, whatever the cause, 413 over 64 KiB, and after a good signature always 200: an error would
// make WeChat tell the customer that the service is broken.
// Source: developers.weixin.qq.com/miniprogram/dev/framework/server-ability/message-push.html
type Callback struct {
	opts     CallbackOptions
	keys     []*key
	handle   Handler
	running  sync.WaitGroup
	lastWord atomic.Int64 // Unix second of the last refusal that was logged
}

var _ http.Handler = (*Callback)(nil)

// NewCallback checks the options. Its errors never quote a key.
func NewCallback(o CallbackOptions, h Handler) (*Callback, error) {
	switch {
	case o.AppID == "" || o.Token == "":
		return nil, errors.New("wechat: a callback needs an app id and a token")
	case h == nil:
		return nil, errors.New("wechat: a callback needs a handler")
	case o.Safe && o.AESKey == "":
		return nil, errors.New("wechat: the safe mode needs an aes key")
	}
	c := &Callback{opts: o.withDefaults(), handle: h}
	for _, encoded := range []string{o.AESKey, o.AESKeyPrevious} {
		if encoded == "" {
			continue
		}
		k, err := newKey(encoded)
		if err != nil {
			return nil, fmt.Errorf("callback: %w", err)
		}
		c.keys = append(c.keys, k)
	}
	return c, nil
}

func (o CallbackOptions) withDefaults() CallbackOptions {
	if o.Deadline == 0 {
		o.Deadline = 3500 * time.Millisecond
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Rand == nil {
		o.Rand = rand.Reader
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return o
}

// Wait returns when the handlers that outlived their deadline have ended. Shut the server down first.
func (c *Callback) Wait() {
	c.running.Wait()
}

// ServeHTTP answers the greeting (GET) and the events (POST).
func (c *Callback) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	arrived := time.Now()
	if r.Method != http.MethodGet && r.Method != http.MethodPost {
		w.Header().Set("Allow", "GET, POST")
		w.WriteHeader(http.StatusMethodNotAllowed)
		return
	}
	q, ok := parseQuery(r.URL.RawQuery)
	switch {
	case !ok:
		c.refuse(w, "query")
	case r.Method == http.MethodGet:
		c.greet(w, &q)
	default:
		c.receive(w, r, &q, arrived.Add(c.opts.Deadline))
	}
}

// greet proves to the console that the token is known here. The echostr is not signed, so it must stay plain text.
func (c *Callback) greet(w http.ResponseWriter, q *query) {
	if !q.signedBy(c.opts.Token) {
		c.refuse(w, "signature")
		return
	}
	w.Header().Set("X-Content-Type-Options", "nosniff")
	write(w, typeText, []byte(q.echostr))
}

func (c *Callback) receive(w http.ResponseWriter, r *http.Request, q *query, deadline time.Time) {
	l, reason, err := c.open(r, q)
	switch {
	case err != nil:
		w.WriteHeader(http.StatusRequestEntityTooLarge)
		return
	case reason != "":
		c.refuse(w, reason)
		return
	}
	e, isJSON, err := parseEvent(l.text)
	if err != nil {
		c.opts.Log.Warn("wechat: callback not understood", "reason", err, "bytes", len(l.text))
		write(w, typeText, success)
		return
	}
	l.json = isJSON
	e.Stale = c.stale(q.timestamp)
	reply := c.ask(r.Context(), deadline, e)
	c.answer(w, &l, &e, reply)
}

func (c *Callback) stale(timestamp string) bool {
	if c.opts.MaxAge == 0 {
		return false
	}
	seconds, err := strconv.ParseInt(timestamp, 10, 64)
	return err != nil || c.opts.Now().Sub(time.Unix(seconds, 0)).Abs() > c.opts.MaxAge
}

// ask runs the handler beside the request, so that a slow one is not waited for. The client's going away does not
// end the work: WeChat's next try wants its result.
func (c *Callback) ask(ctx context.Context, deadline time.Time, e Event) Reply {
	ctx, cancel := context.WithDeadline(context.WithoutCancel(ctx), deadline)
	done := make(chan Reply, 1)
	c.running.Go(func() {
		defer cancel()
		done <- c.guard(ctx, e)
	})
	select {
	case reply := <-done:
		return reply
	case <-ctx.Done():
	}
	select {
	case reply := <-done: // the handler's own end cancels too
		return reply
	default:
		c.opts.Log.Warn("wechat: answer not ready in time", "kind", e.Kind)
		return Reply{}
	}
}

// guard turns a panic of the handler into no answer. The panic's value may quote a customer; its type cannot.
func (c *Callback) guard(ctx context.Context, e Event) (reply Reply) {
	defer func() {
		if p := recover(); p != nil {
			c.opts.Log.Error("wechat: handler panicked", "kind", e.Kind, "panic", fmt.Sprintf("%T", p), "stack", string(debug.Stack()))
		}
	}()
	return c.handle(ctx, e)
}

// refuse answers 403 and nothing else. The log gets at most one line in ten seconds: anybody can knock here.
func (c *Callback) refuse(w http.ResponseWriter, reason string) {
	now, last := c.opts.Now().Unix(), c.lastWord.Load()
	if (now-last >= 10 || now < last) && c.lastWord.CompareAndSwap(last, now) {
		c.opts.Log.Warn("wechat: callback refused", "reason", reason)
	}
	w.WriteHeader(http.StatusForbidden)
}
