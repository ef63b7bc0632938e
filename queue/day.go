package queue

import (
	"cmp"
	"slices"
	"time"
)

// Day (营业日) is one session of giving out tickets. It is kept in the store and not worked out from the clock, so that no
// clock reorders a line or gives a number twice: the clock only proposes when a day ends.
type Day struct {
	Date     string    `json:"date"`            // as 2006-01-02; no two sessions have the same, and numbers are unique within one
	Seq      uint64    `json:"seq"`             // rises by one with each session, whatever their dates
	Clock    string    `json:"clock,omitempty"` // the date by the clock when it was opened, where a session had that one already
	OpenedAt time.Time `json:"opened_at"`
	ClosedAt time.Time `json:"closed_at,omitzero"` // zero while it is open
	By       string    `json:"by,omitempty"`       // who closed it; empty when it ended by itself
	Reopened bool      `json:"reopened,omitempty"` // the next day had begun when it was opened again: only staff end it now

	Channels []ChannelCount `json:"channels,omitempty"` // what came by each, in the order they first had something
	// Summary is what the day has taught; nil while it is open, and of days from before that was kept. It stays the last field:
	// see UnmarshalJSON.
	Summary *Summary `json:"summary,omitempty"`
}

// Closed tells whether the day is over.
func (d Day) Closed() bool { return !d.ClosedAt.IsZero() }

// clockDate is the date by the clock that belongs to the day.
func (d Day) clockDate() string { return cmp.Or(d.Clock, d.Date) }

// Final is a ticket as it reads once its day is over: whoever still had a claim is expired, whoever was being served is
// done, at a time that nobody noted. So a day is closed by one record, whatever the number of its tickets.
func (d Day) Final(t Ticket) Ticket {
	if d.Closed() {
		switch t.State {
		case Waiting, Called, Held, Missed:
			t.State = Expired
		case Serving:
			t.State, t.Inexact = Done, true
		}
	}
	return t
}

// DayClosing is what Undo names in Undoes to open the day again that ended last, whoever or whatever ended it.
const DayClosing = "day/close"

// turnDay ends the business day and begins the next, when it is time for it.
//
// The rule: a day ends by itself when the clock says that a later one has begun and is not in doubt. It does not when it was
// opened again after the next had begun, or when tickets were taken while the clock was in doubt: those people may be
// waiting right now, so staff end it (CloseDay). A day that staff have ended is followed by the next once the clock says so,
// or once staff say that the clock is right.
func (b *Book) turnDay(m moment) Change {
	today := b.venue.BusinessDay(m.now)
	switch {
	case b.day.Date == "":
		return b.openDay(today, m)
	case m.doubt, today <= b.day.clockDate():
		return Change{}
	case b.day.Closed():
		return b.openDay(today, m)
	case b.day.Reopened, b.inexact:
		return Change{}
	}
	closed := b.ended(m, "")
	c := b.openDay(today, m)
	c.Days = slices.Insert(c.Days, 0, closed)
	return c
}

// ended is the current day as it reads once it is over, with what it has taught. by is who ended it, if anybody did.
func (b *Book) ended(m moment, by string) Day {
	d := b.day
	d.ClosedAt, d.By, d.Summary = m.now, by, b.summary(m, by)
	return d
}

// openDay begins a session on a date, or on the next that had none yet, and lets go of what has been kept long enough.
func (b *Book) openDay(date string, m moment) Change {
	d := Day{Date: date, Seq: b.day.Seq + 1, OpenedAt: m.now}
	for slices.Contains(b.older, d.Date) || slices.ContainsFunc(b.days, func(other Day) bool { return other.Date == d.Date }) {
		d.Date, d.Clock = dayAfter(d.Date, 1), date
	}
	unbound := b.outdatedBindings()
	return Change{
		Days: append(b.faded(), d), Unbound: unbound, Forgotten: b.outdatedContacts(unbound), Revoked: b.outdatedCodes(), Dropped: b.outdatedDays(),
	}
}

// closeDay is the command of staff that ends the day. When the clock says that it is another day, staff's word that it is
// right counts, and that day begins at once. Otherwise the next one begins when its time comes.
func (b *Book) closeDay(c Command, m moment) (v verdict, err error) {
	today := b.venue.BusinessDay(m.wall)
	if v.trusted = today != b.day.clockDate(); v.trusted {
		m.now = m.wall
	}
	closed := b.day
	switch {
	case !closed.Closed():
		closed = b.ended(m, c.By)
		v.change.Days = []Day{closed}
	case !v.trusted:
		return verdict{}, ErrDayClosed
	}
	if v.trusted {
		next := b.openDay(today, m)
		next.Days = append(v.change.Days, next.Days...)
		next.Dropped = nil // not on the word of people about a clock
		v.change = next
	}
	v.day, v.change.At = &closed, m.now
	return v, nil
}

// reopenDay takes the end of the last day back, as long as no ticket was taken since: of this day, unless it is nil. When
// the clock says that it is that day, it is right: so a day that a wrong clock had ended goes on by the clock that was
// mended. What the day has taught is taken back too, and made again when it ends again.
func (b *Book) reopenDay(closed *Day, m moment) (v verdict, err error) {
	day, late := b.day, !b.day.Closed()
	if late {
		before, ok := b.dayBefore()
		if !ok || len(b.tickets) > 0 {
			return verdict{}, ErrTooLate
		}
		day = before
	}
	if closed != nil && (closed.Date != day.Date || !closed.ClosedAt.Equal(day.ClosedAt)) {
		return verdict{}, ErrTooLate
	}
	if v.trusted = b.venue.BusinessDay(m.wall) == day.clockDate(); v.trusted {
		m.now, m.doubt, v.change.At = m.wall, false, m.wall
	}
	if late {
		day = b.drop(day, m, &v.change)
	}
	day.ClosedAt, day.By, day.Summary = time.Time{}, "", nil
	v.day, v.change.Days = &day, []Day{day}
	return v, nil
}

// dayBefore is the day that was current before this one.
func (b *Book) dayBefore() (Day, bool) {
	i := slices.IndexFunc(b.days, func(d Day) bool { return d.Date == b.day.Date })
	if i < 1 {
		return Day{}, false
	}
	return b.days[i-1], true
}

// drop adds to a change that the current day, which has no tickets, is deleted in favour of an earlier one, and gives that
// one as it goes on. Its counters and services must not be found again when its date comes back.
func (b *Book) drop(earlier Day, m moment, c *Change) Day {
	c.Dropped = []string{b.day.Date}
	for id := range b.counters {
		c.Counters = append(c.Counters, b.posts[id].givenUp(earlier, m))
	}
	for id := range b.stopped {
		c.Services = append(c.Services, ServiceRecord{ID: id, Day: earlier.Date})
	}
	earlier.Reopened = true
	for _, more := range b.day.Channels {
		earlier = earlier.with(more) // they came on what is that day after all
	}
	return earlier
}

// dayAfter is the date n days after another.
func dayAfter(date string, n int) string {
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return date + "+" // of a file that somebody made by hand
	}
	return t.AddDate(0, 0, n).Format(time.DateOnly)
}
