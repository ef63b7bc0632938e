package voice

import (
	"slices"
	"strings"
	"unicode"

	"paihao/assets"
)

const longestSpelled = 4 // letters: such as VIP are spelled, longer ones are words

// compose puts a name together from clips. It tells whether that says all of it.
func (t tongue) compose(name string) (clips []string, whole bool) {
	rest := []rune(narrow(name))
	for len(rest) > 0 {
		said, n := t.begin(rest)
		if n == 0 {
			return nil, false
		}
		clips, rest = append(clips, said...), rest[n:]
	}
	return clips, len(clips) > 0
}

// begin is the clips of what a name begins with, and how many characters that is; 0 when there are none for it.
func (t tongue) begin(rest []rune) (clips []string, n int) {
	switch r := rest[0]; {
	case isDigit(r):
		n = run(rest, isDigit)
		return t.count(string(rest[:n])), n
	case isLetter(r):
		n = run(rest, isLetter)
		return t.word(string(rest[:n]), n)
	case r == '#' && t.language == assets.ZH:
		return []string{t.frame.number}, 1
	case r == '#':
		return []string{"en/number"}, 1
	case unicode.IsSpace(r), unicode.IsPunct(r):
		return nil, 1
	}
	return t.words.longest(rest)
}

// word is the clip of a word of Latin letters, or those of its letters. English spells only what is written large.
func (t tongue) word(w string, n int) ([]string, int) {
	if clip := t.words.clip[strings.ToLower(w)]; clip != "" {
		return []string{clip}, n
	}
	if n > longestSpelled || t.language == assets.EN && w != strings.ToUpper(w) {
		return nil, 0
	}
	return t.number(w), n
}

func isDigit(r rune) bool  { return '0' <= r && r <= '9' }
func isLetter(r rune) bool { return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' }

// run is how many characters in a row are of a kind.
func run(rest []rune, is func(rune) bool) int {
	if n := slices.IndexFunc(rest, func(r rune) bool { return !is(r) }); n >= 0 {
		return n
	}
	return len(rest)
}
