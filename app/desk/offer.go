package desk

import "paihao/queue"

// askTicket offers what can be done with a ticket, wherever it is in the hall. Calling is dead where the counter does not
// call; of one at another counter, or one that is over, it says so.
func (d *Desk) askTicket(t queue.Standing) {
	d.watch(t)
	d.put(func() question {
		text, why := t.Number+" "+d.m.serviceName(t.Service), d.m.whereabouts(t)
		if why != "" {
			text += " · " + why
		}
		return question{text: text, still: stays(t), choices: append(d.offers(t), d.back())}
	})
}

// whereabouts is why a ticket is not called from here, empty when it can be.
func (m *moment) whereabouts(t queue.Standing) string {
	switch {
	case t.State == queue.Waiting:
		return m.notHere(t.Service)
	case t.Counter != "" && (t.State == queue.Called || t.State == queue.Serving):
		return m.counterName(t.Counter) + " " + m.sayState(t.State)
	}
	return m.sayState(t.State)
}

// offers are what can be done with a ticket in its state.
func (d *Desk) offers(t queue.Standing) (list []choice) {
	say := d.m.say
	call := choice{text: say("ask.ticket.call"), do: func() { d.callTicket(t) }, dead: d.m.notHere(t.Service) != ""}
	transfer := choice{text: say("ask.ticket.transfer"), do: func() { d.askTransfer(t) }, dead: len(d.m.view.Services) < 2}
	hold := choice{text: say("hold"), do: d.act(queue.Hold, t)}
	cancel := choice{text: say("ask.ticket.cancel"), do: func() { d.askCancel(t) }}
	switch t.State {
	case queue.Waiting:
		list = []choice{call, transfer, hold, cancel}
	case queue.Missed:
		list = []choice{call, {text: say("return"), do: d.act(queue.Return, t)}, transfer, cancel}
	case queue.Held:
		list = []choice{{text: say("resume"), do: d.act(queue.Resume, t)}, transfer, cancel}
	case queue.Called:
		if t.Counter == d.m.counter {
			list = []choice{{text: say("recall"), do: d.act(queue.Recall, t)}, hold, transfer, cancel}
		}
	case queue.Serving:
		if t.Counter == d.m.counter {
			list = []choice{{text: say("finish"), do: d.act(queue.Finish, t)}, hold, transfer}
		}
	}
	if d.binds(t) {
		list = append(list, choice{text: say("ask.ticket.bind"), do: func() { d.openBind(t) }})
	}
	if d.prints(t) {
		list = append(list, choice{text: say("ask.ticket.slip"), do: func() { d.printSlip(t) }})
	}
	return list
}

// binds tells whether a ticket can be bound to its customer's WeChat from here.
func (d *Desk) binds(t queue.Standing) bool {
	return d.o.Attendant != nil && t.State.Open() && !t.Bound
}
