package desk

import "fyne.io/fyne/v2"

// columns are the least widths of a row's columns, and what part of the room that is left over each gets.
var columns = [...]struct{ least, part float32 }{{98, 0.1}, {128, 0.4}, {66, 0.1}, {80, 0.1}, {66, 0.1}, {96, 0.1}, {52, 0.1}}

// Beside the first column and the last is an edge.
const (
	leftEdge  = 16
	rightEdge = 14
)

// table is the layout of a row: its cells, and what stands in or beside them.
type table struct{}

// Layout gives each cell its column.
func (t table) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	put := func(o fyne.CanvasObject, x, width, height float32) {
		o.Move(fyne.NewPos(x, (size.Height-height)/2))
		o.Resize(fyne.NewSize(width, height))
	}
	at := t.at(size.Width)
	cells, rest := objects[:len(columns)], objects[len(columns):]
	for i, o := range cells {
		put(o, at[i], at[i+1]-at[i]-8, size.Height)
	}
	end := at[len(columns)]
	put(cells[6], at[6], end-at[6], size.Height)
	if len(rest) == 0 {
		return
	}
	unknown, marks, next, bind, call := rest[0], rest[1:3], rest[3], rest[4], rest[5]
	put(unknown, at[0], at[1]-at[0]-24, 12)
	for _, mark := range marks {
		width := mark.MinSize().Width
		put(mark, at[1]-width-6, width, 20)
		if mark.Visible() {
			put(cells[0], at[0], at[1]-at[0]-width-10, size.Height)
		}
	}
	put(next, at[3], min(next.MinSize().Width, at[4]-at[3]-8), 20)
	put(bind, at[5]-6, min(bind.MinSize().Width+12, at[6]-at[5]), 28)
	width := min(call.MinSize().Width, end+6-at[6])
	put(call, end+6-width, width, 28)
}

// at is where the columns begin in a width, and where the last one ends.
func (table) at(width float32) (at [len(columns) + 1]float32) {
	rest := width - leftEdge - rightEdge
	for _, c := range columns {
		rest -= c.least
	}
	at[0] = leftEdge
	for i, c := range columns {
		at[i+1] = at[i] + c.least + c.part*rest
	}
	return at
}

// MinSize leaves the width to the window.
func (table) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(480, 0) }
