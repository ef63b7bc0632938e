package screen_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"paihao/app/screen"
	"paihao/assets"
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
		{0, between(0, 5), "0", "0–5"},
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

// A long name of a service is whole in the table, below its code and in the panel, and one of a counter at its last call: on
// as many lines as there is room for.
func TestLongNamesAreWhole(t *testing.T) {
	tests := []struct {
		width, height    float32
		service, counter string
	}{
		{1280, 720, "Registration of second-hand homes", "Barrier-free general counter 2"},
		{1920, 1080, "Registration of second-hand homes", "General service counter 2"},
		{1080, 1920, "Registration of second-hand homes", "Barrier-free general counter 2"},
		{1024, 768, "General services desk", "Barrier-free general counter 2"},
	}
	for _, tt := range tests {
		v := sample()
		v.Services[0].NameEN, v.Counters[1].NameEN = tt.service, tt.counter
		v.Codes = codes(v)
		s := mustStandWith(t, tt.width, tt.height, screen.Options{Languages: []assets.Language{assets.EN}})
		s.Show(v)
		said := strings.ReplaceAll(strings.Join(s.words(), ""), " ", "")
		for name, want := range map[string]int{tt.service: 3, tt.counter: 1} {
			if got := strings.Count(said, strings.ReplaceAll(name, " ", "")); got != want {
				t.Errorf("at %v × %v %q is said whole %d times, want %d: %q", tt.width, tt.height, name, got, want, s.words())
			}
		}
	}
}
