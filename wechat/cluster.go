package wechat

import (
	"strings"
	"unicode"
)

// What people see as one character may be several to a computer: an emoji with a colour, a letter with an accent, a
// flag. A cut does not go through one, because the half of it is a box or another person's face.

const (
	joiner   = '\u200d'     // between emoji that make one
	firstTag = '\U000e0020' // of the letters behind some flags
	lastTag  = '\U000e007f'
)

// joins tells whether b belongs to the character that a ends.
func joins(a, b rune) bool {
	return a == joiner || b == joiner || unicode.In(b, unicode.Mn, unicode.Me, unicode.Mc) ||
		b >= firstTag && b <= lastTag || b >= '\U0001F3FB' && b <= '\U0001F3FF'
}

// isFlagHalf tells the letters that make a flag in pairs.
func isFlagHalf(r rune) bool { return r >= '\U0001F1E6' && r <= '\U0001F1FF' }

// boundary is the largest number of runes up to most at which a cut goes between two characters. Where a single one takes up
// all of it, that is cut after all: a text of accents only is no person's.
func boundary(runes []rune, most int) int {
	if most >= len(runes) {
		return len(runes)
	}
	at := most
	for at > 0 && joins(runes[at-1], runes[at]) {
		at--
	}
	halves := 0
	for at-halves > 0 && isFlagHalf(runes[at-halves-1]) {
		halves++
	}
	if isFlagHalf(runes[at]) && halves%2 == 1 {
		at--
	}
	if at == 0 {
		return most
	}
	return at
}

// cutRunes leaves at most that many runes.
func cutRunes(s string, most int) string {
	runes := []rune(s)
	return strings.TrimRight(string(runes[:boundary(runes, most)]), " ")
}

// cutBytes leaves at most that many bytes.
func cutBytes(s string, most int) string {
	if len(s) <= most {
		return s
	}
	runes, fit := []rune(s), 0
	for size := 0; ; fit++ {
		if size += len(string(runes[fit])); size > most {
			break
		}
	}
	return strings.TrimRight(string(runes[:boundary(runes, fit)]), " \n")
}
