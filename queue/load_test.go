package queue_test

import (
	"context"
	"testing"

	"paihao/queue"
	"paihao/queue/storetest"
)

// forgetful loses the ticket that was taken last, as a store does that has set a damaged record aside.
type forgetful struct{ queue.Store }

func (s forgetful) Load(ctx context.Context) (*queue.Saved, error) {
	saved, err := s.Store.Load(ctx)
	if err == nil && len(saved.Tickets) > 0 {
		saved.Tickets = saved.Tickets[:len(saved.Tickets)-1]
	}
	return saved, err
}

// A number is given out once, even when its ticket was lost.
func TestLostTicketKeepsItsNumber(t *testing.T) {
	store := storetest.Memory()
	open := func(ctx context.Context) (queue.Store, error) {
		s, err := store.Open(ctx)
		return forgetful{s}, err
	}
	for _, want := range []string{"A001", "A002"} { // the second after a start that lost the first
		q, err := queue.New(t.Context(), queue.Options{Venue: venue(), Open: open})
		if err != nil {
			t.Fatal(err)
		}
		out, err := q.Do(t.Context(), queue.Command{Verb: queue.Take, Service: "general"})
		if err != nil || out.Ticket.Number != want {
			t.Errorf("got %v, %v, want %s", out.Ticket, err, want)
		}
		if err := q.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
