package queue

import (
	"maps"
	"slices"
	"time"
)

// Summary is what a day has taught: what the forecasts of later days need of it, and how good its own were. It names no
// customer and no ticket, and it is small. One that a store gave may have nothing in its fields yet: see read. Those that
// Queue.Days gives are read.
type Summary struct {
	unread *unread // nil: it is read

	Scores map[string]Score `json:"scores,omitempty"` // of the estimates, by service; see Ticket.judged

	Misfits *misfits `json:"misfits,omitempty"` // how far off the estimates were

	Served   map[string]Sum            `json:"served,omitempty"`   // what services took, by service; see lessons
	Counters map[string]CounterSummary `json:"counters,omitempty"` // by id
	Shape    []int64                   `json:"shape,omitempty"`    // services by took ÷ what they should have taken, see shapeBin
	Walks    Sum                       `json:"walks,omitzero"`     // from the call to the beginning, of all who came
	Gaps     Sum                       `json:"gaps,omitzero"`      // from when a counter came free to its next call
	Misses   Sum                       `json:"misses,omitzero"`    // from the call to the miss
	Left     Sum                       `json:"left,omitzero"`      // N: who gave up waiting; T: how long all together waited
	Unbegun  int64                     `json:"unbegun,omitempty"`  // services whose beginning nobody noted
	Urgent   []int64                   `json:"urgent,omitempty"`   // priority tickets taken, by hour
	UrgentOf map[string]int64          `json:"urgent_of,omitempty"`
}

// bare tells whether only scores are in it.
func (s *Summary) bare() bool {
	return s.Misfits == nil && s.Served == nil && s.Counters == nil && s.Shape == nil
}

// CounterSummary is when a counter was open on its day.
type CounterSummary struct {
	Shifts []Shift `json:"shifts,omitempty"`
	Breaks []int64 `json:"breaks,omitempty"` // seconds away within a shift
}

// summary is what the day has taught that ends now. It is made of what the session keeps anyway, so that its cost does not
// grow with the number of tickets. by is who ended it.
func (b *Book) summary(m moment, by string) *Summary {
	s := &Summary{Misfits: b.misfits.kept()}
	for service, sum := range b.scores {
		if s.Scores == nil {
			s.Scores = map[string]Score{}
		}
		s.Scores[service] = sum.score()
	}
	for _, counter := range b.venue.Counters {
		if shifts, breaks := b.shiftsOf(counter, m, by); len(shifts) > 0 {
			if s.Counters == nil {
				s.Counters = map[string]CounterSummary{}
			}
			s.Counters[counter.ID] = CounterSummary{Shifts: shifts, Breaks: breaks}
		}
	}
	b.today.sumUp(s)
	return s.sound() // as it is when it comes from a file
}

// sumUp adds what the day has taught of the hall. Where it has taught nothing, lists and maps stay away.
func (l *lessons) sumUp(s *Summary) {
	s.Walks, s.Gaps, s.Misses, s.Left, s.Unbegun = l.walks, l.gaps, l.misses, l.left, l.unbegun
	if shape := l.shape(l.fitted(l.before().with(l)).paced(l)); shape != [shapeBins]int64{} {
		s.Shape = shape[:]
	}
	if l.urgent != [24]int64{} {
		s.Urgent, s.UrgentOf = slices.Clone(l.urgent[:]), map[string]int64{}
	}
	for i, id := range l.services {
		if n := l.urgentOf[i]; n > 0 {
			s.UrgentOf[id] = n
		}
		if r := l.served[i]; r.N > 0 {
			if s.Served == nil {
				s.Served = map[string]Sum{}
			}
			s.Served[id] = r.Sum
		}
	}
}

// What of a summary makes sense: so many things happen in a day, so many milliseconds have all of them together, and none
// takes more than a week.
const (
	mostLessons   = 1 << 32
	longestSum    = 1 << 56
	longestLesson = 7 * 24 * time.Hour
)

// sound takes out of the summary, which nobody else has yet, what makes no sense: it comes from a file, and a day is not to be
// lost for what it has taught.
func (s *Summary) sound() *Summary {
	maps.DeleteFunc(s.Scores, func(_ string, score Score) bool { return !score.Valid() })
	for id, c := range s.Counters {
		s.Counters[id] = c.sound()
	}
	for _, sum := range []*Sum{&s.Walks, &s.Gaps, &s.Misses} {
		if !sum.spans(0, longestLesson) {
			*sum = Sum{}
		}
	}
	if !s.Left.valid() { // there all wait, and some of them leave
		s.Left = Sum{}
	}
	s.Shape, s.Urgent, s.Misfits = counts(s.Shape, shapeBins), counts(s.Urgent, 24), s.Misfits.sound()
	maps.DeleteFunc(s.Served, func(_ string, sum Sum) bool { return !sum.spans(serviceLeast, longestLesson) })
	s.Unbegun = max(0, min(s.Unbegun, mostLessons))
	maps.DeleteFunc(s.UrgentOf, func(_ string, n int64) bool { return n < 0 || n > mostLessons })
	return s
}

// sound is the counter's day without what makes no sense.
func (c CounterSummary) sound() CounterSummary {
	week := int64(7 * 24 * 3600)
	nonsense := func(s Shift) bool { return s.From < -week || s.To <= s.From || s.To > week }
	c.Shifts = slices.DeleteFunc(c.Shifts, nonsense)
	c.Breaks = slices.DeleteFunc(c.Breaks, func(b int64) bool { return b < 0 || b >= breakMost })
	c.Shifts, c.Breaks = c.Shifts[:min(len(c.Shifts), mostTurns)], c.Breaks[:min(len(c.Breaks), mostTurns)]
	return c
}

func (s Sum) valid() bool { return 0 <= s.N && s.N <= mostLessons && 0 <= s.T && s.T <= longestSum }

// spans tells whether a sum can be of times from the least to the most.
func (s Sum) spans(least, most time.Duration) bool {
	return s.valid() && s.N*least.Milliseconds() <= s.T && s.T <= s.N*most.Milliseconds()
}

// counts is a list of at most n counts, nil when it makes no sense.
func counts(list []int64, n int) []int64 {
	if len(list) > n || slices.ContainsFunc(list, func(x int64) bool { return x < 0 || x > mostLessons }) {
		return nil
	}
	return list
}
