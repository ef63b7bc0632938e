package look

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/bidi"
)

// apart is a letter without width, written from left to right: what stands at its two sides is not joined.
const apart = "\u200E"

// inOrder puts words written from right to left, and what stands among them, in the order in which Fyne draws them: it lays
// the parts of a line from left to right, and turns round only what is within a part. Words without such letters stay as they
// are. Source: Unicode Standard Annex 9, https://www.unicode.org/reports/tr9/, whose rules for marks and for pairs of brackets
// are left out: clean leaves no marks.
func inOrder(words string) string {
	if !strings.ContainsFunc(words, turned) {
		return words
	}
	parts := partsOf([]rune(words))
	reorder(parts)
	var line strings.Builder
	for _, p := range parts {
		line.WriteString(p.drawn())
	}
	return line.String()
}

// turned tells whether a letter is written from right to left.
func turned(r rune) bool { return classOf(r) == bidi.R || classOf(r) == bidi.AL }

func classOf(r rune) bidi.Class {
	properties, _ := bidi.LookupRune(r)
	return properties.Class()
}

// part is what Fyne draws in one piece: a word written from right to left, a single sign among such words, or a line written
// from left to right.
type part struct {
	text  []rune
	level int // odd: written from right to left
	word  bool
}

// drawn is the part as Fyne has to be given it. Signs like brackets look the other way among words from right to left.
func (p part) drawn() string {
	switch {
	case p.word:
		return apart + string(p.text) + apart
	case p.level%2 == 1:
		return bidi.ReverseString(string(p.text))
	}
	return string(p.text)
}

// partsOf cuts a line into its parts, in the order they are read in.
func partsOf(line []rune) (parts []part) {
	levels := levelsOf(line)
	for i, r := range line {
		word := levels[i]%2 == 1 && (turned(r) || classOf(r) == bidi.NSM || classOf(r) == bidi.BN)
		if last := len(parts) - 1; last >= 0 && parts[last].level == levels[i] && parts[last].word == word && (word || levels[i]%2 == 0) {
			parts[last].text = append(parts[last].text, r)
		} else {
			parts = append(parts, part{[]rune{r}, levels[i], word})
		}
	}
	return parts
}

// reorder puts parts from left to right (rule L2).
func reorder(parts []part) {
	highest := slices.MaxFunc(parts, func(a, b part) int { return a.level - b.level }).level
	for level := highest; level > 0; level-- {
		for from := 0; from < len(parts); from++ {
			to := from
			for to < len(parts) && parts[to].level >= level {
				to++
			}
			slices.Reverse(parts[from:to])
			from = to
		}
	}
}

// levelsOf tells for each letter how deep it lies in text of the other direction (rules P2 to I2, L1).
func levelsOf(line []rune) []int {
	classes := make([]bidi.Class, len(line))
	for i, r := range line {
		classes[i] = classOf(r)
	}
	base := 0
	if first := slices.IndexFunc(classes, strong); first >= 0 && classes[first] != bidi.L {
		base = 1
	}
	weaken(classes, base)
	neutralise(classes, base)
	levels := make([]int, len(line))
	for i, c := range classes {
		levels[i] = base
		switch {
		case c == bidi.R && base == 0, c == bidi.L && base == 1:
			levels[i]++
		case c == bidi.EN, c == bidi.AN:
			levels[i] = 2
		}
	}
	for i := len(line) - 1; i >= 0 && classOf(line[i]) == bidi.WS; i-- {
		levels[i] = base
	}
	return levels
}

func strong(c bidi.Class) bool { return c == bidi.L || c == bidi.R || c == bidi.AL }

func direction(level int) bidi.Class {
	if level == 1 {
		return bidi.R
	}
	return bidi.L
}

// weaken decides what figures, and the signs in and beside them, belong to (rules W1 to W7).
func weaken(classes []bidi.Class, base int) {
	before, letter := direction(base), direction(base) // the last of any kind, and the last letter
	for i, c := range classes {
		if c == bidi.NSM || c == bidi.BN {
			c = before
		}
		if strong(c) {
			letter = c
		}
		if c == bidi.EN && letter == bidi.AL {
			c = bidi.AN
		}
		classes[i], before = c, c
	}
	joinFigures(classes)
	letter = direction(base)
	for i, c := range classes {
		switch {
		case c == bidi.AL:
			letter, classes[i] = bidi.R, bidi.R
		case strong(c):
			letter = c
		case c == bidi.EN && letter == bidi.L:
			classes[i] = bidi.L
		}
	}
}

// joinFigures makes one figure of 09:30, and of 12%.
func joinFigures(classes []bidi.Class) {
	for i := 1; i+1 < len(classes); i++ {
		figure, c := classes[i-1], classes[i]
		if figure == classes[i+1] && (figure == bidi.EN && c == bidi.ES || (figure == bidi.EN || figure == bidi.AN) && c == bidi.CS) {
			classes[i] = figure
		}
	}
	for i := range classes {
		after := i
		for after < len(classes) && classes[after] == bidi.ET {
			after++
		}
		if after > i && (i > 0 && classes[i-1] == bidi.EN || after < len(classes) && classes[after] == bidi.EN) {
			classes[i] = bidi.EN
		}
	}
}

// neutralise gives signs and spaces the direction of what stands at both sides of them, else that of the line (rules N1, N2).
func neutralise(classes []bidi.Class, base int) {
	side := func(i int) bidi.Class {
		switch {
		case i < 0 || i >= len(classes):
			return direction(base)
		case classes[i] == bidi.L:
			return bidi.L
		}
		return bidi.R // figures count as such
	}
	settled := func(c bidi.Class) bool { return c == bidi.L || c == bidi.R || c == bidi.EN || c == bidi.AN }
	for i := 0; i < len(classes); i++ {
		from := i
		for i < len(classes) && !settled(classes[i]) {
			i++
		}
		to := direction(base)
		if side(from-1) == side(i) {
			to = side(i)
		}
		for ; from < i; from++ {
			classes[from] = to
		}
	}
}
