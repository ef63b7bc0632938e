package take

import (
	"context"
	"errors"
	"time"

	"paihao/queue"
)

// Times of what happens while a number is shown.
const (
	codeFor   = 10 * time.Second // one code from WeChat
	codeRetry = 5 * time.Second
	lookFor   = 6 * time.Second // how a ticket stands
	printFor  = 25 * time.Second
	mostSlips = 3 // of one ticket
)

// result is a ticket that was taken, and what happens to it while its customer stands here.
type result struct {
	ticket  queue.Standing
	looking bool // a question for how it stands is on its way
	again   bool // and is old news already

	code      queue.Code
	codeState codeState
	codeAgain time.Time // when WeChat is asked again; zero = not

	slip   slipState
	prints int
}

type codeState int

const (
	codeWaiting codeState = iota
	codeReady
	codeFailed
	codeBound
)

type slipState int

const (
	slipNone slipState = iota // there is no printer
	slipPrinting
	slipPrinted
	slipFailed
)

// begin shows a number, and asks for its code and its slip.
func (w *Window) begin(t queue.Standing) {
	w.result = &result{ticket: t}
	w.turn(pageResult)
	w.askCode()
	w.print()
}

// lookUp asks how the ticket that is shown stands, since there is news. One question is on its way at a time.
func (w *Window) lookUp() {
	r := w.result
	if r == nil {
		return
	}
	if r.looking {
		r.again = true
		return
	}
	r.looking, r.again = w.link != nil, false
	w.errand(func(ctx context.Context, c queue.Commands) func() {
		ctx, stop := context.WithTimeout(ctx, lookFor)
		defer stop()
		t, err := c.Ticket(ctx, r.ticket.ID)
		return func() { w.looked(r, t, err) }
	})
}

func (w *Window) looked(r *result, t queue.Standing, err error) {
	r.looking = false
	switch {
	case w.result != r:
		return
	case err == nil:
		r.ticket = t
		if t.Bound {
			r.codeState, r.code, r.codeAgain = codeBound, queue.Code{}, time.Time{}
		}
	case errors.Is(err, queue.ErrNoTicket):
		r.ticket.State = queue.Expired
	}
	if r.again {
		w.lookUp()
	}
}

// askCode asks for the code that binds the ticket to its customer's WeChat.
func (w *Window) askCode() {
	r := w.result
	if w.o.Attendant == nil || r.codeState == codeBound {
		return
	}
	r.codeAgain = time.Time{}
	w.errand(func(ctx context.Context, _ queue.Commands) func() {
		ctx, stop := context.WithTimeout(ctx, codeFor)
		defer stop()
		code, err := w.o.Attendant.TicketCode(ctx, r.ticket.ID, false)
		return func() { w.coded(r, code, err) }
	})
}

func (w *Window) coded(r *result, code queue.Code, err error) {
	switch {
	case w.result != r || r.codeState == codeBound:
	case errors.Is(err, queue.ErrBound):
		r.codeState = codeBound
	case err != nil, code.URL == "", !code.Valid(w.o.Now()):
		w.o.Log.Warn("no code for a ticket", "number", r.ticket.Number, "err", err)
		r.codeState = codeFailed
		if !errors.Is(err, queue.ErrWrongState) && !errors.Is(err, queue.ErrNoTicket) {
			r.codeAgain = w.o.Now().Add(codeRetry)
		}
	default:
		r.code, r.codeState = code, codeReady
	}
}

// retry asks WeChat again when that is due.
func (w *Window) retry(now time.Time) {
	if r := w.result; r != nil && !r.codeAgain.IsZero() && !now.Before(r.codeAgain) {
		w.askCode()
	}
}

// prints tells whether there is a printer for slips.
func (w *Window) prints() bool {
	return w.o.Attendant != nil && w.view.Health.Printer != queue.NoPrinter
}

// print prints the slip, once more on demand. It goes on when the customer leaves: paper that has begun to come out, comes. When
// none does, the number, which is all that its customer has then, is shown for as long as if it had just come.
func (w *Window) print() {
	r := w.result
	if !w.prints() || r == nil || r.slip == slipPrinting || r.prints == mostSlips {
		return
	}
	r.slip, r.prints = slipPrinting, r.prints+1
	w.errand(func(ctx context.Context, _ queue.Commands) func() {
		ctx, stop := context.WithTimeout(ctx, printFor)
		defer stop()
		err := w.o.Attendant.PrintSlip(ctx, r.ticket.ID)
		return func() { w.printed(r, err) }
	})
}

func (w *Window) printed(r *result, err error) {
	r.slip = slipPrinted
	if err != nil {
		r.slip = slipFailed
	}
	if err != nil && w.result == r {
		w.journey.turned = w.o.Now()
	}
}
