package queue_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"paihao/queue"
)

// presser draws commands, mostly on what it has heard of.
type presser struct {
	*rand.Rand
	tickets, operations []string
}

func (p *presser) pick(list ...string) string { return list[p.IntN(len(list))] }

// command is one that may well be refused.
func (p *presser) command() queue.Command {
	c := queue.Command{
		Operation: fmt.Sprint("operation ", p.Uint64()),
		Verb: queue.Verb(p.pick("take", "take", "take", "take", "next", "next", "next", "call", "recall", "start", "finish", "miss", "miss", "return",
			"return", "hold", "resume", "transfer", "transfer", "later", "cancel", "open", "pause", "stop", "issue", "undo", "forget", "meet", "bind")),
		Service: p.pick("general", "social", "company"), By: p.pick(queue.ByDesk, queue.ByCustomer), Class: queue.Class(p.IntN(2)),
	}
	name := p.pick("", "ann", "bob", "cat", "dan", "eve")
	switch c.Verb {
	case queue.CallNext, queue.CallTicket, queue.Open, queue.Pause:
		c.Counter = p.pick("1", "2", "3")
	case queue.Stop:
		c.Service = "social" // a batch begins with a ticket for another
	case queue.Forget, queue.Meet, queue.Bind:
		name = p.pick("ann", "bob", "cat")
	}
	if c.Customer = customer(name); name != "" && p.IntN(2) == 0 {
		c.Meeting = &queue.Meeting{Channel: p.pick("door", "poster"), Union: p.pick("", "u", name), Phone: p.pick("", "1")}
	}
	if len(p.tickets) > 0 && c.Verb != queue.Take {
		newest := p.tickets[max(0, len(p.tickets)-12):]
		c.Ticket, c.Undoes = p.pick(newest...), p.pick(p.operations[max(0, len(p.operations)-3):]...)
		c.Code = queue.Code{Purpose: queue.BindTicket, ID: p.pick(newest...)}.Key()
	}
	return c
}

// heard keeps what an answer tells.
func (p *presser) heard(c queue.Command, got pressed) {
	if got.err != nil {
		return
	}
	p.operations = append(p.operations, c.Operation)
	if t := got.outcome.Ticket; t != nil && !slices.Contains(p.tickets, t.ID) {
		p.tickets = append(p.tickets, t.ID)
	}
}

// After a fault in the middle of a batch, wherever it strikes, and after a commit that was not written, the writer goes on
// from what is committed and what the batch decided before: nothing of the command that failed is left.
func TestRestore(t *testing.T) {
	for seed := range uint64(40 * rounds()) {
		synctest.Test(t, func(t *testing.T) {
			v := venue()
			v.Rules.Priority, v.Rules.MaxPriorityDelay, v.Rules.UndoWithin = queue.Ratio{Priority: 1, Ordinary: 1}, time.Hour, time.Hour
			v.Rules.CallsBeforeMiss, v.Rules.MissAfter, v.Rules.Later = 1, 0, 1
			v.Tells = []queue.NoticeKind{queue.Issued, queue.YouMiss, queue.YouBack, queue.Lapsed, queue.Feedback}
			h, p, d := mustHall(t, v), presser{Rand: rand.New(rand.NewPCG(seed, 0))}, &dice{}
			h.mustClose()
			h.options.Rand = d
			h.mustOpen()
			defer func() { h.mustClose() }()
			for _, c := range []string{"1", "2", "3"} {
				h.mustDo(queue.Command{Verb: queue.Open, Counter: c})
			}
			faults := 0
			for round := range 25 {
				faults += h.stumble(&p, d, round)
			}
			if faults == 0 {
				t.Errorf("seed %d: no command ended in a fault, want some", seed)
			}
			before := h.View()
			h.mustReopen()
			after := h.View()
			before.Revision, after.Revision = 0, 0
			before.Health, after.Health = queue.Health{}, queue.Health{}
			if g, w := mustText(t, after), mustText(t, before); g != w {
				t.Errorf("seed %d, after a restart:\n%s", seed, difference(g, w))
			}
		})
	}
}

// stumble presses a batch in which randomness fails once, or which is not written at first, and tells how many commands
// ended in a fault.
func (h *hall) stumble(p *presser, d *dice, round int) (faults int) {
	h.Helper()
	h.clock.turn(20 * time.Second)
	var list []queue.Command
	for range 1 + p.IntN(8) {
		list = append(list, p.command())
	}
	strike, refuse, refused := 1+p.IntN(3*len(list)), p.IntN(5) == 0, false
	got := h.batch(func() {
		d.failAt(strike)
		if refuse {
			h.store.RefuseCommits(1)
		}
	}, list...)
	d.failAt(0)
	for i, c := range list {
		p.heard(c, got[i])
		if errors.Is(got[i].err, queue.ErrInternal) {
			faults++
		}
		refused = refused || errors.Is(got[i].err, queue.ErrNotWritten)
	}
	if refuse && !refused {
		_, _ = h.Do(context.Background(), queue.Command{Verb: queue.Take, Service: "company"}) // nothing was to be written until now
	}
	for range 2 {
		h.look() // what was not written is tried again
	}
	if where := h.Apart(); where != "" {
		h.Fatalf("round %d, %d commands, fault at read %d, refused %v: the writer's book differs from the readers' at %s", round, len(list), strike, refuse, where)
	}
	return faults
}
