//go:build !race

package setup_test

import (
	"fmt"
	"io/fs"
	"testing"

	"fyne.io/fyne/v2"

	"paihao/app/look"
	"paihao/app/look/looktest"
	"paihao/assets"
)

// state is one moment of the setup that is pictured.
type state struct {
	name string
	act  func(s *stage, say func(key string) string)
}

// at is the n-th page, reached by Enter alone.
func at(n int, more ...func(s *stage, say func(string) string)) func(*stage, func(string) string) {
	return func(s *stage, say func(string) string) {
		s.enter(n)
		for _, act := range more {
			act(s, say)
		}
	}
}

// taps presses buttons by the keys of their words.
func taps(keys ...string) func(*stage, func(string) string) {
	return func(s *stage, say func(string) string) {
		for _, key := range keys {
			s.tap(say(key))
		}
	}
}

// states are all that the setup can look like.
func states() []state {
	return []state{
		{"welcome", at(0)},
		{"venue", at(1)},
		{"services", at(2)},
		{"counters", at(3)},
		{"wechat", at(4)},
		{"devices", at(5)},
		{"summary", at(6)},
		{"unnamed", at(1, func(s *stage, _ func(string) string) {
			s.key(fyne.KeyBackspace)
			s.enter(1)
		})},
		{"wrong", at(2, func(s *stage, _ func(string) string) {
			s.key(fyne.KeyTab, fyne.KeyTab, fyne.KeyTab, fyne.KeyTab, fyne.KeyTab, fyne.KeyTab, fyne.KeyTab)
			s.write("B")
			s.key(fyne.KeyTab)
			s.write("0")
			s.enter(1)
		})},
		{"account", at(4, taps("wechat.account"))},
		{"unfilled", at(4, taps("wechat.account", "next"))},
		{"printed", at(5, taps("printer.network", "try.paper", "try.sound"))},
		{"unprinted", at(5, taps("printer.system"), func(s *stage, say func(string) string) {
			s.err = fmt.Errorf("%s", say("mistake"))
			s.tap(say("try.paper"))
		})},
		{"unwritten", at(6, func(s *stage, _ func(string) string) {
			s.err = fmt.Errorf("disk")
			s.enter(1)
		})},
		{"overtaken", at(6, func(s *stage, _ func(string) string) {
			s.err = fs.ErrExist
			s.enter(1)
		})},
		{"written", at(7)},
		{"leaving", at(3, func(s *stage, _ func(string) string) { s.setup.Close() })},
	}
}

// in plays a state in a window of a size, in a language.
func (x state) in(t *testing.T, l assets.Language, size fyne.Size, see func(s *stage)) {
	t.Helper()
	play(t, l, size, func(s *stage) {
		x.act(s, func(key string) string { return look.Say(l, "setup."+key) })
		see(s)
	})
}

// Each picture is drawn by the software renderer with the bundled font and compared with the one kept: every state in both
// languages, the Chinese one as it is usual and the English one, whose words are longer, as small as a window gets.
func TestPictures(t *testing.T) {
	for _, x := range states() {
		for _, c := range []struct {
			language assets.Language
			size     fyne.Size
		}{{assets.ZH, usual}, {assets.EN, small}} {
			name := fmt.Sprintf("%s-%s-%.0f", x.name, c.language, c.size.Width)
			t.Run(name, func(t *testing.T) {
				x.in(t, c.language, c.size, func(s *stage) { looktest.MustMatch(t, name, s.win.Canvas().Capture()) })
			})
		}
	}
}
