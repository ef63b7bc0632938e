package queue_test

import (
	"fmt"
	"slices"
	"time"

	"paihao/queue"
)

// note is something to tell a customer. Notes are sent in the order they were made, but for the order of kinds.
type note struct {
	serial    int
	kind      queue.NoticeKind
	state     queue.NoticeState
	at        time.Time
	tries     int
	mine      bool // this run of the program is sending it
	overtaken bool
	way       queue.Way
	message   string // WeChat's id
	reason    string
}

// manner is what kinds of notes have in common: their order, how long they are worth sending, and what they say of a slip.
var manners = []struct {
	kind queue.NoticeKind
	life time.Duration
	says queue.State
}{
	{queue.YourTurn, 3 * time.Minute, queue.Called},
	{queue.Near, 10 * time.Minute, queue.Waiting},
	{queue.Issued, time.Minute, queue.Waiting},
	{queue.YouMiss, 30 * time.Minute, queue.Missed},
	{queue.YouBack, 10 * time.Minute, queue.Waiting},
	{queue.Lapsed, 30 * time.Minute, queue.Expired},
	{queue.Feedback, 2 * time.Hour, queue.Done},
}

func (n note) open() bool { return n.state == queue.Pending || n.state == queue.Sending }

// late tells whether a note is not worth sending any more.
func (n note) late(now time.Time) bool {
	for _, m := range manners {
		if m.kind == n.kind {
			return now.Sub(n.at) > m.life
		}
	}
	return true
}

func (k *clerk) tell(i int, kind queue.NoticeKind) {
	p := k.page()
	always := kind == queue.Near || kind == queue.YourTurn
	if p.slips[i].customer != "" && (always || slices.Contains(k.venue.Tells, kind)) {
		p.notes++
		p.slips[i].notes = append(p.slips[i].notes, note{serial: p.notes, kind: kind, state: queue.Pending, at: k.watch.now})
	}
}

// void ends a note, or lets it be when it is being sent.
func (n *note) void() {
	switch {
	case !n.open():
	case n.mine:
		n.overtaken = true
	default:
		n.state = queue.Void
	}
}

// overtake voids what a slip's customer was still to be told, now that it is in another state, or in the same again. That
// they have a slip in line stays true while it is, until they read in an answer how it stands.
func (k *clerk) overtake(i int, answered bool) {
	t := &k.page().slips[i]
	for j, n := range t.notes {
		inLine := n.kind == queue.Issued || n.kind == queue.YouBack
		if !inLine || t.state != queue.Waiting || answered {
			t.notes[j].void()
		}
	}
}

// sayAgain takes back that slips have expired which have not: it tells those who may have read it, and nothing since, how
// they stand. It tells whether there was any.
func (k *clerk) sayAgain() (wrote bool) {
	p := k.page()
	for i := range p.slips {
		t := &p.slips[i]
		newest := len(t.notes) - 1
		end := newest
		for end >= 0 && t.notes[end].kind != queue.Lapsed {
			end--
		}
		if end < 0 || p.state(i) == queue.Expired {
			continue
		}
		n := t.notes[end]
		read := n.state == queue.Accepted || n.state == queue.Delivered || n.open() && n.tries > 0
		before := slices.Clone(t.notes)
		if kind := stands[t.state]; kind != "" && read && end == newest {
			for j := range t.notes {
				t.notes[j].void()
			}
			k.tell(i, kind)
		} else {
			t.notes[end].void()
		}
		wrote = wrote || !slices.Equal(before, t.notes)
	}
	return wrote
}

// stands is what tells a customer how their slip stands.
var stands = map[queue.State]queue.NoticeKind{
	queue.Waiting: queue.YouBack, queue.Held: queue.YouBack, queue.Called: queue.YourTurn, queue.Missed: queue.YouMiss,
}

// tellNear tells those who stood behind a slip that has left its stand, in each line that it counted in, that no more than
// Near are ahead of them now, unless they know.
func (k *clerk) tellNear(left int, service string, stand int) {
	p, near := k.page(), k.venue.Rules.Near
	for _, s := range k.venue.Services {
		if near == 0 || !k.surely(s.ID, service) {
			continue
		}
		for _, i := range p.line() {
			t := &p.slips[i]
			behind := i != left && p.rank(t.stand) > p.rank(stand)
			if t.service == s.ID && behind && !t.told && t.customer != "" && k.ahead(i) <= near {
				t.told = true
				k.tell(i, queue.Near)
			}
		}
	}
}

