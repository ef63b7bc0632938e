package core

import (
	"context"
	"errors"
	"strings"

	"paihao/assets"
	"paihao/queue"
)

// wish is what customers may ask for in the chat, and the first line of the answer when it is granted and when it is refused.
type wish struct {
	verb             queue.Verb // "" asks how the ticket stands
	granted, refused string
}

var (
	toKnow    = wish{"", "reply.status", "reply.status"}
	toWait    = wish{queue.Later, "reply.later", "reply.no_later"}
	toBeBack  = wish{queue.Return, "reply.back", "reply.status"}
	toBeGone  = wish{queue.Cancel, "reply.status", "reply.no_cancel"}
	wishWords = map[string]wish{
		"状态": toKnow, "我的排号": toKnow, "查询": toKnow, "status": toKnow,
		"延后": toWait, "later": toWait,
		"我回来了": toBeBack, "back": toBeBack,
		"取消": toBeGone, "cancel": toBeGone,
	}
)

// wished is what a text asks for, in any case. 帮助, help and all that is no wish get the help.
func (w words) wished(text string) (wish, bool) {
	asked, known := wishWords[strings.ToLower(strings.TrimSpace(text))]
	return asked, known && (asked != toWait || w.venue.Rules.Later > 0)
}

// wrote answers a text.
func (s *scanner) wrote(ctx context.Context, operation string, c queue.Customer, text string) string {
	asked, known := s.words.wished(text)
	if !known {
		return s.words.help()
	}
	var out queue.Outcome
	var t queue.Standing
	var done, ok bool
	s.queue.Look(func(b *queue.Book) { // both in one look: the same wish may be carried out between two
		out, done = b.Done(operation)
		t, ok = b.Of(c)
	})
	switch {
	case done:
		return s.words.describe(asked.granted, *out.Ticket)
	case !ok && asked == toBeBack:
		return assets.Both("reply.no_ticket_back")
	case !ok:
		return assets.Both("reply.no_ticket")
	case asked == toKnow:
		return s.words.describe(asked.granted, t)
	}
	return s.grant(ctx, operation, asked, t.ID)
}

// grant carries a customer's wish out on their own ticket, or says how it stands and what can be done instead.
func (s *scanner) grant(ctx context.Context, operation string, asked wish, ticket string) string {
	out, err := s.queue.Do(ctx, queue.Command{Operation: operation, Verb: asked.verb, Ticket: ticket, By: queue.ByCustomer})
	var refused *queue.TicketError
	switch {
	case errors.As(err, &refused):
		return s.words.refuse(asked.refused, refused.Ticket)
	case err != nil:
		return s.trouble(err)
	}
	return s.words.describe(asked.granted, *out.Ticket)
}
