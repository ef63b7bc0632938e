package desk

import (
	"strconv"

	"fyne.io/fyne/v2"

	"paihao/queue"
)

func (d *Desk) back() choice { return choice{text: d.m.say("ask.back"), do: d.draw} }

// askServed asks whether the ticket at the counter, called a moment ago, is done: calling another one finishes it. number is
// the one to call, empty for whoever is next.
func (d *Desk) askServed(t queue.Standing, number string, call func()) {
	d.put(func() question {
		yes := d.m.say("ask.served.yes")
		if number != "" {
			yes = d.m.say("ask.served.call", "number", number)
		}
		return question{
			text: d.m.say("ask.served", "number", t.Number), still: stays(t),
			choices: []choice{{text: yes, do: call}, {text: d.m.say("ask.served.no"), do: d.act(queue.Recall, t)}, d.back()},
		}
	})
}

// askCancel asks once before a ticket is cancelled: nothing brings it back once it is too late for an undo.
func (d *Desk) askCancel(t queue.Standing) {
	d.put(func() question {
		text := d.m.say("ask.cancel", "number", t.Number)
		if within := d.m.view.Rules.UndoWithin; within > 0 {
			text = d.m.say("ask.cancel.undo", "number", t.Number, "s", seconds(within))
		}
		yes := choice{text: d.m.say("ask.cancel.yes"), do: d.act(queue.Cancel, t)}
		return question{text: text, still: stays(t), choices: []choice{yes, d.back()}}
	})
}

// askTransfer asks for the service that a ticket is to wait for instead.
func (d *Desk) askTransfer(t queue.Standing) {
	d.put(func() question {
		q := question{text: d.m.say("ask.transfer", "number", t.Number), still: stays(t)}
		for _, s := range d.m.view.Services {
			if s.ID != t.Service {
				q.choices = append(q.choices, choice{text: s.Prefix + " " + d.m.name(s.Name, s.NameEN), do: func() {
					d.send(queue.Command{Verb: queue.Transfer, Ticket: t.ID, Counter: d.m.counter, Service: s.ID})
				}})
			}
		}
		q.choices = append(q.choices, d.back())
		return q
	})
}

// askHeld asks which of the held tickets is to wait again.
func (d *Desk) askHeld() {
	if !d.m.alive() || len(d.m.view.Held) == 0 {
		return
	}
	d.put(func() question {
		q := question{text: d.m.say("ask.held"), still: func(m *moment) bool { return len(m.view.Held) > 0 }}
		for _, t := range d.m.view.Held {
			q.choices = append(q.choices, choice{text: t.Number + " " + d.m.serviceName(t.Service), do: func() {
				d.send(queue.Command{Verb: queue.Resume, Ticket: t.ID})
			}})
		}
		q.choices = append(q.choices, d.back())
		return q
	})
}

// askParty asks how many people a ticket is for. Each number is its own key; from ten on it is a letter.
func (d *Desk) askParty(s queue.ServiceView, take func(people int)) {
	d.put(func() question {
		q := question{text: d.m.say("ask.party", "service", d.m.name(s.Name, s.NameEN)), still: always}
		for n := s.Party.Min; n <= s.Party.Max; n++ {
			q.choices = append(q.choices, choice{text: d.m.say("people", "n", n), do: func() { take(n) }, key: partyKey(n)})
		}
		back := d.back()
		back.key = keyBack
		q.choices = append(q.choices, back)
		return q
	})
}

// partyKey is the key of a number of people. Letters are used again after Z, which is further than a page goes.
func partyKey(n int) chord {
	if n < 10 {
		return chord{key: fyne.KeyName(strconv.Itoa(n))}
	}
	return chord{key: fyne.KeyName(rune('A' + (n-10)%26))}
}

// askWalkIn asks which service a walk-in's ticket is for: there may be more of them than keys.
func (d *Desk) askWalkIn(c queue.Class) {
	if !d.m.alive() || d.m.view.Closed {
		return
	}
	d.put(func() question {
		text := d.m.say("ask.walk_in")
		if c == queue.Priority {
			text = d.m.say("ask.walk_in.priority")
		}
		q := question{text: text, still: func(m *moment) bool { return !m.view.Closed }}
		for i, s := range d.m.view.Services {
			q.choices = append(q.choices, choice{
				text: s.Prefix + " " + d.m.name(s.Name, s.NameEN), do: func() { d.walkIns.press(i, c) }, dead: !s.Open,
			})
		}
		q.choices = append(q.choices, d.back())
		return q
	})
}

// askIssue asks whose tickets are to stop, or to be given out again.
func (d *Desk) askIssue() {
	d.put(func() question {
		q := question{text: d.m.say("ask.issue"), still: func(m *moment) bool { return !m.view.Closed }}
		for _, s := range d.m.view.Services {
			verb, words := queue.Stop, "ask.issue.stop"
			if s.Reason == queue.ByStaff {
				verb, words = queue.Issue, "ask.issue.resume"
			}
			text := d.m.say(words, "service", d.m.name(s.Name, s.NameEN))
			q.choices = append(q.choices, choice{text: text, do: func() { d.send(queue.Command{Verb: verb, Service: s.ID}) }})
		}
		q.choices = append(q.choices, d.back())
		return q
	})
}
