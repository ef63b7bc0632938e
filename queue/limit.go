package queue

import (
	"fmt"
	"time"
)

// LimitError refuses a ticket for now. Until is when it may be tried again, zero when nobody knows; Most is the limit that
// was reached, where it is a number.
type LimitError struct {
	Err     error // ErrStopped, ErrOutOfHours, ErrQuota, ErrCrowded, ErrCooldown, ErrNoNumbers, ErrDayClosed or ErrDiskFull
	Service string
	Until   time.Time
	Most    int
}

// Error names the reason and the service.
func (e *LimitError) Error() string { return fmt.Sprintf("%v: service %s", e.Err, e.Service) }

// Unwrap gives the sentinel.
func (e *LimitError) Unwrap() error { return e.Err }

// Reason says in one word why a service gives out no tickets.
type Reason string

// The reasons, beside "" for a service that gives them out.
const (
	ByStaff    Reason = "stopped"
	ByHours    Reason = "hours"
	ByQuota    Reason = "quota"
	ByCrowd    Reason = "crowded"
	ByCooldown Reason = "cooldown"
	ByNumbers  Reason = "numbers"
	ByDay      Reason = "day"
	ByDisk     Reason = "disk"
)

var reasons = map[error]Reason{
	ErrStopped: ByStaff, ErrOutOfHours: ByHours, ErrQuota: ByQuota, ErrCrowded: ByCrowd, ErrCooldown: ByCooldown,
	ErrNoNumbers: ByNumbers, ErrDayClosed: ByDay, ErrDiskFull: ByDisk,
}

// Reason is the refusal in one word.
func (e *LimitError) Reason() Reason { return reasons[e.Err] }

// limit tells why a service gives out no ticket at a moment, nil when it does. What concerns one customer alone is not
// asked here.
func (b *Book) limit(s Service, now time.Time) *LimitError {
	e := &LimitError{Service: s.ID}
	switch {
	case b.day.Closed():
		e.Err, e.Until = ErrDayClosed, b.tomorrow(s, now)
	case b.stopped[s.ID]:
		e.Err = ErrStopped
	case !s.Hours.Open(now):
		e.Err, e.Until = ErrOutOfHours, s.Hours.OpensAt(now)
	case s.Quota > 0 && b.taken[s.ID] >= s.Quota:
		e.Err, e.Most, e.Until = ErrQuota, s.Quota, b.tomorrow(s, now)
	case b.venue.Rules.StopNumbers && b.serials[s.Prefix] >= lastSerial(s.Digits):
		e.Err, e.Most, e.Until = ErrNoNumbers, lastSerial(s.Digits), b.tomorrow(s, now)
	case b.venue.Rules.MaxWaiting > 0 && b.totals[Waiting] >= b.venue.Rules.MaxWaiting:
		e.Err, e.Most = ErrCrowded, b.venue.Rules.MaxWaiting
	case b.full:
		e.Err = ErrDiskFull
	default:
		return nil
	}
	return e
}

// tomorrow is when a service gives out the first ticket of the next business day. Without opening hours nobody knows: the day
// begins in the night, when no one is there.
func (b *Book) tomorrow(s Service, now time.Time) time.Time {
	if s.Hours.String() == "" {
		return time.Time{}
	}
	return s.Hours.OpensAt(b.venue.dayStart(dayAfter(b.venue.BusinessDay(now), 1)))
}

// cooling refuses a customer who cancelled a ticket by themselves a moment ago. What staff cancelled does not count.
func (b *Book) cooling(s Service, person []Customer, now time.Time) error {
	var last time.Time
	for _, c := range person {
		for _, id := range b.customers[c] {
			t := b.tickets[b.bindings[id].Ticket]
			if t != nil && t.State == Cancelled && t.lastStep().By == ByCustomer && t.lastStep().At.After(last) {
				last = t.lastStep().At
			}
		}
	}
	if passed := now.Sub(last); 0 <= passed && passed < b.venue.Rules.Cooldown {
		return &LimitError{Err: ErrCooldown, Service: s.ID, Until: last.Add(b.venue.Rules.Cooldown)}
	}
	return nil
}
