package voice

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"paihao/assets"
)

// act is one thing that happens in a hall, and how long it is until the next.
type act struct {
	kind    string
	counter int
	wait    time.Duration
}

// called is what the test knows of one call.
type called struct {
	ticket string
	at     time.Time
	until  time.Time // nobody waits for it any more; zero: somebody does to the end
	recall bool      // it is the ticket's second call or a later one
	said   []time.Time
}

// Whatever is called, called again, put back and answered, and however the card fails meanwhile: each call that is awaited
// long enough is said in time, none twice, none that nobody waits for, and all in the order of calling.
func TestAnyHall(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		counters := rapid.IntRange(1, 30).Draw(r, "counters")
		acts := rapid.SliceOfN(rapid.Custom(func(r *rapid.T) act {
			kinds := []string{"call", "call", "call", "call", "recall", "leave", "serve", "fail", "mend"}
			return act{
				kind: rapid.SampledFrom(kinds).Draw(r, "kind"), counter: rapid.IntRange(1, counters).Draw(r, "counter"),
				wait: time.Duration(rapid.SampledFrom([]int{0, 0, 0, 100, 2000, 9000}).Draw(r, "ms")) * time.Millisecond,
			}
		}), 1, 40).Draw(r, "acts")
		var wrong []string
		play(t, counters, Options{Languages: assets.Languages()}, func(s *stage) { wrong = happen(s, acts) })
		if len(wrong) > 0 {
			r.Fatalf("%q", wrong)
		}
	})
}

// happen lets the acts happen, and tells what was wrong.
func happen(s *stage, acts []act) (wrong []string) {
	calls, at, failed := map[uint64]*called{}, map[int]uint64{}, false
	end := func(counter int) {
		s.mu.Lock()
		defer s.mu.Unlock()
		if c := calls[at[counter]]; c != nil && c.until.IsZero() {
			c.until = time.Now()
		}
		delete(at, counter)
	}
	call := func(counter int, ticket string, recall bool) {
		end(counter)
		s.mu.Lock()
		at[counter], calls[s.seq+1] = s.seq+1, &called{ticket: ticket, at: time.Now(), recall: recall}
		s.mu.Unlock()
		s.call(counter, ticket)
	}
	s.saying = func(seq uint64) { // under the stage's lock
		c := calls[seq]
		c.said = append(c.said, time.Now())
		if !c.until.IsZero() && c.until.Before(time.Now()) {
			wrong = append(wrong, fmt.Sprintf("%s is said though nobody waits for it", c.ticket))
		}
	}
	number := 0
	for _, a := range acts {
		switch a.kind {
		case "call":
			number++
			call(a.counter, fmt.Sprintf("A%03d", number), false)
		case "recall":
			if current := calls[at[a.counter]]; current != nil {
				call(a.counter, current.ticket, true)
			}
		case "leave", "serve":
			end(a.counter)
			s.leave(a.counter)
		case "fail":
			s.turn(errors.New("unplugged"), false)
			failed = true
		case "mend":
			s.turn(nil, false)
		}
		time.Sleep(a.wait)
	}
	s.turn(nil, false)
	time.Sleep(again + 2*fresh)
	s.mu.Lock()
	defer s.mu.Unlock()
	return append(wrong, judge(calls, failed)...)
}

// judge tells what was wrong with what was said. While the card fails a call may be late, and too old to be said then.
func judge(calls map[uint64]*called, failed bool) (wrong []string) {
	var last time.Time
	for seq := uint64(1); calls[seq] != nil; seq++ {
		c := calls[seq]
		switch {
		case len(c.said) > 1 && !failed:
			wrong = append(wrong, fmt.Sprintf("%s is said %d times for one call", c.ticket, len(c.said)))
		case len(c.said) == 0 && c.until.IsZero() && !failed:
			wrong = append(wrong, fmt.Sprintf("%s is not said", c.ticket))
		case len(c.said) > 0:
			if late := c.said[0].Sub(c.at); late > fresh {
				wrong = append(wrong, fmt.Sprintf("%s is said %v late", c.ticket, late))
			}
			if !c.recall && c.said[0].Before(last) {
				wrong = append(wrong, fmt.Sprintf("%s is said before one that was called before it", c.ticket))
			}
			if !c.recall {
				last = c.said[0]
			}
		}
	}
	return wrong
}
