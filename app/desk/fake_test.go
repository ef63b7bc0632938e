package desk_test

import (
	"context"
	"slices"
	"strings"
	"sync"

	"paihao/queue"
)

// fake is a queue that writes down what it is asked for. Answers wait for the gate, if there is one.
type fake struct {
	mu       sync.Mutex
	hand     sync.Mutex // held while the test's hand is in the window: answers come after that
	asked    []queue.Command
	gate     chan struct{}
	err      error
	out      queue.Outcome
	line     []queue.Standing // of the last scene
	all      []queue.Standing // its tickets
	lineErr  error
	lineGate chan struct{}
	views    chan queue.View
}

var _ queue.Commands = (*fake)(nil)

func (f *fake) Do(ctx context.Context, c queue.Command) (queue.Outcome, error) {
	f.mu.Lock()
	f.asked = append(f.asked, c)
	gate, err := f.gate, f.err
	f.mu.Unlock()
	if gate != nil {
		select {
		case <-gate:
		case <-ctx.Done():
			return queue.Outcome{}, ctx.Err()
		}
	}
	f.hand.Lock()
	defer f.hand.Unlock()
	return f.out, err
}

// Line finds like a queue in the last scene: in its line, or with a search among all its tickets.
func (f *fake) Line(ctx context.Context, q queue.Query) (p queue.Page, err error) {
	if gate := f.lineGate; gate != nil {
		select {
		case <-gate:
		case <-ctx.Done():
			return p, ctx.Err()
		}
	}
	f.hand.Lock()
	defer f.hand.Unlock()
	f.mu.Lock()
	defer f.mu.Unlock()
	from := f.line
	if q.Search != "" {
		from = f.all
	}
	for _, t := range from {
		if len(q.Services) > 0 && !slices.Contains(q.Services, t.Service) || !strings.Contains(t.Number, strings.ToUpper(q.Search)) {
			continue
		}
		if p.Total >= q.From && len(p.Tickets) < q.Count {
			p.Tickets = append(p.Tickets, t)
		}
		p.Total++
	}
	return p, f.lineErr
}

// Ticket finds a ticket of the last scene.
func (f *fake) Ticket(_ context.Context, id string) (queue.Standing, error) {
	f.hand.Lock()
	defer f.hand.Unlock()
	f.mu.Lock()
	defer f.mu.Unlock()
	i := slices.IndexFunc(f.all, func(t queue.Standing) bool { return t.ID == id })
	if i < 0 {
		return queue.Standing{}, queue.ErrNoTicket
	}
	return f.all[i], nil
}

func (f *fake) Watch(context.Context) <-chan queue.View { return f.views }

// commands is what was asked for since the last call.
func (f *fake) commands() []queue.Command {
	f.mu.Lock()
	defer f.mu.Unlock()
	asked := f.asked
	f.asked = nil
	return asked
}
