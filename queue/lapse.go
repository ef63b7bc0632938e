package queue

// lapse is what time alone does to tickets: a missed one that nobody brought back within ExpireMissed expires, and with
// AutoMiss a called one that may be missed is.
func (b *Book) lapse(m moment) (c Change) {
	if b.day.Closed() {
		return c
	}
	step := func(t *Ticket, what Verb, to State) {
		s := b.step(Command{Verb: what, By: ByItself}, m, t.Counter)
		s.Seq += uint64(len(c.Tickets))
		c.Tickets = append(c.Tickets, t.with(to, s))
	}
	for _, t := range b.missed {
		if limit := b.venue.Rules.ExpireMissed; limit > 0 && m.now.Sub(t.since()) >= limit {
			step(t, Expire, Expired)
		} else if !b.untimely {
			break // the others were missed later
		}
	}
	for _, counter := range b.venue.Counters {
		t := b.tickets[b.current[counter.ID]]
		if b.venue.Rules.AutoMiss && t != nil && t.State == Called && b.missable(t, m.now) {
			step(t, Miss, Missed)
		}
	}
	return c
}
