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

// An account's user may have several customers; a customer has one user, moves to another, and all codes tell of it.
func TestBindAccount(t *testing.T) {
	h := mustStaffed(t)
	one, two, three := h.accountCode("one", "shop", "u1"), h.accountCode("two", "shop", "u1"), h.accountCode("three", "shop", "u2")
	h.mustBind(one, "ann")
	h.clock.turn(time.Minute)
	h.mustBind(two, "bob")
	if got := h.users("shop", "u1"); got != "ann bob" {
		t.Errorf("users of u1: got %q, want ann and bob", got)
	}
	if got := h.mustBind(one, "ann").Code; got.State(h.clock.Now()) != queue.CodeBound {
		t.Errorf("the same once more: got %s, want it bound", got.State(h.clock.Now()))
	}
	if o := h.mustBind(three, "ann"); o.Code.MovedFrom != "u1" || o.Code.State(h.clock.Now()) != queue.CodeBound {
		t.Errorf("moved: got %s, want from u1", mustText(t, o.Code))
	}
	for _, when := range []string{"at once", "after a restart"} {
		if got := h.users("shop", "u1") + ", " + h.users("shop", "u2"); got != "bob, ann" {
			t.Errorf("%s, users of u1 and u2: got %q, want bob, ann", when, got)
		}
		if got := h.code(one); got.State(h.clock.Now()) != queue.CodeMoved || got.MovedTo != "u2" {
			t.Errorf("%s, the code before: got %s, want moved to u2", when, mustText(t, got))
		}
		if got := h.code(two).State(h.clock.Now()); got != queue.CodeBound {
			t.Errorf("%s, the code of who was not moved: got %s, want bound", when, got)
		}
		h.mustReopen()
	}
	h.Look(func(b *queue.Book) {
		if user, ok := b.UserOf("shop", customer("ann")); user != "u2" || !ok {
			t.Errorf("ann's user: got %q %v, want u2", user, ok)
		}
		if user, ok := b.UserOf("bank", customer("ann")); ok {
			t.Errorf("ann's user of another account: got %q, want none", user)
		}
	})
}

// A customer who is bound already and scans a fresh code is answered, so that who shows it learns; it is that code which
// tells when they move.
func TestBindAccountAgain(t *testing.T) {
	h := mustStaffed(t)
	old, fresh := h.accountCode("old", "shop", "u1"), h.accountCode("fresh", "shop", "u1")
	h.mustBind(old, "ann")
	h.clock.turn(time.Minute)
	h.mustBind(h.accountCode("bob's", "shop", "u1"), "bob")
	h.mustBind(fresh, "ann")
	var since time.Time
	h.Look(func(b *queue.Book) { since = b.Accounts("shop", "u1")[0].Since })
	if !since.Equal(noon) || h.users("shop", "u1") != "ann bob" || h.code(fresh).UsedAt.IsZero() || h.code(fresh).MovedFrom != "" {
		t.Errorf("bound since %v to %q by %s, want since noon, before bob, and the code used", since, h.users("shop", "u1"), mustText(t, h.code(fresh)))
	}
	h.mustBind(h.accountCode("other", "shop", "u2"), "ann")
	if got := h.code(fresh).MovedTo; got != "u2" {
		t.Errorf("the code that was scanned last: moved to %q, want u2", got)
	}
}

// A code of an account is used once.
func TestBindAccountRefused(t *testing.T) {
	h := mustStaffed(t)
	key := h.accountCode("once", "shop", "u1")
	h.mustBind(key, "ann")
	for _, c := range []struct {
		name   string
		before func()
		who    string
	}{
		{"another customer", func() {}, "bob"},
		{"who is bound to another user", func() { h.mustBind(h.accountCode("next", "shop", "u2"), "ann") }, "ann"},
		{"who was disconnected", func() {
			h.mustDo(queue.Command{Verb: queue.Disconnect, Account: "shop", User: "u2"})
		}, "ann"},
	} {
		c.before()
		revision := h.View().Revision
		_, err := h.bind(key, c.who)
		h.wantRefusal(c.name, err, queue.ErrNoCode, "", revision)
	}
	late := h.accountCode("late", "shop", "u1")
	h.clock.turn(time.Hour)
	h.look()
	revision := h.View().Revision
	_, err := h.bind(late, "ann")
	h.wantRefusal("too old", err, queue.ErrNoCode, "", revision)
}

