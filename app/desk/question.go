package desk

import (
	"strconv"

	"paihao/queue"
)

func (d *Desk) back() choice { return choice{text: say("ask.back"), do: d.draw} }

// askServed asks whether the ticket at the counter, called a moment ago, is done: calling another one finishes it.
func (d *Desk) askServed(t queue.Standing, yes string, call func()) {
	d.put(say("ask.served", "number", t.Number), stays(t),
		choice{text: yes, do: call},
		choice{text: say("ask.served.no"), do: d.act(queue.Recall, t)},
		d.back())
}

// askCancel asks once before a ticket is cancelled: nothing brings it back once it is too late for an undo.
func (d *Desk) askCancel(t queue.Standing) {
	text := say("ask.cancel", "number", t.Number)
	if within := d.m.view.Rules.UndoWithin; within > 0 {
		text = say("ask.cancel.undo", "number", t.Number, "s", seconds(within))
	}
	d.put(text, stays(t), choice{text: say("ask.cancel.yes"), do: d.act(queue.Cancel, t)}, d.back())
}

// askTicket offers what can be done with somebody who waits. Calling is dead where the counter does not call.
func (d *Desk) askTicket(t queue.Standing) {
	why := d.m.notHere(t.Service)
	text := t.Number + " " + d.m.service(t.Service).Name
	if why != "" {
		text += " · " + why
	}
	d.put(text, stays(t),
		choice{text: say("ask.ticket.call"), do: func() { d.callTicket(t) }, dead: why != ""},
		choice{text: say("ask.ticket.transfer"), do: func() { d.askTransfer(t) }, dead: len(d.m.view.Services) < 2},
		choice{text: say("hold"), do: d.act(queue.Hold, t)},
		choice{text: say("ask.ticket.cancel"), do: func() { d.askCancel(t) }},
		d.back())
}

// askTransfer asks for the service that a ticket is to wait for instead.
func (d *Desk) askTransfer(t queue.Standing) {
	var choices []choice
	for _, s := range d.m.view.Services {
		if s.ID != t.Service {
			choices = append(choices, choice{text: s.Prefix + " " + s.Name, do: func() {
				d.send(queue.Command{Verb: queue.Transfer, Ticket: t.ID, Counter: d.m.counter, Service: s.ID})
			}})
		}
	}
	d.put(say("ask.transfer", "number", t.Number), stays(t), append(choices, d.back())...)
}

// askHeld asks which of the held tickets is to wait again.
func (d *Desk) askHeld() {
	var choices []choice
	for _, t := range d.m.view.Held {
		choices = append(choices, choice{text: t.Number + " " + d.m.service(t.Service).Name, do: func() {
			d.send(queue.Command{Verb: queue.Resume, Ticket: t.ID})
		}})
	}
	if d.m.alive() && len(choices) > 0 {
		d.put(say("ask.held"), func(m *moment) bool { return len(m.view.Held) > 0 }, append(choices, d.back())...)
	}
}

// askParty asks how many people a ticket is for. Each number is its own key, where all have one digit.
func (d *Desk) askParty(s queue.ServiceView, take func(people int)) {
	var choices []choice
	key := func(int) string { return "" }
	if s.Party.Max < 10 {
		key = strconv.Itoa
	}
	for n := s.Party.Min; n <= s.Party.Max; n++ {
		choices = append(choices, choice{text: say("people", "n", n), do: func() { take(n) }, key: key(n)})
	}
	back := d.back()
	back.key = "0"
	d.put(say("ask.party", "service", s.Name), always, append(choices, back)...)
}

// askIssue asks whose tickets are to stop, or to be given out again.
func (d *Desk) askIssue() {
	var choices []choice
	for _, s := range d.m.view.Services {
		verb, words := queue.Stop, say("ask.issue.stop", "service", s.Name)
		if s.Reason == queue.ByStaff {
			verb, words = queue.Issue, say("ask.issue.resume", "service", s.Name)
		}
		choices = append(choices, choice{text: words, do: func() { d.send(queue.Command{Verb: verb, Service: s.ID}) }})
	}
	d.put(say("ask.issue"), func(m *moment) bool { return !m.view.Closed }, append(choices, d.back())...)
}
