package look

import (
	"slices"
	"strings"
)

// Type in several lines is at the most folded, as a part of that in one. The lines of a name are nameApart, in the size of
// their type, where there is room. Before a word of it is broken or the name is cut, it shrinks a last time, to pressed.
const folded, nameApart, pressed = 0.75, 1.25, 0.85

// Fold breaks a name, which is to be seen as one thing, into as few lines as hold all of it. One line of size does while it
// fits there in least of its size, to which whoever draws it shrinks it; several are in type of folded to least, as large
// as they fit into room, and none is much longer than the others. Only what most lines do not hold is cut: names often
// differ in their last figure alone. It gives the size of the lines, too.
func Fold(name string, most int, size, least float32, bold bool, room Box) ([]string, float32) {
	name = strings.TrimSpace(clean(name))
	if room.W <= 0 || room.H <= 0 || Width(name, size*least, bold) <= room.W {
		return []string{name}, size
	}
	smallest := size * least
	for count := 2; count <= most; count++ {
		smallest = min(size*least, room.H*0.96/float32(count))
		largest := max(smallest, min(size*folded, room.H/float32(count)/nameApart))
		if lines, fit := largestOf(name, count, largest, smallest, bold, room.W); lines != nil {
			return lines, fit
		}
	}
	if lines, fit := largestOf(name, most, smallest, smallest*pressed, bold, room.W); lines != nil && most > 1 {
		return lines, fit
	}
	return cutLines(name, most, smallest, bold, room.W), smallest
}

// largestOf breaks a name into at most so many even lines, in the largest type from one size down to another that they fit
// in; nil when they fit in none.
func largestOf(name string, most int, size, smallest float32, bold bool, width float32) ([]string, float32) {
	for ; ; size = max(size*0.96, smallest) {
		lines := even(name, most, size, bold, width)
		if lines != nil || size <= smallest {
			return lines, size
		}
	}
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
