package queue_test

import (
	"maps"
	"slices"
	"time"

	"paihao/queue"
)

// page is a business day on paper.
type page struct {
	number   int    // pages that were begun before it, and one
	date     string // no two that are kept have the same
	clock    string // what the clock said the date was when it was begun
	closed   bool
	closedAt time.Time
	by       string
	reopened bool // by staff, after it had ended by itself or was followed by another
	doubtful bool // a ticket was taken while nobody knew the time
	slips    []slip
	order    []stand
	groups   int // given out
	steps    int // written
	stands   int // given out
	notes    int
	serials  map[string]int // by prefix
	opened   time.Time
	tallies  map[string]tally        // by channel
	turns    map[string][]queue.Turn // by counter
}

func (p *page) copy() *page {
	c := *p
	c.slips = slices.Clone(p.slips)
	for i := range c.slips {
		c.slips[i].notes = slices.Clone(p.slips[i].notes)
	}
	c.order = slices.Clone(p.order)
	c.serials, c.tallies, c.turns = maps.Clone(p.serials), maps.Clone(p.tallies), maps.Clone(p.turns)
	return &c
}

// state is how a slip reads. On a page that is closed nobody waits any more.
func (p *page) state(i int) queue.State {
	switch s := p.slips[i].state; {
	case !p.closed:
		return s
	case s == queue.Serving:
		return queue.Done
	case s.Open():
		return queue.Expired
	default:
		return s
	}
}

// in lists the slips in a state, in the order in which they came into it.
func (p *page) in(state queue.State) (list []int) {
	for i := range p.slips {
		if p.state(i) == state {
			list = append(list, i)
		}
	}
	slices.SortFunc(list, func(i, j int) int { return p.slips[i].turn - p.slips[j].turn })
	return list
}

// dayOf is the business day of a time.
func (k *clerk) dayOf(t time.Time) string {
	return t.In(k.venue.Zone).Add(-k.venue.DayStarts).Format(time.DateOnly)
}

// turnPage begins a new page when the watch says that another day has come and is to be believed: after a page that was
// closed; after an open one only if staff had no hand in it and nobody on it came while the time was in doubt.
func (k *clerk) turnPage() bool {
	today := k.dayOf(k.watch.now)
	if len(k.pages) == 0 {
		k.begin(today, nil)
		return true
	}
	p := k.page()
	if k.watch.doubt || today <= p.clock || !p.closed && (p.reopened || p.doubtful) {
		return false
	}
	if !p.closed {
		p.closed, p.closedAt = true, k.watch.now
	}
	k.begin(today, p)
	return true
}

// begin takes a new page, and lets go of what was kept long enough: of customers, and of pages when one has ended by itself.
func (k *clerk) begin(date string, ended *page) {
	clock := date
	for slices.ContainsFunc(k.pages, func(p *page) bool { return p.date == date }) {
		date = later(date, 1)
	}
	if len(k.pages) > 0 {
		k.remember(k.page().date, date)
	}
	if k.purge(); len(k.pages) > 0 {
		k.tidyCards()
		k.tidyStubs()
	}
	if ended != nil {
		k.drop(ended)
	}
	k.begun++
	k.pages = append(k.pages, &page{
		number: k.begun, date: date, clock: clock, serials: map[string]int{}, opened: k.watch.now, tallies: map[string]tally{},
		turns: map[string][]queue.Turn{},
	})
}

// remember keeps what was done on a day and on the one that was current before it.
func (k *clerk) remember(before, date string) {
	maps.DeleteFunc(k.done, func(_ string, d deed) bool { return d.date != before && d.date != date })
}

// purge forgets who held the tickets of all but the last pages.
func (k *clerk) purge() {
	keep := map[string]bool{}
	for i, p := range k.pages {
		if i >= len(k.pages)-max(1, k.venue.Rules.KeepBindingsDays) {
			keep[p.date] = true
			continue
		}
		for s := range p.slips {
			p.slips[s].customer = ""
		}
	}
	k.bonds = slices.DeleteFunc(k.bonds, func(b bond) bool { return !keep[b.date] })
}

// drop throws away pages of KeepTicketsDays or more before the one that ended, seven at the most.
func (k *clerk) drop(ended *page) {
	if k.venue.Rules.KeepTicketsDays == 0 {
		return
	}
	dropped := 0
	k.pages = slices.DeleteFunc(k.pages, func(p *page) bool {
		old := p.date <= later(ended.date, -k.venue.Rules.KeepTicketsDays) && p != ended && dropped < 7
		if old {
			dropped++
		}
		return old
	})
}

// later is the date n days after another.
func later(date string, n int) string {
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		panic(err)
	}
	return t.AddDate(0, 0, n).Format(time.DateOnly)
}

// closeDay ends the page. When the clock on the wall says another day, it is believed and that day begins, also after a page
// that was closed before.
func (k *clerk) closeDay(c queue.Command, a *answer) {
	p, today := k.page(), k.dayOf(k.watch.wall)
	if p.closed && today == p.clock {
		a.err = queue.ErrDayClosed
		return
	}
	if today != p.clock {
		k.watch.trust()
	}
	if !p.closed {
		p.closed, p.closedAt, p.by = true, k.watch.now, c.By
	}
	a.day, a.wrote = p, true
	if today != p.clock {
		k.begin(today, nil)
		return
	}
	for i := range p.slips {
		if p.state(i) == queue.Expired && p.slips[i].state != queue.Expired {
			k.tell(i, queue.Lapsed)
		}
	}
}

// closing is which page was closed when.
type closing struct {
	page int
	at   time.Time
}

// lastClosing is that of the page that was closed last, nothing when there is none.
func (k *clerk) lastClosing() (c closing) {
	for _, p := range k.pages[max(0, len(k.pages)-2):] {
		if p.closed {
			c = closing{p.number, p.closedAt}
		}
	}
	return c
}

// reopen takes the end of the last page back, and tears the new one out if nobody has a ticket on it.
func (k *clerk) reopen(a *answer) {
	p := k.page()
	late, torn := !p.closed, p
	if late {
		if len(k.pages) < 2 || len(p.slips) > 0 {
			a.err = queue.ErrTooLate
			return
		}
		k.pages = k.pages[:len(k.pages)-1]
		k.remember(p.date, k.page().date)
		k.page().merge(p)
		p = k.page()
		p.reopened = true
		k.lose() // nobody knew any more that they were on their way
	}
	p.closed, p.by = false, ""
	if !late {
		k.sayAgain()
	}
	a.day, a.wrote = p, true
	doubt := k.watch.doubt
	if k.dayOf(k.watch.wall) == p.clock {
		k.watch.trust()
		doubt = false
	}
	if late {
		k.putUp(torn, doubt)
	}
}
