package queue

import (
	"cmp"
	"math"
	"slices"
)

// How counters are expected to open and close, in seconds where nothing else is said.
const (
	openNear    = 1800 // by how much a time of the day may differ to be "about then"
	openOverdue = 1200 // what should have come so long ago is believed a third as much
	openSoon    = 300  // and thought to come so soon
	openNever   = 0.25 // days on which it did not come at all, beside those that were seen
	openPlanned = 4    // stintes that are planned at the most
	breakMost   = 1500 // whoever is back by then was away for short, and the shift went on
	breakGuess  = 0.3  // days that speak for each of the breaks below
)

// breakUsual are the lengths of breaks that are thought of before any was seen.
var breakUsual = []float64{300, 600, 900}

// stint is a time in which a counter is expected to be open, in seconds. One that nobody expects to end ends at infinity.
type stint struct{ from, to float64 }

// presence is whether a counter is there, in seconds since midnight.
type presence struct {
	open, paused bool
	changed      float64 // since when it is open, or is not: minus infinity when it never was today
	began        float64 // when its shift began: a break does not end it
}

// habits is when one counter was open on past days.
type habits struct {
	days   []pastDay
	number int
}

// plan is when the counter is expected to be open from now on, in seconds since midnight.
//
// The rule: a counter that is there goes as those shifts of its past days ended that began about when this one did; one that
// is away comes back as it did on past days after it had gone about then, or from a pause also after as long as its breaks
// last. The middle of these times counts. What is overdue is soon expected, but less and less.
func (h habits) plan(p presence, now float64) (plan []stint) {
	t, began := now, p.began
	if !p.open {
		if t = h.back(p.changed, now, p.paused); t-p.changed > breakMost {
			began = t
		}
	}
	for len(plan) < openPlanned && !math.IsInf(t, 1) {
		to := h.end(began, t)
		plan = append(plan, stint{t, to})
		if t = to; !math.IsInf(to, 1) {
			t = h.back(to, to, false)
		}
		began = t
	}
	return plan
}

// goes tells whether a counter is expected to close in the end.
func goes(plan []stint) bool { return len(plan) > 0 && !math.IsInf(plan[len(plan)-1].to, 1) }

// end guesses when a shift ends that began at a time and goes on now. A last shift that ended since nobody waited any more
// might have gone on.
func (h habits) end(from, now float64) float64 {
	g := guesses{all: openNever}
	for _, d := range h.days {
		shifts := d.counters[h.number].Shifts
		for i, s := range shifts {
			w := d.weight * near(float64(s.From), from)
			if i == len(shifts)-1 && s.Empty {
				g.all += w
			} else {
				g.late(float64(s.To), now, w)
			}
		}
	}
	return g.middle()
}

// back guesses when the counter opens again that is away since a time.
func (h habits) back(since, now float64, paused bool) float64 {
	g := guesses{all: openNever}
	for _, d := range h.days {
		c := d.counters[h.number]
		g.returns(d.weight, c, since, now)
		if paused {
			g.breaks(d.weight, c, since, now)
		}
	}
	if paused {
		for _, b := range breakUsual {
			g.after(since+b, now, breakGuess)
		}
	}
	return g.middle()
}

// returns adds when it came back on a day after it had gone about then.
func (g *guesses) returns(weight float64, c CounterSummary, since, now float64) {
	never := math.IsInf(since, -1) // it has not been there today
	for i, s := range c.Shifts {
		switch {
		case i == 0 && never:
			g.late(float64(s.From), now, weight)
		case i > 0 && !never:
			g.late(float64(s.From), now, weight*near(float64(c.Shifts[i-1].To), since))
		}
	}
	if n := len(c.Shifts); n == 0 {
		g.all += weight
	} else if !never {
		g.all += weight * near(float64(c.Shifts[n-1].To), since)
	}
}

// breaks adds how long the breaks of a day were. They begin at any time of its shifts, so each speaks for as much of them as
// is about then.
func (g *guesses) breaks(weight float64, c CounterSummary, since, now float64) {
	open := 0.0
	for _, s := range c.Shifts {
		open += float64(s.To - s.From)
	}
	for _, b := range c.Breaks {
		g.after(since+float64(b), now, weight*2*openNear/max(open, 3600))
	}
}

func near(a, b float64) float64 { return math.Exp(-math.Abs(a-b) / openNear) }

// guesses are times at which something may happen, each with its weight, and beside them that it never does.
type guesses struct {
	list []guess
	all  float64 // weight of all, and of never
}

type guess struct{ at, weight float64 }

// late adds that past days had it at a time: then, or when that is over, soon, but less and less believed.
func (g *guesses) late(at, now, weight float64) {
	if at <= now {
		at, weight = now+openSoon, weight*math.Exp((at-now)/openOverdue)
	}
	if weight > 0.001 {
		g.list, g.all = append(g.list, guess{at, weight}), g.all+weight
	}
}

// after adds a time, unless that is over.
func (g *guesses) after(at, now, weight float64) {
	if at > now {
		g.list, g.all = append(g.list, guess{at, weight}), g.all+weight
	}
}

// middle is their weighted median; infinity when it rather never happens.
func (g *guesses) middle() float64 {
	slices.SortFunc(g.list, func(a, b guess) int { return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.weight, b.weight)) })
	half := g.all / 2
	for _, x := range g.list {
		if half -= x.weight; half <= 0 {
			return x.at
		}
	}
	return math.Inf(1)
}
