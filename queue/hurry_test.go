package queue_test

import (
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

// mean is how long one ticket takes: the last fifty of the day, and five times what the settings say.
func (k *clerk) mean(service string) time.Duration {
	s, _ := k.venue.Service(service)
	usual := time.Duration(s.Minutes) * time.Minute
	var took []time.Duration
	for _, i := range k.page().in(queue.Done) {
		if t := k.page().slips[i]; t.verb == queue.Finish && t.service == service && t.took >= 15*time.Second {
			took = append(took, min(t.took, 4*usual))
		}
	}
	took = took[max(0, len(took)-50):]
	sum := 5 * usual
	for _, d := range took {
		sum += d
	}
	return sum / time.Duration(5+len(took))
}
