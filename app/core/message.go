package core

import (
	"errors"
	"fmt"
	"time"

	"paihao/app/config"
	"paihao/assets"
	"paihao/queue"
	"paihao/wechat"
)

// errFields says that the settings' fields cannot be filled in with these very facts.
var errFields = errors.New("fields of a message cannot be filled in")

// messages makes what customers read from the settings' fields, or as a text of our own.
type messages struct {
	venue    *queue.Venue
	settings *config.Settings
	ways     map[queue.NoticeKind][]queue.Way
}

func newMessages(v *queue.Venue, s *config.Settings) *messages {
	m := &messages{venue: v, settings: s, ways: map[queue.NoticeKind][]queue.Way{}}
	for _, kind := range config.Kinds {
		m.ways[queue.NoticeKind(kind)] = s.Ways(queue.NoticeKind(kind))
	}
	return m
}

// has tells whether customers are told of the kind at all.
func (m *messages) has(k queue.NoticeKind) bool { return len(m.ways[k]) > 0 }

// template makes the template message of a notice. Its id makes a repeat harmless.
func (m *messages) template(d queue.Dispatch, e route) (wechat.TemplateMessage, error) {
	fields, err := m.fill(m.settings.WeChat.Message[string(d.Notice.Kind)].Fields, d)
	return wechat.TemplateMessage{
		To: e.to.OpenID, TemplateID: e.template, ClientMessageID: d.Notice.ID, Fields: fields,
	}, err
}

// subscribe makes the subscription notice of a notice, of the same fields as its template message.
func (m *messages) subscribe(d queue.Dispatch, e route) (wechat.SubscribeMessage, error) {
	fields, err := m.fill(m.settings.WeChat.Message[string(d.Notice.Kind)].Fields, d)
	return wechat.SubscribeMessage{To: e.to.OpenID, TemplateID: e.template, Fields: fields}, err
}

// mini makes the mini program's message of a notice.
func (m *messages) mini(d queue.Dispatch, e route) (wechat.SubscribeMessage, error) {
	kind := m.settings.Mini.Message[string(d.Notice.Kind)]
	fields, err := m.fill(kind.Fields, d)
	return wechat.SubscribeMessage{To: e.to.OpenID, TemplateID: e.template, Page: kind.Page, Fields: fields}, err
}

// text is a notice as a text in both languages, with the facts that an answer in the chat would tell.
func (m *messages) text(d queue.Dispatch) string {
	return words{venue: m.venue}.describe("notice."+string(d.Notice.Kind), d.Ticket)
}

// fill renders the fields. A value too long for its slot is cut, since a shortened message is better than none.
func (m *messages) fill(fields config.Fields, d queue.Dispatch) (map[string]string, error) {
	values, err := fields.Render(m.facts(d))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errFields, err)
	}
	for slot, text := range values {
		values[slot] = wechat.FitField(slot, text)
	}
	return values, nil
}

// facts is what the fields may tell about a notice.
func (m *messages) facts(d queue.Dispatch) config.Facts {
	service, counter := named(m.venue, d.Ticket)
	f := config.Facts{
		Venue: m.venue.Name, Number: d.Ticket.Number, Service: service.Name, Counter: counter.Name,
		State: assets.Chinese("state." + string(d.Ticket.State)), Ahead: d.Ticket.Ahead,
		Time: d.Notice.CreatedAt.In(m.venue.Zone).Format("2006-01-02 15:04"),
	}
	if w := d.Ticket.Wait; w != nil {
		f.WaitLow, f.WaitHigh = int(w.Low/time.Minute), int(w.High/time.Minute)
	}
	return f
}
