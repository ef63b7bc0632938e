package core

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"paihao/queue"
	"paihao/queue/storetest"
	"paihao/wechat"
)

// mint is a Minter that remembers. Its codes live as long as it says, whatever was asked for, but for permanent ones.
type mint struct {
	life  time.Duration
	ahead *time.Duration // of the time is its clock; nil = not at all

	mu    sync.Mutex
	err   func(n int) error // of the nth call, from 0 on
	asked []wechat.QRRequest
	at    []time.Time
}

// CreateQRCode notes the request and makes a code, unless it was told to fail.
func (m *mint) CreateQRCode(_ context.Context, r wechat.QRRequest) (wechat.QRCode, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	call := len(m.asked)
	m.asked, m.at = append(m.asked, r), append(m.at, time.Now())
	if m.err != nil {
		if err := m.err(call); err != nil {
			return wechat.QRCode{}, err
		}
	}
	code := wechat.QRCode{Ticket: fmt.Sprint("ticket-", call+1), URL: fmt.Sprint("http://weixin.qq.com/q/", call+1)}
	if r.Life > 0 {
		code.Expires = time.Now().Add(min(m.life, r.Life))
		if m.ahead != nil {
			code.Expires = code.Expires.Add(*m.ahead)
		}
	}
	return code, nil
}

// QRPicture is no real one.
func (m *mint) QRPicture(_ context.Context, ticket string) ([]byte, error) {
	return []byte("picture of " + ticket), nil
}

func (m *mint) fail(err func(n int) error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.err = err
}

// calls gives what was asked for, and when.
func (m *mint) calls() ([]wechat.QRRequest, []time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.asked), slices.Clone(m.at)
}

func unreachable(int) error { return errUnreachable }

// bare is a hall that has no codes yet.
func bare(s *stage) { s.bare = true }

// mustMint runs the codes of a hall on a mint.
func (s *stage) mustMint(m *mint) (stop func()) {
	s.codes.minter = m
	return background(s.t, s.codes.run)
}

// Each service has its code right after the start, and its scene takes a ticket for that service.
func TestCodesAtTheStart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := mustStage(t, memory(), bare)
		m := &mint{life: 10 * time.Hour}
		s.mustMint(m)
		synctest.Wait()
		codes := s.View().Codes
		if len(codes) != len(s.venue.Services) {
			t.Fatalf("%d codes, want one for each of %d services", len(codes), len(s.venue.Services))
		}
		for i, c := range codes {
			if p, id, ok := s.codes.scenes.read(c.Scene); !ok || p != queue.Join || id != c.ID || c.Service != s.venue.Services[i].ID {
				t.Errorf("code %d %+v is for %s and its scene names %s %s, want %s", i, c, c.Service, p, id, s.venue.Services[i].ID)
			}
			if bits := 6 * len(c.ID); bits < 60 {
				t.Errorf("code %q can be guessed in 2^%d tries", c.ID, bits)
			}
			if life := time.Until(c.ExpiresAt); life != 10*time.Hour || c.URL == "" || c.Ticket == "" {
				t.Errorf("code %+v lives %v, want what WeChat said", c, life)
			}
			if len(c.Scene) > 64 {
				t.Errorf("scene %q has %d bytes, want at most 64", c.Scene, len(c.Scene))
			}
		}
		if h := s.View().Health.WeChat; h != queue.WeChatWell {
			t.Errorf("health %q, want well", h)
		}
	})
}

// A code is renewed at 80 % of the life that WeChat really gave it, also when the program was started in between.
func TestCodesAreRenewed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		disk := storetest.Memory()
		s := mustStage(t, storetest.Failing(disk), bare)
		m := &mint{life: 10 * time.Hour}
		stop := s.mustMint(m)
		time.Sleep(6 * time.Hour)
		stop()
		s.mustClose()
		s = mustStage(t, storetest.Failing(disk), bare)
		s.mustMint(m)
		time.Sleep(19 * time.Hour)
		_, at := m.calls()
		var hours []time.Duration
		for _, when := range at {
			hours = append(hours, when.Sub(at[0]).Round(time.Minute))
		}
		if want := []time.Duration{0, 0, 8 * time.Hour, 8 * time.Hour, 16 * time.Hour, 16 * time.Hour, 24 * time.Hour, 24 * time.Hour}; !slices.Equal(hours, want) {
			t.Errorf("codes were made at %v, want at %v", hours, want)
		}
	})
}

// While WeChat is away the codes stay as they are, and it is asked more and more rarely.
func TestCodesInAnOutage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := mustStage(t, memory(), bare)
		m := &mint{life: 10 * time.Hour}
		s.mustMint(m)
		synctest.Wait()
		before := s.View().Codes
		m.fail(unreachable)
		time.Sleep(9 * time.Hour)
		if now := s.View().Codes; !slices.Equal(now, before) || !now[0].Valid(time.Now()) {
			t.Errorf("in the outage the codes are %+v, want those that stood %+v", now, before)
		}
		if h := s.View().Health.WeChat; h != queue.WeChatUnreachable {
			t.Errorf("health %q, want unreachable", h)
		}
		checkPauses(t, m)
		m.fail(nil)
		time.Sleep(5 * time.Minute)
		if now := s.View().Codes; now[0].Ticket == before[0].Ticket || now[1].Ticket == before[1].Ticket {
			t.Errorf("five minutes after the outage the codes are still %+v", now)
		}
		if h := s.View().Health.WeChat; h != queue.WeChatWell {
			t.Errorf("health %q, want well", h)
		}
	})
}

