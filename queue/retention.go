package queue

import (
	"slices"
	"time"
)

const (
	// mostDropped is how many past days one change deletes at the most: a clock that is years ahead must not empty the
	// store.
	mostDropped = 7
	// keepTaught is of how many newest days all is kept that they have taught: forecasts use fewer, but a day may be opened
	// again, or dropped. The day that ends just now comes to them.
	keepTaught = DaysGiven - 1
	// keepContacts is how long a contact is kept that says more than that somebody was heard of.
	keepContacts = 90 * 24 * time.Hour
)

// keptDays lists the days whose customers are still known when a new day begins: the last KeepBindingsDays ones, one at the
// least, since the end of that day can be taken back.
func (b *Book) keptDays() []Day {
	return b.days[max(0, len(b.days)-max(1, b.venue.Rules.KeepBindingsDays)):]
}

// outdatedBindings lists the bindings of tickets of other days than those. Those of accounts stay.
func (b *Book) outdatedBindings() (ids []string) {
	kept := b.keptDays()
	for id, n := range b.bindings {
		if n.Account == "" && !slices.ContainsFunc(kept, func(d Day) bool { return d.Date == n.Day }) {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

// outdatedContacts lists the contacts that are not needed any more once some bindings are gone.
//
// The rule: who is bound to an account is known as long as that. Of all others, those whom nothing joins to anything (a
// binding, a telephone number, a unionid, a message they allow) are known for as long as whose ticket was whose, and the
// rest for keepContacts. It counts from the day that ends, not from the one that the clock proposes, since that may be
// wrong; a time that is as far in the future is of a clock that was wrong.
func (b *Book) outdatedContacts(unbound []string) (ids []string) {
	kept := b.keptDays()
	if len(kept) == 0 || b.day.OpenedAt.IsZero() {
		return nil
	}
	gone := func(id string) bool {
		_, found := slices.BinarySearch(unbound, id)
		return found
	}
	for id, c := range b.contacts {
		bound := slices.ContainsFunc(b.customers[c.Customer], func(id string) bool { return !gone(id) })
		account := bound && slices.ContainsFunc(b.customers[c.Customer], func(id string) bool { return b.bindings[id].Account != "" })
		old := b.day.OpenedAt.Sub(c.SeenAt).Abs() >= keepContacts
		if !account && (old || !bound && !c.joined() && c.SeenAt.Before(kept[0].OpenedAt)) {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

// knownSince is since when everybody is known who was heard of. Who began to follow the account before that may have been
// counted then, and forgotten since. A day that a wrong clock began may have begun later than the one that came after it.
func (b *Book) knownSince() time.Time {
	kept := b.days[max(0, len(b.days)-1-max(1, b.venue.Rules.KeepBindingsDays)):]
	return slices.MinFunc(kept, func(x, y Day) int { return x.OpenedAt.Compare(y.OpenedAt) }).OpenedAt
}

// joined tells whether a contact says more of somebody than that they were heard of.
func (c *Contact) joined() bool {
	return c.Phone != "" || c.Union != "" || slices.ContainsFunc(c.Grants, func(g Grant) bool { return g.Left > 0 })
}

// outdatedCodes lists the codes that were used up or too old before the day that ends began: so a code tells for one
// business day more what came of it. A ticket's code ends with its day. Those of channels stay, also free ones.
func (b *Book) outdatedCodes() (keys []string) {
	for key, c := range b.codes {
		end := c.ExpiresAt
		switch {
		case c.Purpose == Channel:
			continue
		case !c.UsedAt.IsZero():
			end = c.UsedAt
		case c.Purpose == BindTicket:
			end = c.CreatedAt
		}
		if !end.IsZero() && end.Before(b.day.OpenedAt) {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return keys
}

// faded lists the days that are too old for forecasts to learn from, without what they have taught but their scores, which are
// told for as long as the day is kept: the pages of all days' records are looked at when a file is opened.
func (b *Book) faded() (days []Day) {
	taught := 0
	for _, d := range slices.Backward(b.days) {
		if d.Summary == nil {
			continue
		}
		if taught++; taught <= keepTaught || len(days) == mostDropped {
			continue
		}
		if s := d.Summary.read(); !s.bare() {
			d.Summary = &Summary{Scores: s.Scores}
			days = append(days, d)
		}
	}
	return days
}

// outdatedDays lists the oldest days that are KeepTicketsDays or more before the one that ends: not before the one that the
// clock proposes, since that may be wrong.
func (b *Book) outdatedDays() (dates []string) {
	days := b.venue.Rules.KeepTicketsDays
	if days == 0 {
		return nil
	}
	last := dayAfter(b.day.Date, -days)
	for _, date := range slices.Sorted(b.dates()) {
		if date <= last && date != b.day.Date && len(dates) < mostDropped {
			dates = append(dates, date)
		}
	}
	return dates
}
