package core

import (
	"slices"

	"paihao/app/config"
)

// console is the templates that WeChat's console would know by the settings: their fields, by the template's id.
type console map[string][]string

// add adds a template, if it has an id. Two kinds may share one. The fields are in the order of their names, in which its
// messages show them.
func (c console) add(id string, fields config.Fields) {
	for slot := range fields {
		if id != "" && !slices.Contains(c[id], slot) {
			c[id] = append(c[id], slot)
		}
	}
	slices.Sort(c[id])
}

// templates are those of the settings' template messages.
func templates(messages map[string]config.Message) console {
	known := console{}
	for _, m := range messages {
		known.add(m.TemplateID, m.Fields)
	}
	return known
}

// subscriptions are those of the account's subscription notices.
func subscriptions(messages map[string]config.Message) console {
	known := console{}
	for _, m := range messages {
		known.add(m.SubscribeTemplateID, m.Fields)
	}
	return known
}
