package core

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"time"

	"paihao/app/config"
	"paihao/app/printer"
	"paihao/queue"
)

// What keeps a slip from the printer.
var (
	errNoPrinter = errors.New("core: no printer is set up")
	errSlipBusy  = errors.New("core: too many slips wait for the printer")
)

const (
	// mostSlips is how many slips wait for the printer at the most: about as many as people do before a touch window.
	mostSlips = 8
	// slipWithin is how long one slip holds up the next.
	slipWithin = 20 * time.Second
	// The printer is asked how it is when nothing was printed for a while, and often while it or a slip is missing.
	askWell = time.Minute
	askDown = 5 * time.Second
	// mostUnprinted is how many tickets without a slip are named: as many as staff look after.
	mostUnprinted = 12
)

// slips brings slips to the printer: one goroutine, one at a time, in the order they came. No ticket waits for it. A slip
// whose customer is not waited with any more is not begun, since nobody would take it; what has begun is ended.
//
// What is called is the ticket, never its slip: a number is shown before it is printed, on the touch window, which gives back
// what it could not show, or at the desk. So a ticket without a slip stays in line, and the desks name it until it is
// printed, bound to a WeChat that knows it, or over. That is kept in memory: after a restart no slip is known to be missing.
type slips struct {
	printer printer.Printer
	queue   *queue.Queue
	log     *slog.Logger
	jobs    chan *slipJob
	running chan struct{} // closed when the printer takes no more slips

	mu      sync.Mutex
	missing []queue.Standing // tickets without a slip, the last one last
}

// slipJob is a slip on its way.
type slipJob struct {
	ctx    context.Context // of who waits for it
	ticket queue.Standing
	bytes  []byte
	done   chan error // has room for the answer
}

func newSlips(p printer.Printer, q *queue.Queue, log *slog.Logger) *slips {
	return &slips{printer: p, queue: q, log: log, jobs: make(chan *slipJob, mostSlips), running: make(chan struct{})}
}

// print hands a slip over and waits until it is printed. Errors: those of the printer, errSlipBusy, queue.ErrClosed, and that
// of ctx, after which it may still be printed.
func (s *slips) print(ctx context.Context, t queue.Standing, job []byte) error {
	j := &slipJob{ctx, t, job, make(chan error, 1)}
	select {
	case s.jobs <- j:
	default:
		s.note(t, errSlipBusy)
		return errSlipBusy
	}
	select {
	case err := <-j.done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	case <-s.running:
		return queue.ErrClosed
	}
}

// run prints slips, and asks how the printer is, until ctx ends.
func (s *slips) run(ctx context.Context) {
	defer close(s.running)
	ask := time.NewTimer(0)
	defer ask.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case j := <-s.jobs:
			s.do(ctx, j)
		case <-ask.C:
			s.ask(ctx)
		}
		ask.Reset(s.pause())
	}
}

// do prints one slip, unless nobody waits for it any more.
func (s *slips) do(ctx context.Context, j *slipJob) {
	err := j.ctx.Err()
	if err == nil {
		err = s.send(ctx, j.bytes)
		s.tell(err)
	}
	s.note(j.ticket, err)
	j.done <- err
}

// send prints a job, and asks whether the paper has lasted for it.
func (s *slips) send(ctx context.Context, job []byte) error {
	ctx, cancel := context.WithTimeout(ctx, slipWithin)
	defer cancel()
	if err := s.printer.Print(ctx, job); err != nil {
		return err
	}
	if status, err := s.printer.Status(ctx); err == nil && status.NoPaper {
		return printer.ErrNoPaper
	}
	return nil
}

// ask asks the printer how it is.
func (s *slips) ask(ctx context.Context) {
	status, err := s.printer.Status(ctx)
	if err == nil {
		err = status.Err()
	}
	if ctx.Err() == nil {
		s.tell(err)
	}
	s.note(queue.Standing{}, nil)
}

// tell tells the windows how the printer is, and the log when that has changed.
func (s *slips) tell(err error) {
	state := queue.PrinterWell
	switch {
	case errors.Is(err, printer.ErrNoPaper):
		state = queue.PrinterNoPaper
	case err != nil:
		state = queue.PrinterSilent
	}
	s.queue.Tell(func(h *queue.Health) {
		if h.Printer != state {
			s.log.Info("the printer has changed", "state", state, "err", err)
		}
		h.Printer = state
	})
}

// note takes up what became of a ticket's slip, and forgets tickets that are over or that a WeChat holds. A ticket without an
// id only lets it look at the others.
func (s *slips) note(t queue.Standing, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.missing = slices.DeleteFunc(s.missing, func(x queue.Standing) bool { return x.ID == t.ID || !s.missed(x) })
	if err != nil {
		s.log.Warn("no slip", "number", t.Number, "err", err)
	}
	if err != nil && s.missed(t) {
		s.missing = append(s.missing, t)
		s.missing = s.missing[max(0, len(s.missing)-mostUnprinted):]
	}
	var numbers []string
	for _, x := range s.missing {
		numbers = append(numbers, x.Number)
	}
	s.queue.Tell(func(h *queue.Health) { h.Unprinted = strings.Join(numbers, " ") })
}

// missed tells whether a ticket's customer still needs a slip.
func (s *slips) missed(t queue.Standing) (yes bool) {
	s.queue.Look(func(b *queue.Book) {
		now, found := b.Ticket(t.ID)
		yes = found && now.State.Open() && !now.Bound
	})
	return yes
}

// pause is how long until the printer is asked again.
func (s *slips) pause() time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.missing) > 0 || s.queue.Health().Printer != queue.PrinterWell {
		return askDown
	}
	return askWell
}

// openPrinter makes what prints slips, where a printer is set up. Until it has been asked it counts as well.
func (k *Kiosk) openPrinter(_ context.Context, o *Options) error {
	if o.Settings.Printer.URL == config.NoPrinter {
		return nil
	}
	p, err := printer.Open(o.Settings.Printer.URL)
	if err != nil {
		return err
	}
	k.slips = newSlips(p, k.Queue, o.Log)
	k.slipper = slipper{settings: &o.Settings, venue: &k.venue, code: k.codes.TicketCode, now: o.Now, log: o.Log}
	k.Queue.Tell(func(h *queue.Health) { h.Printer = queue.PrinterWell })
	return nil
}
