package core

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"paihao/queue"
	"paihao/wechat"
)

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
