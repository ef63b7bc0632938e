package screen_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"paihao/app/look"
)

// Counters that call at once stand on every page of the board, in the colour of a call; where all call, each has its page.
func TestCallingCountersAreInView(t *testing.T) {
	for _, n := range []int{2, 5, 8, 30} {
		s := mustStand(t, 1920, 1080)
		v := burst(n)
		seen := map[string]int{}
		const pages = 6
		for range pages {
			s.Show(v)
			words := s.words()
			for _, c := range v.Counters[:n] {
				if slices.Contains(words, c.Name) {
					seen[c.ID]++
				}
			}
			s.later(8 * time.Second)
			v.At = s.now
		}
		for _, c := range v.Counters[:n] {
			if got := seen[c.ID]; got == 0 || n <= 8 && got < pages {
				t.Errorf("%d call at once: in %d pages %s was seen %d times", n, pages, c.Name, got)
			}
		}
	}
}

// Whoever is called while another call has the panel sees it at the counter at once.
func TestCallThatWaitsIsSeenAtItsCounter(t *testing.T) {
	s := mustStand(t, 1280, 720)
	s.Show(call(call(sample(), "A013", "3", s.now), "B010", "1", s.now))
	if got := s.number(); got != "A013" {
		t.Fatalf("%s stands in the panel, want A013", got)
	}
	amber := 0
	for text := range s.numbers(call(sample(), "B010", "1", s.now)) {
		if text.Text == "B010" && text.Color == look.Amber {
			amber++
		}
	}
	if amber != 1 {
		t.Errorf("B010 stands at %d counters in the colour of a call, want 1", amber)
	}
}

// A counter's name is whole in the panel of every screen, and so is each word of it: most differ from others in a figure alone.
func TestCounterNamesAreWhole(t *testing.T) {
	names := map[string][]string{
		"3号综合受理无障碍服务专窗":                  {"3号"},
		"Barrier-free general counter 3": {"Barrier-free", "general", "counter"},
		"Housekeeping 12":                {"Housekeeping", "12"},
		"Room B 12":                      {"Room", "12"},
	}
	for _, size := range []fyne.Size{{Width: 1366, Height: 768}, {Width: 1920, Height: 1080}, {Width: 1080, Height: 1920}} {
		for name, words := range names {
			s := mustStand(t, size.Width, size.Height)
			v := sample()
			v.Counters[2].Name = name
			s.Show(renumbered(v, "VIP10012"))
			if !s.says(name) {
				t.Errorf("at %v the screen does not say %q: %q", size, name, s.words())
			}
			for _, word := range words {
				if !slices.ContainsFunc(s.words(), func(line string) bool { return strings.Contains(line, word) }) {
					t.Errorf("at %v %q is broken: %q", size, word, s.words())
				}
			}
		}
	}
}
