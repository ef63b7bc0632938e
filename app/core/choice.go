package core

import (
	"context"
	"errors"
	"slices"
	"time"

	"paihao/assets"
	"paihao/queue"
)

// chooseWithin is how long after the scan of a code for all services a customer may say which they want.
const chooseWithin = 10 * time.Minute

// choice is that somebody was asked for which service they want a ticket.
type choice struct {
	scan  string // the operation that was the scan
	taken string // the one that takes a ticket by it, or took it; empty: none does
	spent bool   // it was taken
}

// wide are the reasons for which no service gives out tickets, whichever is asked for.
var wide = map[queue.Reason]error{queue.ByDay: queue.ErrDayClosed, queue.ByCrowd: queue.ErrCrowded, queue.ByDisk: queue.ErrDiskFull}

// asked asks who scanned the code for all services for which they want a ticket. Where only one gives out tickets, they have
// one for that. Nothing is written of the question: a repeat of the scan is asked again, and is good for no other ticket.
func (s *scanner) asked(ctx context.Context, a act) string {
	if a.done {
		return s.joined(ctx, a, "")
	}
	before, _ := s.choices.recall(a.customer, s.now())
	list := s.queue.View().Services
	open := slices.DeleteFunc(slices.Clone(list), func(v queue.ServiceView) bool { return !v.Open })
	held, has := s.holds(a.customer)
	if len(open) == 1 && !has && before.scan != a.operation {
		return s.joined(ctx, a, open[0].ID)
	}
	s.meet(ctx, a)
	another := slices.ContainsFunc(open, func(v queue.ServiceView) bool { return v.ID != held.Service })
	switch {
	case has && (held.State != queue.Waiting || !another):
		return s.words.refuse("reply.already", held)
	case len(open) == 0:
		return s.words.noneOpen(list, s.now())
	}
	if before.scan != a.operation {
		s.choices.note(a.customer, choice{scan: a.operation}, s.now(), chooseWithin)
	}
	if has {
		return s.words.offerChange(held, list, s.now())
	}
	return s.words.offer("reply.choose", list, s.now())
}

// holds is the open ticket of a customer, where nobody may have two.
func (s *scanner) holds(c queue.Customer) (t queue.Standing, has bool) {
	if s.words.venue.Rules.OneTicketEach {
		s.queue.Look(func(b *queue.Book) { t, has = b.Of(c) })
	}
	return t, has
}

// chose answers a text that is none of the words of wishes: it says which service is wanted, when that was asked, and else
// gets the help.
func (s *scanner) chose(ctx context.Context, a act, text string) string {
	service, picked := s.words.pick(text)
	question, asked := s.choices.recall(a.customer, s.now())
	held, has := s.holds(a.customer)
	s.queue.Look(func(b *queue.Book) { a.outcome, a.done = b.Done(a.operation) })
	a.chosen = true
	switch {
	case picked && a.done && a.outcome.Ticket != nil:
		return s.joined(ctx, a, service)
	case picked && asked && !has:
		return s.chosen(ctx, a, service)
	}
	s.meet(ctx, a)
	switch {
	case isHelp(text):
		return s.words.help()
	case picked && asked:
		return s.already(a, held, service)
	case asked && has && held.State == queue.Waiting && numeral(plain(text)) > 0:
		return s.words.offerChange(held, s.queue.View().Services, s.now())
	case asked && !has && question.taken == "":
		return s.words.offer("reply.choose.unclear", s.queue.View().Services, s.now())
	case picked && s.words.asks && has:
		return s.words.describe("reply.status", held, line("reply.change_scan.one_code"))
	case picked && s.words.asks:
		return assets.Both("reply.choose.scan")
	}
	return s.words.help()
}

// chosen takes a ticket for the service that a customer chose. One scan is good for one ticket, and for another choice until
// there is one. Of two choices at once the queue lets one take it, where a customer may have only one ticket; else the first.
func (s *scanner) chosen(ctx context.Context, a act, service string) string {
	mine := false
	s.choices.change(a.customer, func(c *choice) {
		if c.taken == "" {
			c.taken = a.operation
		}
		mine = c.taken == a.operation || s.words.venue.Rules.OneTicketEach && !c.spent
	})
	if !mine {
		s.meet(ctx, a)
		if held, has := s.holds(a.customer); has && s.words.venue.Rules.OneTicketEach { // by the other choice, just now
			return s.already(a, held, service)
		}
		return assets.Both("reply.choose.spent")
	}
	out, err := s.do(ctx, a, queue.Command{Verb: queue.Take, Service: service, Origin: queue.FromWeChat})
	s.choices.change(a.customer, func(c *choice) {
		switch {
		case err == nil:
			c.taken, c.spent = a.operation, true
		case c.taken == a.operation && ctx.Err() == nil: // nothing was taken, and nothing will be
			c.taken = ""
		}
	})
	text := s.took(ctx, a, service, out, err)
	if limit := (*queue.LimitError)(nil); errors.As(err, &limit) && limit.Reason() != queue.ByCooldown && s.anyOpen() {
		text += "\n" + assets.Both("reply.choose.other")
	}
	return text
}

// anyOpen tells whether some service gives out tickets now.
func (s *scanner) anyOpen() bool {
	return slices.ContainsFunc(s.queue.View().Services, func(v queue.ServiceView) bool { return v.Open })
}
