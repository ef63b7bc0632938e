package desk

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"paihao/app/look"
)

// bindFace is what the binding looks like: the code on the left, the ticket and what its customer does on the right, and
// below how far it is. What lies behind it stays to be read and takes no clicks.
type bindFace struct {
	box                  *fyne.Container
	code                 *look.QR
	instead              *look.Text // in the code's place
	other                *look.Text // the heading in the other language
	number, about, ahead *look.Text
	status               *canvas.Rectangle
	lines                [2]*look.Text
	words, detail        *look.Text
	long                 *fyne.Container // of lines, for a sentence
	short                *fyne.Container // of words and detail
	renew, shut          *tile
	renewWords           *look.Text
}

const (
	bindWidth  = 600
	bindHeight = 536
	codeSide   = 296
	bindText   = bindWidth - 2*24 - 2*16 // of the status
)

func newBindFace(d *Desk, renew, shut func()) *bindFace {
	s := d.m.speech
	f := &bindFace{
		code:    look.NewQR(),
		instead: look.NewText("", 24, look.Slate, true),
		other:   look.NewText("", look.SizeBody, look.Slate, false),
		number:  look.NewText("", 68, look.Ink, true),
		about:   look.NewText("", 16, look.Ink, false),
		ahead:   look.NewText("", 16, look.Ink, false),
		status:  look.NewPanel(look.Sky, look.RadiusTile),
		words:   look.NewText("", 16, look.Blue, true),
		detail:  look.NewText("", look.SizeBody, look.Blue, false),
	}
	f.instead.SetAlign(fyne.TextAlignCenter)
	cross := newTile(padded(4, 8, look.NewText("×", 20, look.Slate, false)), coat{look.White, look.Sky, look.White}, shut)
	head := row(10, 1, uncut(s.title("bind.title", 20, look.Ink, true), 20), f.other, cross)
	code := container.NewStack(look.NewFrame(look.White, look.Line, 2, look.RadiusTile), padded(4, 4, f.code), f.instead)
	middle := row(28, 1, sized(codeSide, codeSide, code), f.facts(s))
	page := column(0, 2,
		padded(12, 24, sized(0, 36, head)), rule(),
		padded(24, 24, column(16, 0, sized(0, codeSide, middle), f.statusLine())),
		padded(0, 24, f.buttons(d, renew, shut)), sized(0, 20))
	card := container.NewStack(look.NewPanel(look.White, look.RadiusPanel), sized(bindWidth, bindHeight, page))
	f.box = container.NewStack(newShade(), container.NewCenter(card))
	f.box.Hide()
	return f
}

// facts are the ticket, and what its customer does.
func (f *bindFace) facts(s *speech) fyne.CanvasObject {
	steps := column(8, -1)
	for _, key := range []string{"bind.step.1", "bind.step.2", "bind.step.3"} {
		steps.Add(s.title(key, look.SizeBody, look.Ink, false))
	}
	return column(4, -1, s.title("column.number", look.SizeBody, look.Slate, false), sized(0, 76, f.number), f.about, f.ahead,
		padded(8, 0, rule()), steps)
}

func (f *bindFace) statusLine() fyne.CanvasObject {
	rows := column(0, -1)
	for i := range f.lines {
		f.lines[i] = look.NewText("", look.SizeBody, look.Brown, true)
		rows.Add(f.lines[i])
	}
	f.long = container.NewCenter(sized(bindText, 0, rows))
	f.short = row(12, 1, f.words, f.detail)
	return sized(0, 52, f.status, padded(0, 16, f.short), f.long)
}

func (f *bindFace) buttons(d *Desk, renew, shut func()) fyne.CanvasObject {
	f.renewWords = d.m.title("bind.renew", 16, look.Ink, true)
	f.renew = newTile(padded(0, 16, row(8, -1, f.renewWords, newKeycap("R", look.SizeLeast))), coatPlain, renew)
	words := d.m.title("bind.close", 16, look.White, true)
	key := newKeycap("Esc", look.SizeLeast)
	key.paint(look.White, look.White)
	f.shut = newTile(padded(0, 20, row(8, -1, words, key)), coatMain, shut)
	return sized(0, 44, row(12, 1, f.renew, layout.NewSpacer(), f.shut))
}

// drop takes the code off the screen.
func (f *bindFace) drop() { _ = f.code.SetURL("") }

// show draws how far it is.
func (f *bindFace) show(m *moment, b *binder, s bindStage) {
	t := b.now(m)
	if t == nil {
		t = &b.ticket
	}
	f.other.SetText(m.inOther("bind.title"))
	f.number.SetText(t.Number)
	taken := m.say("bind.taken", "origin", m.sayOrigin(t.Origin), "time", t.IssuedAt.In(m.zone).Format("15:04"))
	f.about.SetText(m.serviceName(t.Service) + " · " + taken)
	f.ahead.SetText(m.sayAhead(t))
	f.showCode(m, b, s)
	f.showStatus(m, b, s)
	renews := s == bindWaits || s == bindKept || s == bindFailed || s == bindExpired
	f.renew.dress(f.renewWords, look.Ink, renews)
}

// showCode shows the code while a scan of it binds the ticket, and never else.
func (f *bindFace) showCode(m *moment, b *binder, s bindStage) {
	url, instead, ink := "", "", color.Color(look.Slate)
	switch s {
	case bindWaits, bindKept:
		url = b.code.URL
	case bindDone:
		instead, ink = "✓ "+m.say("bind.done"), look.Green
	case bindAsks:
		instead = m.say("bind.asks")
	default:
		instead = m.say("bind.no_code")
	}
	if err := f.code.SetURL(url); err != nil {
		b.desk.o.Log.Error("code not drawn", "err", err)
		instead = m.say("bind.no_code")
	}
	f.instead.SetText(instead)
	f.instead.SetColour(ink)
	look.Show(instead != "", f.instead)
}

// showStatus says how far it is: in a few words, or why not in a sentence.
func (f *bindFace) showStatus(m *moment, b *binder, s bindStage) {
	ground, ink, words, detail, sentence := color.Color(look.Sky), color.Color(look.Blue), "", "", ""
	switch s {
	case bindAsks:
		words = m.say("bind.asking")
	case bindWaits:
		words = m.say("bind.waits")
		detail = m.sayUntil(b.code.ExpiresAt)
	case bindDone:
		ground, ink, words, detail = look.Leaf, look.Green, m.say("bind.done"), m.say("bind.done.note")
	case bindOver:
		ground, ink, sentence = look.Sand, look.Brown, m.say("bind.over", "number", b.ticket.Number, "state", m.sayEnd(b.now(m)))
	case bindExpired:
		ground, ink, sentence = look.Sand, look.Brown, m.say("bind.expired")
	default:
		ground, ink, sentence = look.Rose, look.Red, b.desk.o.Words(m.language, b.failed)
	}
	if f.status.FillColor != ground {
		f.status.FillColor = ground
		f.status.Refresh()
	}
	f.words.SetText(words)
	f.detail.SetText(detail)
	f.words.SetColour(ink)
	f.detail.SetColour(ink)
	lines := look.Wrap(sentence, len(f.lines), look.SizeBody, true, bindText)
	for i, l := range f.lines {
		look.Show(i < len(lines), l)
		if i < len(lines) {
			l.SetText(lines[i])
			l.SetColour(ink)
		}
	}
	again(f.short)
	again(f.long)
}
