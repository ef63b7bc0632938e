package queue

import (
	"slices"
	"time"
)

// How a service's pace is learned from its day.
const (
	paceKept  = 50               // newest durations that count
	paceSpare = 50               // more that are kept, for when newer ones are taken back
	paceUsual = 5                // weight of the setting, in tickets
	paceLeast = 15 * time.Second // shorter ones are mistakes at the desk
	paceMost  = 4                // longer ones, as a multiple of the setting, are forgotten finishes
)

// pace is how long one ticket of a service keeps a counter.
type pace struct {
	usual time.Duration // from the settings
	last  []lesson      // newest last
	mean  time.Duration // see newestMean
}

func newPace(usual time.Duration) *pace { return &pace{usual: usual, mean: usual} }

// lesson is how long one ticket took.
type lesson struct {
	step uint64 // Seq of the step that finished it
	took time.Duration
}

// learn takes up one finished ticket.
func (p *pace) learn(step uint64, took time.Duration) {
	if took < paceLeast {
		return
	}
	p.last = append(p.last, lesson{step, min(took, paceMost*p.usual)})
	if n := len(p.last); n > paceKept+paceSpare {
		p.last = slices.Delete(p.last, 0, n-paceKept-paceSpare)
	}
	p.mean = p.newestMean()
}

// unlearn forgets a finish that was taken back.
func (p *pace) unlearn(step uint64) {
	p.last = slices.DeleteFunc(p.last, func(l lesson) bool { return l.step == step })
	p.mean = p.newestMean()
}

// newestMean is the mean of the newest durations, pulled towards the setting while there are few:
// (sum + 5·usual) / (n + 5).
func (p *pace) newestMean() time.Duration {
	newest := p.last[max(0, len(p.last)-paceKept):]
	sum := paceUsual * p.usual
	for _, l := range newest {
		sum += l.took
	}
	return sum / time.Duration(len(newest)+paceUsual)
}

// took is how long the ticket kept its counter up to the step that finished it: from its first call.
func (t *Ticket) took(finish Step) time.Duration {
	_, first := t.calls()
	return finish.At.Sub(first)
}
