package config

import (
	"fmt"
	"slices"
	"unicode"
	"unicode/utf8"
)

// joiner makes one emoji of two: 👩 and 💻 are somebody at work.
const joiner = '\u200d'

// isGraphic keeps out what a screen cannot show and what turns the direction of the text around it.
func isGraphic(s string) bool {
	_, bad := unshown(s)
	return utf8.ValidString(s) && !bad
}

// unshown finds the first character that is not graphic. One that joins two emoji is part of a picture.
func unshown(s string) (bad rune, found bool) {
	list := []rune(s)
	for i, r := range list {
		if !unicode.IsGraphic(r) && !(r == joiner && joinsEmoji(list[:i], list[i+1:])) {
			return r, true
		}
	}
	return 0, false
}

// joinsEmoji tells whether emoji stand before and behind. One before may have a colour of skin, or be told to be a picture.
func joinsEmoji(before, after []rune) bool {
	i := len(before) - 1
	for i > 0 && (before[i] == '\ufe0f' || unicode.Is(unicode.Sk, before[i])) {
		i--
	}
	return i >= 0 && unicode.Is(unicode.So, before[i]) && len(after) > 0 && unicode.Is(unicode.So, after[0])
}

// foundUnshown names the character of a text that it may not have, by what it does and by its number.
func foundUnshown(r rune) Words {
	number := fmt.Sprintf("U+%04X", r)
	switch {
	case unicode.IsControl(r), slices.Contains([]rune{'\u2028', '\u2029'}, r):
		return Words{"控制字符 " + number, "the control character " + number}
	case unicode.Is(unicode.Bidi_Control, r):
		return Words{"改变文字方向的字符 " + number, number + ", a character that turns the direction of text"}
	}
	return Words{"看不见的字符 " + number, number + ", a character that cannot be seen"}
}
