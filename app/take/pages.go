package take

import "paihao/app/look"

// pages is how many things stand on each page of a list, and where.
type pages struct {
	area    look.Box
	columns int
	rows    int
	per     int // on one page
	count   int // of pages
	high    float32
	gap     float32
	turner  look.Box
}

// newPages divides b for n cards. When there are more than one page holds, buttons to turn the page stand below.
func newPages(b look.Box, g grid, n int) pages {
	p := pages{area: b, columns: 1, count: 1, gap: g.gap}
	least := g.target * 1.04
	switch {
	case g.large && g.tall:
		least = g.target * 1.5
	case g.large:
		least = g.target * 1.2
	case !g.tall:
		p.columns = 2
	}
	p.fill(least)
	if n > p.per {
		p.area, p.turner = b.CutBottom(g.target, g.gap)
		p.fill(least)
		p.count = (n + p.per - 1) / p.per
	}
	used := min(p.rows, (min(n, p.per)+p.columns-1)/p.columns)
	p.rows = max(1, used)
	p.high = min(g.cardMost(n), (p.area.H-float32(p.rows-1)*p.gap)/float32(p.rows))
	return p
}

// cardMost is how high a card is at the most, of n on a page.
func (g grid) cardMost(n int) float32 {
	switch n {
	case 1:
		return 50 * g.u
	case 2:
		return 30 * g.u
	}
	return 26 * g.u
}

func (p *pages) fill(least float32) {
	p.rows = max(1, int((p.area.H+p.gap)/(least+p.gap)))
	p.per = min(p.rows*p.columns, mostCards)
	p.rows = (p.per + p.columns - 1) / p.columns
}

// page is the page that is shown when one is wanted that may not be there any more.
func (p *pages) page(wanted int) int { return min(max(wanted, 0), p.count-1) }

func (p *pages) height() float32 {
	high := float32(p.rows)*p.high + float32(p.rows-1)*p.gap
	if p.count > 1 {
		high += p.turner.H + p.gap
	}
	return high
}

func (p *pages) cell(i int) look.Box {
	area := p.area
	area.H = float32(p.rows)*p.high + float32(p.rows-1)*p.gap
	return area.Cell(i, p.columns, p.rows, p.gap)
}

// numberPages divides b into buttons: three beside each other, six in a wide window.
func numberPages(b look.Box, g grid, n int) pages {
	columns := 3
	if !g.tall {
		columns = 6
	}
	p := pages{area: b, columns: columns, count: 1, gap: g.gap}
	least := g.target * 1.1
	rows := func() int { return max(1, int((p.area.H+p.gap)/(least+p.gap))) }
	p.per = min(mostNumbers, rows()*columns)
	if n > p.per {
		p.area, p.turner = b.CutBottom(g.target, g.gap)
		p.per = min(mostNumbers, rows()*columns)
		p.count = (n + p.per - 1) / p.per
	}
	p.rows = max(1, (min(n, p.per)+columns-1)/columns)
	p.high = min(24*g.u, (p.area.H-float32(p.rows-1)*p.gap)/float32(p.rows))
	return p
}
