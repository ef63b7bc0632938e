package take_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"paihao/queue"
)

// fake is a queue and an attendant that write down what they are asked for. Answers wait for the gate, if there is one.
type fake struct {
	hand  sync.Mutex // held while a finger is on the window: Fyne's test driver draws news on whatever goroutine brings it
	mu    sync.Mutex
	asked []queue.Command
	gate  chan struct{}
	errs  []error // of the next answers of Do, then none
	took  bool    // the ticket is taken although an error is answered that leaves it open
	made  map[string]queue.Standing
	now   queue.Standing // how the ticket stands
	gone  bool           // there is no such ticket
	views chan queue.View

	codes   int
	codeErr error
	codeURL string
	helps   []string
	helpErr error

	printGate chan struct{}
	printErr  error
	printed   []string
}

// errLost is an answer that got lost on its way.
var errLost = errors.New("connection reset")

var (
	_ queue.Commands  = (*fake)(nil)
	_ queue.Attendant = (*fake)(nil)
)

// Do takes tickets as the queue does: the same operation again gives the same ticket.
func (f *fake) Do(ctx context.Context, c queue.Command) (queue.Outcome, error) {
	f.await()
	f.mu.Lock()
	f.asked = append(f.asked, c)
	var err error
	if len(f.errs) > 0 {
		err, f.errs = f.errs[0], f.errs[1:]
	}
	gate := f.gate
	f.mu.Unlock()
	if gate != nil {
		select {
		case <-gate:
		case <-ctx.Done():
			return queue.Outcome{}, ctx.Err()
		}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	unknown := errors.Is(err, queue.ErrInternal) || errors.Is(err, errLost)
	t, again := f.made[c.Operation]
	if again && !unknown {
		return queue.Outcome{Ticket: &t}, nil // what is done is done, whatever hinders others now
	}
	if c.Verb != queue.Take || err != nil && !(f.took && unknown) {
		return queue.Outcome{}, err
	}
	if !again {
		t = ticket()
		t.Service, t.Party = c.Service, c.Party
		t.ID += c.Operation
		t.Number = fmt.Sprintf("A%03d", 20+len(f.made))
		f.made[c.Operation] = t
		f.now = t
	}
	if err != nil {
		return queue.Outcome{}, err
	}
	return queue.Outcome{Ticket: &t}, nil
}

// await lets a finger go first.
func (f *fake) await() {
	f.hand.Lock()
	defer f.hand.Unlock()
}

func (f *fake) Watch(context.Context) <-chan queue.View { return f.views }

func (f *fake) Line(context.Context, queue.Query) (queue.Page, error) {
	return queue.Page{}, queue.ErrInvalid
}

func (f *fake) Ticket(_ context.Context, id string) (queue.Standing, error) {
	f.await()
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.gone || f.now.ID != id {
		return queue.Standing{}, queue.ErrNoTicket
	}
	return f.now, nil
}

func (f *fake) TicketCode(context.Context, string, bool) (queue.Code, error) {
	f.await()
	f.mu.Lock()
	defer f.mu.Unlock()
	f.codes++
	if f.codeErr != nil {
		return queue.Code{}, f.codeErr
	}
	return queue.Code{Purpose: queue.BindTicket, URL: f.codeURL}, nil
}

func (f *fake) TryVoice(context.Context) error { return nil }

func (f *fake) CallStaff(_ context.Context, place string) error {
	f.await()
	f.mu.Lock()
	defer f.mu.Unlock()
	f.helps = append(f.helps, place)
	return f.helpErr
}

func (f *fake) StaffCome(context.Context) error { return nil }

func (f *fake) PrintSlip(ctx context.Context, ticket string) error {
	f.await()
	f.mu.Lock()
	f.printed = append(f.printed, f.numberOf(ticket))
	gate := f.printGate
	f.mu.Unlock()
	if gate != nil {
		select {
		case <-gate:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.printErr
}

// takes are the tickets that were asked for, by their operations, each once.
func (f *fake) takes() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	var names []string
	for _, c := range f.asked {
		if c.Verb == queue.Take && !slices.Contains(names, c.Operation) {
			names = append(names, c.Operation)
		}
	}
	return names
}

// commands are those that were given since the last call.
func (f *fake) commands() []queue.Command {
	f.mu.Lock()
	defer f.mu.Unlock()
	asked := f.asked
	f.asked = nil
	return asked
}

// numberOf is the number of a ticket that was made. The caller holds mu.
func (f *fake) numberOf(id string) string {
	for _, t := range f.made {
		if t.ID == id {
			return t.Number
		}
	}
	return "?"
}
