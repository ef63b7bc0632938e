package desk

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"paihao/app/look"
	"paihao/queue"
)

// lineRow is one ticket of the line, or the names of the columns.
type lineRow struct {
	widget.BaseWidget
	ground *canvas.Rectangle
	next   *look.Pill
	cells  [6]*look.Text // number, service, waited, estimate, origin, WeChat
}

// Of a row's width: where each of its columns begins.
var columns = [...]float32{0.02, 0.21, 0.44, 0.57, 0.72, 0.84, 1}

func newLineRow(size float32, ink color.Color, numbers bool) *lineRow {
	r := &lineRow{ground: look.NewPanel(color.Transparent, 0), next: look.NewPill("", look.SizeLeast, look.Blue, look.White)}
	for i := range r.cells {
		r.cells[i] = look.NewText("", size, ink, false)
	}
	if numbers {
		r.cells[0] = look.NewText("", look.SizeList, ink, true)
	}
	r.next.Hide()
	r.ExtendBaseWidget(r)
	return r
}

// show fills the row with a ticket; next marks the one this counter calls next.
func (r *lineRow) show(m *moment, t queue.Standing, next bool) {
	wechat, ink := m.sayReach(t)
	for i, words := range []string{
		t.Number, m.serviceName(t.Service) + m.sayKind(t), m.sayWaited(m.now.Sub(t.IssuedAt)), m.sayWait(t.Wait), m.sayOrigin(t.Origin), wechat,
	} {
		r.cells[i].SetText(words)
	}
	r.cells[5].SetColour(ink)
	fill := color.Color(color.Transparent)
	if next {
		fill = look.Sky
	}
	if r.ground.FillColor != fill {
		r.ground.FillColor = fill
		r.ground.Refresh()
	}
	if next {
		r.next.SetText(m.say("line.next"))
	}
	look.Show(next, r.next)
}

// sayReach is whether a ticket's customer can be told, and whether that failed last.
func (s *speech) sayReach(t queue.Standing) (string, color.Color) {
	if len(t.Notices) > 0 && t.Notices[len(t.Notices)-1].State == queue.Refused {
		return s.say("reach.refused"), look.Red
	}
	if t.Bound {
		return s.sayBound(true), look.Green
	}
	return s.sayBound(false), look.Slate
}

func (s *speech) sayBound(bound bool) string {
	if bound {
		return s.say("bound")
	}
	return s.say("unbound")
}

// CreateRenderer is called by Fyne.
func (r *lineRow) CreateRenderer() fyne.WidgetRenderer {
	var line []fyne.CanvasObject
	for _, c := range r.cells {
		line = append(line, c)
	}
	line = append(line, r.next)
	return widget.NewSimpleRenderer(container.NewStack(r.ground, sized(0, 36, container.New(table{}, line...))))
}

// table is the layout of a row's cells and, after them, the mark that stands beside the number.
type table struct{}

const markWidth = 58

// Layout gives each cell its column.
func (table) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for i, o := range objects[:len(columns)-1] {
		from, to := columns[i]*size.Width, columns[i+1]*size.Width
		o.Move(fyne.NewPos(from, 0))
		o.Resize(fyne.NewSize(to-from-8, size.Height))
	}
	mark := objects[len(columns)-1]
	mark.Move(fyne.NewPos(columns[1]*size.Width-markWidth-12, (size.Height-20)/2))
	mark.Resize(fyne.NewSize(markWidth, 20))
}

// MinSize leaves the width to the window.
func (table) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(480, 0) }
