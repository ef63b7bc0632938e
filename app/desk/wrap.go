package desk

import (
	"strings"
	"unicode"

	"paihao/app/look"
)

// wrap breaks a sentence into at most n lines of bold type. Latin words stay whole, no line begins with a closing sign; the
// last line takes what is left and shrinks.
func wrap(sentence string, n int, size, width float32) (lines []string) {
	rest := []rune(strings.TrimSpace(sentence))
	for len(rest) > 0 && len(lines) < n-1 {
		k := fitting(rest, size, width)
		lines = append(lines, strings.TrimSpace(string(rest[:k])))
		rest = []rune(strings.TrimLeft(string(rest[k:]), " "))
	}
	if len(rest) > 0 {
		lines = append(lines, string(rest))
	}
	return lines
}

// fitting is how many runes of the text fill one line: at least one.
func fitting(text []rune, size, width float32) int {
	k := 1
	for k < len(text) && look.Width(string(text[:k+1]), size, true) <= width {
		k++
	}
	if k == len(text) {
		return k
	}
	for i := k; i > 0; i-- {
		if !(latin(text[i-1]) && latin(text[i])) && !strings.ContainsRune(closing, text[i]) {
			return i
		}
	}
	return k
}

// closing signs never begin a line.
const closing = "。，；：、！？）”"

func latin(r rune) bool { return r < unicode.MaxLatin1 && r != ' ' }
