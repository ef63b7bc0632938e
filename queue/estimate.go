package queue

import (
	"slices"
	"time"
)

// An estimate is told as a range, since nobody can know how long others take.
const (
	rangeLow   = 0.6 // of the computed wait
	rangeHigh  = 1.5
	rangeRound = 5 * time.Minute
)

// wait estimates how long a ticket of the service waits with ahead others before it; nil when no open counter serves it.
//
// The rule: the people ahead, times the service's mean duration, divided by the counters that work for this line.
// A counter that also serves other lines counts in proportion to how many wait in each. When every such counter is
// busy, the time until the first is free comes on top: mean / (counters + 1), as if all ended at random moments.
func (b *Book) wait(service string, ahead int) *Range {
	p := b.paces[service]
	hands, free := b.hands(service)
	if p == nil || hands == 0 {
		return nil
	}
	mean := float64(p.mean())
	wait := float64(ahead) * mean / hands
	if !free {
		wait += mean / (hands + 1)
	}
	return rounded(wait)
}

// hands is how many open counters work for a service's line, shared ones in part, and whether one of them is free.
func (b *Book) hands(service string) (n float64, free bool) {
	for _, c := range b.venue.Counters {
		if b.counters[c.ID] != CounterOpen || !slices.Contains(c.Services, service) {
			continue
		}
		all := 0
		for _, s := range c.Services {
			all += b.weight(s, service)
		}
		n += float64(b.weight(service, service)) / float64(all)
		free = free || b.current[c.ID] == ""
	}
	return n, free
}

// weight is how many wait in a line; the line asked about counts at least the one who asks.
func (b *Book) weight(service, asked string) int {
	n := b.line(service).len()
	if service == asked {
		n = max(n, 1)
	}
	return n
}

// rounded is the range around a wait, to five minutes outwards; no wait at all is 0 to 0.
func rounded(wait float64) *Range {
	low := time.Duration(wait * rangeLow).Truncate(rangeRound)
	high := time.Duration(wait*rangeHigh) + rangeRound - 1
	return &Range{Low: low, High: high.Truncate(rangeRound)}
}
