package queue

import (
	"maps"
	"math"
	"slices"
	"time"
)

// Score is how good the estimates of one day were. It counts the tickets that were told a wait when they were taken, waited,
// and were called without having been moved in line by staff or their customer before.
type Score struct {
	Tickets int           `json:"tickets"`
	Error   time.Duration `json:"error"`  // mean of |told − waited|
	Bias    time.Duration `json:"bias"`   // mean of told − waited
	Width   time.Duration `json:"width"`  // mean of high − low
	Late    float64       `json:"late"`   // share of those called more than 5 minutes later than told, 0 to 1
	Inside  float64       `json:"inside"` // share of those whose wait was in the range told, 0 to 1
}

// DayScore is the score of a day that is over.
type DayScore struct {
	Day      string           `json:"day"`
	Score                     // of all services together
	Services map[string]Score `json:"services"` // by id
}

const (
	// scoreLate is how much later than told is too late.
	scoreLate = 5 * time.Minute
	// scoreLeast is the shortest wait that counts: whoever is called at once was forecast nothing.
	scoreLeast = time.Second
	// scoreMost is the longest: more is of a day that nobody ended, or of a clock that was set.
	scoreMost = 24 * time.Hour
	// longestWait is the longest wait that a record can tell of. What says more is damaged.
	longestWait = 10 * 365 * 24 * time.Hour
)

// Valid tells whether an estimate makes sense.
func (e Estimate) Valid() bool {
	return 0 <= e.Low && e.Low <= e.Point && e.Point <= e.High && e.High <= longestWait && min(e.Less, e.More) >= 0
}

// Valid tells whether a score makes sense.
func (s Score) Valid() bool {
	share := func(f float64) bool { return 0 <= f && f <= 1 }
	return 0 < s.Tickets && s.Tickets <= mostPlaces && 0 <= s.Error && s.Error <= longestWait && s.Bias.Abs() <= longestWait &&
		0 <= s.Width && s.Width <= longestWait && share(s.Late) && share(s.Inside)
}

// judged is what a ticket was told and how long it then waited, if the step is its first call and the ticket counts.
//
// The rule: a ticket counts when it was told a wait as it was taken, while a counter for its service was open; when the first
// thing that happened to it then was a call, whichever: who was held, sent to another service or let others go first before
// that waits for something else than they were told of; when it waited from a second to a day; and when the clock was not in
// doubt at either end. It counts from that call on, for the service it was taken for, and whatever comes of the call: also
// who does not come was told a wait. Who cancels, or is never called, has not waited to the end. The figures are of the
// estimate as it was computed, not of what people read, which is rounded outwards.
func (t *Ticket) judged(call Step) (told Estimate, waited time.Duration, ok bool) {
	if t.Told == nil || t.Told.Shut || !t.Told.Valid() || len(t.Steps) < 2 || t.Steps[1].Seq != call.Seq {
		return Estimate{}, 0, false
	}
	if call.What != CallNext && call.What != CallTicket {
		return Estimate{}, 0, false
	}
	waited, ok = between(t.Steps[0], call)
	return *t.Told, waited, ok && scoreLeast <= waited && waited <= scoreMost
}

// scoring is the sums behind a score: of times in milliseconds, since whole numbers come to the same in any order, and
// nanoseconds would be too many. They are kept from call to call, so that the end of a day costs the same with any number
// of tickets.
type scoring struct {
	tickets, late, inside int64
	error, bias, width    int64
}

// with is the sums with a ticket more, or with −1 without it.
func (s scoring) with(told Estimate, waited time.Duration, n int64) scoring {
	off := (told.Point - waited).Milliseconds()
	s.tickets += n
	s.error += n * max(off, -off)
	s.bias += n * off
	s.width += n * (told.High - told.Low).Milliseconds()
	if waited > told.Point+scoreLate {
		s.late += n
	}
	if told.Low <= waited && waited <= told.High {
		s.inside += n
	}
	return s
}

// score is the means and shares. There is a ticket at the least.
func (s scoring) score() Score {
	mean := func(sum int64) time.Duration { return time.Duration(sum/s.tickets) * time.Millisecond }
	share := func(part int64) float64 { return float64(part) / float64(s.tickets) }
	return Score{
		Tickets: int(s.tickets), Error: mean(s.error), Bias: mean(s.bias), Width: mean(s.width),
		Late: share(s.late), Inside: share(s.inside),
	}
}

// grade takes up what a call says of an estimate, or with −1 that it was taken back.
func (s *session) grade(t *Ticket, call Step, n int64) {
	told, waited, ok := t.judged(call)
	if !ok {
		return
	}
	s.misfits.note(told, waited, float64(n))
	service := t.serviceAt(call.Seq)
	s.scores[service] = s.scores[service].with(told, waited, n)
	if s.scores[service].tickets == 0 {
		delete(s.scores, service)
	}
}

// Score is how good the day's estimates were; nil while it is open, and when no ticket counts.
func (d Day) Score() *DayScore {
	s := d.Summary.read()
	if !d.Closed() || s == nil || len(s.Scores) == 0 {
		return nil
	}
	return &DayScore{Day: d.Date, Score: together(s.Scores), Services: s.Scores}
}

// together is the score of all services, each with the weight of its tickets.
func together(scores map[string]Score) (all Score) {
	var off, bias, width, late, inside float64
	for _, id := range slices.Sorted(maps.Keys(scores)) { // sums of fractions depend on the order
		s := scores[id]
		n := float64(s.Tickets)
		all.Tickets += s.Tickets
		off += n * float64(s.Error)
		bias += n * float64(s.Bias)
		width += n * float64(s.Width)
		late += math.Round(n * s.Late)
		inside += math.Round(n * s.Inside)
	}
	mean := func(sum float64) time.Duration {
		return time.Duration(sum / float64(all.Tickets)).Round(time.Millisecond)
	}
	all.Error, all.Bias, all.Width = mean(off), mean(bias), mean(width)
	all.Late, all.Inside = late/float64(all.Tickets), inside/float64(all.Tickets)
	return all
}

// rate finds the last day that is over and has a score.
func (b *Book) rate() {
	b.score = nil
	for _, d := range slices.Backward(b.days) {
		if b.score = d.Score(); b.score != nil {
			return
		}
	}
}
