package core

import (
	"cmp"
	"time"

	"paihao/assets"
	"paihao/queue"
)

// words says to customers how their tickets stand.
type words struct {
	venue *queue.Venue
	near  int // people ahead at which WeChat tells them; 0 = it never does
}

// describe says what happened, the ticket's number and service, and what comes next.
func (w words) describe(first string, t queue.Standing) string { return w.tell(first, t, "") }

// refuse says the same of a ticket for which a wish cannot be granted, and what its customer can do instead.
func (w words) refuse(first string, t queue.Standing) string {
	return w.tell(first, t, instead[t.State])
}

// instead is what can be done in the states of a ticket in which a wish may be refused; the others' own words say it.
var instead = map[queue.State]string{
	queue.Called: "reply.instead.cancel", queue.Held: "reply.instead.cancel", queue.Missed: "reply.instead.cancel",
	queue.Serving: "reply.instead.staff",
}

func (w words) tell(first string, t queue.Standing, last string) string {
	service, counter := named(w.venue, t)
	lines := func(service, counter string, say func(string, ...any) string) string {
		text := say(first, "number", t.Number, "service", service, "n", w.venue.Rules.Later) + "\n" + w.next(t, counter, say)
		if last != "" {
			text += say(last)
		}
		return text
	}
	return lines(service.Name, counter.Name, assets.Chinese) + "\n" +
		lines(cmp.Or(service.NameEN, service.Name), cmp.Or(counter.NameEN, counter.Name), assets.English)
}

// welcome greets somebody who follows without having scanned anything here.
func (w words) welcome() string {
	return assets.Chinese("reply.welcome", "venue", w.venue.Name) + "\n" +
		assets.English("reply.welcome", "venue", cmp.Or(w.venue.NameEN, w.venue.Name))
}

// help says what can be done here, and what may be written.
func (w words) help() string { return assets.Both("reply.help", "n", w.venue.Rules.Later) }

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

// minutes is the estimated wait in words; without an open counter there is none.
func minutes(r *queue.Range, say func(string, ...any) string) string {
	switch {
	case r == nil:
		return say("reply.wait_unknown")
	case r.High == 0:
		return say("reply.wait_none")
	case r.Low == 0:
		return say("reply.wait_up_to", "high", int(r.High/time.Minute))
	}
	return say("reply.wait", "low", int(r.Low/time.Minute), "high", int(r.High/time.Minute))
}
