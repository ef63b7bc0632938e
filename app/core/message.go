package core

import (
	"time"

	"paihao/app/config"
	"paihao/assets"
	"paihao/queue"
	"paihao/wechat"
)

// messages makes the template message of a notice from the settings' fields.
type messages struct {
	venue *queue.Venue
	kinds map[string]config.Message
}

// has tells whether notices of the kind have a template.
func (m *messages) has(k queue.NoticeKind) bool {
	return m.kinds[string(k)].TemplateID != ""
}

// render makes the message. A value too long for its slot is cut, since a shortened message is better than none.
func (m *messages) render(d queue.Dispatch) (wechat.TemplateMessage, error) {
	k := m.kinds[string(d.Notice.Kind)]
	fields, err := k.Fields.Render(m.facts(d))
	if err != nil {
		return wechat.TemplateMessage{}, err
	}
	for slot, text := range fields {
		fields[slot] = wechat.FitField(slot, text)
	}
	return wechat.TemplateMessage{
		To: d.Reach[0].Customer.OpenID, TemplateID: k.TemplateID, ClientMessageID: d.Notice.ID, Fields: fields,
	}, nil
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
