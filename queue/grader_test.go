package queue_test

import (
	"maps"
	"math"
	"time"

	"paihao/queue"
)

// grader follows all that is written of tickets and days, in every test, and works out itself how good the estimates of a
// day were.
type grader struct {
	tickets map[string]map[string]queue.Ticket // by day and id
}

// open begins with what a store holds of the current day.
func (g *grader) open(saved *queue.Saved) {
	if g.tickets == nil {
		g.tickets = map[string]map[string]queue.Ticket{}
	}
	g.tickets[saved.Day] = map[string]queue.Ticket{}
	for _, t := range saved.Tickets {
		g.tickets[saved.Day][t.ID] = t
	}
}

// enter follows what was written: a day that is over has the scores that its tickets say, one that goes on has none. The
// outcome of no operation holds them.
func (g *grader) enter(f failer, batch []queue.Change) {
	f.Helper()
	for _, c := range batch {
		for _, t := range c.Tickets {
			if g.tickets[t.Day] == nil {
				g.tickets[t.Day] = map[string]queue.Ticket{}
			}
			g.tickets[t.Day][t.ID] = t
		}
		for _, d := range c.Days {
			g.check(f, d)
		}
		if o := c.Operation; o != nil && o.Outcome.Day != nil && o.Outcome.Day.Summary != nil {
			f.Errorf("%s: the outcome holds what day %s has taught", o.Name, o.Day)
		}
		for _, date := range c.Dropped {
			delete(g.tickets, date)
		}
	}
}

func (g *grader) check(f failer, d queue.Day) {
	f.Helper()
	switch {
	case d.Closed() != (d.Summary != nil):
		f.Errorf("day %s, closed %v, has taught %+v", d.Date, d.Closed(), d.Summary)
	case d.Closed():
		if got, want := d.Summary.Read().Scores, g.scores(d.Date); !sameScores(got, want) {
			f.Errorf("scores of day %s: got %+v, want %+v", d.Date, got, want)
		}
	}
}

// scores is how good the estimates of a day were, by service.
func (g *grader) scores(date string) map[string]queue.Score {
	sums := map[string]*grade{}
	for _, t := range g.tickets[date] {
		if wait, ok := firstWait(t); ok && t.Told != nil && !t.Told.Shut {
			service := t.Steps[0].Service
			if sums[service] == nil {
				sums[service] = &grade{}
			}
			sums[service].add(*t.Told, wait)
		}
	}
	scores := map[string]queue.Score{}
	for service, sum := range sums {
		scores[service] = sum.score()
	}
	return scores
}

// firstWait is how long a ticket waited for its first call, if nothing else came before that, and the time was known.
func firstWait(t queue.Ticket) (wait time.Duration, ok bool) {
	for i, s := range t.Steps {
		switch s.What {
		case queue.Hold, queue.Transfer, queue.Later:
			return 0, false
		case queue.CallNext, queue.CallTicket:
			wait = s.At.Sub(t.Steps[0].At)
			return wait, i == 1 && !s.Doubt && !t.Steps[0].Doubt && wait >= time.Second && wait <= 24*time.Hour
		}
	}
	return 0, false
}

// grade is sums in minutes.
type grade struct{ n, off, bias, width, late, inside float64 }

func (g *grade) add(told queue.Estimate, wait time.Duration) {
	off := told.Point.Minutes() - wait.Minutes()
	g.n++
	g.off += math.Abs(off)
	g.bias += off
	g.width += told.High.Minutes() - told.Low.Minutes()
	if wait-told.Point > 5*time.Minute {
		g.late++
	}
	if wait >= told.Low && wait <= told.High {
		g.inside++
	}
}

func (g *grade) score() queue.Score {
	mean := func(sum float64) time.Duration { return time.Duration(sum / g.n * float64(time.Minute)) }
	return queue.Score{
		Tickets: int(g.n), Error: mean(g.off), Bias: mean(g.bias), Width: mean(g.width), Late: g.late / g.n, Inside: g.inside / g.n,
	}
}

// sameScores tells whether scores are the same to a hundredth of a second: sums of fractions differ in their last digits.
func sameScores(x, y map[string]queue.Score) bool {
	return maps.EqualFunc(x, y, func(x, y queue.Score) bool {
		near := func(x, y time.Duration) bool { return (x - y).Abs() < 10*time.Millisecond }
		part := func(x, y float64) bool { return math.Abs(x-y) < 1e-9 }
		return x.Tickets == y.Tickets && near(x.Error, y.Error) && near(x.Bias, y.Bias) && near(x.Width, y.Width) &&
			part(x.Late, y.Late) && part(x.Inside, y.Inside)
	})
}
