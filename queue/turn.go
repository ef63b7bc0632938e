package queue

import "math"

// pick is the lane that a counter calls from, by the hall's rule, and the service; the lane is −1 for a priority ticket that
// will have come by then and goes first, both are −1 when nobody waits.
func (c *course) pick(d int) (lane, service int) {
	if c.interleave {
		return c.pickInterleaved(d)
	}
	lane, first := -1, nobody.rank
	for _, l := range c.booths[d].lanes {
		if rank := c.ranks[l]; rank < first {
			lane, first = l, rank
		}
	}
	switch {
	case lane < 0:
		return -1, -1
	case c.overtaken(lane, c.at[d]) && !c.first(lane).urgent:
		return -1, lane
	}
	return lane, lane // they are numbered alike
}

// overtaken tells whether a priority ticket is called at a time before the next ordinary one of a lane: one that will have
// come, when so many ordinary ones were called since the last as the rule says; see join.
func (c *course) overtaken(lane int, t float64) bool {
	return c.hurried && c.turnOfPriority(lane) && c.due(c.lanes[lane].service, t)
}

// turnOfPriority tells whether the ratio lets a priority ticket go first now.
func (c *course) turnOfPriority(lane int) bool {
	return int(c.since[lane]) >= c.ratio.Ordinary
}

// due tells whether one more priority ticket of a service will have come at a time.
func (c *course) due(service int, t float64) bool {
	n := float64(c.over[service])
	return n < float64(c.allowed[service]) && n < math.Floor(c.outlook.urgent[service]*t+drawFine(c.k, drawPriority+service))
}

// pickInterleaved is pick by the rule of Forecast.Interleave.
func (c *course) pickInterleaved(d int) (lane, service int) {
	ordinary, urgent := -1, -1
	n, u := nobody.rank, nobody.rank
	for _, l := range c.booths[d].lanes {
		switch rank := c.ranks[l]; {
		case c.lanes[l].urgent && rank < u:
			urgent, u = l, rank
		case !c.lanes[l].urgent && rank < n:
			ordinary, n = l, rank
		}
	}
	switch {
	case urgent >= 0 && (ordinary < 0 || c.turnOfPriority(0)):
		return urgent, c.lanes[urgent].service
	case ordinary < 0:
		return -1, -1
	case urgent < 0 && c.hurried && c.turnOfPriority(0):
		for _, s := range c.booths[d].services {
			if c.due(s, c.at[d]) {
				return -1, s
			}
		}
	}
	return ordinary, c.lanes[ordinary].service
}

// call has a counter call the next of a lane, or a priority ticket of a service that is yet to come.
func (c *course) call(d, lane, service int) {
	t, urgent, counts := c.at[d], true, service
	if lane < 0 {
		c.over[service]++
	} else {
		urgent = c.first(lane).urgent
		c.note(lane, t)
		c.next[lane]++
		c.ranks[lane] = c.first(lane).rank
		if drawFine(c.k, drawLeft+c.step) < c.leave*t {
			c.step++
			return
		}
	}
	if c.interleave {
		counts = 0
	}
	c.count(counts, urgent)
	c.at[d] = c.ready(d, t+c.gap+c.keeps(service), c.habits)
	c.step++
}

// count keeps to the ratio: after so many priority tickets in a row, ordinary ones are counted anew.
func (c *course) count(lane int, urgent bool) {
	if !urgent {
		c.since[lane]++
		return
	}
	if c.row[lane]++; int(c.row[lane]) >= c.ratio.Priority {
		c.since[lane], c.row[lane] = 0, 0
	}
}

// keeps is how long the ticket that is called now keeps a counter.
func (c *course) keeps(service int) float64 {
	if drawFine(c.k, drawMissed+c.step) < c.miss {
		return c.missTime
	}
	return c.walk + c.service[service]*c.drawn(&c.shape.draws, c.k, c.step)
}

// ready is the first moment from t on at which a counter calls, by its plan. With habits it goes when the plan ends.
func (s *schedule) ready(d int, t float64, habits bool) float64 {
	plan := s.plans[d]
	for i, p := range plan {
		if t < p.to-s.off || !habits && i == len(plan)-1 {
			return max(t, p.from-s.off)
		}
	}
	return math.Inf(1)
}
