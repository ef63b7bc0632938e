package queue

import "slices"

// mass is a count and a total of seconds, weighted.
type mass struct{ n, t float64 }

func (m *mass) add(o Sum, weight float64) {
	m.n += weight * float64(o.N)
	m.t += weight * float64(o.T) / 1000
}

// mean is the mean, pulled towards a usual value as if that had been seen n times.
func (m mass) mean(usual, n float64) float64 { return (m.t + usual*n) / (m.n + n) }

// tally is the sums of some days, each with its weight.
type tally struct {
	served                     []mass  // by service
	walks, gaps, misses, spent mass    // spent: n who left, and the time that all waited
	unbegun                    float64 // services whose beginning nobody noted
	urgent                     [24]float64
	urgentOf                   []float64
	off                        misfits
}

func newTally(r *roster) *tally {
	return &tally{served: make([]mass, len(r.services)), urgentOf: make([]float64, len(r.services))}
}

// clone is a tally of its own.
func (t *tally) clone() *tally {
	c := *t
	c.served, c.urgentOf = slices.Clone(t.served), slices.Clone(t.urgentOf)
	return &c
}

// add adds a day. What the settings do not have any more is left out.
func (t *tally) add(r *roster, s *Summary, weight float64) {
	for i, id := range r.services {
		t.served[i].add(s.Served[id], weight)
		t.urgentOf[i] += weight * float64(s.UrgentOf[id])
	}
	for h, n := range s.Urgent {
		t.urgent[h] += weight * float64(n)
	}
	t.hall(s.Walks, s.Gaps, s.Misses, s.Left, weight)
	t.unbegun += weight * float64(s.Unbegun)
	if s.Misfits != nil {
		for i, n := range s.Misfits {
			t.off[i] += weight * n
		}
	}
}

// hall adds what a day has taught of the whole hall.
func (t *tally) hall(walks, gaps, misses, left Sum, weight float64) {
	t.walks.add(walks, weight)
	t.gaps.add(gaps, weight)
	t.misses.add(misses, weight)
	t.spent.add(left, weight)
}

// with is the sums with those of today, but for what is asked of past days alone.
func (t *tally) with(l *lessons) *tally {
	all := t.clone()
	for s := range all.served {
		all.served[s].add(l.served[s].Sum, 1)
		all.urgentOf[s] += float64(l.urgentOf[s])
	}
	all.hall(l.walks, l.gaps, l.misses, l.left, 1)
	all.unbegun += float64(l.unbegun)
	return all
}
