package queue

import (
	"cmp"
	"slices"
)

// next is the ticket a counter calls next, nil when nobody waits for it.
//
// The rule: of all that wait for a service the counter serves, the one whose place is earliest. Places rise in the order
// of arrival over all services, so it is first come, first served, but for those who came back after a miss.
func (b *Book) next(counter Counter) *Ticket {
	var first *Ticket
	for _, s := range counter.Services {
		if _, id, ok := b.line(s).at(0); ok {
			if t := b.tickets[id]; first == nil || t.before(first) {
				first = t
			}
		}
	}
	return first
}

// before tells whether t is called before u. Two lines may give out one place when the rules changed during the day.
func (t *Ticket) before(u *Ticket) bool {
	return cmp.Or(t.Place.Compare(u.Place), cmp.Compare(t.ID, u.ID)) < 0
}

// ahead is the position of a ticket of the service at a place: how many are called before it.
//
// The rule: all with an earlier place, in its own line and in those that every counter of its service serves too. A line
// that only some of them serve does not count, since another counter may pass it by. The settings decide, not which
// counters are open, so a position rises only when somebody comes back in front.
func (b *Book) ahead(service string, p Place) int {
	n := b.line(service).ahead(p)
	for _, s := range b.rivals[service] {
		n += b.line(s).ahead(p)
	}
	return n
}

// rivals lists for each service the other ones that all its counters serve.
func rivals(v *Venue) map[string][]string {
	all := map[string][]string{}
	for _, s := range v.Services {
		for _, other := range v.Services {
			if s.ID != other.ID && v.together(s.ID, other.ID) {
				all[s.ID] = append(all[s.ID], other.ID)
			}
		}
	}
	return all
}

// together tells whether each counter of the service, and there is one, serves the other service too.
func (v *Venue) together(service, other string) bool {
	served := false
	for _, c := range v.Counters {
		if slices.Contains(c.Services, service) {
			if !slices.Contains(c.Services, other) {
				return false
			}
			served = true
		}
	}
	return served
}

// placeAfter is a free place with n tickets of the line before it, or more where some came back to that place already.
func (b *Book) placeAfter(service string, n int) Place {
	l := b.line(service)
	for i := n; ; i++ {
		behind, id, ok := l.at(i)
		switch {
		case !ok:
			return Place{Seq: b.places + 1}
		case b.tickets[id].cameBack():
			continue
		case i == 0:
			return l.behind(behind.Seq - 1)
		}
		before, _, _ := l.at(i - 1)
		return l.behind(before.Seq)
	}
}
