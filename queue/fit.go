package queue

// How much has to be seen before it counts as much as what was thought before.
const (
	fitHall = 20 // services, for whether the settings' minutes are right on the whole
	fitMean = 5  // services of one kind, for what it takes
	fitPace = 30 // services of the day, for how fast the day is
)

// fit is what services take: mean[s] × pace seconds in the mean.
type fit struct {
	mean  []float64 // by service
	pace  float64   // of the day: 2 when all takes twice as long
	usual float64   // the mean of what the services are thought to take before each has shown its own
}

// unlearned is what services take by the settings alone.
func (r *roster) unlearned() fit { return fit{mean: r.usual, pace: 1, usual: r.mean()} }

// fitted is what services take by some sums.
//
// The rule: each service's mean is pulled towards its setting, as if that had been seen fitMean times; before that the
// settings are corrected by how far off all of them are together, which is pulled towards not at all.
func (r *roster) fitted(all *tally) fit {
	prior := fitHall * r.mean()
	took, usual := prior, prior
	for s, x := range all.served {
		took += x.t
		usual += x.n * r.usual[s]
	}
	f := fit{mean: make([]float64, len(r.usual)), pace: 1, usual: r.mean() * took / usual}
	for s, x := range all.served {
		f.mean[s] = x.mean(r.usual[s]*took/usual, fitMean)
	}
	return f
}

// paced is the fit with the pace of a day: what its services took compared with their means, pulled towards 1 as if fitPace
// services had taken that.
func (f fit) paced(l *lessons) fit {
	took := fitPace * f.usual
	expected := took
	for s, x := range l.served {
		took += float64(x.T) / 1000
		expected += float64(x.N) * f.mean[s]
	}
	f.pace = took / expected
	return f
}
