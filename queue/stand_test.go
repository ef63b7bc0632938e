package queue_test

import (
	"slices"

	"paihao/queue"
)

// stand is a place in line that one slip has or had. Those who let others pass, and those who hurry, stand together with
// one who was there before; the rest stand alone.
type stand struct{ id, group int }

// atEnd is a new stand behind all.
func (p *page) atEnd() int {
	p.groups++
	return p.behind(p.groups)
}

// behind is a new stand behind all that stand together, or stood. Group 0 is before the first of the day.
func (p *page) behind(group int) int {
	at := 0
	for at < len(p.order) && p.order[at].group <= group {
		at++
	}
	p.stands++
	p.order = slices.Insert(p.order, at, stand{p.stands, group})
	return p.stands
}

// rank is how far to the front a stand is.
func (p *page) rank(id int) int {
	return slices.IndexFunc(p.order, func(s stand) bool { return s.id == id })
}

func (p *page) group(id int) int { return p.order[p.rank(id)].group }

// line is all that wait, in the order in which they would be called by a counter for everything.
func (p *page) line() (line []int) {
	waiting := map[int]int{}
	for i, t := range p.slips {
		if p.state(i) == queue.Waiting {
			waiting[t.stand] = i
		}
	}
	for _, s := range p.order {
		if i, ok := waiting[s.id]; ok {
			line = append(line, i)
		}
	}
	return line
}

// before lists those that wait and are surely called before one that waits.
func (k *clerk) before(i int) (list []int) {
	p := k.page()
	for _, other := range p.line() {
		if other == i {
			return list
		}
		if k.surely(p.slips[i].service, p.slips[other].service) {
			list = append(list, other)
		}
	}
	return list
}

func (k *clerk) ahead(i int) int { return len(k.before(i)) }

// surely tells whether a slip of another service that stands before one of mine is called before it, whichever counter calls.
func (k *clerk) surely(mine, other string) bool {
	if mine == other {
		return true
	}
	served := false
	for _, c := range k.venue.Counters {
		if slices.Contains(c.Services, mine) {
			served = true
			if !slices.Contains(c.Services, other) {
				return false
			}
		}
	}
	return served
}

// letPass is a new stand for a slip behind the next n that count before it: from the front of the line on or from where
// it stands. Whoever let others pass to that very stand stays before it; when fewer wait it is at the end of all.
func (k *clerk) letPass(i, n int, fromFront bool) int {
	p := k.page()
	own := slices.DeleteFunc(p.line(), func(other int) bool {
		passed := !fromFront && p.rank(p.slips[other].stand) < p.rank(p.slips[i].stand)
		return other == i || passed || !k.surely(p.slips[i].service, p.slips[other].service)
	})
	at := n
	for at < len(own) && p.slips[own[at]].gaveWay() {
		at++
	}
	switch {
	case at >= len(own):
		return p.atEnd()
	case at > 0:
		return p.behind(p.group(p.slips[own[at-1]].stand))
	case fromFront:
		return p.behind(max(0, p.group(p.slips[own[0]].stand)-1))
	default:
		return p.behind(p.group(p.slips[i].stand))
	}
}
