package config

import (
	"fmt"
	"regexp"
	"strings"
	"text/template"
	"unicode/utf8"

	"paihao/queue"
)

// Kinds are the messages that can be set, by what customers are told; see queue.NoticeKind.
var Kinds = []string{"issued", "near", "called", "missed", "back", "expired", "feedback"}

// Message is one [wechat.message.KIND].
type Message struct {
	Chain               []queue.Way // tried in this order; those that are not set up, or cannot reach the customer, are passed over
	TemplateID          string      // as the console lists it; empty: no template message
	SubscribeTemplateID string      // the same of a subscription notice
	Fields              Fields      // of both templates; slots that a template does not have are left out
}

// Fields are the values of a template's slots, by the slot's key, such as thing1; each runs over Facts.
type Fields map[string]*template.Template

// Facts is what the fields of a message can tell.
type Facts struct {
	Number, Service, Counter string
	Ahead, WaitLow, WaitHigh int // people; minutes
	Venue, Time, State       string
}

// Render fills in the fields. An error means that a template failed on these very facts; what can be seen beforehand
// Load has refused.
func (fields Fields) Render(f Facts) (map[string]string, error) {
	values := make(map[string]string, len(fields))
	for slot, t := range fields {
		var b strings.Builder
		if err := t.Execute(&b, f); err != nil {
			return nil, fmt.Errorf("message field %s: %w", slot, err)
		}
		values[slot] = b.String()
	}
	return values, nil
}

const (
	mostFields   = 20
	longestField = 300 // characters of a field's template

	messageFacts facts = "Number Service Counter Ahead WaitLow WaitHigh Venue Time State"
)

var (
	templateIDShape = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)
	bareShape       = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)

	// slotShape knows the kinds of slots, and keyword1, first and remark of templates made before 2023.
	// Source: developers.weixin.qq.com/miniprogram/dev/server/API/mp-message-management/subscribe-message/api_sendmessage
	slotShape = regexp.MustCompile(`^((thing|number|letter|symbol|character_string|time|date|amount|phone_number|` +
		`car_number|name|phrase|short_thing|const|enum|keyword)[0-9]{1,3}|first|remark)$`)
)

// kindKeys is the table of a section such as [wechat.message] that has a table for each kind. A kind begins as usual says,
// once it is named.
func kindKeys[T any](messages map[string]T, usual func() T, keys func(*T) []key) key {
	kinds := make([]key, 0, len(Kinds))
	for _, kind := range Kinds {
		kinds = append(kinds, key{name: kind, read: func(r *reading, path string, v value) {
			if v.kind != tableKind {
				r.refuse(path, v, wantTable(path))
				return
			}
			m, before := messages[kind]
			if !before {
				m = usual()
			}
			r.table(path, v.table, keys(&m))
			messages[kind] = m
		}})
	}
	return section("message", kinds...)
}

func messageKeys(m *Message) []key {
	return []key{
		texts("chain", &m.Chain, 0, len(ways), wantChain, isWay),
		text("template_id", &m.TemplateID, wantTemplateID, isTemplateID),
		text("subscribe_template_id", &m.SubscribeTemplateID, wantTemplateID, isTemplateID),
		fieldsKey(&m.Fields),
	}
}

// isTemplateID lets an empty one stand, as the sample has it: it is none.
func isTemplateID(s string) bool { return s == "" || templateIDShape.MatchString(s) }

// fieldsKey replaces all fields at once: fields of two layers would be those of two different templates.
func fieldsKey(p *Fields) key {
	return key{name: "fields", read: func(r *reading, path string, v value) {
		if v.kind != tableKind || len(v.table.names) > mostFields {
			r.refuse(path, v, wantFields)
			return
		}
		r.forget(path + ".")
		fields := make(Fields, len(v.table.names))
		for _, slot := range v.table.names {
			field, at := v.table.values[slot], join(path, slot)
			if !slotShape.MatchString(slot) {
				r.add(field.place, at, foundUnknown, wantSlot)
				continue
			}
			t, ok := parseField(slot, field)
			if !ok {
				r.refuse(at, field, wantTemplate)
				continue
			}
			fields[slot] = t
			r.tell(at, key{}, field)
		}
		*p = fields
	}}
}

func parseField(slot string, v value) (*template.Template, bool) {
	if v.kind != textKind || utf8.RuneCountInString(v.text) > longestField || strings.TrimSpace(v.text) == "" {
		return nil, false
	}
	full := Facts{"A012", "Service", "Counter", 3, 10, 15, "Venue", "2026-01-02 15:04", "waiting"}
	t, err := messageFacts.parse(slot, v.text, Facts{}, full)
	return t, err == nil
}
