package screen

import (
	"log/slog"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"paihao/app/look"
	"paihao/queue"
)

// mostCodes is how many codes stand side by side; more take turns.
const mostCodes = 4

// codeCard is where customers scan to join a line. Nothing ever covers, moves or dims a code; one that is of no use is
// taken away, and words say why, or where to go instead.
//
// All codes have the same size of module, on every page. A code alone is at least 27 % of the shorter side of the screen wide
// without its clear edge; of two to four, each is at least 12 %.
type codeCard struct {
	log   *slog.Logger
	card  *look.Slab
	mark  *canvas.Rectangle
	scan  *look.Icon
	title *pair
	foot  *look.Text
	spots [mostCodes]*codeSpot
	sorry *sorry // instead of codes

	g       grid
	unfit   map[string]string // what cannot be drawn by service, so that it is heard once and not at every drawing
	modules map[string]int    // along one side of each code that has a place, by what it says
	room    int               // for how many codes there are places; the same on every page, so that codes never move
}

func newCodeCard(log *slog.Logger) *codeCard {
	c := &codeCard{
		log:   log,
		card:  look.NewSlab(look.White),
		mark:  look.NewPanel(look.Jade, 0),
		scan:  look.NewIcon(look.Scan, look.Ink),
		title: newPair(look.Ink, look.Ink, true),
		foot:  look.NewText("", 1, look.Ink, false),
		sorry: newSorry(),
		unfit: map[string]string{},
	}
	for i := range c.spots {
		c.spots[i] = newCodeSpot()
	}
	c.foot.SetAlign(fyne.TextAlignCenter)
	return c
}

func (c *codeCard) objects() []fyne.CanvasObject {
	all := append([]fyne.CanvasObject{c.card, c.foot}, c.head()...)
	all = append(all, c.sorry.objects()...)
	for _, s := range c.spots {
		all = append(all, s.objects()...)
	}
	return all
}

// head is the title and the mark before it.
func (c *codeCard) head() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{c.mark, c.scan}, c.title.objects()...)
}

func (c *codeCard) show(m *moment) {
	places, closed := m.places, m.closed()
	if closed != nil || len(m.codes) == 0 {
		places = nil
	}
	c.measure(places)
	from, to := m.page(len(places), mostCodes)
	c.room = min(len(places), mostCodes)
	for i, s := range c.spots {
		if i < to-from {
			c.draw(s, places[from+i], m)
		} else {
			look.Show(false, s.objects()...)
		}
	}
	c.sayAround(m)
	look.Show(closed == nil, c.head()...)
	look.Show(len(places) > 0 && c.rows() == 1, c.foot)
	c.dress(closed != nil)
	c.sorry.show(m, len(places) == 0, closed)
	c.place(c.g)
}

// dress gives codes their white card; where there are none to come, nothing is to draw the eye.
func (c *codeCard) dress(closed bool) {
	ground := look.White
	if closed {
		ground = look.Deck
	}
	c.card.SetFill(ground)
}

// draw shows a code in a spot.
func (c *codeCard) draw(s *codeSpot, code queue.Code, m *moment) {
	if err := s.show(m, code, c.room > 1); err != nil && c.unfit[code.Service] != code.URL {
		c.unfit[code.Service] = code.URL
		c.log.Error("code cannot be shown", "service", code.Service, "err", err)
	}
}

// measure finds how many modules each code has.
func (c *codeCard) measure(places []queue.Code) {
	known := c.modules
	c.modules = map[string]int{}
	for _, p := range places {
		n, ok := known[p.URL]
		if !ok && p.URL != "" {
			if picture, err := look.Picture(p.URL); err == nil {
				n = picture.Bounds().Dx()
			}
		}
		c.modules[p.URL] = n
	}
}

// sayAround sets the words around the codes. The second language stands in the foot, or nowhere where codes need its room:
// the table of lines says the same beside it.
func (c *codeCard) sayAround(m *moment) {
	first, second := m.say("screen.scan")
	c.title.say(first, "")
	c.foot.SetText(list(m.one("screen.scan.tip"), second))
}

// rows is how many rows of codes there are.
func (c *codeCard) rows() int { return rowsOf(c.room) }

// rowsOf is how many rows a number of codes takes: two stand side by side.
func rowsOf(codes int) int {
	if codes > 2 {
		return 2
	}
	return 1
}

func (c *codeCard) place(g grid) {
	c.g = g
	u := g.u
	c.card.SetRadius(look.RoundPanel * u)
	c.mark.CornerRadius = u
	look.Put(c.card, g.codes)
	high := float32(5.2)
	if c.rows() > 1 || g.portrait {
		high = 4.6
	}
	head, b := g.codes.Inset(1.5*u, 0.4*u).CutTop(high*u, 0)
	c.sorry.place(g.codes.Inset(1.5*u, 1.5*u), b, u)
	if c.rows() == 1 {
		var foot look.Box
		b, foot = b.CutBottom(3.2*u, 0)
		c.foot.SetSize(2.45 * u)
		look.Put(c.foot, foot)
	} else {
		b.H -= 0.6 * u
	}
	if c.room == 1 {
		b.X, b.W = g.codes.X, g.codes.W // the clear edge of the code may be that of the card
	}
	c.placeCodes(b)
	if side := c.spots[0].code.Side(); c.room == 1 && side > 0 {
		head.H += (b.H - side) / 2 // what the code leaves free
	}
	c.placeTitle(head, min(4.25*u, head.W*0.095))
}

func (c *codeCard) placeTitle(b look.Box, size float32) {
	c.title.size(size, size)
	first, _, _ := c.title.widths()
	mark, words := b.Middle(min(size*1.3+first, b.W), b.H).CutLeft(size, size*0.3)
	c.title.place(words, fyne.TextAlignLeading)
	mark = mark.Middle(size, size)
	look.Put(c.mark, mark)
	look.Put(c.scan, mark)
}

// placeCodes gives each code the same room.
func (c *codeCard) placeCodes(b look.Box) {
	u := c.g.u
	columns, rows, most := min(max(c.room, 1), 2), c.rows(), 0
	for _, n := range c.modules {
		most = max(most, n)
	}
	for i, s := range c.spots {
		cell := b.Cell(min(i, columns*rows-1), columns, rows, 0)
		s.place(cell.Middle(cell.W, min(cell.H, cell.W+nameHighest*u)), c.room > 1, most, u)
	}
}
