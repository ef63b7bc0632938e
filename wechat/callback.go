// Package wechat talks with WeChat for one official account or mini program: Callback hears what customers do,
// Client makes QR codes and sends messages. It knows WeChat's words and nothing of queues.
//
// What it promises: a request without a good signature reaches nobody; after a good one WeChat never
// hears an error; one access token serves all callers and is fetched by one of them; no secret, token
// or openid stands in an error or a log line.
package wechat

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

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
// does not hold or that is sealed with another key or for another account, whatever the cause, 413 over 64 KiB, and after
// that always 200: an error would make WeChat tell the customer that the service is broken.
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

// withDefaults puts the real clock, randomness and silence where nothing was given.
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

// receive judges first and reads after: without a good signature the body is looked at only as far as
// the safe mode's signature needs it.
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
	if e.Name == probeName {
		c.answer(w, &l, &e, Reply{Text: e.From})
		return
	}
	e.Stale = c.stale(q.timestamp)
	if reply, ok := c.ask(w, deadline, e); ok {
		c.answer(w, &l, &e, reply)
	}
}

// stale judges the time that the signature covers. CreateTime in the body will not do: in the plain mode
// anybody who saw one signed query can write a body of his own.
func (c *Callback) stale(timestamp string) bool {
	if c.opts.MaxAge == 0 {
		return false
	}
	seconds, err := strconv.ParseInt(timestamp, 10, 64)
	return err != nil || c.opts.Now().Sub(time.Unix(seconds, 0)).Abs() > c.opts.MaxAge
}

// refuse answers 403 and nothing else. The log gets at most one line in ten seconds: anybody can knock here.
func (c *Callback) refuse(w http.ResponseWriter, reason string) {
	now, last := c.opts.Now().Unix(), c.lastWord.Load()
	if (now-last >= 10 || now < last) && c.lastWord.CompareAndSwap(last, now) {
		c.opts.Log.Warn("wechat: callback refused", "reason", reason)
	}
	w.WriteHeader(http.StatusForbidden)
}
