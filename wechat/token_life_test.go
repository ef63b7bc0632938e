package wechat_test

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"paihao/wechat"
)

// bubble is a platform without sockets, for the time inside synctest.
type bubble struct {
	mu     sync.Mutex
	tokens int
	life   string        // expires_in
	fail   bool          // the token is refused
	delay  time.Duration // of the token
}

func (b *bubble) RoundTrip(r *http.Request) (*http.Response, error) {
	body := sent
	if r.URL.Path == tokenPath {
		b.mu.Lock()
		b.tokens++
		body = `{"access_token":"TOKEN-x","expires_in":` + b.life + `}`
		if b.fail {
			body = `{"errcode":40164,"errmsg":"invalid ip 1.2.3.4"}`
		}
		delay := b.delay
		b.mu.Unlock()
		select {
		case <-time.After(delay):
		case <-r.Context().Done():
			return nil, r.Context().Err()
		}
	}
	return answerOf(r, body), nil
}

func (b *bubble) client(t *testing.T) *wechat.Client { return clientOver(t, b) }

func (b *bubble) wantTokens(t *testing.T, when string, want int) {
	t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.tokens != want {
		t.Errorf("%s: %d tokens fetched, want %d", when, b.tokens, want)
	}
}

func TestTokenLife(t *testing.T) {
	for _, tt := range []struct {
		life string
		kept time.Duration
	}{{"7200", 7110 * time.Second}, {"300", 210 * time.Second}, {"100", 30 * time.Second}, {"5", 30 * time.Second}} {
		synctest.Test(t, func(t *testing.T) {
			b := &bubble{life: tt.life}
			c := b.client(t)
			send := func() {
				if _, err := c.SendTemplate(t.Context(), called()); err != nil {
					t.Error(err)
				}
			}
			send()
			time.Sleep(tt.kept - 1)
			send()
			b.wantTokens(t, tt.life+" before the end", 1)
			time.Sleep(time.Nanosecond)
			send()
			b.wantTokens(t, tt.life+" at the end", 2)
		})
	}
}

func TestFailingRefreshIsNotHammered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := &bubble{life: "7200", fail: true}
		c := b.client(t)
		for range 10 * 60 * 5 { // five calls a second for ten minutes
			if _, err := c.SendTemplate(t.Context(), called()); !errors.Is(err, wechat.ErrAddress) {
				t.Fatalf("got %v, want ErrAddress", err)
			}
			time.Sleep(200 * time.Millisecond)
		}
		b.wantTokens(t, "ten minutes of refusals", 5+19) // after 1, 2, 4, 8, 16 s, then every 30 s
		b.fail = false
		time.Sleep(30 * time.Second)
		if _, err := c.SendTemplate(t.Context(), called()); err != nil {
			t.Errorf("after it was set right: %v", err)
		}
		b.fail = true
		time.Sleep(2 * time.Hour)
		_, _ = c.SendTemplate(t.Context(), called())
		time.Sleep(time.Second)
		_, _ = c.SendTemplate(t.Context(), called())
		b.wantTokens(t, "wrong again, and after the short rest that comes first", 5+19+1+2)
	})
}

func TestWhoGivesUpTakesNobodysToken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := &bubble{life: "7200", delay: 5 * time.Second}
		c := b.client(t)
		first, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		var gaveUp, waited error
		var wg sync.WaitGroup
		wg.Go(func() { _, gaveUp = c.SendTemplate(first, called()) })
		synctest.Wait() // the first has asked for the token
		wg.Go(func() { _, waited = c.SendTemplate(t.Context(), called()) })
		wg.Wait()
		if !errors.Is(gaveUp, context.DeadlineExceeded) || waited != nil {
			t.Errorf("got %v and %v, want a deadline and no error", gaveUp, waited)
		}
		b.wantTokens(t, "two callers", 1)
	})
}

func TestCloseEndsARefresh(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := &bubble{life: "7200", delay: time.Hour}
		c := b.client(t)
		done := make(chan error, 1)
		go func() {
			_, err := c.SendTemplate(t.Context(), called())
			done <- err
		}()
		synctest.Wait()
		start := time.Now()
		c.Close()
		if err := <-done; err == nil || time.Since(start) != 0 {
			t.Errorf("got %v after %v", err, time.Since(start))
		}
		if _, err := c.SendTemplate(t.Context(), called()); err == nil {
			t.Error("a closed client calls")
		}
	})
}
