package screen

import (
	"strings"

	"paihao/app/look"
)

// Heights of a name and of the second line below it, in u, on one line and on two. A long name may be as high as nameMost.
const (
	nameLine, nameLines, nameMost = 2.9, 4.1, 5.1
	secondLine, secondLines       = 2.1, 3.7
	reasonLine                    = 1.8 // below a long name
)

// placeName puts the name above the second line, both on more lines than one if need be.
func (r *waitingRow) placeName(b look.Box, u float32) {
	name, long := nameLine*u, !look.Fits(r.name.Words(), 2.7*u, true, b.W)
	if long {
		name = nameLines * u
	}
	words, more := r.below(b, name, u)
	if long {
		name = min(nameMost*u, b.H-0.2*u-more)
	}
	r.second.Say(words)
	r.name.SetMost(max(2, int(name/(1.6*u)))) // in type that can still be read
	top, low := b.Middle(b.W, min(b.H, name+more)).CutBottom(more, 0)
	r.name.Place(top, 2.7*u)
	r.second.Place(low, min(1.85*u, more*0.9))
}

// below is what stands below a name of a height, and how high that is. Where there is no room for both the second language
// goes, so that the name is whole; a reason why there are no tickets stays.
func (r *waitingRow) below(b look.Box, name, u float32) (words string, high float32) {
	words = strings.TrimSpace(r.other + " " + r.also)
	if look.Width(words, 1.85*u, false) > b.W {
		words = r.other
	}
	least := 1.85 * u * leastSecond
	switch {
	case low(b, u), words == "", r.closed == nil && name+secondLine*u > b.H:
		return "", 0
	case r.closed != nil && name > nameLine*u:
		return words, reasonLine * u
	case r.closed != nil, look.Width(words, least, false) <= b.W:
		return words, secondLine * u
	case name+secondLines*u <= b.H:
		return words, secondLines * u
	}
	return look.Cut(words, least, false, b.W), secondLine * u
}
