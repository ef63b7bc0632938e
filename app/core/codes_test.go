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

// mint is a Minter that remembers. Its codes live as long as it says, whatever was asked for.
type mint struct {
	life time.Duration

	mu     sync.Mutex
	err    func(scene string) error
	scenes []string
	at     []time.Time
}

// CreateQRCode notes the scene and makes a code, unless it was told to fail.
func (m *mint) CreateQRCode(_ context.Context, scene string, life time.Duration) (wechat.QRCode, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.scenes, m.at = append(m.scenes, scene), append(m.at, time.Now())
	if m.err != nil {
		if err := m.err(scene); err != nil {
			return wechat.QRCode{}, err
		}
	}
	n := fmt.Sprint(len(m.scenes))
	return wechat.QRCode{Ticket: "ticket-" + n, URL: "http://weixin.qq.com/q/" + n, Expires: time.Now().Add(min(m.life, life))}, nil
}

func (m *mint) fail(err func(scene string) error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.err = err
}

// calls gives the scenes that were asked for, and when.
func (m *mint) calls() ([]string, []time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.scenes), slices.Clone(m.at)
}

func unreachable(string) error { return errUnreachable }

// mustMint runs the codes of a hall on a mint.
func (s *stage) mustMint(m *mint) (stop func()) {
	s.codes.minter = m
	return background(s.t, s.codes.run)
}

// Each service has its code right after the start, and its scene takes a ticket for that service.
func TestCodesAtTheStart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := mustStage(t, memory())
		m := &mint{life: 10 * time.Hour}
		s.mustMint(m)
		synctest.Wait()
		codes := s.View().Codes
		if len(codes) != len(s.venue.Services) {
			t.Fatalf("%d codes, want one for each of %d services", len(codes), len(s.venue.Services))
		}
		for i, c := range codes {
			if service, ok := s.codes.scenes.service(c.Scene); !ok || service != s.venue.Services[i].ID || c.Service != service {
				t.Errorf("code %d is for %s and its scene for %s, want %s", i, c.Service, service, s.venue.Services[i].ID)
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
		s := mustStage(t, storetest.Failing(disk))
		m := &mint{life: 10 * time.Hour}
		stop := s.mustMint(m)
		time.Sleep(6 * time.Hour)
		stop()
		s.mustClose()
		s = mustStage(t, storetest.Failing(disk))
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
		s := mustStage(t, memory())
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

// checkPauses looks at the tries of the first service, which failed at 8 h for the first time.
func checkPauses(t *testing.T, m *mint) {
	t.Helper()
	scenes, at := m.calls()
	var pauses []time.Duration
	var last time.Time
	for i, when := range at[2:] {
		if scenes[i+2] == scenes[0] {
			if !last.IsZero() {
				pauses = append(pauses, when.Sub(last))
			}
			last = when
		}
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
		s := mustStage(t, memory())
		m := &mint{life: time.Hour}
		bad := s.codes.scenes.join("general")
		m.fail(func(scene string) error {
			if scene == bad {
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
		s := mustStage(t, memory())
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
				s := mustStage(t, storetest.Failing(disk))
				stop := s.mustMint(&mint{life: 10 * time.Hour})
				synctest.Wait()
				stop()
				s.mustClose()
				s = mustStage(t, storetest.Failing(disk))
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

// A code that could not be written is asked for again, and the end of the program is no trouble of WeChat's.
func TestCodesNotWritten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := memory()
		s := mustStage(t, store)
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
