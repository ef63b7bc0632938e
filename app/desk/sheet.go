package desk

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"paihao/app/look"
)

// sheet lies over the line while staff look something up; the counter's own side stays free, and its keys work.
type sheet struct {
	box     *fyne.Container
	opened  func()
	closed  func()
	sharing []*sheet // that lie in the same place: one is open at a time
}

func newSheet(inside fyne.CanvasObject) *sheet {
	frame := look.NewFrame(look.White, look.Blue, 2, look.RadiusPanel)
	s := &sheet{box: container.NewStack(frame, padded(margin, margin, inside))}
	s.box.Hide()
	return s
}

func (s *sheet) open() bool { return s.box.Visible() }

// turn opens the sheet, or closes it.
func (s *sheet) turn() {
	if s.open() {
		s.close()
		return
	}
	for _, other := range s.sharing {
		other.close()
	}
	s.box.Show()
	if s.opened != nil {
		s.opened()
	}
}

func (s *sheet) close() {
	if !s.open() {
		return
	}
	s.box.Hide()
	if s.closed != nil {
		s.closed()
	}
}

// escape leads back from a question, from what lies over the line, and from what was searched for.
func (d *Desk) escape() {
	if d.ask.open() {
		d.ask.drop()
		d.draw()
		return
	}
	d.line.search.leave()
	d.keyList.close()
	d.chooser.sheet.close()
}
