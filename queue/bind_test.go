package queue_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"paihao/queue"
)

// mustKeep puts codes into the store.
func (h *hall) mustKeep(codes ...queue.Code) {
	h.Helper()
	if err := h.KeepCodes(context.Background(), codes...); err != nil {
		h.Fatalf("KeepCodes: %v", err)
	}
}

// lasting is a code that was made now and lasts for an hour.
func (h *hall) lasting(c queue.Code) queue.Code {
	c.CreatedAt, c.ExpiresAt = h.clock.Now(), h.clock.Now().Add(time.Hour)
	return c
}

// ticketCode keeps a code that binds to a ticket, and gives its key.
func (h *hall) ticketCode(id, ticket string) string {
	h.Helper()
	c := h.lasting(queue.Code{ID: id, Purpose: queue.BindTicket, For: ticket})
	h.mustKeep(c)
	return c.Key()
}

// accountCode keeps a code that binds to a user of an account, and gives its key.
func (h *hall) accountCode(id, account, user string) string {
	h.Helper()
	c := h.lasting(queue.Code{ID: id, Purpose: queue.BindAccount, Account: account, User: user})
	h.mustKeep(c)
	return c.Key()
}

// bind lets a customer scan a code.
func (h *hall) bind(key, name string) (queue.Outcome, error) {
	return h.Do(context.Background(), queue.Command{Verb: queue.Bind, Code: key, Customer: customer(name), By: queue.ByCustomer})
}

func (h *hall) mustBind(key, name string) queue.Outcome {
	h.Helper()
	o, err := h.bind(key, name)
	if err != nil {
		h.Fatalf("%s scans %s: %v", name, key, err)
	}
	return o
}

// code is how a code stands.
func (h *hall) code(key string) (c queue.Code) {
	h.Helper()
	purpose, id, _ := strings.Cut(key, "/")
	h.Look(func(b *queue.Book) {
		found := false
		if c, found = b.CodeOf(queue.Purpose(purpose), id); !found {
			h.Errorf("code %s: not in the book", key)
		}
	})
	return c
}

// users lists who is bound to a user of an account.
func (h *hall) users(account, user string) (names string) {
	h.Look(func(b *queue.Book) {
		for _, a := range b.Accounts(account, user) {
			names += " " + a.Customer.OpenID
		}
	})
	return strings.TrimSpace(names)
}

// wantRefusal holds that nothing was written, and that the refusal is about a ticket, if one is named.
func (h *hall) wantRefusal(name string, err, want error, about string, revision uint64) {
	h.Helper()
	var e *queue.TicketError
	if !errors.Is(err, want) || errors.As(err, &e) != (about != "") || e != nil && e.Ticket.ID != about {
		h.Errorf("%s: got %v, want %v about %q", name, err, want, about)
	}
	if got := h.View().Revision; got != revision {
		h.Errorf("%s: got revision %d after a refusal, want %d", name, got, revision)
	}
}

// A paper ticket is bound to who scans its code first, and to nobody else.
func TestBindTicket(t *testing.T) {
	h := mustStaffed(t)
	id := h.mustTake("general", "").ID
	key := h.ticketCode("paper", id)
	var first queue.Outcome
	for i, when := range []string{"first", "again", "again, when it is too old"} {
		if i == 2 {
			h.clock.turn(2 * time.Hour)
			h.mustReopen()
		}
		o := h.mustBind(key, "ann")
		if o.Ticket == nil || o.Ticket.ID != id || !o.Ticket.Bound || o.Code == nil || o.Code.UsedAt.IsZero() || o.Code.State(h.clock.Now()) != queue.CodeBound {
			t.Errorf("%s: got %s, want the ticket, bound, and the code used", when, mustText(t, o))
		}
		if i == 0 {
			first = o
		} else if !o.Code.UsedAt.Equal(first.Code.UsedAt) {
			t.Errorf("%s: used at %v, want %v", when, o.Code.UsedAt, first.Code.UsedAt)
		}
	}
	h.mustCall("1")
	h.wantTold(id, "called pending")
	if s := h.dispatches(); len(s) != 1 || s[0].Reach[0].Customer != customer("ann") {
		t.Errorf("to be told of the call: got %v, want ann", dispatchLines(s))
	}
}

