package screen_test

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"go.uber.org/goleak"

	"paihao/app/look"
	"paihao/app/screen"
)

func TestFollowShowsNewsUntilTheEnd(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.Light())
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	tick := make(chan time.Time)
	c := &clock{now: morning}
	s := screen.New(screen.Options{Zone: zone, Now: c.Now, Tick: tick})
	s.Content().Resize(fyne.NewSize(1280, 720))
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	n := make(news)
	go func() {
		defer close(ended)
		s.Follow(ctx, n)
	}()
	n <- sample()
	n <- call(sample(), "A013", "3", morning)
	tick <- morning // taken only when the view before it has been shown
	cancel()
	<-ended
	if got := (&stand{Screen: s}).number(); got != "A013" {
		t.Errorf("%q stands in the panel, want A013", got)
	}
}

// TestFollowKeepsTime lets Follow run on its own timer. The queue sends one call and is gone.
func TestFollowKeepsTime(t *testing.T) {
	tests := []struct {
		after time.Duration
		lit   bool
		stale bool
	}{
		{time.Millisecond, true, false},
		{499 * time.Millisecond, true, false},
		{501 * time.Millisecond, false, false},
		{2001 * time.Millisecond, true, false},
		{2501 * time.Millisecond, false, false},
		{3001 * time.Millisecond, false, false},
		{9999 * time.Millisecond, false, false},
		{10001 * time.Millisecond, false, true},
	}
	test.NewTempApp(t).Settings().SetTheme(look.Light())
	for _, tt := range tests {
		synctest.Test(t, func(t *testing.T) {
			s := screen.New(screen.Options{Zone: zone})
			s.Content().Resize(fyne.NewSize(1280, 720))
			ctx, cancel := context.WithTimeout(t.Context(), tt.after)
			defer cancel()
			n := make(news, 1)
			v := sample()
			v.At, v.Calls = time.Now(), nil
			n <- call(v, "A013", "3", time.Now())
			close(n)
			ended := make(chan struct{})
			go func() {
				defer close(ended)
				s.Follow(ctx, n)
			}()
			<-ended
			got := &stand{Screen: s}
			if lit := got.numberColour() == look.Ink; lit != tt.lit {
				t.Errorf("%v after the call: lit %v, want %v", tt.after, lit, tt.lit)
			}
			if stale := slices.Contains(got.words(), "最后一次叫号"); stale != tt.stale {
				t.Errorf("%v after the last view: stale %v, want %v", tt.after, stale, tt.stale)
			}
		})
	}
}
