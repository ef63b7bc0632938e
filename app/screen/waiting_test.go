package screen_test

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"paihao/queue"
)

// However many wait, a figure on the screen is whole or replaced by words that are true.
func TestFiguresAreNeverCut(t *testing.T) {
	tests := []struct {
		waiting      int
		wait         *queue.Range
		people, says string
	}{
		{0, between(0, 0), "0", "马上"},
		{0, between(0, 5), "0", "马上"},
		{1, between(0, 5), "1", "0–5"},
		{3, between(5, 5), "3", "5–6"},
		{999, between(170, 200), "999", "170–200"},
		{3334, between(10_000, 12_000), "999+", "166 小时以上"},
		{8, nil, "8", "暂停叫号"},
	}
	for _, size := range []fyne.Size{{Width: 1280, Height: 720}, {Width: 1024, Height: 768}, {Width: 1080, Height: 1920}} {
		for _, tt := range tests {
			s := mustStand(t, size.Width, size.Height)
			v := sample()
			for range 3 { // and a table of low rows
				v.Services = append(v.Services, v.Services[1])
			}
			for i := range v.Services {
				v.Services[i].Waiting, v.Services[i].Wait = tt.waiting, tt.wait
			}
			s.Show(v)
			words := s.words()
			if !slices.Contains(words, tt.people) || !slices.Contains(words, tt.says) {
				t.Errorf("at %v %d wait %v, and the screen says %q, want %q, %q", size, tt.waiting, tt.wait, words, tt.people, tt.says)
			}
		}
	}
}

// More lines than a page holds take turns, and a row stays where it is.
func TestLinesTakeTurns(t *testing.T) {
	s := mustStand(t, 1920, 1080)
	v := crowded()
	s.Show(v)
	seen := map[string]int{}
	for range 2 {
		s.Show(v)
		for _, w := range s.words() {
			for _, service := range v.Services {
				if w == service.Name {
					seen[w]++
				}
			}
		}
		s.later(8 * time.Second)
	}
	for _, service := range v.Services {
		if seen[service.Name] == 0 {
			t.Errorf("in two pages %s was not shown", service.Name)
		}
	}
}
