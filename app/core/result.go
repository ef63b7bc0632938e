package core

import (
	"context"
	"errors"
	"time"

	"paihao/queue"
	"paihao/wechat"
)

// lastWord is how long a call that is under way may still be answered when the program ends: most are in much less, and then
// nobody has to wonder after the next start.
const lastWord = time.Second

// result is what came of a notice, or of one way of its chain.
type result struct {
	queue.Settlement
	next   bool               // another way may be tried
	barred bool               // one of another app may, but this may pass
	ended  bool               // the program ends: what came of it is found out after the next start
	before []queue.Settlement // of the ways that had refused it, which tells something of the customer
}

// judge says what the answer to a call means.
func (r *result) judge(id string, err error) {
	r.Reason = refusedFor(err)
	switch {
	case err == nil:
		r.State, r.MessageID = queue.Accepted, id
	case r.Reason == "":
		r.State, r.barred = queue.Pending, barring(err)
	default:
		r.next, r.Gone, r.NoGrant = true, errors.Is(err, wechat.ErrNoFollower), errors.Is(err, wechat.ErrNoGrant)
	}
}

// late drops a notice that nobody needs any more.
func (n *notifier) late(m queue.Notice, number string) queue.Settlement {
	n.log.Warn("a message is too old to be of use: it is not sent", "kind", m.Kind, "ticket", number, "since", m.CreatedAt)
	if !n.tries[m.ID].doubt.IsZero() {
		return queue.Settlement{Notice: m.ID, State: queue.Refused, Reason: unsure}
	}
	return queue.Settlement{Notice: m.ID, State: queue.Stale, Reason: queue.TooLate}
}

// nowhere drops a notice whose customer cannot be reached by any way of its chain.
func (n *notifier) nowhere(d queue.Dispatch) queue.Settlement {
	s := queue.Settlement{Notice: d.Notice.ID, State: queue.Refused, Reason: "no_way"}
	if !n.messages.has(d.Notice.Kind) {
		s.Reason = "no_template"
	}
	return s
}

// deliver sends one claimed notice and notes what became of it.
func (n *notifier) deliver(ctx context.Context, d queue.Dispatch) {
	ctx, cancel := outlive(ctx, lastWord)
	defer cancel()
	r := n.tell(ctx, d)
	if !r.ended {
		n.settle(ctx, r)
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	if r.State == queue.Pending {
		n.later(d.Notice.ID)
	}
	n.home(d.Notice.ID)
}

// settle writes what became of a notice, again and again until it is written or the program ends: what was sent is not sent
// again because the disk was full. Several that are ready go into one commit, which is the queue's doing.
func (n *notifier) settle(ctx context.Context, r result) {
	for pause := time.Second; ; pause = min(2*pause, time.Minute) {
		// What was sent is noted even when the program is about to end.
		err := n.queue.Settle(context.WithoutCancel(ctx), append([]queue.Settlement{r.Settlement}, r.before...)...)
		if err == nil {
			break
		}
		n.log.Error("what became of a message could not be written yet", "err", err)
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return // nobody knows after the next start whether it was sent
		}
	}
	if r.State == queue.Accepted {
		n.settled(ctx, r.Settlement)
	}
}

// outlive gives a context that ends so much later than ctx.
func outlive(ctx context.Context, by time.Duration) (context.Context, context.CancelFunc) {
	longer, cancel := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() { time.AfterFunc(by, cancel) })
	return longer, func() { stop(); cancel() }
}
