package core

import (
	"time"

	"paihao/queue"
)

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

// leads tells whether the first way to a customer that is not resting is there now. A way whose quota of the day is used up
// is passed over, and so are all of an app that WeChat refuses; one that rests because WeChat cannot be reached is waited for.
func (n *notifier) leads(d queue.Dispatch, routes []route, now time.Time) bool {
	barred := ""
	for i, r := range routes {
		rest := n.rests[r.way]
		switch {
		case i > 0 && r.to.App == barred:
		case !rest.closed(d.Notice.ID, now):
			return true
		case rest.barred:
			barred = r.to.App
		case !rest.spent:
			return false
		}
	}
	return false
}
