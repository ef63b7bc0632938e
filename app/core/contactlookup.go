package core

import (
	"context"
	"log/slog"
	"time"

	"paihao/app/config"
	"paihao/queue"
	"paihao/wechat"
)

const (
	// mostWondered is how many customers wait to be asked about. The next one who does something is asked about later.
	mostWondered = 256
	// askAgain is the least time between two questions about one customer, and after a failed one until the next.
	askAgain, askPause = time.Hour, 30 * time.Second
	// mostAsked is how many questions are remembered.
	mostAsked = 4096
)

// lookups asks WeChat about customers who do something and are hardly known: they followed before this venue used Paihao, or
// while it was offline, or nobody has asked for their unionid, by which the mini program knows them. A follow whose callback
// was missed counts for its channel, on its day. One question is under way at a time, and none is worth waiting for.
type lookups struct {
	queue    *queue.Queue
	user     func(ctx context.Context, openID string) (wechat.User, error)
	scenes   scenes
	channels []config.Channel
	app      string
	keep     time.Duration // of contacts: who followed before that may have been known and forgotten
	now      func() time.Time
	tagged   func()
	log      *slog.Logger

	waiting chan string
	asked   map[string]time.Time // the worker's own
}

// wonder asks about a customer later, if there is room.
func (l *lookups) wonder(openID string) {
	select {
	case l.waiting <- openID:
	default:
	}
}

// run asks until ctx ends.
func (l *lookups) run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case openID := <-l.waiting:
			if !l.due(openID) {
				continue
			}
			if err := l.ask(ctx, openID); err != nil && ctx.Err() == nil {
				l.log.Info("a customer could not be asked about; they are when they do something again", "err", err)
				select {
				case <-ctx.Done():
				case <-time.After(askPause):
				}
			}
		}
	}
}

// due tells whether a customer is still to be asked about, and notes that they are.
func (l *lookups) due(openID string) bool {
	now := l.now()
	if last, ok := l.asked[openID]; ok && now.Sub(last).Abs() < askAgain {
		return false
	}
	if l.asked == nil || len(l.asked) >= mostAsked {
		l.asked = map[string]time.Time{}
	}
	l.asked[openID] = now
	return true
}

// ask asks about one customer and notes the answer.
func (l *lookups) ask(ctx context.Context, openID string) error {
	user, err := l.user(ctx, openID)
	report(l.queue, "users", err)
	if err != nil || !user.Following {
		return err
	}
	who := queue.Customer{App: l.app, OpenID: openID}
	var known queue.Contact
	l.queue.Look(func(b *queue.Book) { known, _ = b.Contact(who) })
	m := queue.Meeting{Union: user.Union}
	if known.Followed.IsZero() {
		l.missed(&m, user)
	}
	if m.Tag != "" {
		defer l.tagged()
	}
	_, err = l.queue.Do(ctx, queue.Command{Verb: queue.Meet, Customer: who, Meeting: &m})
	return err
}

// missed adds a follow that nobody has told us of, with its channel if it is recent.
func (l *lookups) missed(m *queue.Meeting, user wechat.User) {
	m.Follow, m.Followed = true, user.FollowedAt
	if since := l.now().Sub(user.FollowedAt); since < 0 || since > l.keep {
		return
	}
	var code queue.Code
	purpose, id, ours := l.scenes.read(user.Scene)
	l.queue.Look(func(b *queue.Book) { code, _ = b.CodeOf(purpose, id) })
	if ch, ok := channel(l.channels, code.For); ours && purpose == queue.Channel && ok && code.FreeAt.IsZero() {
		m.Channel, m.Tag = ch.ID, ch.Tag
	}
}
