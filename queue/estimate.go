package queue

import (
	"slices"
	"time"
)

// rangeRound is to what the range that people read is rounded, outwards.
const rangeRound = 5 * time.Minute

// estimate forecasts how long a ticket of a service waits at a place, whether it stands there or would; shut when no open
// counter serves the service.
func (b *Book) estimate(service string, p Place, class Class) Estimate {
	i, ok := b.today.roster.service[service]
	if !ok {
		return Estimate{Shut: true} // it has left the settings
	}
	s := b.schedule()
	e := s.estimate(s.seeker(i, p, class))
	e.Shut = b.day.Closed() || s.crew[i] == 0
	return e
}

// crew is how many open counters serve a service.
func (b *Book) crew(service string) (n int) {
	for _, c := range b.venue.Counters {
		if b.counters[c.ID] == CounterOpen && slices.Contains(c.Services, service) {
			n++
		}
	}
	return n
}

// crews is the crew of each service, by their numbers.
func (b *Book) crews() []int {
	n := make([]int, len(b.today.services))
	for c, id := range b.today.counters {
		if b.counters[id] == CounterOpen {
			for _, s := range b.today.serves[c] {
				n[s]++
			}
		}
	}
	return n
}

// at is the book as somebody reads it at a moment of the queue's time, which says what waits are forecast: it is a copy that
// shares all with the receiver but the forecast of that moment. Many may read at the same time, each their own.
func (b *Book) at(now time.Time) *Book {
	reading := *b
	reading.now, reading.plan, reading.spare = now, &plan{}, nil
	return &reading
}

// part ends a reading. The book must not be used any more.
func (b *Book) part() {
	if s := b.plan.schedule; s != nil {
		b.plan.schedule = nil
		schedules.Put(s)
	}
}

// dated sets the time of the writer's own book, which alone it forecasts with.
func (b *Book) dated(now time.Time) {
	if b.now = now; b.spare == nil {
		b.spare = &schedule{}
	}
}

// plan is the schedule of one moment, as long as nothing changes.
type plan struct{ *schedule }

// rounded is the range around an estimate, to five minutes outwards; no wait at all is 0 to 0.
func rounded(e Estimate) *Range {
	return &Range{Low: e.Low.Truncate(rangeRound), High: (e.High + rangeRound - 1).Truncate(rangeRound)}
}
