package core

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"paihao/app/printer"
	"paihao/queue"
)

// press is a printer that does as a test says.
type press struct {
	mu      sync.Mutex
	printed []string
	busy    int   // jobs within Print now
	most    int   // of them at once
	err     error // of the next jobs
	status  printer.Status
	silent  error         // of the next questions
	gate    chan struct{} // what a job waits for; nil: nothing
	asked   int
}

func (p *press) Print(ctx context.Context, job []byte) error {
	p.mu.Lock()
	p.busy++
	p.most = max(p.most, p.busy)
	gate := p.gate
	p.mu.Unlock()
	var err error
	if gate != nil {
		select {
		case <-gate:
		case <-ctx.Done():
			err = ctx.Err()
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.busy--
	if err == nil {
		err = p.err
	}
	if err == nil {
		p.printed = append(p.printed, string(job))
	}
	return err
}

func (p *press) Status(context.Context) (printer.Status, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.asked++
	return p.status, p.silent
}

func (p *press) set(change func(p *press)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	change(p)
}

// playSlips has slips printed, in a bubble.
func playSlips(t *testing.T, act func(s *stage, slips *slips, p *press)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		s, p := mustStage(t, memory()), &press{}
		slips := newSlips(p, s.Queue, s.log)
		stop := background(t, slips.run)
		synctest.Wait()
		act(s, slips, p)
		stop()
		s.mustClose()
	})
}

// mustTouch takes tickets at the touch window: nobody's WeChat knows them.
func (s *stage) mustTouch(n int) (tickets []queue.Standing) {
	s.t.Helper()
	for range n {
		tickets = append(tickets, *s.mustDo(queue.Command{Verb: queue.Take, Service: "general", Origin: queue.FromTouch}).Ticket)
	}
	return tickets
}

func (s *stage) wantHealth(state queue.PrinterState, unprinted string) {
	s.t.Helper()
	synctest.Wait()
	if h := s.Health(); h.Printer != state || h.Unprinted != unprinted {
		s.t.Errorf("the printer is %q, without slips are %q, want %q and %q", h.Printer, h.Unprinted, state, unprinted)
	}
}

// Slips are printed in order and one at a time; those for which there is no room are refused at once, and named.
func TestSlipsOneAtATime(t *testing.T) {
	playSlips(t, func(s *stage, slips *slips, p *press) {
		p.set(func(p *press) { p.gate = make(chan struct{}) })
		tickets := s.mustTouch(mostSlips + 2)
		answers := make([]error, len(tickets))
		var asking sync.WaitGroup
		for i, x := range tickets {
			asking.Go(func() { answers[i] = slips.print(s.t.Context(), x, []byte(x.Number)) })
			synctest.Wait()
		}
		last := tickets[len(tickets)-1]
		if err := answers[len(tickets)-1]; !errors.Is(err, errSlipBusy) {
			t.Errorf("one slip too many: got %v, want errSlipBusy", err)
		}
		s.wantHealth(queue.PrinterWell, last.Number)
		close(p.gate)
		asking.Wait()
		var want []string
		for _, x := range tickets[:len(tickets)-1] {
			want = append(want, x.Number)
		}
		if !slices.Equal(p.printed, want) || p.most != 1 {
			t.Errorf("printed %q, %d at once, want %q one at a time", p.printed, p.most, want)
		}
		if err := slips.print(s.t.Context(), last, nil); err != nil {
			t.Fatal(err)
		}
		s.wantHealth(queue.PrinterWell, "")
	})
}

// A slip that nobody waits for any more is not begun, and its ticket is named; what has begun is ended.
func TestSlipsOfPeopleWhoLeave(t *testing.T) {
	playSlips(t, func(s *stage, slips *slips, p *press) {
		p.set(func(p *press) { p.gate = make(chan struct{}) })
		tickets := s.mustTouch(2)
		var asking sync.WaitGroup
		for _, x := range tickets {
			asking.Go(func() {
				ctx, stop := context.WithTimeout(s.t.Context(), time.Second)
				defer stop()
				if err := slips.print(ctx, x, []byte(x.Number)); !errors.Is(err, context.DeadlineExceeded) {
					t.Errorf("%s: got %v, want the end of their patience", x.Number, err)
				}
			})
			synctest.Wait()
		}
		asking.Wait()
		close(p.gate)
		s.wantHealth(queue.PrinterWell, tickets[1].Number)
		if !slices.Equal(p.printed, []string{tickets[0].Number}) {
			t.Errorf("printed %q, want the one that had begun", p.printed)
		}
	})
}

