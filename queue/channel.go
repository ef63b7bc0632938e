package queue

import (
	"slices"
	"time"
)

// ChannelCount is what came by a channel (渠道) on a business day: a poster, a desk, a promoter.
type ChannelCount struct {
	Channel   string `json:"channel"`
	Followers int    `json:"followers"` // followed the account by its code
	Scans     int    `json:"scans"`     // scanned it and were followers before
	Tickets   int    `json:"tickets"`   // taken by it
	Cancels   int    `json:"cancels"`   // of those tickets
}

// with is the day with more that came by a channel. The receiver's list stays as it is, since others hold it.
func (d Day) with(more ChannelCount) Day {
	list := slices.Clone(d.Channels)
	i := slices.IndexFunc(list, func(c ChannelCount) bool { return c.Channel == more.Channel })
	if i < 0 {
		list, i = append(list, ChannelCount{Channel: more.Channel}), len(list)
	}
	list[i].Followers += more.Followers
	list[i].Scans += more.Scans
	list[i].Tickets += more.Tickets
	list[i].Cancels += more.Cancels
	d.Channels = list
	return d
}

// count adds to a change what came by a channel on one of the newest days. The last day of a change is the current one from then
// on, so an earlier one goes before it.
func (b *Book) count(c *Change, date string, more ChannelCount) {
	if len(c.Days) == 0 {
		c.Days = []Day{b.day}
	}
	i := slices.IndexFunc(c.Days, func(d Day) bool { return d.Date == date })
	if i < 0 {
		earlier := slices.IndexFunc(b.days, func(d Day) bool { return d.Date == date })
		c.Days, i = slices.Insert(c.Days, 0, b.days[earlier]), 0
	}
	c.Days[i] = c.Days[i].with(more)
}

// countTickets adds to a change what its tickets mean to their channels. old is the tickets as they were before.
func (b *Book) countTickets(old []*Ticket, c *Change) {
	for i := range c.Tickets {
		t, more := &c.Tickets[i], ChannelCount{Channel: c.Tickets[i].Channel}
		if t.Channel == "" {
			continue
		}
		if old[i] == nil {
			more.Tickets++
		} else if old[i].State == Cancelled {
			more.Cancels--
		}
		if t.State == Cancelled {
			more.Cancels++
		}
		if more != (ChannelCount{Channel: t.Channel}) {
			b.count(c, b.day.Date, more)
		}
	}
}

// dateAt is the one of the newest days to which a time belongs by the clock, the current one when there is none.
func (b *Book) dateAt(t time.Time) string {
	date := b.venue.BusinessDay(t)
	for _, d := range slices.Backward(b.days) {
		if d.clockDate() == date {
			return d.Date
		}
	}
	return b.day.Date
}
