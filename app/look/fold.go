package look

import (
	"slices"
	"strings"
)

// folded is how large type in several lines is at the most, as a part of that in one; nameApart is how far the lines of a
// name are apart, in the size of their type, where there is room.
const folded, nameApart = 0.75, 1.25

// Fold breaks a name, which is to be seen as one thing, into as few lines as hold all of it. One line of size does while it
// fits there in type of Least, to which a Text shrinks it; several are in type of folded to Least, as large as they fit into
// width and height, and none is much longer than the others. Only what most lines do not hold is cut: names often differ in
// their last figure alone. It gives the size of the lines, too.
func Fold(name string, most int, size float32, bold bool, width, height float32) ([]string, float32) {
	name = strings.TrimSpace(clean(name))
	if width <= 0 || height <= 0 || Fits(name, size, bold, width) {
		return []string{name}, size
	}
	least := size * Least
	for count := 2; count <= most; count++ {
		least = min(size*Least, height*0.96/float32(count))
		largest := min(size*folded, height/float32(count)/nameApart)
		for fit := max(largest, least); ; fit = max(fit*0.96, least) {
			if lines := even(name, count, fit, bold, width); lines != nil {
				return lines, fit
			}
			if fit <= least {
				break
			}
		}
	}
	return cutLines(name, most, least, bold, width), least
}

// cutLines breaks words into at most so many lines of a width, and cuts what is left over.
func cutLines(words string, most int, size float32, bold bool, width float32) []string {
	lines := Wrap(words, most, size, bold, width)
	for i, line := range lines {
		lines[i] = Cut(line, size, bold, width)
	}
	return lines
}

// even breaks a name into at most so many lines, none of them much longer than the others; nil when they do not hold it, or
// not without breaking a word.
func even(name string, most int, size float32, bold bool, width float32) (lines []string) {
	words := strings.FieldsFunc(name, func(r rune) bool { return !whole(r) })
	for w := width; w > 0; w *= 0.95 {
		next := Wrap(name, most, size, bold, w)
		if slices.ContainsFunc(slices.Concat(words, next), func(s string) bool { return Width(s, size, bold) > w }) {
			return lines
		}
		lines = next
	}
	return lines
}
