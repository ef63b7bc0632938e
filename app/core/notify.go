package core

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"paihao/queue"
)

// sendAtOnce is how many messages are on their way at a time: a thousand that piled up go out within a minute when WeChat
// takes each within 0.9 s, which it does.
const sendAtOnce = 16

// notifier empties the outbox: it claims the pending notices of the queue, the most urgent first, tries the ways of each,
// and settles what came of it. A notice that was claimed and not settled when the program ended may have reached its
// customer, so after the start it is sent again only where WeChat drops a repeat, or where to hear twice is better than not
// at all.
type notifier struct {
	queue         *queue.Queue
	account, mini Sender // mini is nil without a mini program
	messages      *messages
	now           func() time.Time
	log           *slog.Logger
	receipts      receipts
	bell          chan struct{} // there is room for the next message, or WeChat is back

	mu    sync.Mutex
	away  map[string]bool // notices on their way: one that WeChat keeps waiting holds up no other
	tries map[string]try  // notices that were tried and are not settled
	rests map[queue.Way]*rest
}

func newNotifier(q *queue.Queue, account, mini Sender, m *messages, now func() time.Time, log *slog.Logger) *notifier {
	return &notifier{
		queue: q, account: account, mini: mini, messages: m, now: now, log: log, bell: make(chan struct{}, 1),
		away: map[string]bool{}, tries: map[string]try{},
		rests: map[queue.Way]*rest{queue.ByTemplate: {}, queue.BySubscribe: {}, queue.ByMini: {}, queue.ByService: {}},
	}
}

// run sends until ctx ends. Views of the queue, the bell and the timer only wake it: what is to be sent stands in the book.
func (n *notifier) run(ctx context.Context) {
	var sending sync.WaitGroup
	defer sending.Wait()
	views := n.queue.Watch(ctx)
	timer := time.NewTimer(idle)
	defer timer.Stop()
	for {
		select {
		case _, more := <-views:
			if !more {
				return
			}
		case <-n.bell:
		case <-timer.C:
		}
		due, useless := n.pick()
		for _, d := range n.claim(ctx, due) {
			sending.Go(func() { n.deliver(ctx, d) })
		}
		n.drop(ctx, useless)
		timer.Reset(n.pause())
	}
}

// pick looks at the book under the lock, so that a notice is either on its way or seen as it was settled. It gives what to
// send now, marked as on its way, and what need not be sent at all.
func (n *notifier) pick() (due []queue.Dispatch, useless []queue.Settlement) {
	n.mu.Lock()
	defer n.mu.Unlock()
	now, room := n.now(), sendAtOnce-len(n.away)
	if room == 0 {
		return nil, nil
	}
	list, useless := n.look(now, room)
	for _, d := range list {
		routes := n.messages.routes(d, now)
		switch {
		case len(routes) == 0:
			useless = append(useless, n.nowhere(d))
		case len(due) < room && n.leads(d, routes, now):
			due = append(due, d)
			n.away[d.Notice.ID] = true
		}
	}
	return due, useless
}

// look lists what may be sent now, as much as there is room for; all where a way rests, since the first ones may have to
// wait for it. What has become too old is settled instead. The caller holds mu.
func (n *notifier) look(now time.Time, room int) (list []queue.Dispatch, old []queue.Settlement) {
	for _, r := range n.rests {
		if r.pause > 0 {
			room = 0
		}
	}
	n.queue.Look(func(b *queue.Book) {
		for id := range n.tries {
			if _, open := b.Dispatch(id); !open && !n.away[id] {
				delete(n.tries, id)
			}
		}
		list = b.Dispatches(room, func(m queue.Notice) bool {
			switch {
			case n.away[m.ID]:
				return true
			case !now.After(m.ExpiresAt()):
				return now.Before(n.tries[m.ID].at)
			}
			n.recall(m)
			t, _ := b.Ticket(m.Ticket)
			old = append(old, n.late(m, t.Number))
			return true
		})
	})
	for _, d := range list {
		n.recall(d.Notice)
	}
	return list, old
}

