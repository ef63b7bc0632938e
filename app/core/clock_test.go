package core

import (
	"context"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"paihao/app/config"
	"paihao/assets"
)

// The queue is told the first time that is heard, then one a minute at the most; whoever hears it never waits for the queue.
func TestWitness(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		told, release := []time.Duration{}, make(chan struct{})
		w := &witness{hear: func(at time.Time) {
			told = append(told, at.Sub(start))
			<-release
		}}
		hear := func() {
			before := time.Now()
			w.heard(before)
			if waited := time.Since(before); waited > 0 {
				t.Errorf("who heard it waited %v", waited)
			}
			synctest.Wait()
		}
		hear()
		time.Sleep(2 * hearEvery)
		hear()
		if len(told) != 1 {
			t.Errorf("told %d times while the queue was still at the first", len(told))
		}
		release <- struct{}{}
		synctest.Wait()
		hear()
		release <- struct{}{}
		for range 59 {
			time.Sleep(time.Second)
			hear()
		}
		time.Sleep(time.Second)
		hear()
		release <- struct{}{}
		synctest.Wait()
		if want := []time.Duration{0, 2 * hearEvery, 3 * hearEvery}; len(told) != 3 || told[1] != want[1] || told[2] != want[2] {
			t.Errorf("the queue was told after %v, want %v", told, want)
		}
	})
}

// A machine whose clock is not WeChat's is in doubt as soon as it runs.
func TestClockInDoubt(t *testing.T) {
	t.Parallel()
	for name, wrong := range map[string]time.Duration{"an hour behind": time.Hour, "a year ahead": -365 * 24 * time.Hour} {
		t.Run(name, func(t *testing.T) {
			s := mustTrialSettings(t)
			invent(&s.WeChat)
			box, err := openSandbox(s, "127.0.0.1:0", func() time.Time { return time.Now().Add(wrong) }, slog.New(slog.DiscardHandler))
			if err != nil {
				t.Fatal(err)
			}
			defer box.Close()
			s.WeChat.APIURL = "http://" + box.Addr()
			k, err := Open(t.Context(), Options{Settings: s})
			if err != nil {
				t.Fatal(err)
			}
			defer k.Close()
			defer background(t, func(ctx context.Context) { _ = k.Run(ctx) })()
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			for v := range k.Queue.Watch(ctx) {
				if v.Health.Doubt {
					return
				}
			}
			t.Error("the clock was believed for a minute")
		})
	}
}

func mustTrialSettings(t *testing.T) config.Settings {
	t.Helper()
	s, err := config.Parse("trial.toml", assets.TrialSettings, config.Options{Environ: []string{}, Trial: true})
	if err != nil {
		t.Fatal(err)
	}
	s.Listen.Public, s.Listen.Local = "127.0.0.1:0", "127.0.0.1:0"
	s.Store.URL = "bolt:" + t.TempDir() + "/queue.db"
	return s
}
