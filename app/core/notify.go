package core

import (
	"context"
	"errors"
	"log/slog"
	"strconv"
	"sync"
	"time"

	"paihao/queue"
	"paihao/wechat"
)

// Sender sends one message to one customer: *wechat.Client.
type Sender interface {
	SendTemplate(ctx context.Context, m wechat.TemplateMessage) (msgID string, err error)
}

// sendAtOnce is how many messages are on their way at a time.
const sendAtOnce = 8

// notifier sends the pending notices of the queue. A notice is settled after WeChat took it: a crash in between sends it
// again, with the same id, which WeChat shows once. So a customer is told at least once, and sees it once.
type notifier struct {
	queue    *queue.Queue
	sender   Sender
	messages *messages
	now      func() time.Time
	log      *slog.Logger

	mu    sync.Mutex
	away  map[string]bool // notices on their way: one that WeChat keeps waiting holds up no other
	tries map[string]try  // notices that could not be sent yet
}

func newNotifier(q *queue.Queue, s Sender, m *messages, now func() time.Time, log *slog.Logger) *notifier {
	return &notifier{queue: q, sender: s, messages: m, now: now, log: log, away: map[string]bool{}, tries: map[string]try{}}
}

// try is when a notice is tried again, and the pause after that.
type try struct {
	at    time.Time
	pause time.Duration
}

// run sends until ctx ends. A view of the queue is only the bell: what is to be sent stands in the book. The other bell
// is a message that has come back and left room for the next.
func (n *notifier) run(ctx context.Context) {
	var sending sync.WaitGroup
	defer sending.Wait()
	back := make(chan struct{}, 1)
	views := n.queue.Watch(ctx)
	for {
		select {
		case _, more := <-views:
			if !more {
				return
			}
		case <-back:
		}
		for _, d := range n.round(ctx) {
			sending.Go(func() {
				if left := n.deliver(ctx, d); left > sendAtOnce/2 {
					return // the next to come back rings: looking for more after each would cost too much in a rush
				}
				select {
				case back <- struct{}{}:
				default:
				}
			})
		}
	}
}

// round settles what need not be sent, and gives the notices to send now, marked as on their way.
func (n *notifier) round(ctx context.Context) []queue.Dispatch {
	due, settled := n.pick()
	if len(settled) > 0 {
		if err := n.queue.Settle(ctx, settled...); err != nil {
			n.log.Error("messages that are not to be sent could not be settled", "err", err)
		}
	}
	return due
}

// pick looks at the book under the lock, so that a notice is either on its way or seen as it was settled.
func (n *notifier) pick() (due []queue.Dispatch, settled []queue.Settlement) {
	n.mu.Lock()
	defer n.mu.Unlock()
	var list []queue.Dispatch
	n.queue.Look(func(b *queue.Book) { list = b.Dispatches(0, nil) })
	n.forget(list)
	due, settled = n.due(list)
	for _, d := range due {
		n.away[d.Notice.ID] = true
	}
	return due, settled
}

// deliver sends one notice, notes what became of it, and tells how many are still on their way.
func (n *notifier) deliver(ctx context.Context, d queue.Dispatch) int {
	s := n.send(ctx, d)
	done := s.State != queue.Pending
	if done {
		// What was sent is noted even when the program is about to end: else it would be sent again after the start.
		if err := n.queue.Settle(context.WithoutCancel(ctx), s); err != nil {
			n.log.Error("what became of a message could not be written; it may be sent again", "err", err)
			done = false
		}
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	delete(n.away, d.Notice.ID)
	if !done {
		n.later(d.Notice.ID)
	}
	return len(n.away)
}

// due picks what to send now, called before near. What is too old to be of use, or has no template, is settled unsent.
func (n *notifier) due(list []queue.Dispatch) (due []queue.Dispatch, settled []queue.Settlement) {
	now := n.now()
	for _, d := range list {
		switch id := d.Notice.ID; {
		case n.away[id]:
		case now.After(d.Notice.ExpiresAt()):
			settled = append(settled, queue.Settlement{Notice: id, State: queue.Stale, Reason: "too_late"})
		case !n.messages.has(d.Notice.Kind):
			settled = append(settled, queue.Settlement{Notice: id, State: queue.Refused, Reason: "no_template"})
		case len(n.away)+len(due) < sendAtOnce && !now.Before(n.tries[id].at):
			due = append(due, d)
		}
	}
	return due, settled
}

// send makes one call. A settlement that is still pending means: try again later.
func (n *notifier) send(ctx context.Context, d queue.Dispatch) queue.Settlement {
	s := queue.Settlement{Notice: d.Notice.ID}
	message, err := n.messages.render(d)
	if err != nil {
		n.log.Error("a message cannot be made from its fields", "kind", d.Notice.Kind, "err", err)
		s.State, s.Reason = queue.Refused, "template"
		return s
	}
	s.MessageID, err = n.sender.SendTemplate(ctx, message)
	report(n.queue, err)
	switch {
	case err == nil:
		s.State = queue.Accepted
	case passing(err):
		s.State = queue.Pending
	default:
		s.State, s.Reason = queue.Refused, reason(err)
	}
	if err != nil {
		n.log.Warn("a message was not sent", "kind", d.Notice.Kind, "ticket", d.Ticket.Number, "err", err, "again", s.State == queue.Pending)
	}
	return s
}

// passing tells whether the same call may succeed later: all but a refusal of this very message.
func passing(err error) bool {
	return health(err) != queue.WeChatWell && !errors.Is(err, wechat.ErrLimit)
}

// reason is a refusal in one word, for the desk.
func reason(err error) string {
	var refused *wechat.Error
	switch {
	case errors.Is(err, wechat.ErrNoFollower):
		return "no_follower"
	case errors.Is(err, wechat.ErrTemplate), errors.Is(err, wechat.ErrLimit):
		return "template"
	case errors.As(err, &refused):
		return "errcode_" + strconv.Itoa(refused.Code)
	}
	return "unknown"
}

// later puts a notice off: 2 s, then twice as long each time, up to a minute.
func (n *notifier) later(id string) {
	pause := max(2*time.Second, min(2*n.tries[id].pause, time.Minute))
	n.tries[id] = try{at: n.now().Add(pause), pause: pause}
}

// forget drops the tries of notices that are settled.
func (n *notifier) forget(list []queue.Dispatch) {
	if len(n.tries) == 0 {
		return
	}
	open := make(map[string]bool, len(list))
	for _, d := range list {
		open[d.Notice.ID] = true
	}
	for id := range n.tries {
		if !open[id] {
			delete(n.tries, id)
		}
	}
}
