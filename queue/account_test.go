package queue_test

import (
	"errors"
	"testing"
	"time"

	"paihao/queue"
)

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
