package core

import (
	"cmp"
	"strings"
	"time"

	"paihao/app/config"
	"paihao/assets"
	"paihao/queue"
)

// words says to customers how their tickets stand, and what came of their scans.
type words struct {
	venue  *queue.Venue
	staff  []config.Staff
	near   int  // people ahead at which WeChat tells them; 0 = it never does
	invite bool // calls go to who has written a word
	asks   bool // one code stands for several services
}

// language is one of the two that every answer is given in.
type language struct {
	say func(key string, args ...any) string
	en  bool
}

// name is the one in this language, or else the Chinese one.
func (l language) name(zh, en string) string {
	if l.en {
		return cmp.Or(en, zh)
	}
	return zh
}

// speak is what says things in a language.
func speak(l assets.Language) language {
	if l == assets.EN {
		return language{assets.English, true}
	}
	return language{assets.Chinese, false}
}

// both says something in Chinese and then in English.
func both(say func(l language) string) string {
	return say(speak(assets.ZH)) + "\n" + say(speak(assets.EN))
}

// describe says what happened, the ticket's number and service, and what comes next; then what else there is to say.
func (w words) describe(first string, t queue.Standing, more ...func(language) string) string {
	service, counter := named(w.venue, t)
	var text strings.Builder
	text.Grow(usualAnswer)
	for i, known := range assets.Languages() {
		l := speak(known)
		if i > 0 {
			text.WriteByte('\n')
		}
		text.WriteString(l.say(first, "number", t.Number, "service", l.name(service.Name, service.NameEN), "n", w.venue.Rules.Later))
		text.WriteByte('\n')
		text.WriteString(w.next(t, l.name(counter.Name, counter.NameEN), l.say))
		for _, m := range more {
			text.WriteString(m(l))
		}
	}
	return text.String()
}

// usualAnswer is how many bytes most answers about a ticket have room in.
const usualAnswer = 640

// refuse says the same of a ticket for which a wish cannot be granted, and what its customer can do instead.
func (w words) refuse(first string, t queue.Standing) string {
	last, ok := instead[t.State]
	if !ok {
		return w.describe(first, t)
	}
	return w.describe(first, t, func(l language) string { return l.say(last) })
}

// instead is what can be done in the states of a ticket in which a wish may be refused; the others' own words say it.
var instead = map[queue.State]string{
	queue.Called: "reply.instead.cancel", queue.Held: "reply.instead.cancel", queue.Missed: "reply.instead.cancel",
	queue.Serving: "reply.instead.staff",
}

// welcome greets somebody who follows without having scanned anything here.
func (w words) welcome() string {
	return both(func(l language) string {
		return l.say("reply.welcome", "venue", l.name(w.venue.Name, w.venue.NameEN)) + w.invitation(l)
	})
}

// greet says a channel's own words, which are in whatever language its owner chose.
func (w words) greet(own string) string {
	if !w.invite {
		return own
	}
	return own + "\n" + assets.Both("reply.invite")
}

// invitation invites to write a word, where calls come as texts to those who have.
func (w words) invitation(l language) string {
	if !w.invite {
		return ""
	}
	return "\n" + l.say("reply.invite")
}

// about says something about a service in a line of its own.
func (w words) about(key, service string) func(language) string {
	return func(l language) string {
		s, _ := w.venue.Service(service)
		return "\n" + l.say(key, "service", l.name(s.Name, s.NameEN))
	}
}

// line says something in a line of its own.
func line(key string) func(language) string {
	return func(l language) string { return "\n" + l.say(key) }
}

// joined says to whom of another system the customer is bound now, and to whom before.
func (w words) joined(c queue.Code) string {
	return both(func(l language) string {
		if c.Account == queue.StaffAccount {
			return l.say("reply.bound_staff", "name", w.member(c.User))
		}
		text := l.say("reply.bound_account", "account", c.Account, "user", c.User)
		if c.MovedFrom != "" {
			text += l.say("reply.bound_moved", "user", c.MovedFrom)
		}
		return text
	})
}

// member is the name of a member of staff; one who has left the settings goes by their id.
func (w words) member(id string) string {
	for _, m := range w.staff {
		if m.ID == id {
			return m.Name
		}
	}
	return id
}

// help says what can be done here, and what may be written.
func (w words) help() string { return assets.Both(w.asking("reply.help"), "n", w.venue.Rules.Later) }

// asking is the key of a sentence about scanning for another service, as it is where one code stands for all.
func (w words) asking(key string) string {
	if w.asks {
		return key + ".one_code"
	}
	return key
}

// named is a ticket's service and counter; one that has left the settings goes by its id.
func named(v *queue.Venue, t queue.Standing) (queue.Service, queue.Counter) {
	service, ok := v.Service(t.Service)
	if !ok {
		service.Name = t.Service
	}
	counter, ok := v.Counter(t.Counter)
	if !ok {
		counter.Name = t.Counter
	}
	return service, counter
}

// next is what a customer has to know and do now. It promises a message only where one will come.
func (w words) next(t queue.Standing, counter string, say func(string, ...any) string) string {
	switch {
	case t.State != queue.Waiting:
		return say("reply."+string(t.State), "counter", counter)
	case t.Ahead == 0:
		return say("reply.ahead_none") + minutes(t.Wait, say)
	case w.near > 0 && t.Ahead > w.near:
		return say("reply.ahead", "n", t.Ahead) + minutes(t.Wait, say) + say("reply.promise")
	}
	return say("reply.ahead", "n", t.Ahead) + minutes(t.Wait, say)
}

// minutes is the estimated wait in words, in hours where windows say it so; without an open counter there is none.
func minutes(r *queue.Range, say func(string, ...any) string) string {
	switch {
	case r == nil:
		return say("reply.wait_unknown")
	case r.High == 0:
		return say("reply.wait_none")
	case r.Low == 0:
		return say("reply.wait_up_to", "high", int(r.High/time.Minute))
	}
	if n := assets.ManyHours(r.Low); n > 0 {
		return say("reply.wait_hours", "n", n)
	}
	return say("reply.wait", "low", int(r.Low/time.Minute), "high", int(r.High/time.Minute))
}
