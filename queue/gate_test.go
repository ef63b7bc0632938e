package queue_test

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"paihao/queue"
)

// take gives out a slip, if the gate is open.
func (k *clerk) take(c queue.Command, a *answer) {
	s, err := k.wanted(c)
	if a.err = err; err != nil {
		return
	}
	if k.stop(s, c, a); a.err != nil {
		return
	}
	p := k.page()
	p.serials[s.Prefix]++
	p.steps++
	t := slip{
		number:  fmt.Sprintf("%s%0*d", s.Prefix, s.Digits, p.serials[s.Prefix]),
		service: s.ID, wanted: s.ID, services: []string{s.ID}, customer: c.Customer.OpenID, state: queue.Waiting, class: c.Class, party: c.Party, origin: c.Origin,
		came: p.atEnd(), turn: p.steps, verb: queue.Take, turned: k.watch.now, by: c.By, issued: k.watch.now, unsure: k.watch.doubt,
	}
	t.stand = k.hurry(t)
	if t.customer != "" {
		k.bonds = append(k.bonds, bond{t.customer, p.date, len(p.slips)})
	}
	if c.Meeting != nil {
		t.channel = c.Meeting.Channel
		p.add(t.channel, tickets, 1)
	}
	p.doubtful = p.doubtful || k.watch.doubt
	a.ticket = len(p.slips)
	p.slips = append(p.slips, t)
	p.slips[a.ticket].told = k.ahead(a.ticket) <= k.venue.Rules.Near
	if c.Origin == queue.FromMini {
		k.tell(a.ticket, queue.Issued)
	}
}

// wanted is the service that is named, or the first whose tables are for so many.
func (k *clerk) wanted(c queue.Command) (queue.Service, error) {
	for _, s := range k.venue.Services {
		asks := s.Party != queue.Party{}
		fits := !asks || s.Party.Min <= c.Party && c.Party <= s.Party.Max
		byParty := c.Service == "" && c.Party > 0 && asks && fits
		switch {
		case !byParty && (c.Service == "" || c.Service != s.ID):
			continue
		case c.Party > 0 && !fits:
			return s, queue.ErrParty
		case c.Party < 0 || c.Class < queue.Ordinary || c.Class > queue.Priority:
			return s, queue.ErrInvalid
		}
		return s, nil
	}
	if c.Service == "" && c.Party > 0 {
		return queue.Service{}, queue.ErrParty
	}
	return queue.Service{}, queue.ErrNoService
}

// stop refuses a slip: who holds an open one gets that, then what closes the gate for everybody, then who cancelled one a
// moment ago.
func (k *clerk) stop(s queue.Service, c queue.Command, a *answer) {
	name := c.Customer.OpenID
	if i := k.open(k.asks(c)); name != "" && k.venue.Rules.OneTicketEach && i >= 0 {
		a.err, a.about = queue.ErrAlreadyWaiting, i
		return
	}
	a.limit = k.limit(s)
	if a.limit == nil && name != "" {
		a.limit = k.cooling(s, k.asks(c))
	}
	if a.limit != nil {
		a.err = a.limit.Err
	}
}

// open is the newest open ticket of a person, −1 without one.
func (k *clerk) open(person []string) int {
	for i, t := range slices.Backward(k.page().slips) {
		if t.customer != "" && slices.Contains(person, t.customer) && k.page().state(i).Open() {
			return i
		}
	}
	return -1
}

// last is the newest, open or not.
func (k *clerk) last(person []string) int {
	for i, t := range slices.Backward(k.page().slips) {
		if t.customer != "" && slices.Contains(person, t.customer) {
			return i
		}
	}
	return -1
}

// limit is why a service gives out no slips now, nil when it does.
func (k *clerk) limit(s queue.Service) *queue.LimitError {
	p, now, taken := k.page(), k.watch.now, 0
	for _, t := range p.slips {
		if t.wanted == s.ID {
			taken++
		}
	}
	last := map[int]int{1: 9, 2: 99, 3: 999}[s.Digits]
	var tomorrow time.Time // nobody knows when people come in the morning, unless it is written at the door
	if hours := s.Hours.String(); hours != "" {
		tomorrow = opens(hours, k.dawn(later(k.dayOf(now), 1)))
	}
	switch {
	case p.closed:
		return &queue.LimitError{Err: queue.ErrDayClosed, Service: s.ID, Until: tomorrow}
	case k.isStopped(s.ID):
		return &queue.LimitError{Err: queue.ErrStopped, Service: s.ID}
	case !opens(s.Hours.String(), now).Equal(now):
		return &queue.LimitError{Err: queue.ErrOutOfHours, Service: s.ID, Until: opens(s.Hours.String(), now)}
	case s.Quota > 0 && taken >= s.Quota:
		return &queue.LimitError{Err: queue.ErrQuota, Service: s.ID, Until: tomorrow, Most: s.Quota}
	case k.venue.Rules.StopNumbers && p.serials[s.Prefix] >= last:
		return &queue.LimitError{Err: queue.ErrNoNumbers, Service: s.ID, Until: tomorrow, Most: last}
	case k.venue.Rules.MaxWaiting > 0 && len(p.line()) >= k.venue.Rules.MaxWaiting:
		return &queue.LimitError{Err: queue.ErrCrowded, Service: s.ID, Most: k.venue.Rules.MaxWaiting}
	case k.full:
		return &queue.LimitError{Err: queue.ErrDiskFull, Service: s.ID}
	default:
		return nil
	}
}

// dawn is when a business day begins.
func (k *clerk) dawn(date string) time.Time {
	t, err := time.ParseInLocation(time.DateOnly, date, k.venue.Zone)
	if err != nil {
		panic(err)
	}
	return t.Add(k.venue.DayStarts)
}

// opens is when daily hours such as 09:00-18:00 next are open, at t or after. The zone of tests has no summer time.
func opens(hours string, t time.Time) (first time.Time) {
	if hours == "" {
		return t
	}
	midnight := time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, t.Location())
	for day := range 2 {
		for span := range strings.SplitSeq(hours, ",") {
			var h1, m1, h2, m2 int
			fmt.Sscanf(span, "%d:%d-%d:%d", &h1, &m1, &h2, &m2)
			from, to := midnight.AddDate(0, 0, day).Add(minutes(60*h1+m1)), midnight.AddDate(0, 0, day).Add(minutes(60*h2+m2))
			switch {
			case !t.Before(from) && t.Before(to):
				return t
			case from.After(t) && (first.IsZero() || from.Before(first)):
				first = from
			}
		}
	}
	return first
}

func minutes(n int) time.Duration { return time.Duration(n) * time.Minute }

// cooling refuses a customer who cancelled a ticket not long ago.
func (k *clerk) cooling(s queue.Service, person []string) *queue.LimitError {
	var until time.Time
	for _, t := range k.page().slips {
		end := t.turned.Add(k.venue.Rules.Cooldown)
		if slices.Contains(person, t.customer) && t.state == queue.Cancelled && t.by == queue.ByCustomer && !k.watch.now.Before(t.turned) && end.After(k.watch.now) && end.After(until) {
			until = end
		}
	}
	if until.IsZero() {
		return nil
	}
	return &queue.LimitError{Err: queue.ErrCooldown, Service: s.ID, Until: until}
}
