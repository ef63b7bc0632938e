//go:build !race

package screen_test

import (
	"slices"
	"testing"
	"unicode"

	"paihao/assets"
)

// TestLanguagesChange switches a screen in every state while it runs: in English alone nothing Chinese is left, and back in
// both languages it says what it said before.
func TestLanguagesChange(t *testing.T) {
	for _, st := range slices.Concat(states, moreStates) {
		s := mustStandWith(t, 1920, 1080, st.options)
		st.draw(s)
		before := s.words()
		s.SetLanguages(assets.EN)
		for _, w := range s.words() {
			if slices.ContainsFunc([]rune(w), func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
				t.Errorf("%s: in English the screen says %q", st.name, w)
			}
		}
		s.SetLanguages(assets.ZH, assets.EN)
		if got := s.words(); !slices.Equal(got, before) {
			t.Errorf("%s: back in both languages the screen says %q, want %q", st.name, got, before)
		}
		s.SetLanguages()
		if got := s.words(); !slices.Equal(got, before) {
			t.Errorf("%s: no language changes what the screen says to %q", st.name, got)
		}
	}
}
