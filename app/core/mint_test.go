package core

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"paihao/queue"
)

// mustMinter is a hall whose codes are made on demand by a mint.
func mustMinter(t *testing.T) (*stage, *mint) {
	t.Helper()
	s, m := mustStage(t, memory()), &mint{life: 100 * time.Hour}
	s.codes.minter = m
	return s, m
}

func (s *stage) known(c queue.Code) (yes bool) {
	s.Look(func(b *queue.Book) { _, yes = b.CodeOf(c.Purpose, c.ID) })
	return yes
}

// stands is how far a code has come.
func (s *stage) stands(c queue.Code) (state queue.CodeState) {
	s.Look(func(b *queue.Book) {
		if now, ok := b.CodeOf(c.Purpose, c.ID); ok {
			state = now.State(time.Now())
		}
	})
	return state
}

// Who asks again gets the code that waits, until 80 % of its life have passed, it was used, or a new one is wanted.
func TestAccountCode(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, _ := mustMinter(t)
		ask := func(user string, refresh bool) queue.Code {
			t.Helper()
			c, err := s.codes.AccountCode(t.Context(), "crm", user, refresh)
			if err != nil {
				t.Fatal(err)
			}
			return c
		}
		first := ask("7", false)
		if life := time.Until(first.ExpiresAt); life != accountCodeLife || first.URL == "" || first.State(time.Now()) != queue.CodeWaiting {
			t.Errorf("the code is %+v and lives %v, want one that waits for %v", first, life, accountCodeLife)
		}
		time.Sleep(accountCodeLife/5*4 - time.Nanosecond)
		if again := ask("7", false); again.ID != first.ID {
			t.Errorf("asked again before 80 %% of its life: %s, want %s", again.ID, first.ID)
		}
		if other := ask("8", false); other.ID == first.ID {
			t.Error("another user got the same code")
		}
		time.Sleep(time.Nanosecond)
		second := ask("7", false)
		if second.ID == first.ID || !s.known(first) {
			t.Errorf("at 80 %%: %s, want a new code and the old one valid", second.ID)
		}
		third := ask("7", true)
		if third.ID == second.ID || s.stands(third) != queue.CodeWaiting {
			t.Errorf("refreshed: %s %s, want a new code that waits", third.ID, s.stands(third))
		}
		for _, old := range []queue.Code{first, second} {
			if got := s.stands(old); got != queue.CodeExpired {
				t.Errorf("a code before the new one is %s, want it expired", got)
			}
			tells(t, "who scans one before the new one", s.scans(1, old), "已经用过或过期")
		}
		s.scans(1, third)
		if fourth := ask("7", false); fourth.ID == third.ID {
			t.Error("a used code was given again")
		}
		if !s.known(third) {
			t.Error("a used code was revoked, and with it what its asker waits for")
		}
		s.mustClose()
	})
}

// However many ask at once, one code is made.
func TestAccountCodeAtOnce(t *testing.T) {
	s, m := mustMinter(t)
	ids := make([]string, 32)
	var asking sync.WaitGroup
	for i := range ids {
		asking.Go(func() {
			c, err := s.codes.AccountCode(t.Context(), "crm", "7", false)
			if err != nil {
				t.Error(err)
			}
			ids[i] = c.ID
		})
	}
	asking.Wait()
	slices.Sort(ids)
	if asked, _ := m.calls(); len(asked) != 1 || len(slices.Compact(ids)) != 1 {
		t.Errorf("%d codes were made", len(asked))
	}
	if n := len(s.codes.turns.busy); n != 0 {
		t.Errorf("%d turns never ended", n)
	}
}

// While WeChat makes no code, that is what callers hear, and what stands stays.
func TestNoCodeFromWeChat(t *testing.T) {
	s, m := mustMinter(t)
	first, err := s.codes.AccountCode(t.Context(), "crm", "7", false)
	if err != nil {
		t.Fatal(err)
	}
	m.fail(unreachable)
	_, account := s.codes.AccountCode(t.Context(), "crm", "7", true)
	_, entry := s.codes.SignInCode(t.Context())
	_, join := s.codes.Refresh(t.Context(), "general")
	for _, err := range []error{account, entry, join} {
		if !errors.Is(err, errNoCode) {
			t.Errorf("got %v, want %v", err, errNoCode)
		}
		tells(t, "in words", bothWords(err), "微信现在给不了二维码", "WeChat makes no QR code now")
	}
	if !s.known(first) || !s.joinCode("general").Valid(time.Now()) {
		t.Error("a code was revoked without another in its place")
	}
	ctx, cancel := context.WithCancel(t.Context())
	done, err := s.codes.turns.take(ctx, "turn")
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	if _, err := s.codes.turns.take(ctx, "turn"); !errors.Is(err, context.Canceled) {
		t.Errorf("whose caller has gone got %v, want its end", err)
	}
	done()
}

// A ticket has a code while it is open and nobody's.
func TestTicketCode(t *testing.T) {
	s, _ := mustMinter(t)
	desk := s.mustDo(queue.Command{Verb: queue.Take, Service: "general"}).Ticket
	code, err := s.codes.TicketCode(t.Context(), desk.ID, false)
	if err != nil || code.For != desk.ID || code.Purpose != queue.BindTicket {
		t.Fatalf("got %+v, %v", code, err)
	}
	if again, err := s.codes.TicketCode(t.Context(), desk.ID, false); err != nil || again.ID != code.ID {
		t.Errorf("asked again: %s, %v, want %s", again.ID, err, code.ID)
	}
	tells(t, "scanned", s.scans(1, code), "绑定成功", "A001")
	s.mustDo(queue.Command{Verb: queue.Take, Service: "general"})
	over := s.mustDo(queue.Command{Verb: queue.Take, Service: "general"}).Ticket
	s.mustDo(queue.Command{Verb: queue.Cancel, Ticket: over.ID})
	for id, want := range map[string]error{desk.ID: queue.ErrBound, over.ID: queue.ErrWrongState, "none": queue.ErrNoTicket} {
		if _, err := s.codes.TicketCode(t.Context(), id, false); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", id, err, want)
		}
	}
}

// A refreshed code takes the place of all before; a code that was only renewed leaves the old one to its end.
func TestRefresh(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, m := mustMinter(t)
		old := s.joinCode("general")
		stop := s.mustMint(m)
		time.Sleep(codeLife / 5 * 4)
		synctest.Wait()
		stop()
		renewed := s.joinCode("general")
		tells(t, "who scans the old one just now", s.scans(1, old), "取号成功")
		tells(t, "who scans the new one", s.scans(2, renewed), "取号成功")
		if renewed.ID == old.ID {
			t.Fatal("the code was not renewed")
		}
		fresh, err := s.codes.Refresh(t.Context(), "general")
		if err != nil || s.joinCode("general").ID != fresh.ID {
			t.Fatalf("refreshed: %+v, %v", fresh, err)
		}
		for _, c := range []queue.Code{old, renewed} {
			tells(t, "a revoked code", s.scans(3, c), "这个二维码已经过期")
		}
		tells(t, "the fresh one", s.scans(3, fresh), "取号成功")
		if got := s.joinCode("social"); !s.known(got) {
			t.Error("another service's code was revoked")
		}
		if _, err := s.codes.Refresh(t.Context(), "none"); !errors.Is(err, queue.ErrNoService) {
			t.Errorf("of no service: %v", err)
		}
		s.mustClose()
	})
}
