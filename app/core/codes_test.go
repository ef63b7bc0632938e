package core

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"paihao/queue"
	"paihao/queue/storetest"
)

// bare is a hall that has no codes yet.
func bare(s *stage) { s.bare = true }

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
		"another secret":  {func(c *codes) { c.scenes.secret = queue.NewSecret([]byte("other")) }, 2},
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