// checkPauses looks at the tries after the two of the start. Each failed one is for both services, so every second counts.
func checkPauses(t *testing.T, m *mint) {
	t.Helper()
	_, at := m.calls()
	var pauses []time.Duration
	for i := 4; i < len(at); i += 2 {
		pauses = append(pauses, at[i].Sub(at[i-2]))
	}
	want := []time.Duration{2, 4, 8, 16, 32, 64, 128, 256, 300, 300}
	for i, seconds := range want {
		if i >= len(pauses) || pauses[i] != seconds*time.Second {
			t.Fatalf("pauses %v, want %v s", pauses, want)
		}
	}
}

// A service whose code cannot be made does not keep the others waiting.
func TestOneServiceFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := mustStage(t, memory(), bare)
		m := &mint{life: time.Hour}
		var last time.Time
		m.fail(func(int) error {
			if now := time.Now(); !now.Equal(last) { // the first of each round is for general
				last = now
				return &wechat.Error{Code: 45009}
			}
			return nil
		})
		s.mustMint(m)
		time.Sleep(3 * time.Hour)
		codes := s.View().Codes
		if len(codes) != 1 || codes[0].Service != "social" || !codes[0].Valid(time.Now()) {
			t.Errorf("codes %+v, want a valid one for social", codes)
		}
	})
}

// A code that lives a moment only is not asked for without a pause.
func TestShortLife(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := mustStage(t, memory(), bare)
		m := &mint{life: time.Nanosecond}
		s.mustMint(m)
		time.Sleep(time.Minute)
		if scenes, _ := m.calls(); len(scenes) > 2*61 {
			t.Errorf("%d calls in a minute for two services, want one a second at the most", len(scenes))
		}
	})
}

// A code that was made for another account, or by a sandbox that has moved, is made anew at once; any other is kept.
func TestCodesOfOthers(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*codes)
		minted int
	}{
		"same account":    {func(*codes) {}, 0},
		"same address":    {func(c *codes) { c.base = "http://weixin.qq.com/" }, 0},
		"another account": {func(c *codes) { c.scenes.app = "wxanother" }, 2},
		"another secret":  {func(c *codes) { c.scenes.secret = []byte("other") }, 2},
		"another address": {func(c *codes) { c.base = "http://192.168.1.7:8090" }, 2},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				disk := storetest.Memory()
				s := mustStage(t, storetest.Failing(disk), bare)
				stop := s.mustMint(&mint{life: 10 * time.Hour})
				synctest.Wait()
				stop()
				s.mustClose()
				s = mustStage(t, storetest.Failing(disk), bare)
				c.change(s.codes)
				m := &mint{life: 10 * time.Hour}
				stop = s.mustMint(m)
				synctest.Wait()
				stop()
				if scenes, _ := m.calls(); len(scenes) != c.minted {
					t.Errorf("%d codes were made, want %d", len(scenes), c.minted)
				}
			})
		})
	}
}

// A code from a clock that was years ahead is not shown for years: WeChat ends it after its days. A little set back is nothing.
func TestCodesOfAClockThatWasAhead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := mustStage(t, memory(), bare)
		ahead := 4 * 365 * 24 * time.Hour
		s.codes.now = func() time.Time { return time.Now().Add(ahead) }
		m := &mint{life: codeLife, ahead: &ahead}
		stop := s.mustMint(m)
		synctest.Wait()
		stop()
		early := s.joinCode("general")
		for _, c := range []struct {
			ahead time.Duration
			made  int
		}{{0, 4}, {0, 4}, {-clockSlack, 4}} {
			ahead = c.ahead
			stop := s.mustMint(m)
			synctest.Wait()
			stop()
			if asked, _ := m.calls(); len(asked) != c.made {
				t.Errorf("%v ahead: %d codes were made, want %d", c.ahead, len(asked), c.made)
			}
		}
		if now := s.joinCode("general"); now.ID == early.ID || s.known(early) || time.Until(now.ExpiresAt) != codeLife {
			t.Errorf("the screen shows %+v, want a code of today alone", now)
		}
		s.mustClose()
	})
}

// A code that could not be written is asked for again, and the end of the program is no trouble of WeChat's.
func TestCodesNotWritten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := memory()
		s := mustStage(t, store, bare)
		store.RefuseCommits(2)
		m := &mint{life: 10 * time.Hour}
		s.mustMint(m)
		synctest.Wait()
		if n := len(s.View().Codes); n != 0 {
			t.Fatalf("%d codes are shown, want none that is not on the disk", n)
		}
		time.Sleep(leastPause)
		synctest.Wait()
		if n := len(s.View().Codes); n != 2 {
			t.Errorf("%d codes after the second try, want 2", n)
		}
	})
}
