package core

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"paihao/queue"
	"paihao/wechat"
)

// Sender sends the messages of one app, an official account or a mini program: *wechat.Client.
type Sender interface {
	SendTemplate(ctx context.Context, m wechat.TemplateMessage) (msgID string, err error)
	SendSubscribe(ctx context.Context, m wechat.SubscribeMessage) (msgID string, err error)
	SendMini(ctx context.Context, m wechat.SubscribeMessage) (msgID string, err error)
	SendText(ctx context.Context, to, text string) error
}

// call makes the one call of a route. It gives WeChat's id of the message, where the way has one.
func (n *notifier) call(ctx context.Context, d queue.Dispatch, e route) (id string, err error) {
	switch e.way {
	case queue.ByTemplate:
		m, err := n.messages.template(d, e)
		if err != nil {
			return "", err
		}
		return n.account.SendTemplate(ctx, m)
	case queue.BySubscribe:
		m, err := n.messages.subscribe(d, e)
		if err != nil {
			return "", err
		}
		return n.account.SendSubscribe(ctx, m)
	case queue.ByMini:
		m, err := n.messages.mini(d, e)
		if err != nil {
			return "", err
		}
		return n.mini.SendMini(ctx, m)
	}
	return "", n.account.SendText(ctx, e.to.OpenID, n.messages.text(d))
}

// tell tries the ways of a claimed notice one after the other, until one takes it, none is left, or WeChat has to be waited
// for. A settlement that is Pending means: again later.
func (n *notifier) tell(ctx context.Context, d queue.Dispatch) result {
	all := result{Settlement: queue.Settlement{Notice: d.Notice.ID, State: queue.Refused, Reason: "no_way"}}
	spent := true // nothing but a used up quota stands against it
	barred := ""  // the app that WeChat refuses now
	for i, e := range n.messages.routes(d, n.queue.Now()) {
		if i > 0 && e.to.App == barred {
			continue
		}
		if i > 0 {
			all.before = append(all.before, all.Settlement)
		}
		if i > 0 && !n.stands(&d) { // the queue knows what becomes of it
			all.Settlement = queue.Settlement{Notice: d.Notice.ID, State: queue.Pending}
			return all
		}
		r := n.try(ctx, d, e)
		r.before = all.before
		all, spent = r, spent && r.Reason == "quota"
		switch {
		case r.barred:
			barred = e.to.App
		case !r.next:
			return all
		}
	}
	if barred != "" || all.next && spent {
		all.State = queue.Pending
	}
	return all
}

// stands tells whether a notice is still to be sent, and brings it up to now.
func (n *notifier) stands(d *queue.Dispatch) (yes bool) {
	n.queue.Look(func(b *queue.Book) {
		var now queue.Dispatch
		if now, yes = b.Dispatch(d.Notice.ID); yes {
			*d = now
		}
	})
	return yes && !d.Notice.Overtaken
}

// try tells a customer by one way, once.
func (n *notifier) try(ctx context.Context, d queue.Dispatch, e route) result {
	began := n.now()
	r, free := n.ready(d, e, began)
	if !free {
		return r
	}
	id, err := n.call(ctx, d, e)
	if e.way != queue.ByMini { // the windows show how the account is
		report(n.queue, string(e.way), err)
	}
	n.heard(e.way, err, began)
	r.judge(id, err)
	switch doubt := errors.Is(err, wechat.ErrDoubt); {
	case r.next:
		n.clear(d, e.way)
	case doubt && ctx.Err() != nil:
		r.ended = true
	case doubt && !n.doubt(d, e.way, began):
		r.State, r.Reason = queue.Refused, unsure
	}
	if err != nil {
		level := slog.LevelWarn
		if errors.Is(err, wechat.ErrNoGrant) { // that somebody has not allowed it is no trouble, and common
			level = slog.LevelInfo
		}
		n.log.Log(ctx, level, "a message was not sent", "kind", d.Notice.Kind, "ticket", d.Ticket.Number, "way", e.way, "err", err,
			"again", r.State == queue.Pending, "try_other_ways", r.next)
	}
	return r
}

// ready tells whether a notice may be sent by a way now, and what comes of it when it may not.
func (n *notifier) ready(d queue.Dispatch, e route, now time.Time) (r result, yes bool) {
	r.Settlement = queue.Settlement{Notice: d.Notice.ID, State: queue.Refused, Way: e.way, Template: e.template, To: e.to}
	n.mu.Lock()
	defer n.mu.Unlock()
	rest := n.rests[e.way]
	switch {
	case n.queue.Now().After(d.Notice.ExpiresAt()):
		r.Settlement = n.late(d.Notice, d.Ticket.Number)
	case rest.closed(d.Notice.ID, now) && rest.spent:
		r.next, r.Reason = true, "quota"
	case rest.closed(d.Notice.ID, now):
		r.State, r.barred = queue.Pending, rest.barred
	case !n.mayRepeat(d, e.way, now):
		r.Reason = unsure
	default:
		return r, true
	}
	return r, false
}
