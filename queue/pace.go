package queue

import "time"

// How a service's pace is learned from its day.
const (
	paceKept  = 50               // newest durations that count
	paceUsual = 5                // weight of the setting, in tickets
	paceLeast = 15 * time.Second // shorter ones are mistakes at the desk
	paceMost  = 4                // longer ones, as a multiple of the setting, are forgotten finishes
)

// pace is how long one ticket of a service keeps a counter.
type pace struct {
	usual time.Duration   // from the settings
	last  []time.Duration // newest last
}

// learn takes up one finished ticket.
func (p *pace) learn(took time.Duration) {
	if took < paceLeast {
		return
	}
	p.last = append(p.last, min(took, paceMost*p.usual))
	if len(p.last) > paceKept {
		p.last = append(p.last[:0:0], p.last[1:]...)
	}
}

// mean is the average of the newest durations, pulled towards the setting while there are few:
// (sum + 5·usual) / (n + 5).
func (p *pace) mean() time.Duration {
	sum := paceUsual * p.usual
	for _, d := range p.last {
		sum += d
	}
	return sum / time.Duration(len(p.last)+paceUsual)
}

// took is how long the ticket kept its counter up to the step that finished it: from its first call.
func (t *Ticket) took(finish Step) time.Duration {
	_, first := t.calls()
	return finish.At.Sub(first)
}
