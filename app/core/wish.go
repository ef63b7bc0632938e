package core

import (
	"context"
	"errors"
	"strings"

	"paihao/assets"
	"paihao/queue"
)

// wish is what customers may ask for in the chat, and the first line of the answer when it is granted and when it is
// refused.
type wish struct {
	verb             queue.Verb // "" asks how the ticket stands
	granted, refused string
}

var (
	askStatus = wish{"", "reply.status", "reply.status"}
	askLater  = wish{queue.Later, "reply.later", "reply.no_later"}
	askBack   = wish{queue.Return, "reply.back", "reply.status"}
	askCancel = wish{queue.Cancel, "reply.status", "reply.no_cancel"}
)

// wishes are the words a customer may write, in any case. 帮助, help and anything else get the help.
var wishes = map[string]wish{
	"状态": askStatus, "我的排号": askStatus, "查询": askStatus, "status": askStatus,
	"延后": askLater, "later": askLater,
	"我回来了": askBack, "back": askBack,
	"取消": askCancel, "cancel": askCancel,
}

// wrote answers a text.
func (s *scanner) wrote(ctx context.Context, operation string, c queue.Customer, text string) string {
	asked, known := wishes[strings.ToLower(strings.TrimSpace(text))]
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
	case !ok && asked == askBack:
		return assets.Both("reply.no_ticket_back")
	case !ok:
		return assets.Both("reply.no_ticket")
	case asked == askStatus:
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
