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

// callsMore is how many calls may be on their way beside those: whose turn it is does not wait for messages of less weight to
// which WeChat takes long to answer.
const callsMore = 4

// notifier empties the outbox: it claims the pending notices of the queue, the most urgent first, tries the ways of each,
// and settles what came of it. A notice that was claimed and not settled when the program ended may have reached its
// customer, so after the start it is sent again only where WeChat drops a repeat, or where to hear twice is better than not
// at all.
type notifier struct {
	queue         *queue.Queue
	account, mini Sender // mini is nil without a mini program
	messages      *messages
	now           func() time.Time // of pauses; notices go by the queue's time
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
	now, hour := n.now(), n.queue.Now()
	room := sendAtOnce + callsMore - len(n.away)
	if room == 0 {
		return nil, nil
	}
	list, useless := n.look(now, hour, room)
	for _, d := range list {
		routes := n.messages.routes(d, hour)
		switch {
		case len(routes) == 0:
			useless = append(useless, n.nowhere(d))
		case n.mayGo(d.Notice.Kind) && n.leads(d, routes, now):
			due = append(due, d)
			n.away[d.Notice.ID] = true
		}
	}
	return due, useless
}

// mayGo tells whether one more message of a kind may be on its way. The caller holds mu.
func (n *notifier) mayGo(k queue.NoticeKind) bool {
	return len(n.away) < sendAtOnce || k == queue.YourTurn && len(n.away) < sendAtOnce+callsMore
}

// look lists what may be sent now, as much as there is room for; all where a way rests, since the first ones may have to
// wait for it. What has become too old by hour, the queue's time, is settled instead. The caller holds mu.
func (n *notifier) look(now, hour time.Time, room int) (list []queue.Dispatch, old []queue.Settlement) {
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
			case !hour.After(m.ExpiresAt()):
				return n.waits(m.ID, b.HeldFor(m, hour), now)
			}
			n.recall(m, now.Add(m.CreatedAt.Sub(hour)))
			t, _ := b.Ticket(m.Ticket)
			old = append(old, n.late(m, t.Number))
			return true
		})
	})
	for _, d := range list {
		n.recall(d.Notice, now.Add(d.Notice.CreatedAt.Sub(hour)))
	}
	return list, old
}

// waits tells whether a notice is not to be sent yet, because the queue holds it back for a while or it was put off, and
// sees to it that somebody looks again then. The caller holds mu.
func (n *notifier) waits(id string, held time.Duration, now time.Time) bool {
	if held <= 0 {
		return now.Before(n.tries[id].at)
	}
	t := n.tries[id]
	t.at = now.Add(held)
	n.tries[id] = t
	return true
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
	hour := n.queue.Now()
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
			if hour.After(d.Notice.ExpiresAt()) { // the clock has just been put forward
				n.late(d.Notice, d.Ticket.Number)
			}
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
