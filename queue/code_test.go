package queue_test

import (
	"slices"
	"testing"
	"time"

	"paihao/queue"
)

func TestCode(t *testing.T) {
	c := queue.Code{Purpose: queue.Join, Service: "general", CreatedAt: noon, ExpiresAt: noon.Add(10 * time.Hour)}
	if got, want := c.RenewAt(), noon.Add(8*time.Hour); !got.Equal(want) {
		t.Errorf("RenewAt: got %v, want %v, at 80 %% of its life", got, want)
	}
	for at, want := range map[time.Duration]bool{0: true, 10*time.Hour - 1: true, 10 * time.Hour: false} {
		if got := c.Valid(noon.Add(at)); got != want {
			t.Errorf("Valid after %v: got %v, want %v", at, got, want)
		}
	}
}

// Codes outlive restarts and days; a new one takes the place of the last of its purpose and service.
func TestKeepCodes(t *testing.T) {
	h := mustStaffed(t)
	code := func(service, url string) queue.Code {
		return queue.Code{ID: service, Purpose: queue.Join, Service: service, URL: url, CreatedAt: noon, ExpiresAt: noon.Add(time.Hour)}
	}
	if err := h.KeepCodes(t.Context(), code("company", "1"), code("general", "2")); err != nil {
		t.Fatalf("KeepCodes: %v", err)
	}
	if err := h.KeepCodes(t.Context(), code("company", "3")); err != nil {
		t.Fatalf("KeepCodes: %v", err)
	}
	h.clock.turn(24 * time.Hour)
	h.mustReopen()
	want := []queue.Code{code("general", "2"), code("company", "3")} // as the services stand in the settings
	if got := h.View().Codes; mustText(t, got) != mustText(t, want) {
		t.Errorf("codes of the view: got %s, want %s", mustText(t, got), mustText(t, want))
	}
	h.Look(func(b *queue.Book) {
		if c, ok := b.Code("company"); !ok || c.URL != "3" {
			t.Errorf("Code: got %v %v, want url 3", c, ok)
		}
		if c, ok := b.Code("social"); ok {
			t.Errorf("Code of a service without one: got %v, want none", c)
		}
	})
}

// The newest code of a service is shown, in whichever order they came; when it is dropped, the newest of those that are left.
func TestNewestCode(t *testing.T) {
	h := mustStaffed(t)
	code := func(id string, minutes int) queue.Code {
		return queue.Code{ID: id, Purpose: queue.Join, Service: "general", CreatedAt: noon.Add(time.Duration(minutes) * time.Minute)}
	}
	h.mustKeep(code("new", 2), code("old", 0), code("middle", 1), code("twin", 2), queue.Code{ID: "zzz", Purpose: queue.SignIn, CreatedAt: noon.Add(time.Hour)})
	for _, c := range []struct{ drop, want string }{{"", "twin"}, {"join/old", "twin"}, {"join/twin", "new"}, {"join/new", "middle"}, {"join/middle", ""}, {"join/none", ""}} {
		if err := h.EndCodes(t.Context(), c.drop); err != nil {
			t.Fatalf("EndCodes: %v", err)
		}
		for _, when := range []string{"at once", "after a restart"} {
			h.Look(func(b *queue.Book) {
				if got, ok := b.Code("general"); got.ID != c.want || ok != (c.want != "") {
					t.Errorf("without %s, %s: got %q, want %q", c.drop, when, got.ID, c.want)
				}
			})
			h.mustReopen()
		}
	}
	h.mustKeep(code("one", 1), code("two", 2))
	moved := code("two", 0) // the same code, which was made earlier after all
	h.mustKeep(moved)
	h.Look(func(b *queue.Book) {
		if got, _ := b.Code("general"); got.ID != "one" {
			t.Errorf("the newest: got %s, want one", got.ID)
		}
	})
}

// The code for all services is shown beside those of each, is renewed, ended and forgotten like them, and takes no ticket by
// itself: who scans it is asked for which service.
func TestCodeForAll(t *testing.T) {
	h := mustStaffed(t)
	all := func(id string) queue.Code { return h.lasting(queue.Code{ID: id, Purpose: queue.Join}) }
	want := func(when string, ids ...string) {
		t.Helper()
		for range 2 {
			var got []string
			for _, c := range h.View().Codes {
				got = append(got, c.ID)
			}
			if !slices.Equal(got, ids) {
				t.Errorf("%s: the view has the codes %v, want %v", when, got, ids)
			}
			h.mustReopen()
		}
	}
	h.mustKeep(all("all"), queue.Code{ID: "staff", Purpose: queue.SignIn, CreatedAt: noon.Add(time.Hour)})
	want("alone", "all")
	h.mustKeep(h.lasting(queue.Code{ID: "social", Purpose: queue.Join, Service: "social"}))
	want("beside a service's", "social", "all")
	h.clock.turn(time.Minute)
	h.mustKeep(all("newer"))
	want("renewed", "social", "newer")
	revision := h.View().Revision
	_, err := h.bind("join/newer", "ann")
	h.wantRefusal("scanned", err, queue.ErrNoCode, "", revision)
	_, err = h.Do(t.Context(), queue.Command{Verb: queue.Take, Customer: customer("ann"), Origin: queue.FromWeChat})
	h.wantRefusal("a ticket for no service", err, queue.ErrNoService, "", revision)
	if err := h.EndCodes(t.Context(), "join/newer"); err != nil {
		t.Fatalf("EndCodes: %v", err)
	}
	want("ended", "social", "all")
	for range 2 { // the day on which it grew too old, and one more
		h.clock.turn(24 * time.Hour)
		h.look()
	}
	want("too old for a day")
}

