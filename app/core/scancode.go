package core

import (
	"context"
	"errors"
	"slices"

	"paihao/app/config"
	"paihao/assets"
	"paihao/queue"
	"paihao/wechat"
)

// sceneOf is the scene of one of our codes by what its picture says, as a menu's scan button tells it; empty for all others.
func (s *scanner) sceneOf(url string) string {
	var code queue.Code
	s.queue.Look(func(b *queue.Book) { code, _ = b.CodeSaying(url) })
	return code.Scene
}

// scanned does what the code is for. A photo of a code that is gone gets a friendly word and no ticket, and so does a code
// that is not ours.
func (s *scanner) scanned(ctx context.Context, a act, e wechat.Event, scene string) string {
	met := s.contacts.meeting(e)
	purpose, id, ours := s.scenes.read(scene)
	var code queue.Code
	found := false
	s.queue.Look(func(b *queue.Book) { code, found = b.CodeOf(purpose, id) })
	scannable := found && (code.Valid(s.now()) || !code.UsedAt.IsZero()) // who used one may scan it again to read the answer
	if !ours || !a.done && !scannable {
		a.meeting = a.news(met)
		s.meet(ctx, a)
		return oldCode(ours, purpose)
	}
	switch purpose {
	case queue.Join:
		a.meeting = a.news(met)
		if code.Service == "" {
			return s.asked(ctx, a)
		}
		return s.joined(ctx, a, code.Service)
	case queue.Channel:
		return s.came(ctx, a, met, code)
	}
	a.meeting = a.news(met)
	return s.bound(ctx, a, purpose, code)
}

// oldCode says to scan another: for tickets the one on the screen, for all else a new one where this one was shown.
func oldCode(ours bool, p queue.Purpose) string {
	switch {
	case !ours:
		return assets.Both("reply.unknown_code")
	case p == queue.Join, p == queue.Channel:
		return assets.Both("reply.old_code")
	}
	return assets.Both("reply.old_binding_code")
}

// joined takes a ticket for a service, or tells those who have one where it stands, and how they could change.
func (s *scanner) joined(ctx context.Context, a act, service string) string {
	out, err := a.outcome, error(nil)
	if !a.done {
		out, err = s.do(ctx, a, queue.Command{Verb: queue.Take, Service: service, Origin: queue.FromWeChat})
	}
	return s.took(ctx, a, service, out, err)
}

// took says what came of taking a ticket. Who chose its service by a word has written one, and need not be invited to.
func (s *scanner) took(ctx context.Context, a act, service string, out queue.Outcome, err error) string {
	var held *queue.TicketError
	switch {
	case errors.As(err, &held) && errors.Is(err, queue.ErrAlreadyWaiting):
		s.meet(ctx, a)
		return s.already(a, held.Ticket, service)
	case err != nil:
		if refusal(err) {
			s.meet(ctx, a)
		}
		return s.trouble(err)
	case out.Ticket == nil: // of an operation that was something else
		return ""
	case a.chosen:
		return s.words.describe("reply.taken", *out.Ticket)
	}
	return s.words.describe("reply.taken", *out.Ticket, s.words.invitation)
}

// came greets who scanned a channel's code with its words, and takes a ticket for its service if it has one. A channel that
// has left the settings is any code: its posters may hang on.
func (s *scanner) came(ctx context.Context, a act, met queue.Meeting, code queue.Code) string {
	ch, ok := channel(s.channels, code.For)
	if ok && code.FreeAt.IsZero() {
		met.Channel, met.Tag = ch.ID, ch.Tag
	}
	a.meeting = a.news(met)
	switch {
	case ch.Service == "":
		s.meet(ctx, a)
		if ch.Welcome != "" {
			return s.words.greet(ch.Welcome)
		}
		return s.words.welcome()
	case ch.Welcome == "":
		return s.joined(ctx, a, ch.Service)
	}
	answer := s.joined(ctx, a, ch.Service)
	if answer == "" { // too late
		return ""
	}
	return ch.Welcome + "\n\n" + answer
}

// bound binds who scanned to the code's ticket or user, or lets them sign in, and says what came of it.
func (s *scanner) bound(ctx context.Context, a act, p queue.Purpose, code queue.Code) string {
	out, err := a.outcome, error(nil)
	switch {
	case a.done:
	case p == queue.SignIn && s.dismissed(a.customer):
		err = queue.ErrNoStaff
	default:
		out, err = s.do(ctx, a, queue.Command{Verb: queue.Bind, Code: code.Key()})
	}
	if err != nil {
		if refusal(err) {
			s.meet(ctx, a)
		}
		return s.unbound(err, p)
	}
	switch {
	case p == queue.BindTicket && out.Ticket != nil:
		return s.words.describe("reply.bound", *out.Ticket, s.words.invitation)
	case out.Code == nil:
		return ""
	case p == queue.SignIn:
		return assets.Both("reply.signed_in", "name", s.words.member(out.Code.Staff))
	}
	return s.words.joined(*out.Code)
}

// dismissed tells whether somebody was a member of staff and has left the settings since.
func (s *scanner) dismissed(c queue.Customer) bool {
	var id string
	was := false
	s.queue.Look(func(b *queue.Book) { id, was = b.UserOf(queue.StaffAccount, c) })
	return was && !slices.ContainsFunc(s.words.staff, func(m config.Staff) bool { return m.ID == id })
}

// unbound says why nobody was bound.
func (s *scanner) unbound(err error, p queue.Purpose) string {
	var held *queue.TicketError
	about := errors.As(err, &held)
	switch {
	case errors.Is(err, queue.ErrNoStaff):
		return assets.Both("reply.no_staff")
	case errors.Is(err, queue.ErrBound):
		return assets.Both("reply.bound_other")
	case about && errors.Is(err, queue.ErrAlreadyWaiting):
		return s.words.describe("reply.already", held.Ticket, line("reply.bind_after"))
	case about:
		return s.words.describe("reply.status", held.Ticket)
	case errors.Is(err, queue.ErrNoCode), errors.Is(err, queue.ErrNoTicket):
		return oldCode(true, p)
	}
	return s.trouble(err)
}
