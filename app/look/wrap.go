package look

import (
	"strings"
	"unicode"
)

// Signs that never begin a line, and those that never end one.
const (
	closing = "。，；：、！？）》”·.,:;!?)"
	opening = "（《“("
)

// Wrap breaks a sentence into lines of a width, at the most so many; 0 is as many as it takes. Latin words and figures stay
// whole where they fit, but for a break after a hyphen between letters; no line begins with a closing sign or ends with an
// opening one, and the last line has all that is left, however wide. An empty sentence has no lines.
func Wrap(sentence string, most int, size float32, bold bool, width float32) (lines []string) {
	rest := []rune(strings.TrimSpace(sentence))
	for len(rest) > 0 && len(lines) != most-1 {
		k := fitting(rest, size, bold, width)
		lines = append(lines, strings.TrimSpace(string(rest[:k])))
		rest = []rune(strings.TrimLeft(string(rest[k:]), " "))
	}
	if len(rest) > 0 {
		lines = append(lines, string(rest))
	}
	return lines
}

// fitting is how many runes of the text fill one line: at least one, and what belongs together with it.
func fitting(text []rune, size float32, bold bool, width float32) int {
	k := 1
	for k < len(text) && (Width(string(text[:k+1]), size, bold) <= width || joined(text[:k], text[k])) {
		k++
	}
	if k == len(text) {
		return k
	}
	for i := k; i > 0; i-- {
		if breaks(text, i) {
			return i
		}
	}
	return k
}

// breaks tells whether a line may end before text[i].
func breaks(text []rune, i int) bool {
	before, after := text[i-1], text[i]
	hyphen := before == '-' && i > 1 && unicode.IsLetter(text[i-2]) && unicode.IsLetter(after)
	return (hyphen || !(whole(before) && whole(after))) && !joined(text[:i], after) &&
		!strings.ContainsRune(closing, after) && !strings.ContainsRune(opening, before)
}

// whole tells whether a letter belongs to a word or a figure that is not broken: all but spaces, Chinese and its marks.
func whole(r rune) bool {
	return r > ' ' && r < unicode.MaxASCII || r > unicode.MaxASCII && !unicode.In(r, unicode.Han, unicode.Po)
}