// Disconnect deletes what binds a user, and ends the codes that bound somebody or wait for somebody.
func TestDisconnect(t *testing.T) {
	h := mustStaffed(t)
	used, other := h.accountCode("used", "shop", "u1"), h.accountCode("other", "shop", "u2")
	h.mustBind(used, "ann")
	h.mustBind(h.accountCode("second", "shop", "u1"), "bob")
	h.mustBind(other, "cat")
	waiting := h.accountCode("waiting", "shop", "u1")
	disconnect := queue.Command{Verb: queue.Disconnect, Account: "shop", User: "u1"}
	h.mustDo(disconnect)
	for _, when := range []string{"at once", "after a restart"} {
		if got := h.users("shop", "u1") + ", " + h.users("shop", "u2"); got != ", cat" {
			t.Errorf("%s, users of u1 and u2: got %q, want nobody, cat", when, got)
		}
		for _, key := range []string{used, waiting} {
			if got := h.code(key).State(h.clock.Now()); got != queue.CodeExpired {
				t.Errorf("%s, %s: got %s, want expired", when, key, got)
			}
		}
		if got := h.code(other).State(h.clock.Now()); got != queue.CodeBound {
			t.Errorf("%s, another user's code: got %s, want bound", when, got)
		}
		revision := h.View().Revision
		_, err := h.bind(waiting, "dan")
		h.wantRefusal(when+", a waiting code", err, queue.ErrNoCode, "", revision)
		_, err = h.Do(t.Context(), disconnect)
		h.wantRefusal(when+", once more", err, queue.ErrNotBound, "", revision)
		h.mustReopen()
	}
	only := h.accountCode("only", "shop", "u1")
	h.mustDo(disconnect)
	_, err := h.bind(only, "dan")
	h.wantRefusal("a waiting code of a user without anybody", err, queue.ErrNoCode, "", h.View().Revision)
	for _, c := range []queue.Command{{Verb: queue.Disconnect, User: "u1"}, {Verb: queue.Disconnect, Account: "shop"}} {
		if _, err := h.Do(t.Context(), c); !errors.Is(err, queue.ErrInvalid) {
			t.Errorf("%+v: got %v, want %v", c, err, queue.ErrInvalid)
		}
	}
}

// Who is bound as a member of staff signs in with one scan, once.
func TestSignIn(t *testing.T) {
	h := mustStaffed(t)
	h.mustBind(h.accountCode("li", queue.StaffAccount, "li"), "ann")
	h.mustBind(h.accountCode("wang", queue.StaffAccount, "wang"), "bob")
	h.mustBind(h.accountCode("shop", "shop", "li"), "cat")
	lock := h.lasting(queue.Code{ID: "lock", Purpose: queue.SignIn})
	h.mustKeep(lock)
	for _, c := range []struct {
		who   string
		staff string
		err   error
	}{{"cat", "", queue.ErrNoStaff}, {"ann", "li", nil}, {"ann", "li", nil}, {"bob", "", queue.ErrNoCode}, {"cat", "", queue.ErrNoStaff}} {
		o, err := h.bind(lock.Key(), c.who)
		if !errors.Is(err, c.err) || err == nil && (o.Code.Staff != c.staff || !o.Code.UsedAt.Equal(h.clock.Now()) || o.Ticket != nil) {
			t.Errorf("%s signs in: got %s, %v, want %q, %v", c.who, mustText(t, o.Code), err, c.staff, c.err)
		}
	}
	if got := h.code(lock.Key()).Staff; got != "li" {
		t.Errorf("signed in: got %q, want li", got)
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
