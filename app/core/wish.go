package core

import (
	"context"
	"errors"
	"strings"
	"unicode"

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
	askChange = wish{queue.Transfer, "reply.changed", "reply.no_change"}
)

// wishes are the words a customer may write, in any case. 帮助, help and anything else get the help.
var wishes = map[string]wish{
	"状态": askStatus, "我的排号": askStatus, "查询": askStatus, "status": askStatus,
	"延后": askLater, "later": askLater,
	"我回来了": askBack, "back": askBack,
	"取消": askCancel, "cancel": askCancel,
	"换": askChange, "改": askChange, "change": askChange,
}

// isHelp tells whether a text asks for the help in so many words.
func isHelp(text string) bool { return plain(text) == "帮助" || plain(text) == "help" }

// keys are the menu keys that ask for the same. Others may belong to another program of the account.
var keys = map[string]string{"STATUS": "status", "LATER": "later", "BACK": "back", "CANCEL": "cancel", "HELP": "help"}

// plain is a text as it is looked up: in lower case, with the ordinary forms of full-width letters, and without anything but
// letters and digits around it.
func plain(text string) string {
	text = strings.Map(func(c rune) rune {
		if '！' <= c && c <= '～' {
			c -= '！' - '!'
		}
		return unicode.ToLower(c)
	}, text)
	return strings.TrimFunc(text, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsNumber(c) })
}

// clicked answers a menu key as the word that it stands for.
func (s *scanner) clicked(ctx context.Context, a act, key string) string {
	word, ours := keys[key]
	if !ours {
		s.meet(ctx, a)
		return ""
	}
	return s.wrote(ctx, a, word)
}

// wrote answers a text.
func (s *scanner) wrote(ctx context.Context, a act, text string) string {
	asked, known := wishes[plain(text)]
	if !known {
		return s.chose(ctx, a, text)
	}
	var t, last queue.Standing
	var has, had bool
	s.queue.Look(func(b *queue.Book) { // all in one look: the same wish may be carried out between two
		a.outcome, a.done = b.Done(a.operation)
		t, has = b.Of(a.customer)
		last, had = b.Last(a.customer)
	})
	switch {
	case a.done && a.outcome.Ticket != nil:
		return s.words.describe(asked.granted, *a.outcome.Ticket)
	case !has && had:
		s.meet(ctx, a)
		return s.words.describe("reply.last", last)
	case !has:
		s.meet(ctx, a)
		return noTicket(asked)
	case asked == askStatus:
		s.meet(ctx, a)
		return s.words.describe(asked.granted, t)
	case asked == askChange:
		return s.changed(ctx, a, t)
	}
	return s.grant(ctx, a, asked, t.ID)
}

// noTicket says that there is none.
func noTicket(asked wish) string {
	if asked == askBack {
		return assets.Both("reply.no_ticket_back")
	}
	return assets.Both("reply.no_ticket")
}

// grant carries a customer's wish out on their own ticket, or says how it stands and what can be done instead.
func (s *scanner) grant(ctx context.Context, a act, asked wish, ticket string) string {
	out, err := s.do(ctx, a, queue.Command{Verb: asked.verb, Ticket: ticket})
	if err != nil && refusal(err) {
		s.meet(ctx, a)
	}
	var refused *queue.TicketError
	switch {
	case errors.As(err, &refused):
		return s.words.refuse(asked.refused, refused.Ticket)
	case err != nil:
		return s.trouble(err)
	}
	return s.words.describe(asked.granted, *out.Ticket)
}
