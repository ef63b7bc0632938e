package queue

import (
	"maps"
	"slices"
	"strings"
)

// outbox is the notices of a day: those that may still be sent, and those that WeChat may still report on.
type outbox struct {
	notices   map[string]*Notice
	told      map[string][]string      // ticket → its notices, oldest first
	farewells map[string]bool          // tickets with a notice that they have expired
	open      map[string]*Notice       // those that may still be sent
	stacks    map[NoticeKind][]*Notice // the same, oldest first
	bound     map[string][]string      // binding → its open ones, oldest first
	messages  map[string][]string      // WeChat's id of a message → the notices that were accepted by it, oldest first
	amounts   map[NoticeState]int      // how many there are

	// claimed is the ones Sending that this run of the program has claimed, so that they are on their way. Those of a run
	// before are lost: nobody knows what became of them, and they may be claimed again. It is not kept in the store.
	claimed map[string]bool
}

func newOutbox() outbox {
	return outbox{
		notices: map[string]*Notice{}, told: map[string][]string{}, farewells: map[string]bool{}, open: map[string]*Notice{},
		stacks: map[NoticeKind][]*Notice{}, bound: map[string][]string{}, messages: map[string][]string{},
		amounts: map[NoticeState]int{}, claimed: map[string]bool{},
	}
}

// tell takes up a notice, or how far it has come.
func (o *outbox) tell(n *Notice) {
	old := o.notices[n.ID]
	if old == nil {
		o.told[n.Ticket] = append(o.told[n.Ticket], n.ID)
		if n.Kind == Lapsed {
			o.farewells[n.Ticket] = true
		}
	} else {
		o.withdraw(old)
	}
	o.notices[n.ID] = n
	o.amounts[n.State]++
	if n.MessageID != "" && (old == nil || old.MessageID != n.MessageID) {
		o.messages[n.MessageID] = with(o.messages, n.MessageID, n.ID)
	}
	if n.open() {
		o.post(n)
	}
	if n.State == Sending {
		o.claimed[n.ID] = true
	}
}

// post puts a notice among those that may still be sent. Most are the newest of their kind, so that this is cheap.
func (o *outbox) post(n *Notice) {
	o.open[n.ID] = n
	i, _ := o.at(n)
	o.stacks[n.Kind] = slices.Insert(o.stacks[n.Kind], i, n)
	o.bound[n.Binding] = with(o.bound, n.Binding, n.ID)
}

// withdraw takes a notice out of where its state has put it.
func (o *outbox) withdraw(n *Notice) {
	o.amounts[n.State]--
	delete(o.claimed, n.ID)
	if o.open[n.ID] == nil {
		return
	}
	delete(o.open, n.ID)
	if i, ok := o.at(n); ok {
		o.stacks[n.Kind] = slices.Delete(o.stacks[n.Kind], i, i+1)
	}
	o.bound[n.Binding] = without(o.bound, n.Binding, n.ID)
	if len(o.bound[n.Binding]) == 0 {
		delete(o.bound, n.Binding)
	}
}

func (o *outbox) at(n *Notice) (int, bool) {
	return slices.BinarySearchFunc(o.stacks[n.Kind], n, func(x, y *Notice) int { return strings.Compare(x.ID, y.ID) })
}

// resume goes on with the claims of a book that this one takes the place of, as far as it has them; nil is one without any.
func (o *outbox) resume(before *Book) {
	o.claimed = map[string]bool{}
	if before == nil {
		return
	}
	for id := range before.claimed {
		if n := o.open[id]; n != nil && n.State == Sending {
			o.claimed[id] = true
		}
	}
}

// mostFaded is how many notices of a kind are looked at by each decision: when nobody sends, thousands may be too old.
const mostFaded = 64

// fade is what time alone does to notices: those that nobody can send, since they are not true of their tickets or are for
// nobody, end when they are too old. What could be sent is left to whoever sends, and so is what is on its way; what is
// behind many of those has to wait for them.
func (b *Book) fade(m moment) (c Change) {
	for _, kind := range kinds {
		stack := b.stacks[kind]
		for _, n := range stack[:min(len(stack), mostFaded)] {
			if !m.now.After(n.ExpiresAt()) {
				break // the rest are newer
			}
			if !b.claimed[n.ID] && !b.holds(n) {
				ended, _ := b.over(n, m.now)
				c.Notices = append(c.Notices, ended)
			}
		}
	}
	return c
}

// Notices counts the day's notices by state.
func (b *Book) Notices() map[NoticeState]int {
	counts := maps.Clone(b.amounts)
	maps.DeleteFunc(counts, func(_ NoticeState, n int) bool { return n == 0 })
	return counts
}