// notify tells who holds a slip that waits that they have it, if they were told nothing of it.
func (k *clerk) notify(c queue.Command, a *answer) {
	i := slices.IndexFunc(k.page().slips, func(t slip) bool { return t.id == c.Ticket })
	switch {
	case c.Kind != queue.Issued:
		a.err = queue.ErrInvalid
		return
	case i < 0:
		a.err = queue.ErrNoTicket
		return
	}
	before := k.page().notes
	if k.page().state(i) == queue.Waiting && len(k.page().slips[i].notes) == 0 {
		k.tell(i, queue.Issued)
	}
	a.ticket, a.idle = i, k.page().notes == before
}

// leave lets a customer go, and their slips if that is the rule.
func (k *clerk) leave(customer string) bool {
	var waited []slip
	var slips []int
	for _, b := range k.bonds {
		p := k.page()
		if !k.venue.Rules.CancelOnUnfollow || b.customer != customer || b.date != p.date {
			continue
		}
		if s := p.state(b.slip); s.Open() && s != queue.Serving {
			if s == queue.Waiting {
				waited, slips = append(waited, p.slips[b.slip]), append(slips, b.slip)
			}
			k.step(b.slip, queue.Cancel, queue.Cancelled, queue.ByCustomer)
		}
	}
	wrote := k.forget(customer)
	for i, t := range waited {
		k.tellNear(slips[i], t.service, t.stand)
	}
	return wrote
}

// forget takes a customer off all slips, and throws away all that is known of them.
func (k *clerk) forget(customer string) bool {
	_, known := k.cards[customer]
	bonds := len(k.bonds) + len(k.links)
	delete(k.cards, customer)
	for _, l := range k.links {
		if s := k.stubs[l.code]; l.customer == customer && s.account == l.account && s.user == l.user && !s.used.IsZero() && s.to == "" {
			k.stubs[l.code] = s.crossed(k.watch.now)
		}
	}
	k.links = slices.DeleteFunc(k.links, func(l link) bool { return l.customer == customer })
	k.bonds = slices.DeleteFunc(k.bonds, func(b bond) bool { return b.customer == customer })
	for _, p := range k.pages {
		for i := range p.slips {
			t := &p.slips[i]
			if t.customer != customer {
				continue
			}
			t.customer = ""
			for j := range t.notes {
				if p == k.page() {
					t.notes[j].void()
				}
			}
		}
	}
	return len(k.bonds)+len(k.links) < bonds || known
}

// outgoing lists the notes that may be sent now, as they are sent: none that is not true of its slip, or of nobody.
func (k *clerk) outgoing() []ref {
	return k.inTurn(func(n note, says, is queue.State) bool { return says == is })
}

// inTurn lists the notes of some kind in the order in which they are sent, by what they say and what their slips are.
func (k *clerk) inTurn(wanted func(n note, says, is queue.State) bool) (list []ref) {
	p := k.page()
	for _, m := range manners {
		for i, t := range p.slips {
			for j, n := range t.notes {
				if n.kind == m.kind && n.open() && wanted(n, m.says, p.state(i)) && t.customer != "" {
					list = append(list, ref{p.number, i, j})
				}
			}
		}
	}
	slices.SortStableFunc(list, func(x, y ref) int {
		a, b := k.note(x), k.note(y)
		if a.kind != b.kind {
			return 0
		}
		return a.serial - b.serial
	})
	return list
}

// dispatches is what dispatchLines makes of the notes to send: one for each customer, and none for one whom somebody is
// telling another. What is being sent is among them in any case.
func (k *clerk) dispatches() (lines []string) {
	told := map[string]bool{}
	for _, r := range k.inTurn(func(n note, says, is queue.State) bool { return says == is || n.state == queue.Sending }) {
		t := k.page().slips[r.slip]
		if !told[k.who(t.customer)] && !k.busy(r) {
			told[k.who(t.customer)] = true
			lines = append(lines, fmt.Sprintf("%s %s %s", k.note(r).kind, t.number, t.customer))
		}
	}
	return lines
}
