package queue

import (
	"iter"
	"slices"
	"time"
)

// next is the ticket a counter calls next, nil when nobody waits.
//
// The rule: of all that wait for a service the counter serves, the one whose place is earliest. Places rise in the order of
// arrival over all services, so it is first come, first served; who stands elsewhere was given the place by one of these
// rules: priority (join), coming back after a miss and asking for more time (after).
func (b *Book) next(counter Counter) *Ticket {
	for t := range b.inOrder(counter.Services, Place{}) {
		return t
	}
	return nil
}

// ahead is the position of a ticket of the service at a place: how many are called before it.
//
// The rule: all with an earlier place, in its own line and in those that every counter of its service serves too. A line
// that only some of them serve does not count, since another counter may pass it by. The settings decide, not which
// counters are open, so a position rises only when somebody gets a place in front by the rules named at next, or comes back
// to the place they had: released, resumed, transferred, or called and taken back.
func (b *Book) ahead(service string, p Place) int {
	n := b.line(service).ahead(p)
	for _, s := range b.rivals[service] {
		n += b.line(s).ahead(p)
	}
	return n
}

// join is where a ticket of the service takes its place, that came as the came-th of the day.
//
// The rule: ordinary tickets come to the end. A priority ticket goes as far to the front of its own line as two bounds
// allow.
//
// The ratio, Priority to Ordinary: behind the first Ordinary tickets after the last priority ticket in line, or from the
// head when there is none, and behind those who were put behind these before; up to Priority of them stand together. So
// priority customers do not wait for a whole crowd, and no stream of them keeps an ordinary customer waiting for ever.
//
// Ageing: not before a ticket that would then wait more than MaxPriorityDelay longer than first come, first served would
// give. Each priority ticket that came after its place in line, for a service that counters join with its own, costs it one
// ticket's mean time, shared by the open counters; so it goes before nobody whom MaxPriorityDelay × counters / mean priority
// tickets came after already.
func (b *Book) join(service string, class Class, came uint64) Place {
	end := Place{Seq: came}
	rules := b.venue.Rules
	if class != Priority || rules.Priority == (Ratio{}) {
		return end
	}
	l, spot := b.line(service), rules.Priority.Ordinary
	if last, run := b.lastUrgent(service); run > 0 {
		spot = l.ahead(last) + 1
		if run >= rules.Priority.Priority {
			spot += rules.Priority.Ordinary
		}
	}
	spot = max(spot, l.ahead(Place{Seq: b.aged(service) + 1}))
	if at, _, ok := l.at(spot); !ok || at.Compare(end) > 0 {
		return end
	}
	return b.behind(l, spot)
}

// lastUrgent is the place of the last priority ticket in a line, and how many stand together there, up to what the ratio
// allows.
func (b *Book) lastUrgent(service string) (last Place, run int) {
	l, u := b.line(service), b.urgentLine(service)
	n := u.len()
	for run < min(n, b.venue.Rules.Priority.Priority) {
		p, _, _ := u.at(n - 1 - run)
		if run == 0 {
			last = p
		} else if l.ahead(p) != l.ahead(last)-run {
			break
		}
		run++
	}
	return last, run
}

// aged is the Came of the last ticket that no more priority tickets of the service may go before.
func (b *Book) aged(service string) uint64 {
	allowed := b.allowed(service, b.crew(service))
	if allowed == 0 {
		return b.places
	}
	hurried := b.hurried[b.halls[service]]
	if n := len(hurried) - allowed; n >= 0 {
		return hurried[n]
	}
	return 0
}

// allowed is how many priority tickets that came later may go before a ticket of a service that so many open counters serve.
func (b *Book) allowed(service string, crew int) int {
	if b.venue.Rules.MaxPriorityDelay == 0 {
		return 0
	}
	return int(b.venue.Rules.MaxPriorityDelay * time.Duration(max(crew, 1)) / b.meanOf(service))
}

// after is the place of a ticket of the service behind the next n that wait behind p, as ahead counts them, and behind those
// who were put behind the last of these before; at the end when fewer wait.
func (b *Book) after(service string, p Place, n int) Place {
	services := append([]string{service}, b.rivals[service]...)
	i, behind := 0, p.Seq
	for t := range b.inOrder(services, p) {
		switch {
		case i < n || t.gaveWay():
			i, behind = i+1, t.Place.Seq
			continue
		case i == 0 && p == (Place{}):
			behind = before(t.Place)
		}
		return b.free(behind)
	}
	return Place{Seq: b.places + 1}
}

// behind is a free place in a line with i tickets before it.
func (b *Book) behind(l *line, i int) Place {
	if i == 0 {
		head, _, _ := l.at(0)
		return b.free(before(head))
	}
	p, _, _ := l.at(i - 1)
	return b.free(p.Seq)
}

// before is the Seq whose places all lie before p. There is none before those of Seq 0: who wants to go before the first of
// them goes behind the last.
func before(p Place) uint64 { return max(p.Seq, 1) - 1 }

// free is the place behind all tickets that share or ever shared a Seq, whatever line they are in: no two tickets have the
// same place, so the order of calling is the same for all counters, and nobody's old place is taken.
func (b *Book) free(seq uint64) Place { return Place{Seq: seq, Sub: b.subs[seq] + 1} }

// inOrder walks the lines of some services together from a place on, the one called first first. No service may be named twice.
func (b *Book) inOrder(services []string, from Place) iter.Seq[*Ticket] {
	return func(yield func(*Ticket) bool) {
		var heads []head
		for _, s := range services {
			h := head{line: b.line(s)}
			if h.i = h.line.ahead(from); h.look() {
				heads = append(heads, h)
			}
		}
		for len(heads) > 0 {
			first := 0
			for i := range heads {
				if heads[i].place.Compare(heads[first].place) < 0 {
					first = i
				}
			}
			if !yield(heads[first].ticket) {
				return
			}
			if heads[first].i++; !heads[first].look() {
				heads = slices.Delete(heads, first, first+1)
			}
		}
	}
}

// head is where a walk along a line has come.
type head struct {
	line   *line
	i      int // how many it has passed
	place  Place
	ticket *Ticket
}

// look finds who stands there, if anybody does.
func (h *head) look() (ok bool) {
	h.place, h.ticket, ok = h.line.at(h.i)
	return ok
}
