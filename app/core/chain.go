package core

import (
	"context"
	"errors"
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

// route is one way to tell a customer: by what, to whom, and with which template, if the way has them.
type route struct {
	way      queue.Way
	to       queue.Customer
	template string
}

// routes are the ways of the kind's chain by which this customer can be reached now, in the order of the settings.
func (m *messages) routes(d queue.Dispatch, now time.Time) (list []route) {
	for _, way := range m.ways[d.Notice.Kind] {
		if e, ok := m.route(way, d, now); ok {
			list = append(list, e)
		}
	}
	return list
}

// route is a way to a customer, if it leads there.
//
// The rules: a template message goes to whoever has spoken with the account, who followed it then. A subscription notice
// too, unless we have counted their consent and none is left: consent for good is not told to us, so where nothing was
// counted WeChat is asked. The mini program's message needs a counted consent, and a text an open window.
func (m *messages) route(way queue.Way, d queue.Dispatch, now time.Time) (e route, ok bool) {
	kind, app := string(d.Notice.Kind), m.settings.WeChat.AppID
	e.way = way
	switch way {
	case queue.ByTemplate:
		e.template = m.settings.WeChat.Message[kind].TemplateID
	case queue.BySubscribe:
		e.template = m.settings.WeChat.Message[kind].SubscribeTemplateID
	case queue.ByMini:
		e.template, app = m.settings.Mini.Message[kind].TemplateID, m.settings.Mini.AppID
	}
	for _, c := range d.Reach {
		if c.Customer.App == app {
			e.to = c.Customer
			return e, allows(way, c, e.template, now)
		}
	}
	return e, false
}

// allows tells whether a contact may be told by a way now, as far as is known here.
func allows(way queue.Way, c queue.Contact, template string, now time.Time) bool {
	switch way {
	case queue.BySubscribe:
		return !refuses(c, template)
	case queue.ByMini:
		return c.Granted(template) > 0
	case queue.ByService:
		return c.Window.Open(now)
	}
	return true
}

// refuses tells whether a contact's consent to a template was counted and is used up.
func refuses(c queue.Contact, template string) bool {
	for _, g := range c.Grants {
		if g.Template == template {
			return g.Left <= 0
		}
	}
	return false
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

// result is what came of a notice, or of one way of its chain.
type result struct {
	queue.Settlement
	next  bool            // another way may be tried
	ended bool            // the program ends: what came of it is found out after the next start
	notes []queue.Command // what else was learned about the customer
}

// tell tries the ways of a claimed notice one after the other, until one takes it, none is left, or WeChat has to be waited
// for. A settlement that is Pending means: again later.
func (n *notifier) tell(ctx context.Context, d queue.Dispatch) result {
	all := result{Settlement: queue.Settlement{Notice: d.Notice.ID, State: queue.Refused, Reason: "no_way"}}
	spent := true // nothing but a used up quota stands against it
	for i, way := range n.messages.routes(d, n.now()) {
		if i > 0 && !n.stands(&d) {
			all.State = queue.Pending // overtaken: the queue knows what becomes of it
			return all
		}
		r := n.try(ctx, d, way)
		r.notes = all.notes
		if all.Gone || all.NoGrant {
			r.notes = append(r.notes, lesson(all.Settlement))
		}
		all, spent = r, spent && r.Reason == "quota"
		if !r.next {
			return all
		}
	}
	if all.next && spent {
		all.State = queue.Pending
	}
	return all
}

// lesson is what a way that refused has taught about a customer, for the case that another way decides.
func lesson(s queue.Settlement) queue.Command {
	if s.Gone {
		return queue.Command{Verb: queue.Forget, Customer: s.To, By: queue.ByItself}
	}
	none := queue.Grant{Template: s.Template, Left: -1 << 20} // more than anybody has left
	met := &queue.Meeting{Grants: []queue.Grant{none}}
	return queue.Command{Verb: queue.Meet, Customer: s.To, By: queue.ByItself, Meeting: met}
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
		report(n.queue, err)
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
		n.log.Warn("a message was not sent", "kind", d.Notice.Kind, "ticket", d.Ticket.Number, "way", e.way, "err", err,
			"again", r.State == queue.Pending, "other_way", r.next)
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
	case now.After(d.Notice.ExpiresAt()):
		r.Settlement = n.late(d.Notice, d.Ticket.Number)
	case rest.closed(d.Notice.ID, now) && rest.spent:
		r.next, r.Reason = true, "quota"
	case rest.closed(d.Notice.ID, now):
		r.State = queue.Pending
	case !n.mayRepeat(d, e.way, now):
		r.Reason = unsure
	default:
		return r, true
	}
	return r, false
}

// judge says what the answer to a call means.
func (r *result) judge(id string, err error) {
	r.Reason = refusedFor(err)
	switch {
	case err == nil:
		r.State, r.MessageID = queue.Accepted, id
	case r.Reason == "":
		r.State = queue.Pending
	default:
		r.next, r.Gone, r.NoGrant = true, errors.Is(err, wechat.ErrNoFollower), errors.Is(err, wechat.ErrNoGrant)
	}
}
