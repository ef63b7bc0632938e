package take

import "paihao/app/look"

// startPlaces is where the parts of the start stand.
type startPlaces struct {
	card  look.Box // what to scan, or why there are no numbers; without room where there is neither
	strip look.Box // what to know before choosing
	title look.Box
	pages pages // of the services
}

// newStartPlaces divides the window: the card on top, or at the left of a wide window, and the services below it within reach.
func newStartPlaces(m *moment, g grid) (p startPlaces) {
	b := g.body
	if m.cardKind() != cardNone {
		p.card, b = cutCard(m, g)
	}
	if m.caution() != "" {
		p.strip, b = b.CutTop(g.size(6.5), 2*g.u)
	}
	p.title, b = b.CutTop(g.size(6), 1.5*g.u)
	p.pages = newPages(b, g, len(m.services))
	free := b.H - p.pages.height()
	if !g.tall || free <= 0 {
		return p
	}
	if p.card.H > 0 {
		p.card.H += min(free, max(0, m.cardHigh(g)-p.card.H))
	}
	p.strip.Y, p.title.Y, p.pages.area.Y = p.strip.Y+free, p.title.Y+free, p.pages.area.Y+free
	return p
}

// cutCard cuts the card off the body, as small as it may be.
func cutCard(m *moment, g grid) (card, rest look.Box) {
	if g.tall {
		high := 34 * g.u
		if m.cardKind() == cardCodes {
			high = 42 * g.u
		}
		return g.body.CutTop(min(high, g.body.H*0.4), 3*g.u)
	}
	share := float32(0.3)
	if m.cardKind() == cardCodes {
		share = 0.36
	}
	return g.body.CutLeft(g.body.W*share, g.gap*1.5)
}

// cardKind is what the card of the start is for.
type cardKind int

const (
	cardNone  cardKind = iota
	cardSorry          // no service gives out a number
	cardJoin           // one code, for all services or the only one
	cardCodes          // a code for each service
)

func (m *moment) cardKind() cardKind {
	switch {
	case m.page != pageStart || m.trouble() != "":
		return cardNone
	case m.allClosed():
		return cardSorry
	case m.join() != "":
		return cardJoin
	case len(m.own()) > 0:
		return cardCodes
	}
	return cardNone
}

// cardHigh is how high the card of a tall window is where there is room.
func (m *moment) cardHigh(g grid) float32 {
	if m.cardKind() == cardCodes {
		return codesHigh(g, len(m.own()))
	}
	return 46 * g.u
}
