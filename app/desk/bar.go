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
	lines       [4]*look.Text
	issued      *fyne.Container // in its place: a number to tell the customer
	number      *look.Text
	did         *fyne.Container // in its place: what was done
	done, until *look.Text
	undo        *tile
}

const (
	barSize  = look.SizeLeast
	barWidth = 360 - 2*14 // of the left column
)

func newBar(d *Desk) *bar {
	b := &bar{}
	rows := column(0, -1)
	for i := range b.lines {
		b.lines[i] = look.NewText("", barSize, look.Red, i == 0)
		rows.Add(b.lines[i])
	}
	b.inside = container.NewStack(look.NewFrame(look.Rose, look.Red, 1, 12), padded(1, 14, container.NewCenter(sized(barWidth, 0, rows))))
	b.number = look.NewText("", look.SizeList, look.Green, true)
	hint := d.m.title("issued.tell", look.SizeLeast, look.Green, false)
	b.issued = container.NewStack(look.NewFrame(look.Leaf, look.Green, 1, 12), padded(10, 14, column(2, -1, b.number, hint)))
	b.done, b.until = look.NewText("", 16, look.Ink, true), look.NewText("", look.SizeLeast, look.Slate, false)
	face := row(8, -1, d.m.title("undo", 16, look.Blue, true), padded(9, 0, newKeycap("Ctrl+Z", look.SizeLeast)))
	b.undo = newTile(padded(0, 12, face), coatFirst, d.takeBack)
	b.did = container.NewStack(look.NewFrame(look.White, look.Line, 1, 12),
		padded(10, 14, row(gap, 0, column(2, -1, sized(0, 30, b.done), b.until), padded(6, 0, b.undo))))
	b.box = sized(360, 76, b.inside, b.issued, b.did)
	b.clear()
	return b
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
	look.Show(u.undoes != "", b.undo)
	b.undo.wear(coatFirst, m.alive())
	b.turn(b.did)
}

func (b *bar) showTrouble(sentence string) {
	text := wrap(sentence, len(b.lines), barSize, barWidth)
	for i, line := range b.lines {
		look.Show(i < len(text), line)
		if i < len(text) {
			line.SetText(text[i])
		}
	}
	b.turn(b.inside)
	again(b.inside)
}
