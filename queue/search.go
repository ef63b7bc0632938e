package queue

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// MaxSearch is how many characters a search has at the most. No number has more.
const MaxSearch = 32

// searchTries is how often a search that was overtaken by a change begins anew. The last one counts as it is.
const searchTries = 3

// search gives a part of what is found. It looks through the tickets outside the lock, which it holds only to copy the list of
// them, and again to say how those of the page stand; tickets themselves never change.
func (q *Queue) search(ask Query, wanted string) Page {
	for try := 1; ; try++ {
		q.mu.RLock()
		all, revision := slices.Clone(q.book.issued), q.revision
		q.mu.RUnlock()
		found := matching(all, ask.Services, wanted)
		q.mu.RLock()
		if q.revision == revision || try == searchTries {
			defer q.mu.RUnlock()
			from := min(ask.From, len(found))
			to := min(from+ask.Count, len(found))
			return Page{Revision: revision, Total: len(found), Tickets: q.book.standings(found[from:to])}
		}
		q.mu.RUnlock()
	}
}

// standings is how tickets stand that are of the day.
func (b *Book) standings(tickets []*Ticket) (list []Standing) {
	for _, t := range tickets {
		if s, ok := b.Ticket(t.ID); ok {
			list = append(list, s)
		}
	}
	return list
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
