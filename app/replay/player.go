package replay

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"paihao/queue"
)

// player tells the queue of one row after the other.
type player struct {
	queue *queue.Queue
	clock *clock
	lives map[string]*life // of all tickets of the trace, by name
}

// life is what the trace has said of a ticket.
type life struct {
	id string // in the queue
	row
}

// verbs are what the rows ask of the queue.
var verbs = map[kind]queue.Verb{
	open: queue.Open, pause: queue.Pause, shut: queue.Close,
	arrive: queue.Take, cancel: queue.Cancel,
	call: queue.CallTicket, start: queue.Start, miss: queue.Miss, finish: queue.Finish,
}

// before is which row of a ticket each of its rows follows.
var before = map[kind]kind{cancel: arrive, call: arrive, start: call, miss: call, finish: start}

// newPlayer opens a queue whose time begins at a moment.
func newPlayer(ctx context.Context, h hall, begin time.Time, without []queue.Part) (*player, error) {
	p := &player{clock: &clock{}, lives: map[string]*life{}}
	p.clock.set(begin)
	var err error
	p.queue, err = queue.New(ctx, queue.Options{
		Venue: h.venue, Open: openNothing, Now: p.clock.now, Still: true, Rand: rand.NewChaCha8([32]byte{}),
		Forecast: queue.Forecast{Interleave: h.interleave, Without: without},
	})
	if err != nil {
		return nil, fmt.Errorf("open queue: %w", err)
	}
	p.queue.Hear(begin) // nobody doubts the trace's clock, however long the hall was closed
	return p, nil
}

func (p *player) close() error { return p.queue.Close() }

// play tells the queue of a row. Of an arrival it gives what the queue then forecast.
func (p *player) play(ctx context.Context, r row) (told queue.Estimate, err error) {
	l, err := p.life(r)
	if err != nil {
		return told, err
	}
	p.clock.set(r.at)
	done, err := p.queue.Do(ctx, p.command(r, l))
	if err != nil {
		return told, p.refused(r, err)
	}
	if r.ticket == "" {
		return told, nil
	}
	l.row = r
	if r.kind != arrive {
		return told, nil
	}
	l.id = done.Ticket.ID
	p.lives[r.ticket] = l
	forecast := false
	p.queue.Look(func(b *queue.Book) { told, forecast = b.Told(l.id) })
	if !forecast {
		return told, fmt.Errorf("%s: the queue made no forecast for %s", r.where(timeColumn), r.ticket)
	}
	return told, nil
}

// command is what a row asks of the queue.
func (p *player) command(r row, l *life) queue.Command {
	c := queue.Command{Verb: verbs[r.kind], Counter: r.counter, By: queue.ByDesk}
	switch r.kind {
	case arrive:
		c.Service, c.Class = r.service, r.class
	case call:
		c.Expect = queue.Nobody
	case cancel:
		c.By = queue.ByCustomer
	}
	if l != nil {
		c.Ticket = l.id
	}
	return c
}

// life is the ticket of a row, a new one with arrive, nil without a ticket. The queue allows more than a trace may tell.
func (p *player) life(r row) (*life, error) {
	l := p.lives[r.ticket]
	switch {
	case r.ticket == "":
		return nil, nil
	case r.kind == arrive && l != nil:
		return nil, r.wrong(ticketColumn, WrongArrived, r.ticket, "")
	case r.kind == arrive:
		return &life{}, nil
	case l == nil:
		return nil, r.wrong(ticketColumn, WrongUnknown, r.ticket, "")
	case l.kind != before[r.kind]:
		return nil, r.wrong(ticketColumn, WrongStep, string(l.kind), string(before[r.kind]))
	case l.service != r.service:
		return nil, r.wrong(serviceColumn, WrongChanged, r.service, l.service)
	case l.class != r.class:
		return nil, r.wrong(priorityColumn, WrongChanged, fmt.Sprint(int(r.class)), fmt.Sprint(int(l.class)))
	case l.counter != "" && l.counter != r.counter:
		return nil, r.wrong(counterColumn, WrongChanged, r.counter, l.counter)
	}
	return l, nil
}

// refused is the mistake that the queue has found in a row; troubles that are none of the trace's stay as they are.
func (p *player) refused(r row, err error) error {
	for _, trouble := range []error{context.Canceled, context.DeadlineExceeded, queue.ErrInternal, queue.ErrClosed} {
		if errors.Is(err, trouble) {
			return fmt.Errorf("%s: %w", r.where(timeColumn), err)
		}
	}
	switch busy := (*queue.TicketError)(nil); {
	case errors.Is(err, queue.ErrNoTicket):
		return r.wrong(ticketColumn, WrongUnknown, r.ticket, "")
	case errors.Is(err, queue.ErrCounterClosed):
		return r.wrong(counterColumn, WrongShut, r.counter, "")
	case errors.Is(err, queue.ErrNotServed):
		return r.wrong(counterColumn, WrongUnserved, r.counter, r.service)
	case errors.Is(err, queue.ErrCounterBusy) && errors.As(err, &busy):
		return r.wrong(counterColumn, WrongBusy, r.counter, p.name(busy.Ticket.ID))
	}
	return r.wrong(kindColumn, WrongRefused, err.Error(), "")
}

// name is what the trace calls a ticket of the queue.
func (p *player) name(id string) string {
	for name, l := range p.lives {
		if l.id == id {
			return name
		}
	}
	return ""
}
