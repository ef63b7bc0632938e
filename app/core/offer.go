package core

import (
	"strconv"
	"time"
	"unicode/utf8"

	"paihao/assets"
	"paihao/queue"
)

// longestText is how many bytes an answer in the chat may have; what is longer, WeChat does not show.
// Source: developers.weixin.qq.com/doc/offiaccount/Message_Management/Passive_user_reply_message.html
const longestText = 2048

// offer is a first line and the list of services to choose from by their numbers.
func (w words) offer(key string, list []queue.ServiceView, now time.Time) string {
	return w.list(func(l language) string { return l.say(key) }, list, now)
}

// offerChange is the same for who has a ticket, and may change its service.
func (w words) offerChange(held queue.Standing, list []queue.ServiceView, now time.Time) string {
	service, _ := named(w.venue, held)
	return w.list(func(l language) string {
		text := l.say("reply.already", "number", held.Number, "service", l.name(service.Name, service.NameEN))
		return text + "\n" + w.next(held, "", l.say) + "\n" + l.say("reply.choose.change")
	}, list, now)
}

// noneOpen says that no service gives out tickets: where that has one reason for all of them it says that and until when,
// and else it goes through the list.
func (w words) noneOpen(list []queue.ServiceView, now time.Time) string {
	err, all := wide[list[0].Reason]
	if !all {
		return w.offer("reply.choose.none", list, now)
	}
	limit := &queue.LimitError{Err: err, Service: list[0].ID, Most: w.venue.Rules.MaxWaiting}
	for _, v := range list {
		if at := v.OpensAt; !at.IsZero() && (limit.Until.IsZero() || at.Before(limit.Until)) {
			limit.Until = at
		}
	}
	return w.limit(limit, now)
}

// list is the services in each language below its first line. Where that is too long for an answer, each service stands there
// once, by both its names; and names are cut as far as they have to be.
func (w words) list(first func(language) string, list []queue.ServiceView, now time.Time) string {
	text := both(func(l language) string {
		text := first(l)
		for i, v := range list {
			text += "\n" + w.entry(l, i+1, l.name(v.Name, v.NameEN), v, now)
		}
		return text
	})
	for most := 40; len(text) > longestText && most > 0; most-- {
		text = both(first)
		for i, v := range list {
			name := short(v.Name, most)
			if v.NameEN != "" {
				name += " " + short(v.NameEN, most)
			}
			text += "\n" + w.entry(speak(assets.ZH), i+1, name, v, now)
		}
	}
	return text
}

// short is the beginning of a name that is longer than so many characters.
func short(name string, most int) string {
	if utf8.RuneCountInString(name) <= most {
		return name
	}
	return string([]rune(name)[:most-1]) + "…"
}

// entry is one service of the list: how many wait and for how long, or why there are no tickets and from when on there are.
func (w words) entry(l language, n int, name string, v queue.ServiceView, now time.Time) string {
	if p := v.Party; p.Max > 0 {
		size := strconv.Itoa(p.Min)
		if p.Max > p.Min {
			size += "–" + strconv.Itoa(p.Max)
		}
		name += l.say("reply.choose.party", "party", size)
	}
	if v.Open {
		return l.say("reply.choose.open", "n", n, "service", name, "waiting", v.Waiting) + roughly(l, v.Wait)
	}
	text := l.say("reply.choose.closed", "n", n, "service", name, "reason", l.say("reply.choose.closed."+string(v.Reason)))
	if !v.OpensAt.IsZero() {
		text += l.say("reply.choose.until", "when", w.when(l, v.OpensAt, now))
	}
	return text
}

// roughly is an estimated wait in few words; nothing where there is no estimate.
func roughly(l language, r *queue.Range) string {
	switch {
	case r == nil:
		return ""
	case r.High == 0:
		return l.say("reply.choose.wait_none")
	case r.Low == 0:
		return l.say("reply.choose.wait_up_to", "high", int(r.High/time.Minute))
	}
	if n := assets.ManyHours(r.Low); n > 0 {
		return l.say("reply.choose.wait_hours", "n", n)
	}
	return l.say("reply.choose.wait", "low", int(r.Low/time.Minute), "high", int(r.High/time.Minute))
}
