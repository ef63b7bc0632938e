package core

import (
	"context"
	"encoding/hex"
	"log/slog"
	"slices"
	"time"

	"paihao/app/config"
	"paihao/queue"
	"paihao/wechat"
)

// contacts notes what the acts of one app's customers let us know about them.
type contacts struct {
	queue *queue.Queue
	app   string // openids mean nothing without it
	texts bool   // some message may go out as a text while a customer's window is open; else nobody needs to know of windows
	zone  *time.Location
	log   *slog.Logger
}

// useTexts tells whether customers may be told of something by a text.
func useTexts(s *config.Settings) bool {
	return slices.ContainsFunc(config.Kinds, func(kind string) bool { return writes(s, queue.NoticeKind(kind)) })
}

// writes tells whether customers may be told of a kind by a text.
func writes(s *config.Settings, kind queue.NoticeKind) bool {
	return slices.Contains(s.Ways(kind), queue.ByService)
}

// customer is who did something.
func (c contacts) customer(e wechat.Event) queue.Customer {
	return queue.Customer{App: c.app, OpenID: e.From}
}

// operation names an event for the queue: a keyed hash, since an event's own id holds the openid.
func (c contacts) operation(e wechat.Event) string {
	mac := c.queue.Secret().Mac("wechat event\x00", c.app, "\x00", e.ID)
	return "wechat/" + hex.EncodeToString(mac[:16])
}

// stale complains of an event that is not carried out, since it was signed too long ago.
func (c contacts) stale(e wechat.Event) {
	c.log.Warn("a callback's signed time is further from this machine's clock than callback_max_age: not carried out; is the clock right?", "kind", e.Kind)
}

// takenBack is more grants than anybody gives: what is left is none.
const takenBack = -1 << 20

// meeting is what an event itself lets us know. The same event says the same whenever it is read.
func (c contacts) meeting(e wechat.Event) (m queue.Meeting) {
	if life, messages := e.Window(); c.texts && messages > 0 {
		m.Window = queue.Window{Until: e.CreatedAt.Add(life).In(c.zone), Left: messages}
	}
	m.Follow = e.Kind == wechat.KindFollow
	for _, s := range e.Subscriptions {
		switch {
		case e.Kind == wechat.KindGrants && s.Allowed:
			m.Grants = append(m.Grants, queue.Grant{Template: s.TemplateID, Left: 1})
		case e.Kind == wechat.KindRefusals:
			m.Grants = append(m.Grants, queue.Grant{Template: s.TemplateID, Left: takenBack})
		}
	}
	return m
}

// news is a meeting to be noted, nil for one that says nothing.
func news(m queue.Meeting) *queue.Meeting {
	if m.Window == (queue.Window{}) && m.Channel == "" && !m.Follow && m.Union == "" && m.Phone == "" &&
		len(m.Grants) == 0 && m.Tag == "" && m.Tagged == "" {
		return nil
	}
	return &m
}

// meet notes a meeting by itself: where there is no command that could take it along, or that was refused.
func (c contacts) meet(ctx context.Context, operation string, customer queue.Customer, m *queue.Meeting) {
	if m == nil {
		return
	}
	_, err := c.queue.Do(ctx, queue.Command{Operation: operation, Verb: queue.Meet, Customer: customer, Meeting: m})
	if err != nil && !refusal(err) {
		c.log.Error("what is known of a customer could not be written", "err", err)
	}
}
