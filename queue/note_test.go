package queue_test

import (
	"fmt"
	"slices"

	"paihao/queue"
)

// note is something to tell a customer. Notes are sent in the order they were made.
type note struct {
	serial int
	kind   queue.NoticeKind
	state  queue.NoticeState
}

func (k *clerk) tell(i int, kind queue.NoticeKind) {
	p := k.page()
	if p.slips[i].customer != "" {
		p.notes++
		p.slips[i].notes = append(p.slips[i].notes, note{p.notes, kind, queue.Pending})
	}
}

// overtake voids what a slip's customer was still to be told.
func (k *clerk) overtake(i int) {
	for j, n := range k.page().slips[i].notes {
		if n.state == queue.Pending {
			k.page().slips[i].notes[j].state = queue.Void
		}
	}
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

// settle files the pending notice of a kind; one that is none any more, because the day is over, stays as it is.
func (k *clerk) settle(ticket string, kind queue.NoticeKind, state queue.NoticeState) bool {
	for i := range k.page().slips {
		t := &k.page().slips[i]
		for j, n := range t.notes {
			if t.id == ticket && n.kind == kind && n.state == queue.Pending {
				t.notes[j].state = state
				return true
			}
		}
	}
	return false
}

// forget takes a customer off all slips.
func (k *clerk) forget(customer string) bool {
	bonds := len(k.bonds)
	k.bonds = slices.DeleteFunc(k.bonds, func(b bond) bool { return b.customer == customer })
	for _, p := range k.pages {
		for i := range p.slips {
			if p.slips[i].customer == customer {
				p.slips[i].customer = ""
				if p == k.page() {
					k.overtake(i)
				}
			}
		}
	}
	return len(k.bonds) < bonds
}

// dispatches is what dispatchLines makes of the pending notices.
func (k *clerk) dispatches() (lines []string) {
	p := k.page()
	for _, kind := range []queue.NoticeKind{queue.YourTurn, queue.Near} {
		serials := map[int]string{}
		for _, t := range p.slips {
			for _, n := range t.notes {
				if n.kind == kind && n.state == queue.Pending && t.customer != "" && !p.closed {
					serials[n.serial] = fmt.Sprintf("%s %s %s", kind, t.number, t.customer)
				}
			}
		}
		for serial := range p.notes + 1 {
			if line := serials[serial]; line != "" {
				lines = append(lines, line)
			}
		}
	}
	return lines
}
