package core

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"paihao/app/config"
	"paihao/assets"
	"paihao/queue"
	"paihao/wechat"
)

// lateWithin is how long the outcome of a scan is waited for when WeChat does not wait any more. Who hears nothing for so
// long has scanned again or asked at the desk.
const lateWithin = time.Minute

// scanner turns what a customer does in WeChat into a command, and what came of it into the answer they read.
type scanner struct {
	queue    *queue.Queue
	words    words
	scenes   scenes
	contacts contacts
	channels []config.Channel
	errands  *errands
	tally    *tally
	receive  func(ctx context.Context, app string, e wechat.Event) // takes what WeChat reports of messages
	wonder   func(openID string)                                   // asks WeChat about a customer of whom little is known
	linked   bool                                                  // there is a mini program, so that a person has two openids
	tagged   func()                                                // somebody is to be given a tag
	now      func() time.Time
	log      *slog.Logger

	changes memos[string] // the other service that the holder of a ticket has scanned or chosen
	choices memos[choice] // who was asked for which service they want a ticket
}

// act is what a customer did, under the name it has in the queue, with what that lets us know of them.
type act struct {
	operation string
	customer  queue.Customer
	meeting   *queue.Meeting
	done      bool // WeChat has sent it before, and it was carried out:
	outcome   queue.Outcome
	noted     bool // it was refused, and what it tells was noted
	chosen    bool // the service was chosen by a text, not scanned
}

// news is what an act tells that is to be noted, nil when it is nothing or nothing new.
func (a act) news(m queue.Meeting) *queue.Meeting {
	if a.noted {
		return nil
	}
	return news(m)
}

// handle is the wechat.Handler. The answer is made from what the queue has written, and never before.
func (s *scanner) handle(ctx context.Context, e wechat.Event) wechat.Reply {
	s.tally.count(e)
	a, stranger := s.see(e)
	if e.Stale && !a.done {
		s.contacts.stale(e)
		return wechat.Reply{}
	}
	text := s.answer(ctx, a, e)
	if stranger {
		s.wonder(e.From)
	}
	return wechat.Reply{Text: text}
}

// see names an event for the queue, and finds out whether WeChat has sent it before, and whether its customer is a stranger:
// since when they follow the account is not known, or who they are elsewhere. A follow tells the first by itself, and of who
// leaves nothing is to be kept.
func (s *scanner) see(e wechat.Event) (a act, stranger bool) {
	a = act{operation: s.contacts.operation(e), customer: s.contacts.customer(e)}
	var known queue.Contact
	s.queue.Look(func(b *queue.Book) {
		a.outcome, a.done = b.Done(a.operation)
		_, a.noted = b.Done(metName(a.operation))
		known, _ = b.Contact(a.customer)
	})
	switch e.Kind {
	case wechat.KindUnfollow, wechat.KindTemplateResult, wechat.KindSubscribeSent:
		return a, false
	}
	worth := known.Followed.IsZero() && e.Kind != wechat.KindFollow || s.linked && known.Union == ""
	return a, worth && !a.done
}

// answer does what an event asks for, by its kind. What asks for nothing is noted where it tells something.
func (s *scanner) answer(ctx context.Context, a act, e wechat.Event) string {
	switch e.Kind {
	case wechat.KindTemplateResult, wechat.KindSubscribeSent:
		s.receive(ctx, s.contacts.app, e)
		return ""
	case wechat.KindUnfollow:
		s.forget(ctx, a)
		return ""
	case wechat.KindScanWait:
		return s.scanned(ctx, a, e, s.sceneOf(e.Result))
	}
	if e.Scene != "" {
		return s.scanned(ctx, a, e, e.Scene)
	}
	a.meeting = a.news(s.contacts.meeting(e))
	switch e.Kind {
	case wechat.KindText:
		return s.wrote(ctx, a, e.Text)
	case wechat.KindClick:
		return s.clicked(ctx, a, e.Key)
	case wechat.KindFollow:
		s.meet(ctx, a)
		return s.words.welcome()
	}
	s.meet(ctx, a)
	return ""
}

// meet notes what an act tells of its customer by itself. Where the act was a command that was refused, the name differs:
// the command's own stays free, since a refusal writes nothing, and its repeat is decided anew.
func (s *scanner) meet(ctx context.Context, a act) {
	s.contacts.meet(ctx, metName(a.operation), a.customer, a.meeting)
	s.passOn(a)
}

func metName(operation string) string { return operation + "/met" }

// passOn lets the tags be given that an act asks for.
func (s *scanner) passOn(a act) {
	if a.meeting != nil && a.meeting.Tag != "" {
		s.tagged()
	}
}

// do carries a command of an act out, with all that the act tells. One that a customer waits for, and whose outcome comes
// too late for WeChat, is waited for in the background.
func (s *scanner) do(ctx context.Context, a act, c queue.Command) (queue.Outcome, error) {
	c.Operation, c.Customer, c.Meeting, c.By = a.operation, a.customer, a.meeting, queue.ByCustomer
	out, err := s.queue.Do(ctx, c)
	switch {
	case err == nil:
		s.passOn(a)
	case ctx.Err() != nil && errors.Is(err, ctx.Err()) && (c.Verb == queue.Take || c.Verb == queue.Bind):
		s.late(c)
	}
	return out, err
}

// late waits for a command whose answer WeChat has dropped, and has the customer told by a message that they have a ticket.
// It is the same operation: the queue has it already, or takes it now, once.
func (s *scanner) late(c queue.Command) {
	taken := s.errands.run(lateWithin, func(ctx context.Context) {
		out, err := s.queue.Do(ctx, c)
		if err == nil && out.Ticket != nil {
			_, err = s.queue.Do(ctx, queue.Command{
				Operation: c.Operation + "/late", Verb: queue.Notify, Ticket: out.Ticket.ID, Kind: queue.Issued, By: queue.ByItself,
			})
		}
		if err != nil && !refusal(err) {
			s.log.Warn("what came of a late scan is not known", "err", err)
		}
	})
	if !taken {
		s.log.Warn("too many scans are late: this customer is not told what came of theirs")
	}
}

// forget deletes what is known of a customer who left the account; their tickets keep their places, or are cancelled, as the
// rules say.
func (s *scanner) forget(ctx context.Context, a act) {
	s.changes.forget(a.customer)
	s.choices.forget(a.customer)
	_, err := s.queue.Do(ctx, queue.Command{Operation: a.operation, Verb: queue.Forget, Customer: a.customer, By: queue.ByCustomer})
	if err != nil {
		s.log.Error("what is known of a customer who left could not be deleted", "err", err)
	}
}

// trouble is what a customer reads instead: why there is no ticket now, or that it did not work. The sentences for staff
// would only puzzle them. What is not a refusal is ours to know about.
func (s *scanner) trouble(err error) string {
	var limit *queue.LimitError
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return "" // nobody knows yet what came of it, so nothing may be said
	case errors.As(err, &limit):
		return s.words.limit(limit, s.now())
	case errors.Is(err, queue.ErrNoTicket):
		return assets.Both("reply.no_ticket")
	case errors.Is(err, queue.ErrNoCode), errors.Is(err, queue.ErrNoService):
		return assets.Both("reply.old_code")
	case !refusal(err):
		s.log.Error("a customer's wish could not be carried out", "err", err)
	}
	return assets.Both("reply.trouble")
}