// A code that was ended reads as too old to who waits for it, and binds nobody; what was used by then stays, and so do all
// others.
func TestEndCodes(t *testing.T) {
	h := mustStaffed(t)
	used, waiting, other := h.accountCode("used", "shop", "u1"), h.accountCode("waiting", "shop", "u1"), h.accountCode("other", "shop", "u1")
	h.mustBind(used, "ann")
	h.mustKeep(h.lasting(queue.Code{ID: "screen", Purpose: queue.Join, Service: "general"}))
	if err := h.EndCodes(t.Context(), used, waiting, "join/screen", "account/none"); err != nil {
		t.Fatalf("EndCodes: %v", err)
	}
	for _, when := range []string{"at once", "after a restart"} {
		for key, want := range map[string]queue.CodeState{used: queue.CodeBound, waiting: queue.CodeExpired, other: queue.CodeWaiting} {
			if got := h.code(key).State(h.clock.Now()); got != want {
				t.Errorf("%s, %s: got %s, want %s", when, key, got, want)
			}
		}
		h.Look(func(b *queue.Book) {
			if c, ok := b.Code("general"); ok {
				t.Errorf("%s the screen still shows %+v", when, c)
			}
		})
		revision := h.View().Revision
		_, err := h.bind(waiting, "bob")
		h.wantRefusal(when, err, queue.ErrNoCode, "", revision)
		h.mustReopen()
	}
}

// The codes of a ticket, and of a user, are found among all others, oldest first.
func TestCodesLike(t *testing.T) {
	h := mustStaffed(t)
	code := func(id string, c queue.Code) queue.Code {
		c.ID, c.CreatedAt = id, h.clock.Now()
		h.clock.turn(time.Second)
		return c
	}
	ticket, user := queue.Code{Purpose: queue.BindTicket, For: "7"}, queue.Code{Purpose: queue.BindAccount, Account: "shop", User: "7"}
	h.mustKeep(code("b", ticket), code("a", ticket), code("c", user), code("d", queue.Code{Purpose: queue.BindTicket, For: "8"}),
		code("e", queue.Code{Purpose: queue.BindAccount, Account: "staff", User: "7"}), code("f", queue.Code{Purpose: queue.SignIn}))
	for _, c := range []struct {
		like queue.Code
		want string
	}{{ticket, "b a "}, {user, "c "}, {queue.Code{Purpose: queue.SignIn}, ""}, {queue.Code{Purpose: queue.BindTicket, For: "9"}, ""}} {
		got := ""
		h.Look(func(b *queue.Book) {
			for _, found := range b.CodesLike(c.like) {
				got += found.ID + " "
			}
		})
		if got != c.want {
			t.Errorf("like %+v: got %q, want %q", c.like, got, c.want)
		}
	}
}

// A code is found by what its picture says, and none by nothing.
func TestCodeSaying(t *testing.T) {
	h := mustStaffed(t)
	h.mustKeep(queue.Code{ID: "a", Purpose: queue.SignIn, URL: "http://a"}, queue.Code{ID: "b", Purpose: queue.Channel, URL: "http://b"},
		queue.Code{ID: "c", Purpose: queue.SignIn})
	for url, want := range map[string]string{"http://a": "a", "http://b": "b", "http://c": "", "": ""} {
		h.Look(func(b *queue.Book) {
			if c, ok := b.CodeSaying(url); c.ID != want || ok != (want != "") {
				t.Errorf("%q: got %q %v, want %q", url, c.ID, ok, want)
			}
		})
	}
}

// How far a code has come, as who shows it sees it.
func TestCodeState(t *testing.T) {
	for _, c := range []struct {
		code queue.Code
		want queue.CodeState
	}{
		{queue.Code{ExpiresAt: noon.Add(1)}, queue.CodeWaiting},
		{queue.Code{}, queue.CodeWaiting},
		{queue.Code{ExpiresAt: noon}, queue.CodeExpired},
		{queue.Code{ExpiresAt: noon, UsedAt: noon.Add(-1)}, queue.CodeBound},
		{queue.Code{ExpiresAt: noon, UsedAt: noon.Add(-1), MovedFrom: "u1"}, queue.CodeBound},
		{queue.Code{ExpiresAt: noon, UsedAt: noon.Add(-1), MovedTo: "u2"}, queue.CodeMoved},
	} {
		if got := c.code.State(noon); got != c.want {
			t.Errorf("%+v: got %s, want %s", c.code, got, c.want)
		}
	}
}
