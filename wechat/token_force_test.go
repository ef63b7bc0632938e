package wechat_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"paihao/wechat"
)

func TestRefreshToken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := &mint{grant: func(n int, _ bool) string { return newToken(n) }}
		c := m.client(t)
		for _, err := range []error{send(t, c), c.RefreshToken(t.Context()), send(t, c)} {
			if err != nil {
				t.Error(err)
			}
		}
		want := `{"grant_type":"client_credential","appid":"` + appID + `","secret":"` + secret + `","force_refresh":true}`
		if len(m.asked) != 2 || m.asked[1] != want {
			t.Errorf("asked %q, want the second by force", m.asked)
		}
		if m.used[0] != "TOKEN-x" || m.used[1] != "TOKEN-xx" {
			t.Errorf("used %q, want the new one after it", m.used)
		}
	})
}

func TestRefreshTokenHasLimits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := &mint{grant: func(n int, _ bool) string { return newToken(n) }}
		c := m.client(t)
		start := time.Now()
		for i := range 20 {
			if err := c.RefreshToken(t.Context()); err != nil {
				t.Fatalf("refresh %d: %v", i+1, err)
			}
			time.Sleep(30*time.Second - 1)
			if err := c.RefreshToken(t.Context()); !errors.Is(err, wechat.ErrLimit) {
				t.Errorf("within 30 s: got %v, want ErrLimit", err)
			}
			time.Sleep(time.Nanosecond)
		}
		time.Sleep(time.Hour)
		if err := c.RefreshToken(t.Context()); !errors.Is(err, wechat.ErrLimit) {
			t.Errorf("the 21st of a day: got %v, want ErrLimit", err)
		}
		m.wantAsked(t, "a day", 20)
		time.Sleep(time.Until(start.Add(24 * time.Hour)))
		if err := c.RefreshToken(t.Context()); err != nil {
			t.Errorf("the next day: %v", err)
		}
	})
}

// A refusal leaves the token in use, and the quota of tokens by force says nothing of the ordinary ones.
func TestRefreshTokenFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := &mint{grant: func(_ int, force bool) string {
			if force {
				return quotaGone
			}
			return `{"access_token":"TOKEN-x","expires_in":300}`
		}}
		c := m.client(t)
		if err := send(t, c); err != nil {
			t.Fatal(err)
		}
		if err := c.RefreshToken(t.Context()); !errors.Is(err, wechat.ErrQuota) {
			t.Errorf("got %v, want ErrQuota", err)
		}
		if err := send(t, c); err != nil {
			t.Errorf("with the token of before: %v", err)
		}
		m.wantAsked(t, "so far", 2)
		time.Sleep(10 * time.Minute)
		if err := send(t, c); err != nil {
			t.Errorf("with an ordinary one: %v", err)
		}
	})
}

// Callers who wait for one by force, because there is no other, get an ordinary one when it fails.
func TestRefreshTokenFailsForNobodyElse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := &mint{delay: time.Second, grant: func(n int, force bool) string {
			if force {
				return quotaGone
			}
			return newToken(n)
		}}
		c := m.client(t)
		var wg sync.WaitGroup
		wg.Go(func() {
			if err := c.RefreshToken(t.Context()); !errors.Is(err, wechat.ErrQuota) {
				t.Errorf("got %v, want ErrQuota", err)
			}
		})
		synctest.Wait()
		for range 64 {
			wg.Go(func() {
				if err := send(t, c); err != nil {
					t.Errorf("a caller: %v", err)
				}
			})
		}
		wg.Wait()
		m.wantAsked(t, "by force and not", 2)
	})
}

// A token by force ends the rest of ordinary ones: when it dies too, they are asked for at once.
func TestRefreshTokenEndsARest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := &mint{
			grant: func(n int, force bool) string {
				if n <= 5 && !force {
					return busy
				}
				return newToken(n)
			},
			good: func(token string) bool { return token != "TOKEN-"+strings.Repeat("x", 4) },
		}
		c := m.client(t)
		if err := send(t, c); !errors.Is(err, wechat.ErrBusy) {
			t.Errorf("got %v, want ErrBusy", err)
		}
		if err := c.RefreshToken(t.Context()); err != nil {
			t.Fatal(err)
		}
		if err := send(t, c); err != nil {
			t.Errorf("got %v, want an ordinary one after two tries", err)
		}
		m.wantAsked(t, "three tries, one by force, two tries", 3+1+2)
	})
}

// One by force waits for the one that is under way; callers take the old token meanwhile.
func TestRefreshTokenAmongCallers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := &mint{delay: 3 * time.Second, grant: func(n int, _ bool) string { return newToken(n) }}
		c := m.client(t)
		var wg sync.WaitGroup
		wg.Go(func() { _ = send(t, c) })
		synctest.Wait()
		start := time.Now()
		wg.Go(func() {
			if err := c.RefreshToken(t.Context()); err != nil || time.Since(start) != 6*time.Second {
				t.Errorf("got %v after %v, want 6 s: one after the other", err, time.Since(start))
			}
		})
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := c.RefreshToken(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v, want the deadline", err)
		}
		time.Sleep(3 * time.Second)
		before := time.Now()
		if err := send(t, c); err != nil || time.Since(before) != 0 {
			t.Errorf("got %v after %v, want to go on with the old one at once", err, time.Since(before))
		}
		wg.Wait()
		m.wantAsked(t, "two", 2)
	})
}
