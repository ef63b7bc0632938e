package screen

import (
	"slices"

	"paihao/queue"
)

// live are the calls of a view that still mean something to the hall. Left out are those of tickets that wait or are held
// again, those so old that their tickets may have expired since, and all of a day that is over. Whoever is still called is
// looked for by their number, however long that takes.
func live(v queue.View) []queue.Call {
	if v.Closed {
		return nil
	}
	oldest := v.Rules.ExpireMissed
	return slices.DeleteFunc(slices.Clone(v.Calls), func(c queue.Call) bool {
		return c.Void || oldest > 0 && v.At.Sub(c.At) >= oldest && !awaited(v, c)
	})
}

// awaited tells whether the counter still waits for who was called.
func awaited(v queue.View, c queue.Call) bool {
	return slices.ContainsFunc(v.Counters, func(at queue.CounterView) bool {
		return at.Current != nil && at.Current.ID == c.Ticket && at.Current.State == queue.Called
	})
}

// answered tells whether nobody has to come for a call any more: its counter serves that customer, or waits for none or for
// another, since this one was missed. Whether it is open makes no difference: who was called to it before it was paused or
// closed is still served there. Of a counter that is not in the view nothing is known.
func answered(v queue.View, call queue.Call) bool {
	known := slices.ContainsFunc(v.Counters, func(at queue.CounterView) bool { return at.ID == call.Counter })
	return known && !awaited(v, call)
}

// passed tells whether a call that was heard before means nothing any more: it is not live, or was taken back. One that is
// older than all that a view holds has only made room.
func passed(c queue.Call, all, live []queue.Call) bool {
	same := func(other queue.Call) bool { return other.Seq == c.Seq }
	if slices.ContainsFunc(live, same) {
		return false
	}
	room := len(all) == queue.MaxCalls && c.Seq < all[len(all)-1].Seq
	return !room
}
