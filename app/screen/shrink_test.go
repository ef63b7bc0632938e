package screen

import (
	"image"
	"image/color"
	"testing"

	"pgregory.net/rapid"
)

func TestFit(t *testing.T) {
	tests := []struct{ picture, room, want image.Point }{
		{image.Pt(100, 50), image.Pt(200, 200), image.Pt(100, 50)},
		{image.Pt(400, 200), image.Pt(200, 200), image.Pt(200, 100)},
		{image.Pt(200, 400), image.Pt(200, 200), image.Pt(100, 200)},
		{image.Pt(10_000, 1), image.Pt(200, 200), image.Pt(200, 1)},
		{image.Pt(1, 10_000), image.Pt(200, 200), image.Pt(1, 200)},
	}
	for _, tt := range tests {
		if got := fit(tt.picture, tt.room); got != tt.want {
			t.Errorf("fit(%v, %v) = %v, want %v", tt.picture, tt.room, got, tt.want)
		}
	}
}

// A picture of one colour has it in every size, and stripes finer than a pixel become their mean.
func TestShrinkIsTheMean(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := image.Pt(rapid.IntRange(1, 300).Draw(t, "width"), rapid.IntRange(1, 300).Draw(t, "height"))
		to := image.Pt(rapid.IntRange(1, from.X).Draw(t, "to width"), rapid.IntRange(1, from.Y).Draw(t, "to height"))
		grey := rapid.Byte().Draw(t, "grey")
		p := image.NewGray(image.Rectangle{Max: from})
		for i := range p.Pix {
			p.Pix[i] = grey
		}
		small := shrink(p, to)
		if small.Bounds().Size() != to {
			t.Fatalf("it is %v, want %v", small.Bounds().Size(), to)
		}
		for y := range to.Y {
			for x := range to.X {
				c := color.GrayModel.Convert(small.At(x, y)).(color.Gray)
				if max(c.Y, grey)-min(c.Y, grey) > 1 {
					t.Fatalf("from %v to %v pixel %d, %d is %d, want %d", from, to, x, y, c.Y, grey)
				}
			}
		}
	})
	stripes := image.NewGray(image.Rect(0, 0, 64, 64))
	for i := range stripes.Pix {
		stripes.Pix[i] = uint8(i % 2 * 200)
	}
	if got := color.GrayModel.Convert(shrink(stripes, image.Pt(16, 16)).At(7, 7)).(color.Gray).Y; got < 98 || got > 102 {
		t.Errorf("stripes of 0 and 200 become %d, want 100", got)
	}
}
