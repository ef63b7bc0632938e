package queue

import (
	"iter"
	"slices"
)

// inOrder walks the lines of some services together, the one called first first.
func (b *Book) inOrder(services []string) iter.Seq[*Ticket] {
	return func(yield func(*Ticket) bool) {
		taken := make([]int, len(services))
		for {
			var first *Ticket
			from := 0
			for i, s := range services {
				if _, id, ok := b.line(s).at(taken[i]); ok {
					if t := b.tickets[id]; first == nil || t.Place.Compare(first.Place) < 0 {
						first, from = t, i
					}
				}
			}
			if first == nil || !yield(first) {
				return
			}
			taken[from]++
		}
	}
}

// next is the ticket a counter calls next, nil when nobody waits.
//
// The rule: of all that wait for a service the counter serves, the one whose place is earliest. Places rise in the order
// of arrival over all services, so it is first come, first served, but for those who came back after a miss.
func (b *Book) next(counter Counter) *Ticket {
	for t := range b.inOrder(counter.Services) {
		return t
	}
	return nil
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

// placeAfter is a free place for a ticket of the service with n before it, as ahead counts them, or more where some came
// back to that place already; at the end when fewer wait.
func (b *Book) placeAfter(service string, n int) Place {
	services := append([]string{service}, b.rivals[service]...)
	i, behind := 0, uint64(0)
	for t := range b.inOrder(services) {
		switch {
		case i < n || t.cameBack():
			i, behind = i+1, t.Place.Seq
			continue
		case i == 0:
			behind = t.Place.Seq - 1
		}
		return b.freePlace(behind)
	}
	return Place{Seq: b.places + 1}
}

// freePlace is the place behind all tickets that share seq, whatever line they are in: no two tickets that wait have the
// same place, so the order of calling is the same for all counters.
func (b *Book) freePlace(seq uint64) Place {
	var place Place
	for _, l := range b.lines {
		if p := l.behind(seq); place.Compare(p) < 0 {
			place = p
		}
	}
	return place
}
