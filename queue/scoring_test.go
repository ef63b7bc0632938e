package queue

import (
	"testing"
	"time"
)

// mustCalled is a ticket that was told a wait and called after another, both in minutes.
func mustCalled(told *Estimate, waited float64) *Ticket {
	came := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	called := came.Add(time.Duration(waited * float64(time.Minute)))
	return &Ticket{Service: "a", Told: told, Steps: []Step{{Seq: 1, What: Take, At: came, Service: "a"}, {Seq: 2, What: CallNext, At: called}}}
}

func estimate(low, point, high float64) *Estimate {
	minutes := func(n float64) time.Duration { return time.Duration(n * float64(time.Minute)) }
	return &Estimate{Low: minutes(low), Point: minutes(point), High: minutes(high)}
}

// What single tickets come to: the ends of the range belong to it, and five minutes later than told is not too late.
func TestScoringOfOne(t *testing.T) {
	for _, c := range []struct {
		name         string
		told         *Estimate
		waited       float64
		error, bias  float64 // minutes
		late, inside float64
	}{
		{"as told", estimate(3, 5, 8), 5, 0, 0, 0, 1},
		{"as early as told", estimate(3, 5, 8), 3, 2, 2, 0, 1},
		{"as late as told", estimate(3, 5, 8), 8, 3, -3, 0, 1},
		{"earlier", estimate(3, 5, 8), 2.5, 2.5, 2.5, 0, 0},
		{"later", estimate(3, 5, 8), 9, 4, -4, 0, 0},
		{"five minutes later", estimate(3, 5, 8), 10, 5, -5, 0, 0},
		{"too late", estimate(3, 5, 8), 11, 6, -6, 1, 0},
		{"too late, but in the range", estimate(3, 5, 20), 11, 6, -6, 1, 1},
		{"told none", estimate(0, 0, 0), 1, 1, -1, 0, 0},
	} {
		s := newSession(&Venue{}, Day{})
		called := mustCalled(c.told, c.waited)
		s.note(called, called.Steps[1])
		minutes := func(n float64) time.Duration { return time.Duration(n * float64(time.Minute)) }
		want := Score{Tickets: 1, Error: minutes(c.error), Bias: minutes(c.bias), Width: c.told.High - c.told.Low, Late: c.late, Inside: c.inside}
		if got := s.scores["a"].score(); got != want {
			t.Errorf("%s: got %+v, want %+v", c.name, got, want)
		}
		if s.unnote(called, called.Steps[1]); len(s.scores) > 0 {
			t.Errorf("%s, taken back: got %+v, want none", c.name, s.scores)
		}
	}
}

// What makes no sense is not counted.
func TestScoringOfNonsense(t *testing.T) {
	for name, called := range map[string]*Ticket{
		"not told":        mustCalled(nil, 5),
		"shut":            mustCalled(&Estimate{Shut: true}, 5),
		"below zero":      mustCalled(estimate(-1, 5, 8), 5),
		"low over point":  mustCalled(estimate(6, 5, 8), 5),
		"point over high": mustCalled(estimate(3, 9, 8), 5),
		"beyond sense":    mustCalled(&Estimate{High: 1<<63 - 1}, 5),
		"before it came":  mustCalled(estimate(3, 5, 8), -5),
		"for years":       mustCalled(estimate(3, 5, 8), 60*24*365),
	} {
		s := newSession(&Venue{}, Day{})
		if s.note(called, called.Steps[1]); len(s.scores) > 0 {
			t.Errorf("%s: got %+v, want none", name, s.scores)
		}
	}
	for _, doubt := range []int{0, 1} {
		called, s := mustCalled(estimate(3, 5, 8), 5), newSession(&Venue{}, Day{})
		called.Steps[doubt].Doubt = true
		if s.note(called, called.Steps[1]); len(s.scores) > 0 {
			t.Errorf("clock in doubt at step %d: got %+v, want none", doubt, s.scores)
		}
	}
}

// A summary from a file keeps what makes sense.
func TestSoundSummary(t *testing.T) {
	well := Score{Tickets: 3, Error: time.Minute, Bias: -time.Minute, Width: time.Hour, Late: 0.5, Inside: 1}
	with := func(change func(*Score)) Score {
		s := well
		change(&s)
		return s
	}
	nonsense := map[string]Score{
		"nobody":     with(func(s *Score) { s.Tickets = 0 }),
		"fewer":      with(func(s *Score) { s.Tickets = -1 }),
		"too many":   with(func(s *Score) { s.Tickets = 1 << 40 }),
		"error":      with(func(s *Score) { s.Error = -1 }),
		"long error": with(func(s *Score) { s.Error = 1<<63 - 1 }),
		"bias":       with(func(s *Score) { s.Bias = -1 << 63 }),
		"width":      with(func(s *Score) { s.Width = -time.Second }),
		"late":       with(func(s *Score) { s.Late = 1.1 }),
		"inside":     with(func(s *Score) { s.Inside = -0.1 }),
	}
	for name, score := range nonsense {
		got := (&Summary{Scores: map[string]Score{"well": well, name: score}}).sound()
		if len(got.Scores) != 1 || got.Scores["well"] != well {
			t.Errorf("%s: got %+v, want the sound one alone", name, got.Scores)
		}
	}
	if got := (*Summary)(nil).read(); got != nil {
		t.Errorf("of none: got %+v, want none", got)
	}
}
