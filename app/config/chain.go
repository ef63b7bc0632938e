package config

import (
	"slices"

	"paihao/queue"
)

// ways are all there are, in the order in which a chain tries them that says nothing else.
var ways = []queue.Way{queue.ByTemplate, queue.BySubscribe, queue.ByMini, queue.ByService}

func isWay(s string) bool { return slices.Contains(ways, queue.Way(s)) }

// usualMessage is a kind of which nothing is said but its name: whatever is set up for it is used.
func usualMessage() Message { return Message{Chain: slices.Clone(ways)} }

// Ways are those by which customers are told of a kind: of its chain what is set up for it, in that order. There are none
// for a kind that has a section neither in [wechat.message] nor in [mini.message].
func (s *Settings) Ways(kind queue.NoticeKind) []queue.Way {
	m, ok := s.WeChat.Message[string(kind)]
	if _, mini := s.Mini.Message[string(kind)]; mini && !ok {
		m = usualMessage()
	}
	var set []queue.Way
	for _, way := range m.Chain {
		if s.has(way, string(kind)) {
			set = append(set, way)
		}
	}
	return set
}

// has tells whether a way is set up for a kind. Text needs nothing but the account.
func (s *Settings) has(way queue.Way, kind string) bool {
	switch way {
	case queue.ByTemplate:
		return s.WeChat.Message[kind].TemplateID != ""
	case queue.BySubscribe:
		return s.WeChat.Message[kind].SubscribeTemplateID != ""
	case queue.ByMini:
		return s.Mini.AppID != "" && s.Mini.Message[kind].TemplateID != ""
	}
	return way == queue.ByService
}

// tells are the kinds that customers hear of in one way at least.
func (s *Settings) tells() (kinds []queue.NoticeKind) {
	for _, kind := range Kinds {
		if k := queue.NoticeKind(kind); len(s.Ways(k)) > 0 {
			kinds = append(kinds, k)
		}
	}
	return kinds
}

// agreeMessages wants fields for every template, and a template for all fields.
func (r *reading) agreeMessages() {
	for _, kind := range sortedKeys(r.settings.WeChat.Message) {
		m, path := r.settings.WeChat.Message[kind], "wechat.message."+kind
		templated := m.TemplateID != "" || m.SubscribeTemplateID != "" ||
			r.wrong(path+".template_id") || r.wrong(path+".subscribe_template_id")
		r.need(path+".template_id", templated || len(m.Fields) == 0)
		r.need(path+".fields", len(m.Fields) > 0 || !templated)
	}
}

// warnChains finds ways that somebody asked for and that lead nowhere. The chain that is there by itself asks for nothing.
func (r *reading) warnChains() {
	for _, kind := range sortedKeys(r.settings.WeChat.Message) {
		path := "wechat.message." + kind + ".chain"
		if _, said := r.seen[path]; !said {
			continue
		}
		for _, way := range r.settings.WeChat.Message[kind].Chain {
			if !r.settings.has(way, kind) {
				r.settings.warn(warnWay(path, way, kind))
			}
		}
	}
}
