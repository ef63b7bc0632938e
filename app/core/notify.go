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

	tries map[string]try // notices that could not be sent yet
}

// try is when a notice is tried again, and the pause after that.
type try struct {
	at    time.Time
	pause time.Duration
}

// run sends until ctx ends. A view of the queue is only the bell: what is to be sent stands in the book.
func (n *notifier) run(ctx context.Context) {
	for range n.queue.Watch(ctx) {
		for n.round(ctx) {
		}
	}
}

// round sends the notices that are due, at most sendAtOnce, and tells whether there may be more.
func (n *notifier) round(ctx context.Context) bool {
	var list []queue.Dispatch
	n.queue.Look(func(b *queue.Book) { list = b.Dispatches() })
	n.forget(list)
	due, settled := n.due(list)
	results := make([]queue.Settlement, len(due))
	var sending sync.WaitGroup
	for i, d := range due {
		sending.Go(func() { results[i] = n.send(ctx, d) })
	}
	sending.Wait()
	for i, r := range results {
		if r.State != queue.Pending {
			settled = append(settled, r)
		} else {
			n.later(due[i].Notice.ID)
		}
	}
	if len(settled) == 0 {
		return false
	}
	// What was sent is noted even when the program is about to end: else it would be sent again after the start.
	if err := n.queue.Settle(context.WithoutCancel(ctx), settled...); err != nil {
		n.log.Error("what became of messages could not be written; they may be sent again", "err", err)
		for _, s := range settled {
			n.later(s.Notice)
		}
		return false
	}
	return ctx.Err() == nil
}

// due picks what to send now. What is too old to be of use, or has no template, is settled unsent.
func (n *notifier) due(list []queue.Dispatch) (due []queue.Dispatch, settled []queue.Settlement) {
	now := n.now()
	for _, d := range list {
		switch id := d.Notice.ID; {
		case now.After(d.Notice.ExpiresAt()):
			settled = append(settled, queue.Settlement{Notice: id, State: queue.Stale, Reason: "too_late"})
		case !n.messages.has(d.Notice.Kind):
			settled = append(settled, queue.Settlement{Notice: id, State: queue.Refused, Reason: "no_template"})
		case len(due) < sendAtOnce && !now.Before(n.tries[id].at):
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
