package screen

import "paihao/app/look"

// leastNumber is the smallest part of its size that a number shrinks to; one of some twenty characters is cut.
const leastNumber = 0.2

// putNumber lays a ticket's number into b, at size where it fits. A number is never cut, since a part of it is another
// number: it shrinks as far as it has to, down to where nobody could read it any more.
func putNumber(t *look.Text, b look.Box, size float32) {
	if words := t.Words(); b.W > 0 && !look.Fits(words, size, true, b.W) {
		size *= max(b.W/look.Width(words, size, true), leastNumber)
	}
	t.SetSize(size)
	look.Put(t, b)
}
