package queue

import (
	"cmp"
	"slices"
	"time"
)

// Ticket is how a ticket of the open day stands.
func (b *Book) Ticket(id string) (Standing, bool) {
	t := b.tickets[id]
	if t == nil {
		return Standing{}, false
	}
	return b.standing(t), true
}

// Told is what was forecast for a ticket of the open day when it was taken, unrounded.
func (b *Book) Told(id string) (Estimate, bool) {
	t := b.tickets[id]
	if t == nil || t.Told == nil {
		return Estimate{}, false
	}
	return *t.Told, true
}

// Of is the open ticket of a WeChat customer, the newest if there are several.
func (b *Book) Of(c Customer) (Standing, bool) {
	t := b.openTicket(b.kin(c, ""))
	if t == nil {
		return Standing{}, false
	}
	return b.standing(t), true
}

// Last is the newest ticket of a WeChat customer today, open or not.
func (b *Book) Last(c Customer) (Standing, bool) {
	t := b.newestOf(b.kin(c, ""), func(*Ticket) bool { return true })
	if t == nil {
		return Standing{}, false
	}
	return b.standing(t), true
}

// service is a service and its line at now, by the queue's time.
func (b *Book) service(s Service, now time.Time) ServiceView {
	v := ServiceView{
		ID: s.ID, Name: s.Name, NameEN: s.NameEN, Prefix: s.Prefix, Party: s.Party,
		Waiting: b.line(s.ID).len(), OldestAt: b.oldest(s.ID), Open: true,
		Wait: b.estimate(s.ID, Place{Seq: b.places + 1}, Ordinary).Range(),
	}
	if limit := b.limit(s, now); limit != nil {
		v.Open, v.Reason, v.OpensAt = false, limit.Reason(), limit.Until
	}
	return v
}

// Done is the outcome of an operation that was carried out, today or on the business day before.
func (b *Book) Done(operation string) (Outcome, bool) {
	o := b.operations[operation]
	if o == nil {
		return Outcome{}, false
	}
	return o.Outcome, true
}

// strays counts the open tickets of a service, or at a counter, that has left the settings. It looks at lines, not at those
// who wait in them.
func (b *Book) strays() (n int) {
	gone := func(service string) bool {
		_, served := b.venue.Service(service)
		return !served
	}
	for service, l := range b.lines {
		if gone(service) {
			n += l.len()
		}
	}
	for counter, id := range b.current {
		if _, there := b.venue.Counter(counter); !there || gone(b.tickets[id].Service) {
			n++
		}
	}
	for _, t := range slices.Concat(b.missed, b.held) {
		if gone(t.Service) {
			n++
		}
	}
	return n
}

// openTicket is the newest open ticket of a person, nil without one.
func (b *Book) openTicket(person []Customer) *Ticket {
	return b.newestOf(person, func(t *Ticket) bool { return t.State.Open() })
}

// newestOf is the ticket of a person that was taken last, of those that are wanted, nil without one.
func (b *Book) newestOf(person []Customer, wanted func(*Ticket) bool) (newest *Ticket) {
	for _, c := range person {
		for _, id := range b.customers[c] {
			t := b.tickets[b.bindings[id].Ticket]
			if t != nil && wanted(t) && (newest == nil || newest.Steps[0].Seq < t.Steps[0].Seq) {
				newest = t
			}
		}
	}
	return newest
}

func (b *Book) counterState(id string) CounterState {
	return cmp.Or(b.counters[id], CounterClosed)
}

// standing is how a ticket stands now. Its place in line is counted in time that hardly grows with the line.
func (b *Book) standing(t *Ticket) Standing { return b.standingFor(t, nil) }

// standingFor is the same where the wait was forecast already.
func (b *Book) standingFor(t *Ticket, wait *Estimate) Standing {
	s := Standing{
		ID: t.ID, Number: t.Number, Service: t.Service, State: t.State, Class: t.Class, Party: t.Party, Day: t.Day, Counter: t.Counter,
		Origin: t.Origin, IssuedAt: t.IssuedAt(), Bound: b.holders[t.ID] != "",
	}
	switch t.State {
	case Waiting:
		s.Ahead = b.ahead(t.Service, t.Place)
		if wait == nil {
			e := b.estimate(t.Service, t.Place, t.Class)
			wait = &e
		}
		s.Wait = wait.Range()
	case Called, Serving:
		s.Calls, s.CalledAt = t.calls()
		if last := t.lastStep(); last.What == Start {
			s.StartedAt = last.At
		}
	}
	told := b.told[t.ID]
	for _, id := range told[max(0, len(told)-MaxNotices):] {
		n := b.notices[id]
		s.Notices = append(s.Notices, NoticeView{Kind: n.Kind, State: n.State, Way: n.Way, Reason: n.Reason, At: n.at()})
	}
	return s
}

// at is when the notice came into its state.
func (n *Notice) at() time.Time {
	if n.SettledAt.IsZero() {
		return n.CreatedAt
	}
	return n.SettledAt
}

// snapshot is what windows need of the book at now, by the machine's clock; the queue's time may be ahead of it.
func (b *Book) snapshot(now time.Time, ahead time.Duration) Snapshot {
	s := Snapshot{
		Day: b.day.Date, Closed: b.day.Closed(), At: now, Venue: b.venue.Name, VenueEN: b.venue.NameEN, Rules: b.venue.Rules,
		Totals: make(map[State]int, len(b.totals)),
	}
	for _, service := range b.venue.Services {
		s.Services = append(s.Services, b.service(service, now.Add(ahead)))
	}
	for _, c := range b.venue.Counters {
		view := CounterView{ID: c.ID, Name: c.Name, NameEN: c.NameEN, State: b.counterState(c.ID), Services: c.Services}
		if t := b.next(c); t != nil {
			next := b.standing(t)
			view.Next = &next
		}
		if t := b.tickets[b.current[c.ID]]; t != nil {
			here := b.standing(t)
			view.Current = &here
		}
		s.Counters = append(s.Counters, view)
	}
	for state, n := range b.totals {
		if n > 0 {
			s.Totals[state] = n
		}
	}
	s.Calls, s.Means, s.Score = b.newestCalls(), b.means(), b.score
	s.Missed, s.Held = b.newest(b.missed), b.newest(b.held)
	return s
}

// newestCalls is the newest calls, newest first.
func (b *Book) newestCalls() []Call {
	list := append([]Call{}, b.calls[max(0, len(b.calls)-MaxCalls):]...)
	slices.Reverse(list)
	for i, c := range list {
		list[i].Void = b.tickets[c.Ticket].gone(c.Seq)
	}
	return list
}

// newest is the newest tickets that are set aside, newest first.
func (b *Book) newest(set shelf) []Standing {
	list := make([]Standing, 0, min(len(set), MaxMissed))
	for _, t := range slices.Backward(set[max(0, len(set)-MaxMissed):]) {
		list = append(list, b.standing(t))
	}
	return list
}
