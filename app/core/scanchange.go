package core

import (
	"context"
	"errors"
	"sync"
	"time"

	"paihao/queue"
)

const (
	// changeWithin is how long after the scan a customer may say that they want to change.
	changeWithin = 5 * time.Minute
	// mostChanges is how many such scans are remembered.
	mostChanges = 4096
)

// changes remembers which other service the holders of tickets have scanned, for as long as they may say that they want to
// change to it. It is lost with the program: then they scan again.
type changes struct {
	mu     sync.Mutex
	wanted map[queue.Customer]change
}

type change struct {
	service string
	until   time.Time
}

func (c *changes) note(customer queue.Customer, service string, now time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.wanted) >= mostChanges {
		for who, w := range c.wanted {
			if !now.Before(w.until) {
				delete(c.wanted, who)
			}
		}
	}
	if c.wanted == nil || len(c.wanted) >= mostChanges {
		c.wanted = map[queue.Customer]change{}
	}
	c.wanted[customer] = change{service, now.Add(changeWithin)}
}

// of is the service that a customer has scanned a moment ago.
func (c *changes) of(customer queue.Customer, now time.Time) (string, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	w, ok := c.wanted[customer]
	return w.service, ok && now.Before(w.until)
}

// already tells who has a ticket where it stands. When the code is another service's, they may change to it by one word,
// while they wait and as long as it gives out tickets: number and time of arrival stay theirs.
func (s *scanner) already(a act, held queue.Standing, service string) string {
	switch {
	case held.Service == service || !s.issues(service):
		return s.words.describe("reply.already", held)
	case held.State != queue.Waiting:
		return s.words.refuse("reply.already", held)
	}
	s.changes.note(a.customer, service, s.now())
	return s.words.describe("reply.already", held, s.words.about("reply.change_offer", service))
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
	service, ok := s.changes.of(a.customer, s.now())
	switch {
	case !ok || held.Service == service:
		s.meet(ctx, a)
		return s.words.describe("reply.status", held, line("reply.change_scan"))
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
