package queue

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// MaxSearch is how many characters a search has at the most. No number has more.
const MaxSearch = 32

// searchTries is how often a search that was overtaken by a change begins anew, before it lets the writer wait for once.
const searchTries = 3

// search gives a part of what is found. It looks through the tickets outside the lock, which it holds only to copy the list of
// them, and again to say how those of the page stand; tickets themselves never change.
func (q *Queue) search(ask Query, wanted string) (p Page) {
	for range searchTries {
		q.mu.RLock()
		all, revision := slices.Clone(q.book.issued), q.revision
		q.mu.RUnlock()
		found := matching(all, ask.Services, wanted)
		q.mu.RLock()
		same := q.revision == revision
		if same {
			p = q.part(ask, found)
		}
		q.mu.RUnlock()
		if same {
			return p
		}
	}
	q.mu.RLock()
	defer q.mu.RUnlock()
	return q.part(ask, matching(q.book.issued, ask.Services, wanted))
}

// part is the page that was asked for. The caller holds the lock, and the tickets are the book's.
func (q *Queue) part(ask Query, found []*Ticket) Page {
	p, reading := Page{Revision: q.revision, Total: len(found)}, q.reading()
	from := min(ask.From, len(found))
	for _, t := range found[from:min(from+ask.Count, len(found))] {
		p.Tickets = append(p.Tickets, reading.standing(t))
	}
	return p
}

// matching finds the tickets of some services, or of any, whose number holds the wanted text, and orders them as Line says.
func matching(all []*Ticket, services []string, wanted string) []*Ticket {
	var waiting, here, ended []*Ticket
	for _, t := range all {
		if len(services) > 0 && !slices.Contains(services, t.Service) || !strings.Contains(folded(t.Number), wanted) {
			continue
		}
		switch {
		case t.State == Waiting:
			waiting = append(waiting, t)
		case t.State.Open():
			here = append(here, t)
		default:
			ended = append(ended, t)
		}
	}
	newest := func(x, y *Ticket) int { return cmp.Compare(y.lastStep().Seq, x.lastStep().Seq) }
	slices.SortFunc(waiting, func(x, y *Ticket) int { return x.Place.Compare(y.Place) })
	slices.SortFunc(here, newest)
	slices.SortFunc(ended, newest)
	return slices.Concat(waiting, here, ended)
}

// folded is a text as searches compare it: in capitals, with narrow letters and digits for wide ones, without white space.
func folded(text string) string {
	if !strings.ContainsFunc(text, func(r rune) bool { return r < '!' || r > '~' || 'a' <= r && r <= 'z' }) {
		return text // as numbers are
	}
	return strings.Map(func(r rune) rune {
		if '！' <= r && r <= '～' { // U+FF01 to U+FF5E are U+0021 to U+007E made wide
			r -= '！' - '!'
		}
		if unicode.IsSpace(r) {
			return -1
		}
		return unicode.ToUpper(r)
	}, text)
}