// Each refusal of a ticket's code says why, is about the ticket that is in the way, and writes nothing.
func TestBindTicketRefused(t *testing.T) {
	for _, c := range []struct {
		name  string
		scene func(h *hall, id string) (key, about string)
		want  error
	}{
		{"no such code", func(*hall, string) (string, string) { return "ticket/none", "" }, queue.ErrNoCode},
		{"too old", func(h *hall, id string) (string, string) {
			key := h.ticketCode("old", id)
			h.clock.turn(time.Hour)
			h.look()
			return key, ""
		}, queue.ErrNoCode},
		{"a code that takes a ticket", func(h *hall, id string) (string, string) {
			code := h.lasting(queue.Code{ID: "x", Purpose: queue.Join, Service: "general"})
			h.mustKeep(code)
			return code.Key(), ""
		}, queue.ErrNoCode},
		{"no such ticket", func(h *hall, id string) (string, string) { return h.ticketCode("lost", "none"), "" }, queue.ErrNoTicket},
		{"held by another", func(h *hall, id string) (string, string) {
			h.mustBind(h.ticketCode("first", id), "bob")
			return h.ticketCode("second", id), id
		}, queue.ErrBound},
		{"used by another who holds it", func(h *hall, id string) (string, string) {
			key := h.ticketCode("first", id)
			h.mustBind(key, "bob")
			return key, id
		}, queue.ErrBound},
		{"used by another who has left", func(h *hall, id string) (string, string) {
			key := h.ticketCode("first", id)
			h.mustBind(key, "bob")
			h.mustForget("bob")
			return key, ""
		}, queue.ErrNoCode},
		{"has a ticket", func(h *hall, id string) (string, string) {
			return h.ticketCode("second", id), h.mustTake("social", "ann").ID
		}, queue.ErrAlreadyWaiting},
		{"cancelled", func(h *hall, id string) (string, string) {
			h.mustDo(to(queue.Cancel, id))
			return h.ticketCode("late", id), id
		}, queue.InState(queue.Cancelled)},
		{"day closed", func(h *hall, id string) (string, string) {
			h.mustDo(queue.Command{Verb: queue.CloseDay})
			return h.ticketCode("late", id), id
		}, queue.InState(queue.Expired)},
		{"of yesterday", func(h *hall, id string) (string, string) {
			code := queue.Code{ID: "late", Purpose: queue.BindTicket, For: id, CreatedAt: noon, ExpiresAt: noon.Add(48 * time.Hour)}
			h.mustKeep(code)
			h.clock.turn(24 * time.Hour)
			h.look()
			return code.Key(), ""
		}, queue.ErrNoTicket},
	} {
		h := mustStaffed(t)
		key, about := c.scene(h, h.mustTake("general", "").ID)
		revision := h.View().Revision
		_, err := h.bind(key, "ann")
		h.wantRefusal(c.name, err, c.want, about, revision)
	}
}

// Without the rule of one ticket each, a customer binds as many as they like. Without a customer nothing is bound.
func TestBindTickets(t *testing.T) {
	v := venue()
	v.Rules.OneTicketEach = false
	h := mustHall(t, v)
	defer h.mustClose()
	for i := range 3 {
		id := h.mustTake("general", "").ID
		key := h.ticketCode(fmt.Sprint("paper", i), id)
		if _, err := h.bind(key, ""); !errors.Is(err, queue.ErrInvalid) {
			t.Errorf("scanned by nobody: got %v, want %v", err, queue.ErrInvalid)
		}
		if s := h.mustBind(key, "ann").Ticket; s.ID != id || s.Ahead != i {
			t.Errorf("paper %d: got %s with %d ahead, want %s with %d", i, s.Number, s.Ahead, id, i)
		}
	}
}

// Who binds a ticket reads where it stands, and so is told that the turn is near only if it was not near then.
func TestBoundTicketIsToldNear(t *testing.T) {
	for ahead, want := range map[int]string{2: "", 3: "near pending"} {
		h := mustStaffed(t)
		for range ahead + 1 {
			h.mustTake("general", "")
		}
		id := h.mustTake("general", "").ID
		h.mustCall("2") // nobody was told anything, since nobody held it
		h.mustBind(h.ticketCode("paper", id), "ann")
		h.mustCall("1")
		if ahead == 2 {
			h.wantTold(id)
		} else {
			h.wantTold(id, want)
		}
	}
}

// A repeat of a scan gets the answer of the first, whatever was done since.
func TestBindIsRepeated(t *testing.T) {
	h := mustStaffed(t)
	scan := queue.Command{Operation: "scan", Verb: queue.Bind, Code: h.accountCode("one", "shop", "u1"), Customer: customer("ann")}
	first := h.mustDo(scan)
	h.mustDo(queue.Command{Verb: queue.Disconnect, Account: "shop", User: "u1"})
	h.mustReopen()
	if again := h.mustDo(scan); mustText(t, again) != mustText(t, first) || h.users("shop", "u1") != "" {
		t.Errorf("repeated: got %s and %q bound, want %s and nobody", mustText(t, again), h.users("shop", "u1"), mustText(t, first))
	}
}
