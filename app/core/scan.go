package core

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"log/slog"
	"time"

	"paihao/assets"
	"paihao/queue"
	"paihao/wechat"
)

// scanner turns what a customer does in WeChat into a command, and what came of it into the answer they read.
type scanner struct {
	queue  *queue.Queue
	words  words
	scenes scenes
	app    string // the account's app id; openids mean nothing without it
	now    func() time.Time
	log    *slog.Logger
}

// handle is the wechat.Handler. The answer is made from what the queue has written, and never before.
func (s *scanner) handle(ctx context.Context, e wechat.Event) wechat.Reply {
	customer := queue.Customer{App: s.app, OpenID: e.From}
	operation := s.operation(e)
	if e.Stale && !s.known(operation) {
		s.log.Warn("a callback's signed time is further from this machine's clock than callback_max_age: not carried out; is the clock right?", "kind", e.Kind)
		return wechat.Reply{}
	}
	switch {
	case e.Scene != "":
		return wechat.Reply{Text: s.scanned(ctx, operation, customer, e.Scene)}
	case e.Kind == wechat.KindFollow:
		return wechat.Reply{Text: s.words.welcome()}
	case e.Kind == wechat.KindText:
		return wechat.Reply{Text: s.wrote(ctx, operation, customer, e.Text)}
	case e.Kind == wechat.KindUnfollow:
		s.forget(ctx, operation, customer)
	}
	return wechat.Reply{}
}

// operation names the event for the queue: a keyed hash, since an event's own id holds the openid.
func (s *scanner) operation(e wechat.Event) string {
	mac := hmac.New(sha256.New, s.queue.Secret())
	mac.Write([]byte("wechat event\x00" + s.app + "\x00" + e.ID))
	return "wechat/" + hex.EncodeToString(mac.Sum(nil)[:16])
}

// known tells whether WeChat has sent the event before and it was carried out.
func (s *scanner) known(operation string) (yes bool) {
	s.queue.Look(func(b *queue.Book) { _, yes = b.Done(operation) })
	return yes
}

// scanned takes a ticket for the service of the code, or tells those who have one where it stands.
func (s *scanner) scanned(ctx context.Context, operation string, c queue.Customer, scene string) string {
	service, ok := s.scenes.service(scene)
	if !ok {
		return assets.Both("reply.unknown_code")
	}
	out, err := s.queue.Do(ctx, queue.Command{
		Operation: operation, Verb: queue.Take, Service: service, Customer: c, Origin: queue.FromWeChat, By: queue.ByCustomer,
	})
	var held *queue.TicketError
	switch {
	case errors.As(err, &held) && errors.Is(err, queue.ErrAlreadyWaiting):
		return s.words.describe("reply.already", held.Ticket)
	case err != nil:
		return s.trouble(err)
	}
	return s.words.describe("reply.taken", *out.Ticket)
}

// forget deletes what binds a customer who left the account; their tickets keep their places.
func (s *scanner) forget(ctx context.Context, operation string, c queue.Customer) {
	if _, err := s.queue.Do(ctx, queue.Command{Operation: operation, Verb: queue.Forget, Customer: c}); err != nil {
		s.log.Error("the bindings of a customer who left could not be deleted", "err", err)
	}
}

// trouble is what a customer reads instead: why there is no ticket now, or that it did not work. The sentences for staff
// would only puzzle them. What is not a refusal is ours to know about.
func (s *scanner) trouble(err error) string {
	var limit *queue.LimitError
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return "" // nobody knows yet what came of it, so nothing may be said
	case errors.As(err, &limit):
		return s.words.limit(limit, s.now())
	case errors.Is(err, queue.ErrNoTicket):
		return assets.Both("reply.no_ticket")
	case errors.Is(err, queue.ErrNoService):
		return assets.Both("reply.unknown_code")
	case !refusal(err):
		s.log.Error("a customer's wish could not be carried out", "err", err)
	}
	return assets.Both("reply.trouble")
}
