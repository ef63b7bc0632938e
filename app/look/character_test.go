package look_test

import (
	"testing"

	"paihao/app/look"
)

// A text never turns round what comes after it, has no line breaks, and shows what no font has as one box.
func TestClean(t *testing.T) {
	mustApp(t)
	for words, want := range map[string]string{
		"一\n二\t三\r\x00":      "一 二 三  ",
		"a\u2028b\u2029c":    "a b c",
		"abc\u202Edef\u2066": "abcdef",
		"\xff\xfe":           "\uFFFD\uFFFD",
		"㛃𬭚":                 "㛃𬭚",
		"\U0001FBF0\uE000":   "\uFFFD\uFFFD",
		"👩\u200D👧👍🏽🇨🇳":       "👩\u200D👧👍🏽🇨🇳",
		"e\u0301 a\u200Bb":   "e\u0301 a\u200Bb",
	} {
		if got := look.NewText(words, 20, look.Ink, false).Words(); got != want {
			t.Errorf("%q shows %q, want %q", words, got, want)
		}
	}
}

// A box is as wide as it is measured, wherever it stands.
func TestBoxesAreMeasured(t *testing.T) {
	mustApp(t)
	for _, bold := range []bool{false, true} {
		one := look.Width(look.NewText("\U0001FBF0", 20, look.Ink, bold).Words(), 20, bold)
		if three := look.Width(look.NewText("\U0001FBF0\U0001FBF1\uE000", 20, look.Ink, bold).Words(), 20, bold); one != 20 || three != 60 {
			t.Errorf("bold %t: one box is %v wide, three are %v, want 20 and 60", bold, one, three)
		}
	}
}

// A cut leaves whole characters.
func TestCutKeepsCharactersWhole(t *testing.T) {
	mustApp(t)
	for _, words := range []string{"号👩\u200D👩\u200D👧\u200D👦窗口", "🇨🇳🇩🇪🇯🇵🇫🇷", "👍🏽👍🏿👍🏻三", "a\u0301\u0302e\u0301o\u0308u\u0308x"} {
		whole := map[string]bool{"": true}
		for _, part := range split(words) {
			whole[part+"…"] = true
		}
		for width := range int(look.Width(words, 20, false)) {
			if got := look.Cut(words, 20, false, float32(width)); !whole[got] {
				t.Errorf("%q is cut to %q at %d", words, got, width)
			}
		}
	}
}

// split gives all beginnings of words that end with a whole character, by hand: the samples have no others.
func split(words string) []string {
	switch []rune(words)[0] {
	case '号':
		return []string{"号", "号👩\u200D👩\u200D👧\u200D👦", "号👩\u200D👩\u200D👧\u200D👦窗", words}
	case '🇨':
		return []string{"🇨🇳", "🇨🇳🇩🇪", "🇨🇳🇩🇪🇯🇵", words}
	case '👍':
		return []string{"👍🏽", "👍🏽👍🏿", "👍🏽👍🏿👍🏻", words}
	}
	return []string{"a\u0301\u0302", "a\u0301\u0302e\u0301", "a\u0301\u0302e\u0301o\u0308", "a\u0301\u0302e\u0301o\u0308u\u0308", words}
}
