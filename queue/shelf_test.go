package queue_test

import (
	"context"
	"fmt"
	"testing"

	"paihao/queue"
)

// missing is a store that begins with so many who were missed, the one who came last first.
type missing struct{ sieve }

func (m missing) Load(ctx context.Context) (*queue.Saved, error) {
	saved, err := m.sieve.Load(ctx)
	for i := range saved.Tickets {
		t, n := &saved.Tickets[i], uint64(m.waiting)
		t.State = queue.Missed
		t.Steps = append(t.Steps, queue.Step{Seq: 3*n - uint64(i), What: queue.CallNext, At: noon}, queue.Step{Seq: 5*n - uint64(i), What: queue.Miss, At: noon})
	}
	return saved, err
}

// mustMissing opens a hall whose store begins with so many who were missed.
func mustMissing(f failer, n int) *hall {
	f.Helper()
	h := &hall{failer: f, clock: &clock{now: noon}}
	h.options = queue.Options{Venue: venue(), Now: h.clock.Now, Open: func(context.Context) (queue.Store, error) { return missing{sieve{waiting: n}}, nil }}
	h.mustOpen()
	return h
}

// A start puts those who were missed in the order in which they were, whatever order they came in.
func TestManyMissed(t *testing.T) {
	h := mustMissing(t, 1000)
	defer h.mustClose()
	missed := h.View().Missed
	for i, s := range missed {
		if want := fmt.Sprint("ticket ", i+1); s.ID != want {
			t.Errorf("missed as the %d. before the last: got %s, want %s", i, s.ID, want)
		}
	}
	if len(missed) != queue.MaxMissed {
		t.Errorf("missed: got %d shown, want %d", len(missed), queue.MaxMissed)
	}
}

// BenchmarkStartMissed starts with so many who were missed: ten times as many take ten times as long, not a hundred.
func BenchmarkStartMissed(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		b.Run(fmt.Sprintf("missed=%d", n), func(b *testing.B) {
			for b.Loop() {
				mustMissing(b, n).mustClose()
			}
		})
	}
}