// What fails is told, and over when it works again, for which the printer is asked every few seconds.
func TestSlipsFail(t *testing.T) {
	playSlips(t, func(s *stage, slips *slips, p *press) {
		x := s.mustTouch(1)[0]
		for _, tt := range []struct {
			err    error
			status printer.Status
			state  queue.PrinterState
		}{
			{printer.ErrSilent, printer.Status{}, queue.PrinterSilent},
			{printer.ErrHalf, printer.Status{}, queue.PrinterSilent},
			{fmt.Errorf("x: %w", printer.ErrNoPaper), printer.Status{NoPaper: true}, queue.PrinterNoPaper},
			{nil, printer.Status{NoPaper: true}, queue.PrinterNoPaper}, // it has come to its end meanwhile
		} {
			p.set(func(p *press) { p.err, p.status, p.silent = tt.err, tt.status, nil })
			if tt.state == queue.PrinterSilent {
				p.set(func(p *press) { p.silent = printer.ErrSilent })
			}
			if err := slips.print(s.t.Context(), x, nil); err == nil || tt.err != nil && !errors.Is(err, tt.err) {
				t.Errorf("got %v, want %v", err, tt.err)
			}
			s.wantHealth(tt.state, x.Number)
			time.Sleep(time.Minute)
			s.wantHealth(tt.state, x.Number)
			p.set(func(p *press) { p.err, p.status, p.silent = nil, printer.Status{}, nil })
			time.Sleep(askDown)
			s.wantHealth(queue.PrinterWell, x.Number)
			if err := slips.print(s.t.Context(), x, nil); err != nil {
				t.Fatal(err)
			}
			s.wantHealth(queue.PrinterWell, "")
		}
		if log := s.logged.String(); strings.Count(log, "the printer has changed") != 9 {
			t.Errorf("want one line of the log for each change, got:\n%s", log)
		}
	})
}

// Tickets without a slip are named until they are over, or their customer's WeChat has them.
func TestUnprinted(t *testing.T) {
	playSlips(t, func(s *stage, slips *slips, p *press) {
		p.set(func(p *press) { p.err = printer.ErrSilent })
		tickets := s.mustTouch(3)
		for _, x := range tickets {
			_ = slips.print(s.t.Context(), x, nil)
		}
		s.wantHealth(queue.PrinterSilent, tickets[0].Number+" "+tickets[1].Number+" "+tickets[2].Number)
		p.set(func(p *press) { p.err = nil })
		s.mustDo(queue.Command{Verb: queue.Cancel, Ticket: tickets[0].ID})
		code := s.mustKeep(queue.Code{ID: "for-one", Purpose: queue.BindTicket, For: tickets[2].ID}, ticketCodeLife)
		s.scans(1, code)
		time.Sleep(askDown)
		s.wantHealth(queue.PrinterWell, tickets[1].Number)
		p.set(func(p *press) { p.err = printer.ErrHalf })
		for _, x := range s.mustTouch(mostUnprinted + 3) {
			_ = slips.print(s.t.Context(), x, nil)
		}
		if n := len(strings.Fields(s.Health().Unprinted)); n != mostUnprinted {
			t.Errorf("%d tickets are named, want %d", n, mostUnprinted)
		}
	})
}

// A printer that is well is asked once a minute, so that staff hear of an empty roll before the next customer does.
func TestPrinterIsAsked(t *testing.T) {
	playSlips(t, func(s *stage, _ *slips, p *press) {
		s.wantHealth(queue.PrinterWell, "")
		time.Sleep(10*askWell + time.Second)
		p.set(func(p *press) {
			if p.asked != 11 {
				t.Errorf("asked %d times in ten minutes, want once a minute and at the beginning", p.asked)
			}
			p.status.NoPaper = true
		})
		time.Sleep(askWell)
		s.wantHealth(queue.PrinterNoPaper, "")
	})
}
