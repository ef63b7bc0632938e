package screen

import (
	"log/slog"
	"strings"

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
	card  *canvas.Rectangle
	mark  *canvas.Rectangle
	scan  *look.Icon
	title *pair
	foot  *look.Text
	codes [mostCodes]*look.QR
	shut  [mostCodes]*shutCode  // in the place of a code whose service gives out no tickets
	names [mostCodes]*look.Text // the prefix leads to the second language in the table of lines

	sorry *sorry // instead of codes

	g       grid
	unfit   map[string]string // what cannot be drawn by service, so that it is heard once and not at every drawing
	modules map[string]int    // along one side of each code that has a place, by what it says
	room    int               // for how many codes there are places; the same on every page, so that codes never move
}

func newCodeCard(log *slog.Logger) *codeCard {
	c := &codeCard{
		log:   log,
		card:  look.NewPanel(look.White, 0),
		mark:  look.NewPanel(look.Jade, 0),
		scan:  look.NewIcon(look.Scan, look.Ink),
		title: newPair(look.Ink, look.Ink, true),
		foot:  look.NewText("", 1, look.Ink, false),
		sorry: newSorry(),
		unfit: map[string]string{},
	}
	for i := range c.codes {
		c.codes[i], c.shut[i], c.names[i] = look.NewQR(), newShutCode(), look.NewText("", 1, look.Ink, true)
		c.names[i].SetAlign(fyne.TextAlignCenter)
	}
	c.foot.SetAlign(fyne.TextAlignCenter)
	return c
}

func (c *codeCard) objects() []fyne.CanvasObject {
	all := append([]fyne.CanvasObject{c.card, c.foot}, c.head()...)
	all = append(all, c.sorry.objects()...)
	for i := range c.codes {
		all = append(append(all, c.codes[i], c.names[i]), c.shut[i].objects()...)
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
	for i := range c.codes {
		if i < to-from {
			c.showCode(i, places[from+i], m)
		} else {
			look.Show(false, append(c.shut[i].objects(), c.codes[i], c.names[i])...)
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
	paint(c.card, ground)
}

// showCode shows a code in its place, or words instead: its service gives out no tickets, or it has run out.
func (c *codeCard) showCode(i int, code queue.Code, m *moment) {
	service := m.service(code.Service)
	open := code.Service == "" || service.Open
	scannable := open && code.URL != ""
	look.Show(scannable, c.codes[i])
	look.Show(!scannable, c.shut[i].objects()...)
	look.Show(c.room > 1, c.names[i])
	name, _ := m.name(service.Name, service.NameEN)
	c.names[i].SetText(strings.TrimSpace(service.Prefix + " " + name))
	switch {
	case !open:
		c.shut[i].sayClosed(m.closureOf(service.Reason, service.OpensAt))
	case code.URL == "":
		c.shut[i].sayLost(m)
	}
	if err := c.codes[i].SetURL(code.URL); err != nil && c.unfit[code.Service] != code.URL {
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
	foot := m.one("screen.scan.tip")
	if second != "" {
		foot += " · " + second
	}
	c.foot.SetText(foot)
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
	c.card.CornerRadius, c.mark.CornerRadius = look.RoundPanel*u, u
	look.Put(c.card, g.codes)
	high := float32(5.2)
	if c.rows() > 1 {
		high = 4.6
	}
	head, b := g.codes.Inset(1.5*u, 0.4*u).CutTop(high*u, 0)
	c.placeTitle(head, min(4.25*u, head.W*0.095))
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

// placeCodes gives each code the same room, and its name the foot of it.
func (c *codeCard) placeCodes(b look.Box) {
	u := c.g.u
	columns, rows := min(max(c.room, 1), 2), c.rows()
	for i := range c.codes {
		cell := b.Cell(min(i, columns*rows-1), columns, rows, 0)
		cell = cell.Middle(cell.W, min(cell.H, cell.W+2.8*u))
		if c.room > 1 {
			var name look.Box
			cell, name = cell.CutBottom(2.8*u, 0)
			c.names[i].SetSize(2.3 * u)
			look.Put(c.names[i], name)
		}
		look.Put(c.codes[i], c.even(cell, c.codes[i]))
		c.shut[i].place(cell, u)
	}
}

// even is the part of a cell that gives a code's modules the size which those of the largest code have in the whole of it.
func (c *codeCard) even(cell look.Box, code *look.QR) look.Box {
	largest, own := 0, int(code.MinSize().Width)
	for _, n := range c.modules {
		largest = max(largest, n)
	}
	if own == 0 || own >= largest {
		return cell
	}
	side := min(cell.W, cell.H)*float32(own)/float32(largest) + 0.01 // so that rounding takes no pixel from it
	return cell.Middle(side, side)
}
