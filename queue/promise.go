package queue

import (
	"fmt"
	"runtime/debug"
)

// promise tells all tickets that were taken in a batch how long they wait, once the batch is decided: they are read off one
// schedule, since no hall changes between them. So a ticket is told how the hall looks when it is written, with those who came
// before it and after it in the same batch. Until then nobody has seen the answers, nor the tickets, of which each has one
// estimate, whatever else the batch has made of it.
//
// Who was called in the same batch has waited for nothing, and is told so; and so is who has left the line in it otherwise,
// whom no forecast is about. After a fault of the forecast the rest are told of no wait, and keep their tickets.
func (q *Queue) promise(results []result) {
	q.draft.plan = &plan{}
	defer func() {
		q.draft.plan = nil
		if fault := recover(); fault != nil {
			q.draft.spare = &schedule{} // it may be half changed
			q.faulted("no wait was forecast", fault)
		}
	}()
	for _, r := range results {
		if r.told == nil {
			continue
		}
		e := Estimate{}
		if t := q.draft.tickets[r.outcome.Ticket.ID]; t.State == Waiting {
			e = q.draft.estimate(t.Service, t.Place, t.Class)
		}
		*r.told, r.outcome.Ticket.Wait = e, e.Range()
	}
}

// faulted logs a fault of the program. The fault itself may quote a customer; its type cannot.
func (q *Queue) faulted(what string, fault any) {
	q.log.Error(what+" on a fault of the program", "fault", fmt.Sprintf("%T", fault), "stack", string(debug.Stack()))
}
