package queue

import (
	"math"
	"slices"
	"sync"
	"time"
)

// schedule is the forecast of waits at one moment: the waiting lines are called by the counters as they stand, by the hall's
// own order, over the rest of the day. That is played through in 16 courses. In each of them services last as long as another
// draw from what services last, some do not answer, some have left by then, and priority tickets come and go before others.
// A wait is read off the times at which the ticket is called.
//
// Those ahead, their own services and the time already spent at each counter tell more than averages of the past do (Whitt,
// "Predicting Queueing Delays", 1999; Ibrahim and Whitt, "Real-Time Delay Estimation Based on Delay History", 2009). One
// course in which all takes its mean would have counters come free together that in truth come free one by one.
//
// What was played once is kept, and all waits of the moment are read off it. It serves one goroutine.
type schedule struct {
	*outlook
	off        float64 // seconds from the outlook to now
	booths     []booth
	lanes      []lane
	waited     []float64 // for how long the first has waited who came for a service
	interleave bool
	even       bool // all services of a kind take the same, see PartSpread
	ratio      Ratio
	since      int         // ordinary tickets called since the last priority one, in a hall that interleaves
	allowed    []int       // how many priority tickets may go before one that comes now, by service
	plays      [2][2]*play // by habits and hurried, see course
	begun      [2][2]bool
	guests     *play
	flows      flow // room for one
}

// longestForecast is the longest wait of a course. It is much more than a day has, so that a line which no day can serve is
// told a wide range: courses that are cut all agree.
const longestForecast = 7 * 24 * time.Hour

// schedules are those of readers that have left, whose room is used again.
var schedules = sync.Pool{New: func() any { return &schedule{} }}

// schedule looks at the hall as it is now. Readers keep it as long as they read, see part. The writer, whose next step makes
// it wrong, has the room of the last one used again.
func (b *Book) schedule() *schedule {
	if b.plan != nil && b.plan.schedule != nil {
		return b.plan.schedule
	}
	s := b.spare
	if s == nil {
		s = schedules.Get().(*schedule)
	}
	s.look(b)
	if b.plan != nil {
		b.plan.schedule = s
	}
	return s
}

// look sets the schedule to what the book says now.
func (s *schedule) look(b *Book) {
	s.outlook, s.begun = b.outlook(b.now), [2][2]bool{}
	s.off = b.now.Sub(s.at).Seconds()
	s.even = b.forecasting.without(PartSpread)
	s.ratio, s.since, s.interleave = b.venue.Rules.Priority, 0, b.forecasting.Interleave > 0
	if s.interleave {
		s.ratio, s.since = Ratio{1, b.forecasting.Interleave}, b.sincePriority(b.forecasting.Interleave)
	}
	s.line(b)
	s.sit(b)
	s.allowed = room(s.allowed, len(b.venue.Services))
	for i := range s.allowed {
		switch {
		case s.interleave:
			s.allowed[i] = math.MaxInt
		case s.ratio != (Ratio{}):
			s.allowed[i] = s.mayPass[i]
		}
	}
}

// sincePriority is how many ordinary tickets were called since the last priority one, at most so many as matter. The first
// of a day goes first.
func (b *Book) sincePriority(most int) (n int) {
	for _, c := range slices.Backward(b.calls) {
		if t := b.tickets[c.Ticket]; n == most || t == nil || t.Class == Priority {
			return n
		}
		n++
	}
	return most
}

// estimate is how long a ticket waits, without the word whether any counter is open. Where no counter goes in the end, there
// is nothing else to see without habits.
func (s *schedule) estimate(k seeker) Estimate {
	waits := s.waits(k, true)
	if slices.Contains(waits[:], math.Inf(1)) && slices.ContainsFunc(s.plans, goes) {
		plain := s.waits(k, false)
		for i, w := range waits {
			if math.IsInf(w, 1) {
				waits[i] = plain[i]
			}
		}
	}
	for i, w := range waits {
		waits[i] = min(w, longestForecast.Seconds())
	}
	slices.Sort(waits[:])
	return s.told(waits)
}

// waits are the waits of all courses, infinite where no counter comes to the ticket. With habits counters close when they
// usually do, and the day may end before; without, who is the last to be open stays.
func (s *schedule) waits(k seeker, habits bool) (waits [courses]float64) {
	var own *play
	var flows *course
	wait := 0.0
	p := s.play(k, habits)
	for i := range p.courses {
		c := &p.courses[i]
		at, ok := c.find(k)
		if !ok && c.end[k.lane] == endOpen {
			if own == nil {
				own = s.guest(k, habits)
			}
			c = &own.courses[i]
			at, ok = c.find(k)
		}
		if !ok {
			if flows == nil || i%flowFor == 0 {
				flows, wait = c, c.flow(k)
			}
			at = c.behind(wait, flows.mean)
		}
		waits[i] = at
	}
	return waits
}

// behind is when a course calls somebody behind those that it calls one by one, who waits for so long in one whose counters
// are done with them at another time, in the mean.
func (c *course) behind(wait, mean float64) float64 { return max(wait+c.mean-mean, c.from) }
