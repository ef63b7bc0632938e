package queue

import (
	"math"
	"time"
)

// An estimate is told as a range, since nobody can know how long others take.
const (
	plainLow   = 0.6 // of the computed wait
	plainHigh  = 1.5
	rangeRound = 5 * time.Minute
)

// wait is what people are told of how long a ticket of the service waits at a place; nil when no open counter serves it.
func (b *Book) wait(service string, p Place) *Range { return b.estimate(service, p).Range() }

// estimate computes how long a ticket of the service waits at a place; shut when no open counter serves the service.
//
// The rule: of the open counters that serve it, the one that comes to it soonest. A counter has to work off all with an
// earlier place in the lines it serves, each as long as its service's mean, and shares every line with the other open
// counters of that line. When none of the counters is free, the time until the first is comes on top:
// mean / (counters + 1), as if all ended at random moments.
func (b *Book) estimate(service string, p Place) Estimate {
	crew := b.crews[service]
	if len(crew) == 0 {
		return Estimate{Shut: true}
	}
	free, soonest := false, math.Inf(1)
	work := make([]float64, len(b.jobs)) // of each line, for one of its counters
	for i := range work {
		work[i] = -1 // not computed yet
	}
	for _, h := range crew {
		free = free || b.current[h.counter] == ""
		sum := 0.0
		for _, i := range h.jobs {
			if job := b.jobs[i]; work[i] < 0 {
				work[i] = float64(job.line.ahead(p)) * float64(job.pace.mean) / float64(len(b.crews[job.service]))
			}
			sum += work[i]
		}
		soonest = min(soonest, sum)
	}
	if !free {
		soonest += float64(b.paces[service].mean) / float64(len(crew)+1)
	}
	return Estimate{
		Low: time.Duration(soonest * plainLow), Point: time.Duration(soonest), High: time.Duration(soonest * plainHigh),
	}
}

// job is what the counters of a service have to do.
type job struct {
	service string
	line    *line
	pace    *pace
}

// hand is an open counter, and which jobs it does.
type hand struct {
	counter string
	jobs    []int // in session.jobs
}

// countHands lists the open counters of each service, so that an estimate, of which a page has many, need not look for them.
func (s *session) countHands(v *Venue) {
	s.crews, s.jobs = map[string][]hand{}, nil
	at := map[string]int{}
	for i, service := range v.Services {
		s.jobs, at[service.ID] = append(s.jobs, job{service.ID, s.lines[service.ID], s.paces[service.ID]}), i
	}
	for _, c := range v.Counters {
		if s.counters[c.ID] != CounterOpen {
			continue
		}
		h := hand{counter: c.ID}
		for _, id := range c.Services {
			h.jobs = append(h.jobs, at[id])
		}
		for _, id := range c.Services {
			s.crews[id] = append(s.crews[id], h)
		}
	}
}

// rounded is the range around an estimate, to five minutes outwards; no wait at all is 0 to 0.
func rounded(e Estimate) *Range {
	return &Range{Low: e.Low.Truncate(rangeRound), High: (e.High + rangeRound - 1).Truncate(rangeRound)}
}
