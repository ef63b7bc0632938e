package queue

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"
)

// Claim makes pending notices one's own before they are sent, so that it is known after a crash which may have reached
// somebody. It gives those of ids that may be sent now, as they were written, the most urgent first. What is not true of its
// ticket now, is held back (see HeldFor), or is for somebody who is being told another just now, stays as it is.
//
// A notice that is Sending already is claimed again: from before a crash, or because nobody could note what became of it;
// whoever claims knows which are on their way. If it was overtaken it becomes Void instead, if it is too old Stale, and if
// it is not true now it is Pending again. So is one from before a crash whose customer is told another now.
func (q *Queue) Claim(ctx context.Context, ids ...string) ([]Notice, error) {
	var claimed []Notice // the writer's, until it has answered
	err := q.keep(ctx, func(b *Book, now time.Time) (c Change) {
		c.Notices, claimed = b.claim(ids, now)
		return c
	})
	if err != nil {
		return nil, err
	}
	return claimed, nil
}

// claim is how notices stand when somebody begins to send them: those that change, and of these those to send.
func (b *Book) claim(ids []string, now time.Time) (changed, claimed []Notice) {
	list, over := b.sorted(ids), map[string]bool{}
	for _, n := range list {
		if ended, ok := b.over(n, now); ok {
			changed, over[n.ID] = append(changed, ended), true
		}
	}
	taken := map[Customer]bool{}
	for _, n := range list {
		if over[n.ID] || !b.holds(n) || b.HeldFor(*n, now) > 0 {
			continue
		}
		person := b.kin(b.bindings[n.Binding].Customer, "")
		others := slices.DeleteFunc(b.sending(person, n.ID), func(other *Notice) bool { return over[other.ID] })
		if taken[person[0]] || slices.ContainsFunc(others, func(other *Notice) bool { return b.claimed[other.ID] }) {
			continue
		}
		for _, c := range person {
			taken[c] = true
		}
		for _, lost := range others {
			changed = append(changed, lost.resumed(now))
		}
		mine := *n
		mine.State, mine.Attempt = Sending, n.Attempt+1
		changed, claimed = append(changed, mine), append(claimed, mine)
	}
	return changed, claimed
}

// over is a notice that is not to be sent, or not now, although somebody asks for it, as it stands instead.
func (b *Book) over(n *Notice, now time.Time) (Notice, bool) {
	switch {
	case n.Overtaken:
		return n.settled(Void, now), true
	case now.After(n.ExpiresAt()):
		stale := n.settled(Stale, now)
		stale.Reason = TooLate
		return stale, true
	case n.State == Sending && !b.holds(n):
		return n.resumed(now), true
	}
	return Notice{}, false
}

// sorted lists the notices that may still be sent, each once, in the order in which they are.
func (b *Book) sorted(ids []string) (list []*Notice) {
	for _, id := range ids {
		if n := b.open[id]; n != nil && !slices.Contains(list, n) {
			list = append(list, n)
		}
	}
	slices.SortFunc(list, func(x, y *Notice) int {
		return cmp.Or(cmp.Compare(urgency(x.Kind), urgency(y.Kind)), strings.Compare(x.ID, y.ID))
	})
	return list
}

// notify tells the customer of a ticket that it is theirs, where the answer in the chat could not: while it waits, and if
// nothing else has told them of it. Repeated, or for a ticket of nobody, it changes nothing. Errors: ErrNoTicket; ErrInvalid
// for another kind than Issued.
func (b *Book) notify(c Command, m moment) (v verdict, err error) {
	t := b.tickets[c.Ticket]
	switch {
	case c.Kind != Issued:
		return verdict{}, ErrInvalid
	case t == nil:
		return verdict{}, ErrNoTicket
	case t.State == Waiting && len(b.told[t.ID]) == 0:
		b.announce(Issued, t, m, &v.change)
	}
	v.ticket = t.ID
	return v, nil
}
