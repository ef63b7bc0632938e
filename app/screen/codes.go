package screen

import (
	"log/slog"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"paihao/app/look"
	"paihao/assets"
	"paihao/queue"
)

// mostCodes is how many codes stand side by side; more take turns.
const mostCodes = 4

// codeCard is where customers scan to join a line. Nothing ever covers or dims a code; one that is of no use is
// taken away, and words say why, or where to go instead.
type codeCard struct {
	log   *slog.Logger
	card  *canvas.Rectangle
	mark  *canvas.Rectangle
	scan  *look.Icon
	title *pair
	foot  *look.Text
	codes [mostCodes]*look.QR
	shut  [mostCodes]*shutCode  // in the place of a code whose service gives out no tickets
	names [mostCodes]*look.Text // the prefix leads to the English in the table of lines

	sorry *sorry // instead of codes

	g     grid
	unfit [mostCodes]string // what has been reported, so that it is heard once and not at every drawing
	shown int
	room  int // for how many codes there are places; the same on every page, so that codes never move
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
	}
	for i := range c.codes {
		c.codes[i], c.shut[i], c.names[i] = look.NewQR(), newShutCode(), look.NewText("", 1, look.Ink, true)
		c.names[i].SetAlign(fyne.TextAlignCenter)
	}
	c.foot.SetAlign(fyne.TextAlignCenter)
	c.sayAround()
	return c
}

func (c *codeCard) objects() []fyne.CanvasObject {
	all := append([]fyne.CanvasObject{c.card, c.mark, c.scan, c.foot}, c.title.objects()...)
	all = append(all, c.sorry.objects()...)
	for i := range c.codes {
		all = append(append(all, c.codes[i], c.names[i]), c.shut[i].objects()...)
	}
	return all
}

func (c *codeCard) show(m *moment) {
	codes, closed := m.codes, m.closed()
	if closed != nil {
		codes = nil
	}
	from, to := m.page(len(codes), mostCodes)
	c.shown, c.room = to-from, min(len(codes), mostCodes)
	for i := range c.codes {
		open := i < c.shown && m.service(codes[from+i].Service).Open
		look.Show(open, c.codes[i])
		look.Show(i < c.shown && !open, c.shut[i].objects()...)
		look.Show(i < c.shown && c.room > 1, c.names[i])
		if i < c.shown {
			c.sayCode(i, codes[from+i], m)
		}
	}
	look.Show(c.shown == 0, c.sorry.objects()...)
	c.sorry.say(m, closed)
	look.Show(c.shown > 0 && c.rows() == 1, c.foot)
	c.place(c.g)
}

func (c *codeCard) sayCode(i int, code queue.Code, m *moment) {
	service := m.service(code.Service)
	if err := c.codes[i].SetURL(code.URL); err != nil && c.unfit[i] != code.URL {
		c.unfit[i] = code.URL
		c.log.Error("code cannot be shown", "service", code.Service, "err", err)
	}
	c.names[i].SetText(strings.TrimSpace(service.Prefix + " " + service.Name))
	if !service.Open {
		c.shut[i].say(m.closureOf(service.Reason, service.OpensAt))
	}
}

// sayAround sets the words that never change. The English stands in the foot, or beside the title where codes
// need the foot's room.
func (c *codeCard) sayAround() {
	zh, en := assets.Words("screen.scan")
	c.title.say(zh, "")
	c.foot.SetText(assets.Chinese("screen.scan.tip") + " · " + en)
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
	c.card.CornerRadius, c.mark.CornerRadius = 2*u, u
	put(c.card, g.codes)
	head, b := g.codes.inset(1.5*u, 0.6*u).cutTop(5.2*u, 0)
	c.placeTitle(head, min(4.25*u, head.w*0.095))
	if c.rows() == 1 {
		var foot box
		b, foot = b.cutBottom(3.2*u, 0)
		c.foot.SetSize(2.45 * u)
		put(c.foot, foot)
	}
	c.sorry.place(b, u)
	c.placeCodes(b)
}

func (c *codeCard) placeTitle(b box, size float32) {
	c.title.size(size, size*0.6)
	taken := c.title.place(b, fyne.TextAlignCenter)
	mark := box{taken.x - size*0.65, b.y, size, b.h}.middle(size, size)
	c.title.place(box{b.x + size*0.65, b.y, b.w, b.h}, fyne.TextAlignCenter)
	put(c.mark, mark)
	put(c.scan, mark)
}

// placeCodes gives each code the same room, and its name the foot of it.
func (c *codeCard) placeCodes(b box) {
	u := c.g.u
	columns, rows := min(max(c.room, 1), 2), c.rows()
	for i := range c.codes {
		cell := b.cell(min(i, columns*rows-1), columns, rows, 0)
		cell = cell.middle(cell.w, min(cell.h, cell.w+2.8*u))
		if c.room > 1 {
			var name box
			cell, name = cell.cutBottom(2.8*u, 0)
			c.names[i].SetSize(2.3 * u)
			put(c.names[i], name)
		}
		put(c.codes[i], cell)
		c.shut[i].place(cell, u)
	}
}
