package queue

import (
	"context"
	"maps"
	"slices"
	"strings"
)

// MaxPage is how many tickets one answer holds at the most.
const MaxPage = 100

// Query asks for a part of the line.
type Query struct {
	Services []string // those waiting for these; empty = for any
	Search   string   // only tickets of today whose number holds these characters, letters in any case; whatever their state
	From     int      // how many to pass over, 0 or more
	Count    int      // how many to give, 1 to MaxPage
}

// Page is a part of the line.
type Page struct {
	Revision uint64
	Total    int        // how many there are in all, on this page or not
	Tickets  []Standing // in the order they would be called; what a search finds beyond the line comes after it, newest first
}

// Line gives a part of the line; see Commands.
func (q *Queue) Line(ctx context.Context, ask Query) (Page, error) {
	if err := ctx.Err(); err != nil {
		return Page{}, err
	}
	if ask.From < 0 || ask.Count < 1 || ask.Count > MaxPage {
		return Page{}, ErrInvalid
	}
	q.mu.RLock()
	defer q.mu.RUnlock()
	page := q.book.page(ask)
	page.Revision = q.revision
	return page, nil
}

// Ticket gives how a ticket of the open day stands; see Commands.
func (q *Queue) Ticket(ctx context.Context, id string) (Standing, error) {
	if err := ctx.Err(); err != nil {
		return Standing{}, err
	}
	q.mu.RLock()
	defer q.mu.RUnlock()
	t, ok := q.book.Ticket(id)
	if !ok {
		return Standing{}, ErrNoTicket
	}
	return t, nil
}

// page walks the lines together.
func (b *Book) page(ask Query) (p Page) {
	services := ask.Services
	if len(services) == 0 {
		services = slices.Collect(maps.Keys(b.lines))
	}
	wanted := strings.ToUpper(ask.Search)
	for t := range b.inOrder(services, Place{}) {
		if !strings.Contains(strings.ToUpper(t.Number), wanted) {
			continue
		}
		if p.Total >= ask.From && len(p.Tickets) < ask.Count {
			p.Tickets = append(p.Tickets, b.standing(t))
		}
		p.Total++
	}
	return p
}
