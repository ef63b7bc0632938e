package look

import (
	"strings"
	"sync"
	"unicode"

	"fyne.io/fyne/v2"
)

// box stands for a character that no font has. The bundled fonts draw it, one em wide.
const box = '\uFFFD'

// Characters that are seen only by what they do to their neighbours.
const (
	joiner    = '\u200D' // makes one picture of several: 👩‍👧
	firstFlag = '\U0001F1E6'
	lastFlag  = '\U0001F1FF'
	firstSkin = '\U0001F3FB'
	lastSkin  = '\U0001F3FF'
)

// clean makes one line of words that anybody may have written: line breaks and other control characters are spaces, marks
// that turn the direction of what comes after them are left out, and what no font has is a box.
func clean(words string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= ' ' && r <= '~':
			return r
		case unicode.IsControl(r), unicode.In(r, unicode.Zl, unicode.Zp):
			return ' '
		case unicode.Is(unicode.Bidi_Control, r):
			return -1
		case unicode.Is(unicode.Cf, r), unicode.Is(unicode.Variation_Selector, r):
			return r // these have no glyph and need none
		case lacking(r):
			return box
		}
		return r
	}, words)
}

var lacks sync.Map // rune → bool: fonts stay the same while the program runs

// lacking tells whether no font has a character: neither ours, nor one of the machine's. Fyne does not tell. But it counts
// the last of such characters twice when it measures, which would leave a gap behind it.
func lacking(r rune) bool {
	if known, ok := lacks.Load(r); ok {
		return known.(bool)
	}
	if fyne.CurrentApp() == nil {
		return false // nothing can be measured yet
	}
	const size = 16 // any would do
	lack := Width(string(r), size, false) == 2*Width(string(box), size, false)
	lacks.Store(r, lack)
	return lack
}

// joined tells whether next belongs to the character that before ends with, so that a cut between them would change it: marks
// and accents, the parts of an emoji, the second half of a flag.
func joined(before []rune, next rune) bool {
	last := before[len(before)-1]
	switch {
	case unicode.Is(unicode.M, next), next == joiner, last == joiner, next >= firstSkin && next <= lastSkin:
		return true
	case !isFlag(next):
		return false
	}
	flags := 0
	for i := len(before) - 1; i >= 0 && isFlag(before[i]); i-- {
		flags++
	}
	return flags%2 == 1
}

// isFlag tells whether a character is half a flag.
func isFlag(r rune) bool { return r >= firstFlag && r <= lastFlag }
