package queue

import "time"

// Means are averages of the day so far; zero while there is nothing to average. What happened while the clock was in doubt
// does not count.
type Means struct {
	Wait    time.Duration `json:"wait"`    // from the ticket to its first call, of all that were called
	Service time.Duration `json:"service"` // from the call that the customer came to, to the end, of those whose end was noted
}

// average is one that times are added to and taken from, in milliseconds: the nanoseconds of a long day of many tickets would
// be too many.
type average struct {
	sum int64
	n   int64
}

func (a *average) add(d time.Duration, ok bool) {
	if ok {
		a.sum, a.n = a.sum+d.Milliseconds(), a.n+1
	}
}

func (a *average) remove(d time.Duration, ok bool) {
	if ok {
		a.sum, a.n = a.sum-d.Milliseconds(), a.n-1
	}
}

// mean is zero of nothing.
func (a average) mean() time.Duration {
	return time.Duration(a.sum/max(a.n, 1)) * time.Millisecond
}

// means is the averages of the session.
func (s *session) means() Means { return Means{Wait: s.waits.mean(), Service: s.services.mean()} }

// waited is how long the ticket waited for its first call; false when it had none.
func (t *Ticket) waited() (time.Duration, bool) {
	for _, s := range t.Steps {
		if s.What == CallNext || s.What == CallTicket {
			return between(t.Steps[0], s)
		}
	}
	return 0, false
}

// served is how long the ticket was at a counter until it was finished, from the call that its customer came to; false when
// it was not, or nobody noted when.
func (t *Ticket) served() (time.Duration, bool) {
	end := t.lastStep()
	if t.State != Done || end.What != Finish {
		return 0, false
	}
	for i := len(t.Steps) - 1; i >= 0; i-- {
		if what := t.Steps[i].What; what == CallNext || what == CallTicket {
			return between(t.Steps[i], end)
		}
	}
	return 0, false
}

// between is the time between two steps, if the clock is to be believed at both. One that was set back has measured none.
func between(from, to Step) (time.Duration, bool) {
	return max(to.At.Sub(from.At), 0), !from.Doubt && !to.Doubt
}