// late drops a notice that nobody needs any more.
func (n *notifier) late(m queue.Notice, number string) queue.Settlement {
	n.log.Warn("a message is too old to be of use: it is not sent", "kind", m.Kind, "ticket", number, "since", m.CreatedAt)
	if !n.tries[m.ID].doubt.IsZero() {
		return queue.Settlement{Notice: m.ID, State: queue.Refused, Reason: unsure}
	}
	return queue.Settlement{Notice: m.ID, State: queue.Stale, Reason: "too_late"}
}

// nowhere drops a notice whose customer cannot be reached by any way of its chain.
func (n *notifier) nowhere(d queue.Dispatch) queue.Settlement {
	s := queue.Settlement{Notice: d.Notice.ID, State: queue.Refused, Reason: "no_way"}
	if !n.messages.has(d.Notice.Kind) {
		s.Reason = "no_template"
	}
	return s
}

// leads tells whether the first way to a customer that is not resting is there now. A way whose quota of the day is used up
// is passed over; one that rests because WeChat cannot be reached is waited for.
func (n *notifier) leads(d queue.Dispatch, routes []route, now time.Time) bool {
	for _, r := range routes {
		rest := n.rests[r.way]
		if !rest.closed(d.Notice.ID, now) {
			return true
		}
		if !rest.spent {
			return false
		}
	}
	return false
}

// claim makes the picked notices ours, in one commit, and lets go of those that are not to be sent now.
func (n *notifier) claim(ctx context.Context, due []queue.Dispatch) (ours []queue.Dispatch) {
	if len(due) == 0 {
		return nil
	}
	ids := make([]string, len(due))
	for i, d := range due {
		ids[i] = d.Notice.ID
	}
	list, err := n.queue.Claim(ctx, ids...)
	if err != nil && ctx.Err() == nil {
		n.log.Error("messages could not be claimed, so they are not sent yet", "err", err, "messages", len(ids))
	}
	claimed := map[string]queue.Notice{}
	for _, notice := range list {
		claimed[notice.ID] = notice
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, d := range due {
		notice, ok := claimed[d.Notice.ID]
		if !ok {
			n.later(d.Notice.ID)
			n.home(d.Notice.ID)
			continue
		}
		d.Notice = notice
		ours = append(ours, d)
	}
	return ours
}

// drop settles what need not be sent.
func (n *notifier) drop(ctx context.Context, useless []queue.Settlement) {
	if len(useless) == 0 {
		return
	}
	err := n.queue.Settle(ctx, useless...)
	switch {
	case err == nil:
		n.ring() // they have taken room that others may have
	case ctx.Err() == nil:
		n.log.Error("messages that are not to be sent could not be settled", "err", err, "messages", len(useless))
	}
}

// deliver sends one claimed notice and notes what became of it.
func (n *notifier) deliver(ctx context.Context, d queue.Dispatch) {
	r := n.tell(ctx, d)
	if !r.ended {
		n.settle(ctx, r)
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	if r.State == queue.Pending {
		n.later(d.Notice.ID)
	} else {
		delete(n.tries, d.Notice.ID)
	}
	n.home(d.Notice.ID)
}

// settle writes what became of a notice, again and again until it is written or the program ends: what was sent is not sent
// again because the disk was full. Several that are ready go into one commit, which is the queue's doing.
func (n *notifier) settle(ctx context.Context, r result) {
	for pause := time.Second; ; pause = min(2*pause, time.Minute) {
		// What was sent is noted even when the program is about to end.
		err := n.queue.Settle(context.WithoutCancel(ctx), r.Settlement)
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
	for _, c := range r.notes {
		if _, err := n.queue.Do(context.WithoutCancel(ctx), c); err != nil {
			n.log.Warn("what a refused message tells of its customer could not be noted", "err", err)
		}
	}
}

// home notes that a notice is not on its way any more. It rings only when much of the room is free, because looking for more
// after each would cost too much in a rush. The caller holds mu.
func (n *notifier) home(id string) {
	delete(n.away, id)
	for _, r := range n.rests {
		r.leave(id)
	}
	if len(n.away) <= sendAtOnce/2 {
		n.ring()
	}
}

func (n *notifier) ring() {
	select {
	case n.bell <- struct{}{}:
	default:
	}
}
