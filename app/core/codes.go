package core

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"
	"time"

	"paihao/app/config"
	"paihao/queue"
	"paihao/wechat"
)

const (
	// codeLife is how long a new code works: long enough for a weekend without the internet, short enough that a
	// photo of it is of little use next week. WeChat allows up to 30 days.
	codeLife = 72 * time.Hour
	// The pause after a failed try doubles from the least to the most.
	leastPause = 2 * time.Second
	mostPause  = 5 * time.Minute
	// clockSlack is by how much a clock may be set back without codes being made anew.
	clockSlack = 10 * time.Minute
)

// Minter makes QR codes, and fetches WeChat's own pictures of them: *wechat.Client.
type Minter interface {
	CreateQRCode(ctx context.Context, r wechat.QRRequest) (wechat.QRCode, error)
	QRPicture(ctx context.Context, ticket string) ([]byte, error)
}

// codes keeps a fresh code for each service, or one for all of them, and the permanent one of each channel, and makes others
// when they are asked for. Codes stand in the store. A code on the screen is renewed at 80 % of its life; when WeChat is away,
// the one that stands goes on being shown for the other 20 %. The old one works until its own end, so that who scans just then
// is served.
type codes struct {
	queue    *queue.Queue
	venue    *queue.Venue
	oneCode  bool // one code for all services, where there are several
	channels []config.Channel
	scenes   scenes
	base     string // what a code's URL begins with; empty = anything. In a trial the sandbox may have moved
	minter   Minter
	now      func() time.Time
	random   io.Reader // nil = crypto/rand
	log      *slog.Logger

	turns   turns     // by what a code is for: two who ask at once get the same
	allowed allowance // of codes on demand
}

// run renews codes until ctx ends.
func (c *codes) run(ctx context.Context) {
	pause := leastPause
	for {
		wait, err := c.renew(ctx)
		if err != nil {
			wait, pause = pause, min(2*pause, mostPause)
			c.log.Warn("no new QR code; those that are valid stay on the screen", "err", err, "next_try_in", wait)
		} else {
			pause = leastPause
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait):
		}
	}
}

// renew makes the codes that are due, and tells when to look again. One that fails does not keep the others waiting.
func (c *codes) renew(ctx context.Context) (time.Duration, error) {
	wait := time.Hour
	var failed error
	for _, service := range c.joins() {
		due, err := c.renewJoin(ctx, service)
		if err != nil {
			failed = err // one is enough for the log: mostly they all have the same cause
			continue
		}
		wait = min(wait, max(due, time.Second))
	}
	if err := c.renewChannels(ctx); err != nil {
		failed = err
	}
	return wait, failed
}

// joins is what the codes on the screen are for: each service, or "" for all of them, when who scans is asked for which.
func (c *codes) joins() (services []string) {
	if asksWhich(c.oneCode, c.venue) {
		return []string{""}
	}
	for _, s := range c.venue.Services {
		services = append(services, s.ID)
	}
	return services
}

// asksWhich tells whether one code stands for several services. A single service has its own in any case.
func asksWhich(oneCode bool, v *queue.Venue) bool { return oneCode && len(v.Services) > 1 }

// renewJoin makes a service's code when it is due, and tells in how long the next is.
func (c *codes) renewJoin(ctx context.Context, service string) (time.Duration, error) {
	done, err := c.turns.take(ctx, joinTurn(service))
	if err != nil {
		return 0, err
	}
	defer done()
	if due := c.due(service); due > 0 {
		return due, nil
	}
	if _, err = c.mint(ctx, queue.Code{Purpose: queue.Join, Service: service}, codeLife); err == nil {
		err = c.end(ctx, c.joinCodes(func(code queue.Code) bool { return code.Service == service && c.early(code) }))
	}
	return c.due(service), err
}

// early tells whether a code was made by a clock that was ahead and has been set back since. Nobody knows when it ends.
func (c *codes) early(code queue.Code) bool { return code.CreatedAt.Sub(c.now()) > clockSlack }

// joinCodes is the codes for tickets of which f is true, oldest first.
func (c *codes) joinCodes(f func(queue.Code) bool) (list []queue.Code) {
	c.queue.Look(func(b *queue.Book) { list = b.Codes(queue.Join) })
	return slices.DeleteFunc(list, func(code queue.Code) bool { return !f(code) })
}

// end makes codes worthless.
func (c *codes) end(ctx context.Context, list []queue.Code) error {
	if len(list) == 0 {
		return nil
	}
	keys := make([]string, len(list))
	for i, code := range list {
		keys[i] = code.Key()
	}
	return c.queue.EndCodes(ctx, keys...)
}

func joinTurn(service string) string { return string(queue.Join) + "\x00" + service }

// due is the time until a service needs a new code; 0 or less when it needs one now.
func (c *codes) due(service string) time.Duration {
	var code queue.Code
	c.queue.Look(func(b *queue.Book) { code, _ = b.Code(service) })
	if !c.ours(code) || c.early(code) {
		return 0
	}
	return code.RenewAt().Sub(c.now())
}

// ours tells whether a code was made for this account, with this store's secret, and where it can be scanned.
func (c *codes) ours(code queue.Code) bool {
	return code.Scene == c.scenes.of(code.Purpose, code.ID) && strings.HasPrefix(code.URL, c.base)
}

// mint asks WeChat for a code and keeps it. Its life is what WeChat says, not what was asked for; 0 asks for a permanent
// one. A code without an id gets one that nobody can guess.
func (c *codes) mint(ctx context.Context, code queue.Code, life time.Duration) (queue.Code, error) {
	if code.ID == "" {
		code.ID = c.newID()
	}
	code.Scene, code.CreatedAt = c.scenes.of(code.Purpose, code.ID), c.now().In(c.venue.Zone).Round(0)
	qr, err := c.minter.CreateQRCode(ctx, wechat.QRRequest{Scene: code.Scene, Life: life})
	report(c.queue, "codes", err)
	if err != nil {
		return queue.Code{}, fmt.Errorf("%w: %w", errNoCode, err)
	}
	code.Ticket, code.URL = qr.Ticket, qr.URL
	if life > 0 {
		code.ExpiresAt = qr.Expires.In(c.venue.Zone).Round(0)
	}
	return code, c.queue.KeepCodes(ctx, code)
}

// newID is 96 random bits.
func (c *codes) newID() string {
	random := c.random
	if random == nil {
		random = rand.Reader
	}
	id := make([]byte, 12)
	if _, err := io.ReadFull(random, id); err != nil {
		panic("core: no randomness: " + err.Error()) // the system's never fails
	}
	return base64.RawURLEncoding.EncodeToString(id)
}

// waiting is the codes for the same as wanted that were made for this account, and that nobody has scanned, oldest first.
func (c *codes) waiting(wanted queue.Code) (found []queue.Code) {
	c.queue.Look(func(b *queue.Book) { found = b.CodesLike(wanted) })
	return slices.DeleteFunc(found, func(code queue.Code) bool {
		return !c.ours(code) || code.State(c.now()) != queue.CodeWaiting
	})
}
