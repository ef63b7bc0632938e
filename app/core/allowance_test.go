package core

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

// Codes are made on demand as long as WeChat makes more in a day; the screen's own do not count.
func TestAllowance(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, m := mustMinter(t)
		ask := func(want int) {
			t.Helper()
			before, _ := m.calls()
			var err error
			for err == nil {
				_, err = s.codes.SignInCode(t.Context())
			}
			if after, _ := m.calls(); len(after)-len(before) != want || !errors.Is(err, errNoCode) {
				t.Errorf("%d codes were made, and then %v, want %d and %v", len(after)-len(before), err, want, errNoCode)
			}
		}
		standing, err := s.codes.AccountCode(t.Context(), "crm", "7", false)
		if err != nil {
			t.Fatal(err)
		}
		ask(mostAtOnce - 1)
		if again, err := s.codes.AccountCode(t.Context(), "crm", "7", false); err != nil || again.ID != standing.ID {
			t.Errorf("a code that waits: %+v, %v", again, err)
		}
		_, account := s.codes.AccountCode(t.Context(), "crm", "7", true)
		_, join := s.codes.Refresh(t.Context(), "general")
		if !errors.Is(account, errNoCode) || !errors.Is(join, errNoCode) || !s.known(standing) {
			t.Errorf("refreshed: %v and %v, want %v and the old one kept", account, join, errNoCode)
		}
		time.Sleep(10*time.Second + time.Second/2)
		ask(10)
		time.Sleep(time.Second / 2)
		ask(1)
		time.Sleep(24 * time.Hour)
		ask(mostAtOnce)
		stop := s.mustMint(m)
		time.Sleep(codeLife)
		synctest.Wait()
		stop()
		if c := s.joinCode("general"); !c.Valid(time.Now()) {
			t.Error("the screen has no code")
		}
		s.mustClose()
	})
}

// A clock that was set back gives nothing away, and takes nothing for long.
func TestAllowanceOfAClockSetBack(t *testing.T) {
	var a allowance
	now := time.Now()
	for range mostAtOnce {
		if err := a.spend(now); err != nil {
			t.Fatal(err)
		}
	}
	if err := a.spend(now.Add(-time.Hour)); !errors.Is(err, errTooMany) {
		t.Errorf("an hour back: %v, want %v", err, errTooMany)
	}
	if err := a.spend(now.Add(-time.Hour + time.Second)); err != nil {
		t.Errorf("a second later: %v", err)
	}
}
