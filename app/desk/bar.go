package desk

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"paihao/app/look"
	"paihao/queue"
)

// bar answers the last command where the line does not: why it was refused, which number a walk-in got, or what was done
// and can be taken back. It keeps its place when it is empty, so that no button moves under a hand.
type bar struct {
	box, inside *fyne.Container
	lines       [3]*look.Text
	issued      *fyne.Container // in its place: a number to tell the customer
	number      *look.Text
	bind        *bindTile
	taken       *fyne.Container // of these two
	did         *fyne.Container // in its place: what was done
	done, until *look.Text
	span        *fyne.Container // the room of until
	lineup      *fyne.Container // of both
	undo        *tile
	words       *look.Text // its own
	key         *keycap
}

const (
	barHeight = 54
	barSize   = look.SizeLeast
	barWidth  = 360 - 2*14 // of the left column
)

func newBar(d *Desk) *bar {
	b := &bar{}
	b.inside, b.issued, b.did = b.refusal(), b.walkIn(d), b.step(d)
	b.box = sized(360, barHeight, b.inside, b.issued, b.did)
	b.clear()
	return b
}

// refusal is the face that says why something was refused.
func (b *bar) refusal() *fyne.Container {
	rows := column(0, -1)
	for i := range b.lines {
		b.lines[i] = look.NewText("", barSize, look.Red, i == 0)
		rows.Add(b.lines[i])
	}
	frame := look.NewFrame(look.Rose, look.Red, 1, look.RadiusPanel)
	return container.NewStack(frame, padded(1, 14, container.NewCenter(sized(barWidth, 0, rows))))
}

// walkIn is the face with the number of a ticket just taken.
func (b *bar) walkIn(d *Desk) *fyne.Container {
	b.number = look.NewText("", look.SizeList, look.Green, true)
	b.bind = newBindTile(d, d.bindKey)
	hint := d.m.title("issued.tell", look.SizeLeast, look.Green, false)
	b.taken = row(gap, 0, padded(3, 0, column(0, -1, b.number, hint)), padded(10, 0, b.bind.tile))
	return container.NewStack(look.NewFrame(look.Leaf, look.Green, 1, look.RadiusPanel), padded(0, 14, b.taken))
}

// step is the face that says what was done, and takes it back.
func (b *bar) step(d *Desk) *fyne.Container {
	b.done, b.until = look.NewText("", look.SizeBody, look.Brown, true), look.NewText("", look.SizeLeast, look.Brown, false)
	b.key = newKeycap(keyUndo.String(), look.SizeLeast)
	b.words = d.m.title("undo", look.SizeBody, look.White, true)
	b.undo = newTile(padded(0, 12, row(6, -1, b.words, padded(8, 0, b.key))), coatUndo, d.takeBack)
	b.span = sized(0, 18, b.until)
	b.lineup = column(0, 0, sized(0, 24, b.done), b.span)
	inside := row(gap, 0, padded(6, 0, b.lineup), padded(10, 0, b.undo))
	return container.NewStack(look.NewFrame(look.Sand, look.Brown, 1, look.RadiusPanel), padded(0, 14, inside))
}

// clear empties the bar: something new is being done.
func (b *bar) clear() { b.turn(nil) }

// turn shows one of the faces, or none.
func (b *bar) turn(face *fyne.Container) {
	for _, f := range []*fyne.Container{b.inside, b.issued, b.did} {
		look.Show(f == face, f)
	}
}

// show shows what was refused, or what was issued, or what was done as long as it can be taken back.
func (b *bar) show(d *Desk) {
	switch {
	case d.trouble != nil:
		b.showTrouble(d.m.say("refused") + d.o.Words(d.m.language, d.trouble))
	case d.issued != nil:
		b.number.SetText(d.m.say("issued", "number", d.issued.Number, "service", d.m.serviceName(d.issued.Service)))
		b.bind.show(&d.m, d.binds(*d.issued))
		again(b.taken)
		b.turn(b.issued)
	case d.undo.open(&d.m), d.undo.did != nil && d.undo.undoes == "":
		b.showDone(&d.undo, &d.m)
	default:
		b.clear()
	}
}

func (b *bar) showDone(u *undo, m *moment) {
	b.done.SetText(m.sayDone(u.did))
	b.until.SetText("")
	switch u.undoes {
	case "":
	case queue.DayClosing:
		b.until.SetText(m.say("undo.day"))
	default:
		b.until.SetText(m.say("undo.within", "s", seconds(u.until.Sub(m.now))))
	}
	look.Show(u.undoes != "", b.undo, b.span)
	again(b.lineup)
	c, ink := coatDead, look.Slate
	if m.alive() {
		c, ink = coatUndo, look.White
	}
	b.undo.wear(c, m.alive())
	b.words.SetColour(ink)
	b.key.paint(ink, ink)
	b.turn(b.did)
}

func (b *bar) showTrouble(sentence string) {
	text := look.Wrap(sentence, len(b.lines), barSize, true, barWidth)
	for i, line := range b.lines {
		look.Show(i < len(text), line)
		if i < len(text) {
			line.SetText(text[i])
		}
	}
	b.turn(b.inside)
	again(b.inside)
}
