package queue

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"time"
)

// Settle notes what became of notices, and what that means for whom they were sent to; see Settlement. Accepted, and Pending
// to be tried again, count for what was claimed alone, Refused and Stale for all that may still be sent; what has ended
// stays as it is. The first on a notice counts; Refused ones behind it tell of the ways that were tried before. One that was
// overtaken while it was sent is not tried again but Void; when WeChat took it, it is Accepted all the same. Errors:
// ErrInvalid for another state, and nothing is noted.
func (q *Queue) Settle(ctx context.Context, list ...Settlement) error {
	for _, s := range list {
		if !slices.Contains([]NoticeState{Pending, Accepted, Refused, Stale}, s.State) {
			return ErrInvalid
		}
	}
	return q.keep(ctx, func(b *Book, now time.Time) Change { return b.conclude(list, now) })
}

// conclude is what settlements change. Of those on the same notice the first says what becomes of it; the others are the ways
// that had refused it before, and count for whom they were sent to. Of somebody who is gone all that binds them and is known
// of them is deleted, and no more; see Forget for those who leave by themselves.
func (b *Book) conclude(list []Settlement, now time.Time) (c Change) {
	done, gone, contacts := map[string]bool{}, map[Customer]bool{}, map[string]*Contact{}
	for _, s := range list {
		n := b.open[s.Notice]
		switch {
		case n == nil, n.State == Pending && (s.State == Pending || s.State == Accepted):
			continue
		case !done[n.ID]:
			done[n.ID] = true
			c.Notices = append(c.Notices, n.concluded(s, now))
		case s.State != Refused:
			continue
		}
		if s.Gone && !gone[s.To] {
			gone[s.To] = true
			parted := b.parting(s.To, now)
			c.Unbound, c.Forgotten = append(c.Unbound, parted.Unbound...), append(c.Forgotten, parted.Forgotten...)
			c.Codes = append(c.Codes, parted.Codes...)
		}
		if known := cmp.Or(contacts[b.met[s.To]], b.contacts[b.met[s.To]]); known != nil {
			if charged, ok := known.charged(s); ok {
				contacts[known.ID] = &charged
			}
		}
	}
	for _, id := range slices.Sorted(maps.Keys(contacts)) {
		if known := contacts[id]; !gone[known.Customer] {
			c.Contacts = append(c.Contacts, *known)
		}
	}
	return c
}

// concluded is the notice after a settlement.
func (n *Notice) concluded(s Settlement, now time.Time) Notice {
	if s.State == Pending {
		return n.resumed(now)
	}
	done := n.settled(s.State, now)
	done.Way, done.Template, done.MessageID, done.Reason = s.Way, s.Template, s.MessageID, s.Reason
	return done
}

// charged is the contact after a message: a text takes one off its window, a subscribed one off the grants of its template.
// What WeChat says is used up is so, whatever was counted.
func (c Contact) charged(s Settlement) (Contact, bool) {
	switch {
	case s.NoGrant:
		return c.granting(s.Template, 0), true
	case s.State == Accepted && (s.Way == BySubscribe || s.Way == ByMini) && c.Granted(s.Template) > 0:
		return c.granting(s.Template, c.Granted(s.Template)-1), true
	case s.State == Accepted && s.Way == ByService && c.Window.Left > 0:
		c.Window.Left--
		return c, true
	case s.State == Refused && s.Way == ByService && s.Reason == WindowShut:
		c.Window = Window{}
		return c, true
	}
	return c, false
}

// granting is the contact with so many messages of a template left.
func (c Contact) granting(template string, left int) Contact {
	c.Grants = slices.Clone(c.Grants)
	i := slices.IndexFunc(c.Grants, func(g Grant) bool { return g.Template == template })
	if i < 0 {
		c.Grants = append(c.Grants, Grant{Template: template, Left: left})
	} else {
		c.Grants[i].Left = left
	}
	return c
}
