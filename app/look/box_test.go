package look_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"paihao/app/look"
)

// A cut and its gap use up the box.
func TestBoxCuts(t *testing.T) {
	b := look.Box{X: 10, Y: 20, W: 100, H: 60}
	top, low := b.CutTop(20, 4)
	upper, bottom := b.CutBottom(20, 4)
	left, rest := b.CutLeft(30, 6)
	before, right := b.CutRight(30, 6)
	tests := []struct {
		name      string
		got, want look.Box
	}{
		{"top", top, look.Box{X: 10, Y: 20, W: 100, H: 20}},
		{"below the top", low, look.Box{X: 10, Y: 44, W: 100, H: 36}},
		{"above the bottom", upper, look.Box{X: 10, Y: 20, W: 100, H: 36}},
		{"bottom", bottom, look.Box{X: 10, Y: 60, W: 100, H: 20}},
		{"left", left, look.Box{X: 10, Y: 20, W: 30, H: 60}},
		{"beside the left", rest, look.Box{X: 46, Y: 20, W: 64, H: 60}},
		{"beside the right", before, look.Box{X: 10, Y: 20, W: 64, H: 60}},
		{"right", right, look.Box{X: 80, Y: 20, W: 30, H: 60}},
		{"inset", b.Inset(3, 5), look.Box{X: 13, Y: 25, W: 94, H: 50}},
		{"middle", b.Middle(40, 10), look.Box{X: 40, Y: 45, W: 40, H: 10}},
		{"first cell", b.Cell(0, 3, 2, 5), look.Box{X: 10, Y: 20, W: 30, H: 27.5}},
		{"last cell", b.Cell(5, 3, 2, 5), look.Box{X: 80, Y: 52.5, W: 30, H: 27.5}},
	}
	for _, tt := range tests {
		if tt.got != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, tt.got, tt.want)
		}
	}
}

// moved counts how often it is moved and resized.
type moved struct {
	canvas.Rectangle
	times int
}

func (m *moved) Move(p fyne.Position) { m.times++; m.Rectangle.Move(p) }
func (m *moved) Resize(s fyne.Size)   { m.times++; m.Rectangle.Resize(s) }

func TestPut(t *testing.T) {
	mustApp(t)
	o := &moved{}
	look.Put(o, look.Box{X: 1, Y: 2, W: 30, H: 40})
	if o.Position() != fyne.NewPos(1, 2) || o.Size() != fyne.NewSize(30, 40) {
		t.Errorf("lies at %v with %v", o.Position(), o.Size())
	}
	o.times = 0
	if look.Put(o, look.Box{X: 1, Y: 2, W: 30, H: 40}); o.times != 0 {
		t.Errorf("was moved %d times to where it lies", o.times)
	}
	if look.Put(o, look.Box{X: 1, Y: 2, W: -3, H: 40}); o.Size() != fyne.NewSize(0, 40) {
		t.Errorf("a box without room gives it %v", o.Size())
	}
}

func TestWhole(t *testing.T) {
	for _, c := range []struct{ in, want look.Box }{
		{look.Box{0.4, 0.6, 10.2, 10.2}, look.Box{0, 1, 11, 10}},
		{look.Box{24, 24, 100, 50}, look.Box{24, 24, 100, 50}},
		{look.Box{1.5, 2.49, 0.2, 0.2}, look.Box{2, 2, 0, 1}},
	} {
		if got := c.in.Whole(); got != c.want {
			t.Errorf("%v whole is %v, want %v", c.in, got, c.want)
		}
	}
}
