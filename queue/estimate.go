package queue

import (
	"math"
	"slices"
	"time"
)

// An estimate is told as a range, since nobody can know how long others take.
const (
	rangeLow   = 0.6 // of the computed wait
	rangeHigh  = 1.5
	rangeRound = 5 * time.Minute
)

// wait estimates how long a ticket of the service waits at a place; nil when no open counter serves the service.
//
// The rule: of the open counters that serve it, the one that comes to it soonest. A counter has to work off all with an
// earlier place in the lines it serves, each as long as its service's mean, and shares every line with the other open
// counters of that line. When none of the counters is free, the time until the first is comes on top:
// mean / (counters + 1), as if all ended at random moments.
func (b *Book) wait(service string, p Place) *Range {
	hands, free, soonest := 0, false, math.Inf(1)
	work := map[string]float64{} // by line, for one of its counters
	for _, c := range b.venue.Counters {
		if b.counters[c.ID] != CounterOpen || !slices.Contains(c.Services, service) {
			continue
		}
		hands++
		free = free || b.current[c.ID] == ""
		sum := 0.0
		for _, s := range c.Services {
			if _, known := work[s]; !known {
				work[s] = float64(b.line(s).ahead(p)) * float64(b.paces[s].mean()) / float64(b.hands[s])
			}
			sum += work[s]
		}
		soonest = min(soonest, sum)
	}
	if hands == 0 {
		return nil
	}
	if !free {
		soonest += float64(b.paces[service].mean()) / float64(hands+1)
	}
	return rounded(soonest)
}

// countHands counts the open counters of each service.
func (s *session) countHands(v *Venue) {
	s.hands = map[string]int{}
	for _, c := range v.Counters {
		if s.counters[c.ID] == CounterOpen {
			for _, id := range c.Services {
				s.hands[id]++
			}
		}
	}
}

// rounded is the range around a wait, to five minutes outwards; no wait at all is 0 to 0.
func rounded(wait float64) *Range {
	low := time.Duration(wait * rangeLow).Truncate(rangeRound)
	high := time.Duration(wait*rangeHigh) + rangeRound - 1
	return &Range{Low: low, High: high.Truncate(rangeRound)}
}
