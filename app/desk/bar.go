package desk

import (
	"context"
	"errors"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"paihao/app/look"
	"paihao/queue"
)

// bar answers the last command where the line does not: why it was refused, which number a walk-in got, or what was done,
// and takes it back. It keeps its place when it is empty, so that no button moves under a hand.
type bar struct {
	box, inside *fyne.Container
	lines       [3]*look.Text
	issued      *fyne.Container // in its place: a number to tell the customer
	taken       *fyne.Container // in issued
	number      *look.Text
	about       *look.Text
	offers      *fyne.Container // of these two
	bind        *bindTile
	cancel      *undoTile
	did         *fyne.Container // in its place: what was done
	step        *fyne.Container // in did
	done, until *look.Text
	span        *fyne.Container // the room of until
	lineup      *fyne.Container // of both
	undo        *undoTile
}

const (
	patient   = time.Second // after which a late answer is spoken of
	barHeight = 60
	barSize   = look.SizeLeast
	barPad    = 14
	barWidth  = pillarWidth - 2*barPad
)

func newBar(d *Desk) *bar {
	b := &bar{}
	b.inside, b.issued, b.did = b.refusal(), b.walkIn(d), b.deed(d)
	b.box = sized(0, barHeight, b.inside, b.issued, b.did)
	b.turn(nil)
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
	return container.NewStack(frame, padded(1, barPad, levelled(rows)))
}

// walkIn is the face with the number of a ticket just taken.
func (b *bar) walkIn(d *Desk) *fyne.Container {
	b.number = look.NewText("", look.SizeList, look.Green, true)
	b.about = look.NewText("", look.SizeLeast, look.Green, false)
	b.bind, b.cancel = newBindTile(d, 25, d.bindKey), newUndoTile(d, 25)
	words := levelled(column(0, -1, sized(0, 23, b.number), sized(0, 17, b.about)))
	b.offers = column(2, -1, b.bind.tile, b.cancel.tile)
	b.taken = row(gap, 0, words, levelled(b.offers))
	return container.NewStack(look.NewFrame(look.Leaf, look.Green, 1, look.RadiusPanel), padded(0, barPad, b.taken))
}

// deed is the face that says what was done, and takes it back.
func (b *bar) deed(d *Desk) *fyne.Container {
	b.done, b.until = look.NewText("", look.SizeBody, look.Brown, true), look.NewText("", look.SizeLeast, look.Brown, false)
	b.undo = newUndoTile(d, 34)
	b.span = sized(0, 17, b.until)
	b.lineup = column(0, -1, sized(0, 22, b.done), b.span)
	b.step = row(gap, 0, levelled(b.lineup), levelled(b.undo.tile))
	return container.NewStack(look.NewFrame(look.Sand, look.Brown, 1, look.RadiusPanel), padded(0, barPad, b.step))
}

// turn shows one of the faces, or none.
func (b *bar) turn(face *fyne.Container) {
	for _, f := range []*fyne.Container{b.inside, b.issued, b.did} {
		look.Show(f == face, f)
	}
}

// show shows what was refused, or what was issued, or what was done as long as it can be taken back.
func (b *bar) show(d *Desk) {
	switch {
	case d.m.busy && d.m.now.Sub(d.sent) >= patient:
		b.done.SetText(d.m.say("waits"))
		b.offer(&d.m, false, "")
	case errors.Is(d.trouble, context.DeadlineExceeded):
		b.showTrouble(d.o.Words(d.m.language, d.trouble)) // perhaps it was done all the same
	case d.trouble != nil:
		b.showTrouble(d.m.say("refused") + d.o.Words(d.m.language, d.trouble))
	case b.showListen(d), b.showSlip(d):
	case len(d.issued) > 0:
		b.showIssued(d)
	case d.undo.told(&d.m):
		b.showDone(&d.undo, &d.m)
	default:
		b.turn(nil)
	}
}

// showIssued shows the numbers to tell: the last one's ticket is bound, or taken back.
func (b *bar) showIssued(d *Desk) {
	var numbers []string
	for _, t := range d.issued {
		numbers = append(numbers, t.Number)
	}
	last := d.issued[len(d.issued)-1]
	b.number.SetText(d.m.say("issued", "number", strings.Join(numbers, " ")))
	b.showAbout(d, last)
	b.bind.show(&d.m, d.binds(last), true)
	b.cancel.show(&d.m, d.undo.open(&d.m), d.m.say("undo.left", "s", seconds(d.undo.until.Sub(d.m.now))))
	again(b.bind.face)
	again(b.offers)
	again(b.taken)
	b.turn(b.issued)
}

// showAbout says what the last number is for, or how its slip does.
func (b *bar) showAbout(d *Desk, t queue.Standing) {
	words, ink := d.m.serviceName(t.Service)+d.m.sayKind(t), look.Green
	if slip := d.saySlip(t); slip != "" {
		words = slip
		if d.slip.err != nil {
			ink = look.Brown
		}
	}
	b.about.SetText(words)
	b.about.SetColour(ink)
}

func (b *bar) showDone(u *undo, m *moment) {
	b.done.SetText(m.sayDone(u.did))
	until := m.say("undo.within", "s", seconds(u.until.Sub(m.now)))
	if u.undoes == queue.DayClosing {
		until = m.say("undo.day")
	}
	b.offer(m, !u.over(), until)
}

// offer shows the face of what was done, with the way back or without.
func (b *bar) offer(m *moment, back bool, until string) {
	b.until.SetText(until)
	look.Show(back, b.span)
	b.undo.show(m, back, m.say("undo"))
	again(b.lineup)
	again(b.step)
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
