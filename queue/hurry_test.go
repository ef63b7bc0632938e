package queue_test

import (
	"math"
	"slices"
	"time"

	"paihao/queue"
)

// hurry is where a slip stands in the line of its service, that has come or comes now. Ordinary ones stand where they came.
// Priority ones stand behind so many ordinary ones as the ratio wants, counted from the last priority one or from the front,
// behind all that are aged, and never later than where they came.
func (k *clerk) hurry(t slip) int {
	p, ratio := k.page(), k.venue.Rules.Priority
	if t.class != queue.Priority || ratio == (queue.Ratio{}) {
		return t.came
	}
	own := slices.DeleteFunc(p.line(), func(other int) bool {
		return p.slips[other].service != t.service || p.slips[other].came == t.came
	})
	spot, run := ratio.Ordinary, 0
	for at, other := range own {
		if p.slips[other].class == queue.Priority {
			run++
			spot = at + 1
			if run >= ratio.Priority {
				spot += ratio.Ordinary
			}
		} else {
			run = 0
		}
	}
	for spot < len(own) && k.aged(own[spot]) {
		spot++
	}
	switch {
	case spot >= len(own), p.rank(p.slips[own[spot]].stand) > p.rank(t.came):
		return t.came
	case spot == 0:
		return p.behind(max(0, p.group(p.slips[own[0]].stand)-1))
	default:
		return p.behind(p.group(p.slips[own[spot-1]].stand))
	}
}

// aged tells whether no more priority slips may go before one, since so many came to its hall when it stood there already
// that they make it wait for MaxPriorityDelay.
func (k *clerk) aged(i int) bool {
	p := k.page()
	hurried := 0
	for _, t := range p.slips {
		been := slices.ContainsFunc(t.services, func(s string) bool { return k.sameHall(s, p.slips[i].service) })
		if t.class == queue.Priority && been && p.group(t.came) >= p.group(p.slips[i].stand) {
			hurried++
		}
	}
	hands := 0
	for _, c := range k.venue.Counters {
		if k.counter(c.ID) == queue.CounterOpen && slices.Contains(c.Services, p.slips[i].service) {
			hands++
		}
	}
	allowed := k.venue.Rules.MaxPriorityDelay * time.Duration(max(hands, 1)) / k.mean(p.slips[i].service)
	return hurried >= int(allowed)
}

// sameHall tells whether one can walk from service to service by counters that serve both.
func (k *clerk) sameHall(from, to string) bool {
	reached := []string{from}
	for i := 0; i < len(reached); i++ {
		for _, c := range k.venue.Counters {
			if slices.Contains(c.Services, reached[i]) {
				for _, s := range c.Services {
					if !slices.Contains(reached, s) {
						reached = append(reached, s)
					}
				}
			}
		}
	}
	return slices.Contains(reached, to)
}

// mean is how long one ticket takes, by this page and those before it.
func (k *clerk) mean(service string) time.Duration {
	return time.Duration(math.Round(k.taught(len(k.pages)-1, true)[service]*1000)) * time.Millisecond
}

// taught is how many seconds the services take by the newest twenty pages before one, each counting nine tenths of the next, and
// by that page too, if it is to count: five times what the settings say, corrected as twenty services of the mean kind would
// be, beside what was seen.
func (k *clerk) taught(page int, itself bool) map[string]float64 {
	n, sum := map[string]float64{}, map[string]float64{}
	weight := 1.0
	for i := page; i >= max(0, page-20); i-- {
		if i < page || itself {
			k.lessons(i, weight, n, sum)
		}
		if i < page {
			weight *= 0.9
		}
	}
	usual, all := map[string]float64{}, 0.0
	for _, s := range k.venue.Services {
		usual[s.ID] = float64(s.Minutes) * 60
		all += usual[s.ID] * 20 / float64(len(k.venue.Services))
	}
	took, should := all, all
	for _, s := range k.venue.Services {
		took, should = took+sum[s.ID], should+n[s.ID]*usual[s.ID]
	}
	means := map[string]float64{}
	for id, u := range usual {
		means[id] = (sum[id] + 5*u*took/should) / (n[id] + 5)
	}
	return means
}

// lessons adds what the services of a page took: none that was over at once, and none for longer than five times as long as
// was thought in the morning.
func (k *clerk) lessons(page int, weight float64, n, sum map[string]float64) {
	var thought map[string]float64
	for _, t := range k.pages[page].slips {
		if t.verb != queue.Finish || !t.lesson.sure || t.lesson.ms < 15_000 {
			continue
		}
		if thought == nil {
			thought = k.taught(page, false)
		}
		n[t.service] += weight
		sum[t.service] += weight * min(float64(t.lesson.ms), math.Round(5000*thought[t.service])) / 1000
	}
}
