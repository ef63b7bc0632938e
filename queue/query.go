package queue

import (
	"context"
	"maps"
	"slices"
	"sort"
)

// MaxPage is how many tickets one answer holds at the most.
const MaxPage = 100

// Query asks for a part of the line, or for tickets by their numbers.
type Query struct {
	Services []string // those waiting for these; empty = for any, also for one that has left the settings
	Search   string   // only tickets of today whose number holds these characters, whatever their state; at most MaxSearch of them
	From     int      // how many to pass over, 0 or more
	Count    int      // how many to give, 1 to MaxPage
}

// Page is a part of the line, or of what a search has found.
type Page struct {
	Revision uint64     // who holds a View of a later one should ask again
	Total    int        // how many there are in all, on this page or not
	Tickets  []Standing // in the order they would be called; what a search finds beyond the line comes after it, see Line
}

// Line gives a part of the line, in the order in which one counter for these services would call it. A page costs the same
// wherever in the line it begins.
//
// With Search it gives every ticket of the day whose number holds those characters: those that wait first, in the order of
// calling, then those that are called, served, missed or held, then those that have ended, both with the newest step first.
// Capital and small letters are the same, and so are wide and narrow ones, as Chinese keyboards write them; white space does
// not count. A search looks at all tickets of the day, and keeps nobody waiting while it does.
//
// Errors: ErrInvalid for a part that cannot be, or a search that is too long; ErrNoService for one that is not in the
// settings, lest a window with an old name looks as if nobody waited.
func (q *Queue) Line(ctx context.Context, ask Query) (Page, error) {
	if err := ctx.Err(); err != nil {
		return Page{}, err
	}
	if ask.From < 0 || ask.Count < 1 || ask.Count > MaxPage || len([]rune(ask.Search)) > MaxSearch {
		return Page{}, ErrInvalid
	}
	for _, s := range ask.Services {
		if _, ok := q.venue.Service(s); !ok {
			return Page{}, ErrNoService
		}
	}
	ask.Services = slices.Compact(slices.Sorted(slices.Values(ask.Services)))
	if wanted := folded(ask.Search); wanted != "" {
		return q.search(ask, wanted), nil
	}
	q.mu.RLock()
	defer q.mu.RUnlock()
	page := q.reading().page(ask)
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
	t, ok := q.reading().Ticket(id)
	if !ok {
		return Standing{}, ErrNoTicket
	}
	return t, nil
}

// page is a part of the lines of some services together, of all when none is named.
func (b *Book) page(ask Query) (p Page) {
	services := ask.Services
	if len(services) == 0 {
		services = slices.Collect(maps.Keys(b.lines))
	}
	for _, s := range services {
		p.Total += b.line(s).len()
	}
	if ask.From >= p.Total {
		return p
	}
	start, more := b.nth(services, ask.From)
	for t := range b.inOrder(services, start) {
		if more > 0 {
			more--
			continue
		}
		if p.Tickets = append(p.Tickets, b.standing(t)); len(p.Tickets) == ask.Count {
			break
		}
	}
	return p
}

// nth is where in the lines of some services together to begin so as to come to the ticket with n others before it, and how
// many are to be passed over from there: those that share its Seq.
func (b *Book) nth(services []string, n int) (start Place, more int) {
	upTo := func(seq int) (sum int) {
		for _, s := range services {
			sum += b.line(s).upTo(uint64(seq))
		}
		return sum
	}
	seq := sort.Search(int(b.places), func(seq int) bool { return upTo(seq) > n })
	if seq > 0 {
		n -= upTo(seq - 1)
	}
	return Place{Seq: uint64(seq)}, n
}
