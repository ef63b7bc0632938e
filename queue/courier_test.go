package queue_test

import (
	"slices"

	"paihao/queue"
)

// ref is where a note is: on which page and slip, and the how manieth.
type ref struct{ page, slip, note int }

func (k *clerk) note(r ref) *note { return &k.page().slips[r.slip].notes[r.note] }

// all lists all notes of the page.
func (k *clerk) all() (list []ref) {
	for i, t := range k.page().slips {
		for j := range t.notes {
			list = append(list, ref{k.page().number, i, j})
		}
	}
	return list
}

// others lists the notes to a note's customer that are being sent, or were.
func (k *clerk) others(r ref) (list []ref) {
	customer := k.who(k.page().slips[r.slip].customer)
	for _, other := range k.all() {
		if other != r && k.who(k.page().slips[other.slip].customer) == customer && k.note(other).state == queue.Sending {
			list = append(list, other)
		}
	}
	return list
}

// busy tells whether somebody is telling a note's customer another.
func (k *clerk) busy(r ref) bool {
	return slices.ContainsFunc(k.others(r), func(other ref) bool { return k.note(other).mine })
}

// claim hands notes to couriers, and tells which. It tells too whether it wrote anything.
func (k *clerk) claim(refs []ref) (claimed []ref, wrote bool) {
	told := map[string]bool{}
	outgoing := k.outgoing()
	refs = slices.DeleteFunc(slices.Clone(refs), func(r ref) bool { return r.page != k.page().number })
	for _, r := range refs {
		n := k.note(r)
		idle := n.open() && !slices.Contains(outgoing, r)
		switch {
		case !n.open():
			continue
		case n.overtaken:
			n.state = queue.Void
		case n.late(k.watch.now):
			n.state, n.reason = queue.Stale, "too_late"
		case n.state == queue.Sending && idle:
			n.state = queue.Pending
		default:
			continue
		}
		n.mine, wrote = false, true
	}
	for _, r := range outgoing {
		customer := k.who(k.page().slips[r.slip].customer)
		if !slices.Contains(refs, r) || !k.note(r).open() || told[customer] || k.busy(r) || k.early(r) {
			continue
		}
		for _, other := range k.others(r) { // lost
			if k.note(other).state = queue.Pending; k.note(other).overtaken {
				k.note(other).state = queue.Void
			}
		}
		n := k.note(r)
		told[customer], wrote = true, true
		n.state, n.mine, n.tries = queue.Sending, true, n.tries+1
		claimed = append(claimed, r)
	}
	return claimed, wrote
}

// early tells whether a note says that the day has ended while the clerk may still have pressed that by mistake.
func (k *clerk) early(r ref) bool {
	n, passed := k.note(r), k.watch.now.Sub(k.note(r).at)
	end := n.kind == queue.Lapsed && k.page().slips[r.slip].state != queue.Expired
	return end && 0 <= passed && passed < k.venue.Rules.UndoWithin
}

// fade ends what is too late, and cannot be sent anyway; of each kind the oldest, up to the first that is not too late. It
// tells whether there was any.
func (k *clerk) fade() (wrote bool) {
	list, outgoing := k.all(), k.outgoing()
	slices.SortFunc(list, func(x, y ref) int { return k.note(x).serial - k.note(y).serial })
	for _, m := range manners {
		for _, r := range list {
			n := k.note(r)
			if n.kind != m.kind || !n.open() {
				continue
			}
			if !n.late(k.watch.now) {
				break
			}
			if n.mine || slices.Contains(outgoing, r) {
				continue
			}
			if n.state, n.reason, wrote = queue.Stale, "too_late", true; n.overtaken {
				n.state, n.reason = queue.Void, ""
			}
		}
	}
	return wrote
}

// settle files what became of a note.
func (k *clerk) settle(r ref, s queue.Settlement) bool {
	if r.page != k.page().number {
		return false
	}
	n := k.note(r)
	if !n.open() || n.state == queue.Pending && (s.State == queue.Pending || s.State == queue.Accepted) {
		return false
	}
	n.mine = false
	switch {
	case s.State != queue.Pending:
		n.state, n.way, n.message, n.reason = s.State, s.Way, s.MessageID, s.Reason
	case n.overtaken:
		n.state = queue.Void
	default:
		n.state = queue.Pending
	}
	if k.charge(s); s.Gone {
		k.forget(s.To.OpenID)
	}
	return true
}

// deliver files what WeChat says of a message. It tells whether it knows it, and whether that was news.
func (k *clerk) deliver(c queue.Receipt) (known, wrote bool) {
	named := k.all()
	slices.SortFunc(named, func(x, y ref) int { return k.note(y).serial - k.note(x).serial })
	at := slices.IndexFunc(named, func(r ref) bool {
		customer := k.page().slips[r.slip].customer
		return k.note(r).message == c.MessageID && c.MessageID != "" && (customer == "" || k.who(customer) == k.who(c.To.OpenID))
	})
	if at < 0 {
		at = slices.IndexFunc(named, func(r ref) bool {
			n := k.note(r)
			return n.state == queue.Accepted && k.who(k.page().slips[r.slip].customer) == k.who(c.To.OpenID) && c.Template == theTemplate && (n.message == "" || c.MessageID == "")
		})
	}
	if at < 0 {
		return false, false
	}
	n := k.note(named[at])
	if n.state != queue.Accepted {
		return true, false
	}
	if n.state = queue.Delivered; !c.Delivered {
		n.state, n.reason = queue.Refused, c.Reason
	}
	if n.message == "" {
		n.message = c.MessageID
	}
	return true, true
}

// lose forgets which notes are being sent: the program ended.
func (k *clerk) lose() {
	for _, r := range k.all() {
		k.note(r).mine = false
	}
}
