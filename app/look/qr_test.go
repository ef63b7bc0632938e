package look_test

import (
	"image"
	"image/draw"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"
	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"paihao/app/look"
)

const joinURL = "http://weixin.qq.com/q/02exampleABCDEFG1234567890"

func TestPictureHasQuietZone(t *testing.T) {
	picture, err := look.Picture(joinURL)
	if err != nil {
		t.Fatal(err)
	}
	n := picture.Bounds().Dx()
	for i := range n {
		for d := range 4 {
			for _, p := range []image.Point{{i, d}, {i, n - 1 - d}, {d, i}, {n - 1 - d, i}} {
				if r, _, _, _ := picture.At(p.X, p.Y).RGBA(); r != 0xFFFF {
					t.Fatalf("module %v of the clear edge is dark", p)
				}
			}
		}
	}
	if r, _, _, _ := picture.At(4, 4).RGBA(); r == 0xFFFF {
		t.Error("the corner of the code is light, want the finder pattern")
	}
}

func TestQRIsRead(t *testing.T) {
	mustApp(t)
	for _, scale := range []float32{1, 1.25, 2} {
		q := look.NewQR()
		if err := q.SetURL(joinURL); err != nil {
			t.Fatal(err)
		}
		w := test.NewWindow(q)
		w.SetPadded(false)
		c := w.Canvas().(software.WindowlessCanvas)
		c.SetScale(scale)
		c.Resize(fyne.NewSize(301, 233))
		pixels := q.Side() * scale
		if modules := q.MinSize().Width; int(pixels+0.5)%int(modules) != 0 {
			t.Errorf("at scale %v the code is %v pixels for %v modules, want a multiple", scale, pixels, modules)
		}
		if got := mustRead(t, c.Capture()); got != joinURL {
			t.Errorf("at scale %v the code says %q, want %q", scale, got, joinURL)
		}
	}
}

func TestQRShowsNothingRatherThanTheOldCode(t *testing.T) {
	mustApp(t)
	q := look.NewQR()
	q.Resize(fyne.NewSquareSize(200))
	if err := q.SetURL(joinURL); err != nil || q.Side() == 0 {
		t.Fatalf("SetURL() = %v with a side of %v, want a code", err, q.Side())
	}
	if err := q.SetURL(strings.Repeat("x", 4000)); err == nil || q.Side() != 0 {
		t.Errorf("SetURL(too long) = %v with a side of %v, want an error and nothing shown", err, q.Side())
	}
}

func mustRead(t *testing.T, picture image.Image) string {
	t.Helper()
	plain := image.NewRGBA(picture.Bounds())
	draw.Draw(plain, plain.Bounds(), picture, picture.Bounds().Min, draw.Src)
	bitmap, err := gozxing.NewBinaryBitmapFromImage(plain)
	if err != nil {
		t.Fatal(err)
	}
	result, err := qrcode.NewQRCodeReader().Decode(bitmap, nil)
	if err != nil {
		t.Fatalf("read qr code: %v", err)
	}
	return result.GetText()
}
