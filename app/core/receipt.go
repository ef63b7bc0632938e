package core

import (
	"cmp"
	"context"
	"strings"
	"sync"
	"time"

	"paihao/queue"
	"paihao/wechat"
)

const (
	// keepReceipts is how long a report is kept for a message whose settlement is still on its way.
	keepReceipts = time.Minute
	// mostReceipts is how many are kept at the most.
	mostReceipts = 1000
)

// receipts are reports of WeChat about messages that we do not know to be accepted yet: a report may overtake the note of
// the answer it belongs to. The zero value is ready.
type receipts struct {
	mu    sync.Mutex
	early []early
}

type early struct {
	receipt queue.Receipt
	at      time.Time
}

// reported takes what WeChat reports of messages it had accepted: an event of KindTemplateResult or KindSubscribeSent of the
// app with this id.
func (n *notifier) reported(ctx context.Context, app string, e wechat.Event) {
	to := queue.Customer{App: app, OpenID: e.From}
	if e.Kind == wechat.KindTemplateResult {
		reason := statusReason(e.Status)
		n.receive(ctx, queue.Receipt{To: to, MessageID: e.TemplateMessageID, Delivered: reason == "", Reason: reason})
	}
	for _, s := range e.Subscriptions {
		r := queue.Receipt{To: to, MessageID: s.MessageID, Template: s.TemplateID, Delivered: s.Code == "0"}
		if !r.Delivered {
			r.Reason = cmp.Or(statusReason(s.Reason), "other")
		}
		n.receive(ctx, r)
	}
}

// receive hands a receipt to the queue. It is kept first, so that it is not lost between a settlement and the look for what
// came before it.
func (n *notifier) receive(ctx context.Context, r queue.Receipt) {
	n.receipts.keep(r, n.now())
	n.hand(ctx, r)
}

// hand lets the queue note a receipt, which is kept no longer then.
func (n *notifier) hand(ctx context.Context, r queue.Receipt) {
	known, err := n.queue.Deliver(ctx, r)
	if err != nil {
		n.log.Error("a report of WeChat's on a message could not be noted", "err", err)
	}
	if known {
		n.receipts.drop(r)
	}
}

// settled applies the receipts that came before the settlement of their message.
func (n *notifier) settled(ctx context.Context, s queue.Settlement) {
	for _, r := range n.receipts.of(s, n.now()) {
		n.hand(context.WithoutCancel(ctx), r)
	}
}

func (l *receipts) keep(r queue.Receipt, now time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for len(l.early) > 0 && (now.Sub(l.early[0].at) > keepReceipts || len(l.early) >= mostReceipts) {
		l.early = l.early[1:]
	}
	l.early = append(l.early, early{r, now})
}

func (l *receipts) drop(r queue.Receipt) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for i, e := range l.early {
		if e.receipt == r {
			l.early = append(l.early[:i:i], l.early[i+1:]...)
			return
		}
	}
}

// of lists the receipts of a message.
func (l *receipts) of(s queue.Settlement, now time.Time) (list []queue.Receipt) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, e := range l.early {
		same := e.receipt.MessageID == s.MessageID && s.MessageID != "" || e.receipt.Template == s.Template && s.Template != ""
		if same && e.receipt.To == s.To && now.Sub(e.at) <= keepReceipts {
			list = append(list, e.receipt)
		}
	}
	return list
}

// statusReason is why a message was not delivered, in one word; empty when it was. WeChat writes the same status with and
// without spaces, and knows more of them than its documents.
func statusReason(status string) string {
	word := strings.NewReplacer(" ", "", "_", "", ":", "").Replace(strings.ToLower(status))
	switch strings.TrimPrefix(word, "failed") {
	case "success":
		return ""
	case "userblock":
		return "user_block"
	case "systemfailed":
		return "system_failed"
	case "freqlimit":
		return "freq_limit"
	}
	return "other"
}
