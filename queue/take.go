package queue

import "slices"

// take issues a ticket. Numbers count up by prefix through the business day and are never used twice.
func (b *Book) take(c Command, m moment) (verdict, error) {
	s, err := b.serviceFor(c)
	if err != nil {
		return verdict{}, err
	}
	if c.Class != Ordinary && c.Class != Priority || c.Party < 0 {
		return verdict{}, ErrInvalid
	}
	if err := b.admit(s, c, m); err != nil {
		return verdict{}, err
	}
	serial, came := b.serials[s.Prefix]+1, b.places+1
	place, step := b.join(s.ID, c.Class, came), b.step(c, m, "")
	step.Service = s.ID
	told := &Estimate{Shut: true} // until the batch is decided
	t := Ticket{
		ID: m.id(), Day: b.day.Date, Number: number(s.Prefix, serial, s.Digits), Prefix: s.Prefix, Serial: serial,
		Service: s.ID, State: Waiting, Class: c.Class, Party: c.Party, Came: came, Place: place, Origin: c.Origin,
		ToldNear: b.ahead(s.ID, place) <= b.venue.Rules.Near, // the answer to taking it says so already
		Told:     told,
		Steps:    []Step{step},
	}
	if c.Meeting != nil {
		t.Channel = c.Meeting.Channel
	}
	v := verdict{ticket: t.ID, told: told, change: Change{Tickets: []Ticket{t}}}
	if c.Customer != (Customer{}) {
		v.change.Bindings = []Binding{{ID: m.id(), Day: b.day.Date, Customer: c.Customer, Ticket: t.ID}}
	}
	return v, nil
}

// admit refuses a ticket that may not be taken now.
//
// One ticket each: a WeChat customer with an open ticket, in whichever app, gets that one back in the refusal, not a second.
// That comes first, since it is what the customer wants to know, whatever else is closed.
func (b *Book) admit(s Service, c Command, m moment) error {
	known, person := c.Customer != (Customer{}), b.person(c)
	if known && b.venue.Rules.OneTicketEach {
		if t := b.openTicket(person); t != nil {
			return b.refuse(ErrAlreadyWaiting, t)
		}
	}
	if e := b.limit(s, m.now); e != nil {
		return e
	}
	if known {
		return b.cooling(s, person, m.now)
	}
	return nil
}

// person is who a command comes from, by all the apps in which they are known to be the same: one ticket each is for people.
func (b *Book) person(c Command) []Customer {
	if c.Meeting == nil {
		return b.kin(c.Customer, "")
	}
	return b.kin(c.Customer, c.Meeting.Union)
}

// serviceFor is the service a ticket is wanted for: the one that is named, or else the first whose tables fit the party.
func (b *Book) serviceFor(c Command) (Service, error) {
	if c.Service == "" && c.Party > 0 {
		i := slices.IndexFunc(b.venue.Services, func(s Service) bool { return s.Party.fits(c.Party) && s.Party != (Party{}) })
		if i < 0 {
			return Service{}, ErrParty
		}
		return b.venue.Services[i], nil
	}
	s, ok := b.venue.Service(c.Service)
	switch {
	case !ok:
		return s, ErrNoService
	case c.Party > 0 && !s.Party.fits(c.Party):
		return s, ErrParty
	}
	return s, nil
}
