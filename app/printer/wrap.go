package printer

import (
	"strings"
	"unicode"
)

// Signs that never begin a line, and those that never end one.
const (
	closing = "。，；：、！？）》”·.,:;!?)"
	opening = "（《“("
)

// wrap breaks a text into rows that fit. Latin words and figures stay whole where they fit in a row of their own.
func wrap(text string, fits func(string) bool) (rows []string) {
	rest := []rune(text)
	for len(rest) > 0 {
		n := filling(rest, fits)
		rows = append(rows, strings.TrimSpace(string(rest[:n])))
		rest = []rune(strings.TrimLeft(string(rest[n:]), " "))
	}
	return rows
}

// filling is how many runes fill one row: at least one.
func filling(text []rune, fits func(string) bool) int {
	n := 1
	for n < len(text) && fits(string(text[:n+1])) {
		n++
	}
	if n == len(text) {
		return n
	}
	for i := n; i > 0; i-- {
		if breaks(text[i-1], text[i]) {
			return i
		}
	}
	return n
}

// breaks tells whether a row may end between two characters.
func breaks(before, after rune) bool {
	return !(whole(before) && whole(after)) && !unicode.Is(unicode.M, after) &&
		!strings.ContainsRune(closing, after) && !strings.ContainsRune(opening, before)
}

// whole tells whether a character belongs to a word or a figure that is not broken: all but spaces, Chinese and its signs.
func whole(r rune) bool {
	return r > ' ' && r < unicode.MaxASCII || r > unicode.MaxASCII && !unicode.In(r, unicode.Han, unicode.Po)
}
