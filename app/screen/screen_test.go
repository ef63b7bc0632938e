package screen_test

import (
	"bytes"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"paihao/app/screen"
	"paihao/queue"
)

func TestCallFlashesThenHolds(t *testing.T) {
	s := mustStand(t, 1280, 720)
	s.Show(sample())
	if s.lit() {
		t.Fatal("an old call flashes")
	}
	s.pass(10 * time.Second)
	s.Show(call(sample(), "A013", "3", s.now))
	for half := range 12 {
		if got, want := s.lit(), half < 6 && half%2 == 0; got != want {
			t.Errorf("%v after the call: lit %v, want %v", time.Duration(half)*500*time.Millisecond, got, want)
		}
		s.later(500 * time.Millisecond)
	}
	if got := s.number(); got != "A013" {
		t.Errorf("afterwards %s stands in the panel, want A013", got)
	}
}

func TestCallsTogetherAreEachShown(t *testing.T) {
	s := mustStand(t, 1280, 720)
	s.Show(sample())
	v := call(sample(), "A013", "3", s.now)
	s.Show(call(v, "B010", "1", s.now))
	if got := s.number(); got != "A013" {
		t.Errorf("at once %s stands in the panel, want the first call, A013", got)
	}
	if words := s.words(); !slices.Contains(words, "B010") {
		t.Errorf("the second call is nowhere on the screen: %q", words)
	}
	s.later(3 * time.Second)
	if got := s.number(); got != "B010" || !s.lit() {
		t.Errorf("after 3 s %s stands in the panel, lit %v, want B010, lit", got, s.lit())
	}
	s.later(3 * time.Second)
	if got := s.number(); got != "A013" || s.lit() {
		t.Errorf("after 6 s %s stands in the panel, lit %v, want A013's second turn, steady", got, s.lit())
	}
	s.later(time.Minute)
	if got := s.number(); got != "B010" {
		t.Errorf("in the end %s stands in the panel, want the newest, B010", got)
	}
}

func TestOlderViewIsIgnored(t *testing.T) {
	s := mustStand(t, 1280, 720)
	s.Show(call(sample(), "A013", "3", s.now))
	s.later(9 * time.Second)
	s.Show(sample())
	if got := s.number(); got != "A013" {
		t.Errorf("an overtaken view brought %s back, want A013", got)
	}
	s.later(time.Second)
	if words := s.words(); !slices.Contains(words, "最后一次叫号") {
		t.Errorf("an overtaken view counted as news: %q", words)
	}
	s.Show(sample())
	if got := s.number(); got != "A012" {
		t.Errorf("after a silence %s stands in the panel, want A012 of the core brought back", got)
	}
}

// A code that cannot be drawn is heard once, not at every drawing.
func TestUnfitCodeIsHeard(t *testing.T) {
	var log bytes.Buffer
	s := screen.New(screen.Options{Zone: zone, Now: (&clock{now: morning}).Now, Log: slog.New(slog.NewTextHandler(&log, nil))})
	v := sample()
	v.Codes[0].URL = strings.Repeat("x", 4000)
	s.Show(v)
	s.Refresh()
	if got := strings.Count(log.String(), "code cannot be shown"); got != 1 {
		t.Errorf("the code was heard of %d times, want once: %s", got, &log)
	}
}

// The day of the week is said in words, whichever it is.
func TestDaysAreNamed(t *testing.T) {
	s := mustStand(t, 1280, 720)
	for _, want := range []string{"星期五", "星期六", "星期日", "星期一", "星期二", "星期三", "星期四"} {
		if words := s.words(); !slices.Contains(words, want) {
			t.Errorf("%q is missing: %q", want, words)
		}
		s.pass(24 * time.Hour)
		s.Refresh()
	}
	if words := s.words(); !slices.Contains(words, "11月27日") {
		t.Errorf("a week later the date is missing: %q", words)
	}
}

func BenchmarkShow(b *testing.B) {
	s := mustStand(b, 1920, 1080)
	views := []queue.View{call(sample(), "A013", "3", s.now), call(sample(), "B014", "2", s.now)}
	for i := 0; b.Loop(); i++ {
		v := views[i%2]
		v.Revision = uint64(i)
		v.Calls[0].Seq = uint64(i + 10)
		s.pass(5 * time.Second)
		v.At, v.Calls[0].At = s.now, s.now
		s.Show(v)
	}
}
