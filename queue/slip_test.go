package queue_test

import (
	"slices"
	"time"

	"paihao/queue"
)

// slip is one ticket.
type slip struct {
	id, number, service, counter, customer string
	state                                  queue.State
	calls                                  int
	first                                  time.Time // call
	back, told                             bool
	stand                                  int // shared with those who came back to behind it
	notes                                  []note
}

type note struct {
	serial int // notices are sent in the order they were made
	kind   queue.NoticeKind
	state  queue.NoticeState
}

// step brings a slip into a state and to where slips of that state lie. What its customer was to be told is overtaken.
func (k *clerk) step(i int, to queue.State) {
	t := &k.slips[i]
	k.line = slices.DeleteFunc(k.line, func(other int) bool { return other == i })
	k.missed = slices.DeleteFunc(k.missed, func(other int) bool { return other == i })
	t.state = to
	for j := range t.notes {
		if t.notes[j].state == queue.Pending {
			t.notes[j].state = queue.Void
		}
	}
	switch to {
	case queue.Missed:
		k.missed = slices.Insert(k.missed, 0, i)
	case queue.Waiting:
		k.giveBack(i)
		t.counter, t.calls, t.back, t.told = "", 0, true, false
	}
}

// giveBack puts a slip behind the next ReturnAfter of those that count before it, and behind those who came back to
// there before it; at the end of all when not so many wait.
func (k *clerk) giveBack(i int) {
	own := slices.DeleteFunc(slices.Clone(k.line), func(t int) bool { return !k.surely(i, t) })
	at := k.venue.Rules.ReturnAfter
	for at < len(own) && k.slips[own[at]].back {
		at++
	}
	k.slips[i].stand = k.newStand()
	switch {
	case at >= len(own):
		k.line = append(k.line, i)
	case at == 0:
		k.line = slices.Insert(k.line, slices.Index(k.line, own[0]), i)
	default:
		k.slips[i].stand = k.slips[own[at-1]].stand
		last := slices.Index(k.line, own[at-1])
		for last+1 < len(k.line) && k.slips[k.line[last+1]].stand == k.slips[i].stand {
			last++
		}
		k.line = slices.Insert(k.line, last+1, i)
	}
}

// newStand is a place in line that nobody shares yet.
func (k *clerk) newStand() int {
	k.stands++
	return k.stands
}

// ahead counts those before a waiting slip in its own line and in the lines that all its counters serve.
func (k *clerk) ahead(t int) (ahead int) {
	for _, other := range k.line[:slices.Index(k.line, t)] {
		if k.surely(t, other) {
			ahead++
		}
	}
	return ahead
}

// surely tells whether a slip that stands before t is called before it, whichever counter calls.
func (k *clerk) surely(t, other int) bool {
	mine, served := k.slips[t].service, false
	if k.slips[other].service == mine {
		return true
	}
	for _, c := range k.venue.Counters {
		if slices.Contains(c.Services, mine) {
			served = true
			if !slices.Contains(c.Services, k.slips[other].service) {
				return false
			}
		}
	}
	return served
}

func (k *clerk) tell(t int, kind queue.NoticeKind) {
	if k.slips[t].customer != "" {
		k.notes++
		k.slips[t].notes = append(k.slips[t].notes, note{k.notes, kind, queue.Pending})
	}
}

// positions is how many are ahead of each that waits.
func (k *clerk) positions() map[int]int {
	all := map[int]int{}
	for _, t := range k.line {
		all[t] = k.ahead(t)
	}
	return all
}

// tellNear tells those who have come near: they have fewer ahead than before, and at most as many as the setting says.
func (k *clerk) tellNear(before map[int]int) {
	near := k.venue.Rules.Near
	for _, s := range k.venue.Services {
		for _, t := range k.line {
			slip := &k.slips[t]
			now := k.ahead(t)
			if was, waited := before[t]; slip.service == s.ID && waited && now < was && near > 0 && now <= near && !slip.told && slip.customer != "" {
				k.tell(t, queue.Near)
				slip.told = true
			}
		}
	}
}

// forget takes a customer off all slips.
func (k *clerk) forget(customer string) (wrote bool) {
	wrote = k.bindings[customer] > 0
	delete(k.bindings, customer)
	for i := range k.slips {
		t := &k.slips[i]
		if t.customer != customer {
			continue
		}
		t.customer = ""
		for j := range t.notes {
			if t.notes[j].state == queue.Pending {
				t.notes[j].state = queue.Void
			}
		}
	}
	return wrote
}
