package queue

import (
	"math"
	"slices"
	"sync"
)

const (
	daysKept = 20  // newest days that count
	dayFade  = 0.9 // what a day counts compared with the one after it
)

// What is thought of a hall that has shown nothing yet, in seconds, and as how many times it counts to have been seen.
const (
	walkUsual = 30.0
	gapUsual  = 15.0
	missUsual = 90.0
	missShare = 0.05
	hallFit   = 20
	leaveFit  = 36000 // seconds waited in which nobody left
)

// experience is what the past days have taught, each a little less than the one after it, as it stands in the morning. It
// never changes.
type experience struct {
	*tally
	fit
	days   []pastDay // oldest first
	weight float64   // of all days
	shape  *shape
}

// pastDay is when the counters were open on a day that is over.
type pastDay struct {
	weight   float64
	counters []CounterSummary // by number
}

// newExperience adds up days, oldest first.
func newExperience(r *roster, days []*Summary) *experience {
	e := &experience{tally: newTally(r)}
	var bins [shapeBins]float64
	for i, s := range days {
		s = s.read()
		day := pastDay{weight: math.Pow(dayFade, float64(len(days)-1-i))}
		for _, id := range r.counters {
			day.counters = append(day.counters, s.Counters[id])
		}
		e.days, e.weight = append(e.days, day), e.weight+day.weight
		e.add(r, s, day.weight)
		for k, n := range s.Shape {
			bins[k] += day.weight * float64(n)
		}
	}
	e.fit, e.shape = r.fitted(e.tally), newShape(bins)
	return e
}

// morning is what was known in the morning of a day. It is worked out when it is asked for first: a start does not need it.
type morning struct {
	of   []*Summary         // of these days, oldest first
	read func() *experience // once
}

func newMorning(r *roster, days []*Summary) *morning {
	return &morning{days, sync.OnceValue(func() *experience { return newExperience(r, days) })}
}

// before is what was known in the morning. Any number may ask at once.
func (l *lessons) before() *experience { return l.morning.read() }

// past is what the newest days before the current one have taught, oldest first.
func (b *Book) past() (days []*Summary) {
	for _, d := range slices.Backward(b.days) {
		if len(days) == daysKept {
			break
		}
		if d.Summary != nil && d.Seq < b.day.Seq {
			days = append(days, d.Summary)
		}
	}
	slices.Reverse(days)
	return days
}

// prepare takes up what is known in the morning of the current day. Days are written many times, when people come by a
// channel for one; that changes nothing of what is known.
func (b *Book) prepare() {
	if days := b.past(); !slices.Equal(days, b.today.morning.of) {
		b.today.morning = newMorning(b.today.roster, days)
	}
}
