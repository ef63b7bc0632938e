package queue

// lingers is how much is left, on the average and as a share of what has passed, of what keeps people waiting longer than it
// usually does: what has lasted long lasts longer than one thinks.
const lingers = 0.25

// await looks for how long people have waited.
func (s *schedule) await(b *Book) {
	s.waited = room(s.waited, len(b.venue.Services))
	for i, service := range b.venue.Services {
		if _, t, ok := orEmpty(b.arrived[service.ID]).at(0); ok {
			s.waited[i] = max(b.now.Sub(t.since()).Seconds(), 0)
		}
	}
}

// awaited is for how many seconds the first has waited of those whom a counter may call; 0 where nobody waits.
func (s *schedule) awaited(c int) (longest float64) {
	for _, service := range s.booths[c].services {
		longest = max(longest, s.waited[service])
	}
	return longest
}

// idle is for how many seconds an open counter has been free; 0 where nobody has noted since when.
func (b *Book) idle(c int) float64 {
	id, desk := b.venue.Counters[c].ID, b.today.desks[c]
	turns, n := b.turns(id), len(desk)
	if b.counterState(id) != CounterOpen || len(turns) == 0 || n > 0 && !desk[n-1].free {
		return 0
	}
	free := turns[len(turns)-1].At
	if n > 0 && desk[n-1].at.After(free) {
		free = desk[n-1].at
	}
	return b.now.Sub(free).Seconds()
}

// linger draws when a counter calls again that has let people wait for longer than a turnover takes. Nobody is at it, and
// nobody has paused it: it stays so the longer, the longer it has been so.
func (s *schedule) linger(c int, idle float64) {
	left := lasting(lingers * idle)
	s.booths[c].busy = true
	for k := range left {
		s.booths[c].free[k] = s.drawn(&left, k, drawRest+c)
	}
}
