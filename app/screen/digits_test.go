//go:build !race

package screen_test

import (
	"image"
	"image/color"
	"image/draw"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"paihao/queue"
)

// Whoever waits at the back of the hall reads the numbers: on every screen the digits of the call are at least a tenth of its
// height, those of the last calls and of the counters 5 % of its shorter side. Measured in pixels. Only the one row of a board that a
// short screen on its side (3:4) has room for is lower.
func TestDigitsAreTallEnough(t *testing.T) {
	all := map[string]queue.View{"last calls": sample(), "board": crowded(), "long number": renumbered(sample(), "A1000")}
	tests := []struct {
		size  image.Point
		views []string
	}{
		{image.Pt(1280, 720), []string{"last calls", "board", "long number"}},
		{image.Pt(1920, 1080), []string{"last calls", "board", "long number"}},
		{image.Pt(3840, 2160), []string{"last calls"}},
		{image.Pt(720, 1280), []string{"last calls", "board", "long number"}},
		{image.Pt(1080, 1920), []string{"board"}},
		{image.Pt(2160, 3840), []string{"last calls"}},
		{image.Pt(1024, 768), []string{"last calls", "board", "long number"}},
		{image.Pt(1280, 800), []string{"last calls", "board"}},
		{image.Pt(2560, 1080), []string{"last calls"}},
		{image.Pt(1000, 1000), []string{"last calls", "board", "long number"}},
		{image.Pt(768, 1024), []string{"last calls", "long number"}},
	}
	for _, tt := range tests {
		for _, name := range tt.views {
			s, v := mustStand(t, float32(tt.size.X), float32(tt.size.Y)), all[name]
			s.Show(v)
			picture := image.NewRGBA(image.Rectangle{Max: tt.size})
			draw.Draw(picture, picture.Bounds(), s.picture(), image.Point{}, draw.Src)
			large := s.largest().TextSize
			for text, at := range s.numbers(v) {
				got, least := inkHeight(picture, at, text.Color), min(tt.size.X, tt.size.Y)*5/100
				if text.TextSize == large {
					least = tt.size.Y / 10
				}
				if got < least {
					t.Errorf("%v, %s: %q is %d pixels tall, want at least %d", tt.size, name, text.Text, got, least)
				}
			}
		}
	}
}

// renumbered calls and shows nobody but a number.
func renumbered(v queue.View, number string) queue.View {
	v = call(v, number, "3", morning)
	v.Calls = v.Calls[:1]
	return v
}

// numbers are the texts of the called numbers on the screen, and where they stand.
func (s *stand) numbers(v queue.View) map[*canvas.Text]image.Rectangle {
	called := map[string]bool{}
	for _, c := range v.Calls {
		called[c.Number] = true
	}
	for _, c := range v.Counters {
		if c.Current != nil {
			called[c.Current.Number] = true
		}
	}
	found := map[*canvas.Text]image.Rectangle{}
	s.walk(func(o fyne.CanvasObject, inside fyne.Widget) {
		if text, ok := o.(*canvas.Text); ok && called[text.Text] {
			at, size := fyne.CurrentApp().Driver().AbsolutePositionForObject(inside), inside.Size()
			found[text] = image.Rect(int(at.X), int(at.Y), int(at.X+size.Width), int(at.Y+size.Height))
		}
	})
	return found
}

// inkHeight is how many rows of a place hold pixels of a colour.
func inkHeight(picture *image.RGBA, at image.Rectangle, c color.Color) (rows int) {
	for y := at.Min.Y; y < at.Max.Y; y++ {
		for x := at.Min.X; x < at.Max.X; x++ {
			if same(picture.At(x, y), c) {
				rows++
				break
			}
		}
	}
	return rows
}
