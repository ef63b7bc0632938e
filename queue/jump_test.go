package queue_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"paihao/queue"
)

const year = 365 * 24 * time.Hour

// jumper is a hall whose clock is turned as if there were no time.
type jumper struct {
	*hall
	line  []string        // ids in the order of calling
	given map[string]bool // days and numbers
}

// No clock is so mad that the line is called in another order, a number is given out twice within its day, or the hall is
// stuck: whatever has happened, staff can end the day, and tickets are given out again.
func TestJumps(t *testing.T) {
	checkInBubble(t, func(r *rapid.T) {
		j := &jumper{hall: mustHallAt(r, venue(), noon.Add(drawJump(r))), given: map[string]bool{}}
		defer func() { j.mustClose() }()
		j.look()
		r.Repeat(map[string]func(*rapid.T){
			"take":  j.take,
			"take2": j.take,
			"next":  j.next,
			"jump":  func(r *rapid.T) { j.clock.turn(drawJump(r)) },
			"battery": func(r *rapid.T) {
				j.clock.turn(time.Unix(int64(rapid.IntRange(0, 1e6).Draw(r, "1970")), 0).Sub(j.clock.Now()))
			},
			"right": func(r *rapid.T) { j.clock.turn(noon.Sub(j.clock.Now())) },
			"wechat": func(r *rapid.T) {
				j.Hear(j.clock.Now().Add(rapid.SampledFrom([]time.Duration{0, 0, -14 * year}).Draw(r, "differs")))
			},
			"close": func(r *rapid.T) { j.press(r, queue.Command{Verb: queue.CloseDay}, queue.ErrDayClosed) },
			"undo": func(r *rapid.T) {
				j.press(r, queue.Command{Verb: queue.Undo, Undoes: queue.DayClosing}, queue.ErrTooLate)
			},
			"restart": func(r *rapid.T) { j.mustReopen() },
			"leave":   j.leave,
			"":        j.check,
		})
		j.leave(r)
	})
}

// drawJump is anything from ten years back to fourteen years ahead, most often a likely step.
func drawJump(r *rapid.T) time.Duration {
	likely := rapid.SampledFrom([]time.Duration{time.Second, time.Hour, -time.Hour, 16 * time.Hour, 24 * time.Hour, -24 * time.Hour, 36 * time.Hour, 14 * year, -10 * year})
	return rapid.OneOf(likely, likely, rapid.Map(rapid.IntRange(-10*365*24*60, 14*365*24*60), minutes)).Draw(r, "jump")
}

// press presses a button that may be refused for one reason.
func (j *jumper) press(r *rapid.T, c queue.Command, refusal error) (queue.Outcome, bool) {
	o, err := j.Do(context.Background(), c)
	if err != nil && (refusal == nil || !errors.Is(err, refusal)) {
		r.Fatalf("%s: got %v, want no error or %v", c.Verb, err, refusal)
	}
	return o, err == nil
}

func (j *jumper) take(r *rapid.T) {
	if o, ok := j.press(r, queue.Command{Verb: queue.Take, Service: "general"}, queue.ErrDayClosed); ok {
		j.stand(r, o)
	}
}

// stand finds a new ticket at the end of the line, with a number of its own.
func (j *jumper) stand(r *rapid.T, o queue.Outcome) {
	key := o.Ticket.Day + " " + o.Ticket.Number
	if j.given[key] {
		r.Fatalf("%s was given out before", key)
	}
	j.given[key] = true
	j.line = j.now() // a day may have begun with it
	if j.line[len(j.line)-1] != o.Ticket.ID {
		r.Fatalf("%s does not stand at the end", o.Ticket.Number)
	}
}

func (j *jumper) next(r *rapid.T) {
	j.press(r, queue.Command{Verb: queue.Open, Counter: "1"}, nil)
	j.check(r)
	o, ok := j.press(r, queue.Command{Verb: queue.CallNext, Counter: "1"}, queue.ErrDayClosed)
	switch {
	case !ok && !j.look().Closed:
		r.Fatalf("next on an open day: got %v", queue.ErrDayClosed)
	case o.Ticket == nil && len(j.line) > 0, o.Ticket != nil && (len(j.line) == 0 || o.Ticket.ID != j.line[0]):
		r.Fatalf("next: got %s, want the first of %v", lineOrNone(o.Ticket), j.line)
	case o.Ticket != nil:
		j.line = j.line[1:]
	}
}

// now is who waits, in order.
func (j *jumper) now() (ids []string) {
	j.look()
	for _, t := range j.inLine() {
		ids = append(ids, t.ID)
	}
	return ids
}

// check finds the line as it was, or gone, or come back, with its day; never in another order.
func (j *jumper) check(r *rapid.T) {
	line := j.now()
	for i, id := range line {
		if at := slices.Index(j.line, id); at >= 0 && at != i {
			r.Fatalf("line: got %v, was %v", line, j.line)
		}
	}
	if !slices.IsSorted(line) {
		r.Fatalf("line: got %v, want it in the order in which they came", line)
	}
	j.line = line
}

// leave ends the day, and a day later tickets are given out: by itself, or once staff have said that it is another day.
func (j *jumper) leave(r *rapid.T) {
	if j.press(r, queue.Command{Verb: queue.CloseDay}, queue.ErrDayClosed); !j.look().Closed {
		j.take(r)
		return
	}
	j.clock.turn(24 * time.Hour)
	if j.look().Closed {
		if !j.look().Health.Overdue {
			r.Fatalf("the day is closed, and nobody is told that another has come: %+v", j.look().Health)
		}
		j.press(r, queue.Command{Verb: queue.CloseDay}, nil)
	}
	o, _ := j.press(r, queue.Command{Verb: queue.Take, Service: "general"}, nil)
	j.stand(r, o)
}

// A day that was opened on a dead clock, in 2040 or in 1970, is left as soon as the clock is right.
func TestDeadClockDayIsLeft(t *testing.T) {
	for _, wrong := range []time.Duration{14 * year, -56 * year, -36 * time.Hour} {
		h := mustHallAt(t, venue(), noon.Add(wrong))
		was := h.mustTake("general", "")
		h.clock.turn(-wrong)
		for _, restart := range []bool{false, true} {
			if restart {
				h.mustReopen()
			}
			if v := h.look(); v.Day != was.Day || !v.Health.Overdue || v.Totals[queue.Waiting] != 1 {
				t.Errorf("begun %v away, the clock right again: got %s, %+v, want %s, overdue", wrong, v.Day, v.Health, was.Day)
			}
		}
		h.mustDo(queue.Command{Verb: queue.CloseDay})
		h.wantDay("left", "2026-11-20", false, false)
		got := h.mustTake("general", "")
		if got.Number != "A001" || !got.IssuedAt.Equal(noon) {
			t.Errorf("begun %v away and left: got %s at %v, want A001 at noon", wrong, got.Number, got.IssuedAt)
		}
		h.clock.turn(16 * time.Hour)
		h.wantDay("the next morning", "2026-11-21", false, false)
		h.mustClose()
	}
}
