package core

import (
	"context"
	"errors"
	"time"

	"paihao/queue"
)

// changeWithin is how long after the scan a customer may say that they want to change.
const changeWithin = 5 * time.Minute

// already tells who has a ticket where it stands. When the code is another service's, or they chose another, they may change
// to it by one word, while they wait and as long as it gives out tickets: number and time of arrival stay theirs.
func (s *scanner) already(a act, held queue.Standing, service string) string {
	switch {
	case held.Service == service || !s.issues(service):
		return s.words.describe("reply.already", held)
	case held.State != queue.Waiting:
		return s.words.refuse("reply.already", held)
	}
	s.changes.note(a.customer, service, s.now(), changeWithin)
	offer := "reply.change_offer"
	if a.chosen {
		offer = "reply.change_offer.chosen"
	}
	return s.words.describe("reply.already", held, s.words.about(offer, service))
}

// issues tells whether a service gives out tickets now.
func (s *scanner) issues(service string) bool {
	for _, v := range s.queue.View().Services {
		if v.ID == service {
			return v.Open
		}
	}
	return false
}

// changed puts a customer's ticket into the line of the service that they scanned last.
func (s *scanner) changed(ctx context.Context, a act, held queue.Standing) string {
	service, ok := s.changes.recall(a.customer, s.now())
	switch {
	case !ok || held.Service == service:
		s.meet(ctx, a)
		return s.words.describe("reply.status", held, line(s.words.asking("reply.change_scan")))
	case held.State != queue.Waiting || !s.issues(service):
		s.meet(ctx, a)
		return s.words.refuse("reply.no_change", held)
	}
	out, err := s.do(ctx, a, queue.Command{Verb: queue.Transfer, Ticket: held.ID, Service: service})
	var refused *queue.TicketError
	switch {
	case errors.As(err, &refused):
		s.meet(ctx, a)
		return s.words.refuse("reply.no_change", refused.Ticket)
	case err != nil:
		return s.trouble(err)
	}
	return s.words.describe("reply.changed", *out.Ticket)
}
