package queue

import (
	"fmt"
	"slices"
	"time"
)

// roster is the services and counters of the settings, numbered as there. What is known of them is kept in lists by these
// numbers, and by ids where it outlives the settings. It never changes.
type roster struct {
	services, counters []string       // ids
	service, counter   map[string]int // numbers, by id
	serves             [][]int        // the services of each counter
	crews              [][]int        // the counters that serve the same, together
	servers            [][]int        // of these, those that serve each service
	usual              []float64      // seconds that a service takes by the settings
}

func newRoster(v *Venue) *roster {
	r, crews := &roster{service: map[string]int{}, counter: map[string]int{}}, map[string]int{}
	for i, s := range v.Services {
		r.services, r.service[s.ID] = append(r.services, s.ID), i
		r.usual = append(r.usual, (time.Duration(s.Minutes) * time.Minute).Seconds())
	}
	r.servers = make([][]int, len(r.services))
	for i, c := range v.Counters {
		r.counters, r.counter[c.ID] = append(r.counters, c.ID), i
		var serves []int
		for _, id := range c.Services {
			if s := r.service[id]; !slices.Contains(serves, s) {
				serves = append(serves, s)
			}
		}
		r.serves = append(r.serves, serves)
		same := fmt.Sprint(slices.Sorted(slices.Values(serves)))
		g, ok := crews[same]
		if !ok {
			g, crews[same] = len(r.crews), len(r.crews)
			r.crews = append(r.crews, nil)
			for _, s := range serves {
				r.servers[s] = append(r.servers[s], g)
			}
		}
		r.crews[g] = append(r.crews[g], i)
	}
	return r
}

// mean is the mean of what the services take by the settings, in seconds.
func (r *roster) mean() float64 {
	sum := 0.0
	for _, t := range r.usual {
		sum += t
	}
	return sum / float64(max(len(r.usual), 1))
}
