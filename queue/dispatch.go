package queue

// Dispatch is a notice that is to be sent, with all that sending it needs. One that is Sending was claimed.
type Dispatch struct {
	Notice Notice
	Reach  []Contact // whom to tell, in all apps, the one who holds the ticket first; never empty
	Ticket Standing
}

// Dispatch is a notice as it is to be sent now. There is none when it has ended or is not true of its ticket now; one that
// is Overtaken is not to be sent either.
func (b *Book) Dispatch(id string) (Dispatch, bool) {
	n := b.open[id]
	if n == nil || !b.holds(n) {
		return Dispatch{}, false
	}
	return b.dispatch(n), true
}

func (b *Book) dispatch(n *Notice) Dispatch {
	return Dispatch{Notice: *n, Reach: b.Reach(b.bindings[n.Binding].Customer), Ticket: b.standing(b.tickets[n.Ticket])}
}

// Dispatches lists the notices that are to be claimed, the most urgent first, each kind oldest first: one for each person,
// and none for a person who is being told another just now. One that is Sending is listed whatever has come of its ticket,
// so that it does not stay so when nobody knows of it; skip leaves out those that are on their way, and whatever else it
// says. most is how many are listed at the most, 0 for all. It costs as much as what it skips and lists, however many there
// are.
func (b *Book) Dispatches(most int, skip func(Notice) bool) (list []Dispatch) {
	told := map[Customer]bool{}
	for _, kind := range kinds {
		for _, n := range b.stacks[kind] {
			holder := b.bindings[n.Binding]
			if n.State == Pending && !b.holds(n) || holder == nil || b.tickets[n.Ticket] == nil || skip != nil && skip(*n) {
				continue
			}
			person := b.kin(holder.Customer, "")
			if told[person[0]] || b.busy(person, n.ID) {
				continue
			}
			for _, c := range person {
				told[c] = true
			}
			if list = append(list, b.dispatch(n)); len(list) == most {
				return list
			}
		}
	}
	return list
}

// holds tells whether what a notice says is true of its ticket now, and somebody is there to be told.
func (b *Book) holds(n *Notice) bool {
	t := b.tickets[n.Ticket]
	return t != nil && t.State == says[n.Kind] && b.bindings[n.Binding] != nil
}

// busy tells whether a person is being told something else than a notice just now.
func (b *Book) busy(person []Customer, but string) bool {
	for _, n := range b.sending(person, but) {
		if b.claimed[n.ID] {
			return true
		}
	}
	return false
}

// sending lists the notices to a person that are Sending, but for one.
func (b *Book) sending(person []Customer, but string) (list []*Notice) {
	for _, c := range person {
		for _, binding := range b.customers[c] {
			for _, id := range b.bound[binding] {
				if n := b.open[id]; n.State == Sending && id != but {
					list = append(list, n)
				}
			}
		}
	}
	return list
}
