package screen_test

import (
	"slices"
	"testing"
	"time"

	"paihao/app/screen"
	"paihao/queue"
)

// A screen of a part of the hall shows the part and nothing else of it.
func TestPartOfTheHall(t *testing.T) {
	tests := []struct {
		name               string
		services, counters []string
		want, never        []string
	}{
		{"all", nil, nil, []string{"A012", "B009", "综合业务", "社保医保", "C002"}, nil},
		{
			"one service",
			[]string{"social"},
			nil,
			[]string{"社保医保", "B009", "B008", "B005", "1号窗口"},
			[]string{"A012", "C004", "综合业务", "户籍证件", "A007"},
		},
		{
			"two counters",
			nil,
			[]string{"1", "3"},
			[]string{"A012", "B009", "A010", "综合业务", "社保医保", "A007", "B005"},
			[]string{"C004", "D003", "户籍证件", "C002"},
		},
		{
			"services and counters",
			[]string{"general", "social"},
			[]string{"1", "5"},
			[]string{"B009", "社保医保", "B005"},
			[]string{"A012", "C004", "综合业务", "户籍证件", "A007"},
		},
		{
			"one that is not there",
			[]string{"social", "nothing"},
			nil,
			[]string{"社保医保", "B009"},
			[]string{"A012", "综合业务"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := mustStandWith(t, 1920, 1080, screen.Options{Services: tt.services, Counters: tt.counters})
			v := sample()
			v.Codes = codes(v)
			s.Show(v)
			words := s.words()
			for _, w := range tt.want {
				if !slices.Contains(words, w) {
					t.Errorf("%q is missing: %q", w, words)
				}
			}
			for _, w := range tt.never {
				if slices.Contains(words, w) {
					t.Errorf("%q is shown: %q", w, words)
				}
			}
		})
	}
}

// A call to a counter of another part does not flash, and one of this part does.
func TestCallsOfOtherPartsAreSilent(t *testing.T) {
	s := mustStandWith(t, 1920, 1080, screen.Options{Counters: []string{"1", "2"}})
	s.Show(sample())
	s.pass(10 * time.Second)
	v := call(sample(), "A013", "3", s.now)
	s.Show(v)
	if got := s.number(); got != "B009" || s.lit() {
		t.Errorf("%s stands in the panel, lit %v, want B009, steady", got, s.lit())
	}
	v = call(v, "A014", "2", s.now)
	s.Show(v)
	if got := s.number(); got != "A014" || !s.lit() {
		t.Errorf("%s stands in the panel, lit %v, want A014, lit", got, s.lit())
	}
}

// Closed counters and services of other parts say nothing about this one.
func TestPartHasItsOwnState(t *testing.T) {
	v := sample()
	v.Calls = nil
	for i := range v.Counters {
		if v.Counters[i].ID != "1" {
			v.Counters[i].State = queue.CounterClosed
		}
	}
	other := mustStandWith(t, 1920, 1080, screen.Options{Counters: []string{"2", "3"}})
	other.Show(v)
	if words := other.words(); !slices.Contains(words, "还没有开始叫号") {
		t.Errorf("none of the part's counters is open, and the screen says %q", words)
	}
	own := mustStandWith(t, 1920, 1080, screen.Options{Counters: []string{"1", "2"}})
	own.Show(v)
	if words := own.words(); !slices.Contains(words, "请稍候，马上叫号") {
		t.Errorf("a counter of the part is open, and the screen says %q", words)
	}
}
