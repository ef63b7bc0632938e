package core

import (
	"context"
	"log/slog"
	"strings"
	"time"

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
)

// Minter makes QR codes: *wechat.Client.
type Minter interface {
	CreateQRCode(ctx context.Context, r wechat.QRRequest) (wechat.QRCode, error)
}

// codes keeps one fresh code for each service. A code stands in the store and is renewed at 80 % of its life; when
// WeChat is away, the one that stands goes on being shown for the other 20 %.
type codes struct {
	queue  *queue.Queue
	venue  *queue.Venue
	scenes scenes
	base   string // what a code's URL begins with; empty = anything. In a trial the sandbox may have moved
	minter Minter
	now    func() time.Time
	log    *slog.Logger
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
	for _, s := range c.venue.Services {
		due := c.due(s.ID)
		if due <= 0 {
			if err := c.mint(ctx, s.ID); err != nil {
				failed = err // one is enough for the log: mostly they all have the same cause
				continue
			}
			due = c.due(s.ID)
		}
		wait = min(wait, max(due, time.Second))
	}
	return wait, failed
}

// due is the time until a service needs a new code; 0 or less when it needs one now.
func (c *codes) due(service string) time.Duration {
	var code queue.Code
	c.queue.Look(func(b *queue.Book) { code, _ = b.Code(service) })
	if code.Scene != c.scenes.join(service) || !strings.HasPrefix(code.URL, c.base) {
		return 0
	}
	return code.RenewAt().Sub(c.now())
}

// mint asks WeChat for a code and keeps it. Its life is what WeChat says, not what was asked for.
func (c *codes) mint(ctx context.Context, service string) error {
	scene := c.scenes.join(service)
	now := c.now()
	qr, err := c.minter.CreateQRCode(ctx, wechat.QRRequest{Scene: scene, Life: codeLife})
	report(c.queue, err)
	if err != nil {
		return err
	}
	return c.queue.KeepCodes(ctx, queue.Code{
		ID: service, Purpose: queue.Join, Service: service, Scene: scene, Ticket: qr.Ticket, URL: qr.URL, CreatedAt: now.In(c.venue.Zone), ExpiresAt: qr.Expires.In(c.venue.Zone),
	})
}
