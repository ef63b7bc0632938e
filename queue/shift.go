package queue

import (
	"math"
	"slices"
	"time"
)

// Shift is a time of a day in which a counter was open but for short breaks, in seconds since midnight.
type Shift struct {
	From  int64 `json:"from"`
	To    int64 `json:"to"`
	Empty bool  `json:"empty,omitempty"` // nobody waited for the counter when it ended
}

// opened is when a counter calls people, in seconds since midnight; one that goes on ends at infinity.
type opened struct {
	from, to float64
	empty    bool
}

// openings is when a counter was open, by its turns. Times never go back in it, though a clock may have.
func (l *lessons) openings(turns []Turn) (all []opened) {
	last, open := math.Inf(-1), false
	for _, t := range turns {
		last = max(last, l.seconds(t.At))
		switch {
		case t.State == CounterOpen && !open:
			all = append(all, opened{from: last, to: math.Inf(1)})
		case t.State != CounterOpen && open:
			all[len(all)-1].to, all[len(all)-1].empty = last, t.Empty
		}
		open = t.State == CounterOpen
	}
	return all
}

// shifts joins what short breaks part, and gives these breaks.
func shifts(all []opened) (joined []opened, breaks []float64) {
	for _, o := range all {
		if n := len(joined); n > 0 && o.from-joined[n-1].to < breakMost {
			breaks = append(breaks, o.from-joined[n-1].to)
			joined[n-1].to, joined[n-1].empty = o.to, o.empty
		} else {
			joined = append(joined, o)
		}
	}
	return joined, breaks
}

// presence is whether a counter is there at a time of the day. What a clock that has been set back since says of later times
// counts as now.
func (b *Book) presence(counter string, now float64) presence {
	state := b.counterState(counter)
	p := presence{open: state == CounterOpen, paused: state == CounterPaused, changed: math.Inf(-1)}
	all := b.today.openings(b.turns(counter))
	joined, _ := shifts(all)
	n := len(all)
	switch on := n > 0 && math.IsInf(all[n-1].to, 1); {
	case p.open && on:
		p.changed, p.began = all[n-1].from, joined[len(joined)-1].from
	case p.open: // nobody noted when
		p.changed, p.began = now, now
	case n > 0 && !on:
		p.changed, p.began = all[n-1].to, joined[len(joined)-1].from
	}
	p.changed, p.began = min(p.changed, now), min(p.began, now)
	return p
}

// shiftsOf is a counter's shifts and breaks of the day that ends now. One that nobody has closed was open until staff ended
// the day, or when it ended by itself, until its last call; when that is not known either, it is as if it had not been open.
func (b *Book) shiftsOf(counter Counter, m moment, by string) (list []Shift, breaks []int64) {
	turns := b.turns(counter.ID)
	if b.counterState(counter.ID) == CounterOpen {
		end := Turn{At: m.now, State: CounterClosed, Doubt: m.doubt, Empty: b.nobodyFor(counter)}
		if by == "" {
			end.At = b.lastCall(counter.ID)
		}
		turns = turned(turns, end)
	}
	if slices.ContainsFunc(turns, func(t Turn) bool { return t.Doubt }) {
		return nil, nil
	}
	joined, away := shifts(b.today.openings(turns))
	for _, s := range joined {
		if s.to > s.from && !math.IsInf(s.to, 1) {
			list = append(list, Shift{From: int64(s.from), To: int64(s.to), Empty: s.empty})
		}
	}
	for _, t := range away {
		breaks = append(breaks, int64(t))
	}
	return list, breaks
}

// nobodyFor tells whether nobody waits for a counter.
func (b *Book) nobodyFor(c Counter) bool {
	return !slices.ContainsFunc(c.Services, func(service string) bool { return b.line(service).len() > 0 })
}

// lastCall is when a counter called somebody last, of the calls that are kept; zero when it is not among them.
func (b *Book) lastCall(counter string) time.Time {
	for _, c := range slices.Backward(b.calls) {
		if c.Counter == counter {
			return c.At
		}
	}
	return time.Time{}
}
