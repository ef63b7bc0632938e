//go:build !race

package screen_test

import (
	"image"
	"image/draw"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/multi/qrcode"
	single "github.com/makiuchi-d/gozxing/qrcode"

	"paihao/app/look"
)

// mustScan reads all codes in the upper right of a screen.
func mustScan(t *testing.T, picture image.Image) []string {
	t.Helper()
	b := picture.Bounds()
	b.Min.X, b.Max.Y = b.Dx()*7/10, b.Dy()*2/3
	card := image.NewGray(b)
	draw.Draw(card, b, picture, b.Min, draw.Src)
	bitmap, err := gozxing.NewBinaryBitmapFromImage(card)
	if err != nil {
		t.Fatal(err)
	}
	results, err := qrcode.NewQRCodeMultiReader().DecodeMultiple(bitmap, nil)
	if err != nil {
		t.Fatalf("read qr codes: %v", err)
	}
	var said []string
	for _, r := range results {
		said = append(said, r.GetText())
	}
	slices.Sort(said)
	return slices.Compact(said)
}

// codes are where the pictures of codes stand, edge included.
func (s *stand) codes() (boxes []image.Rectangle) {
	s.walk(func(o fyne.CanvasObject, inside fyne.Widget) {
		if _, ok := inside.(*look.QR); ok && o.Size().Width > 0 {
			at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
			corner := image.Pt(int(at.X+0.5), int(at.Y+0.5))
			boxes = append(boxes, image.Rectangle{corner, corner.Add(image.Pt(int(o.Size().Width+0.5), int(o.Size().Height+0.5)))})
		}
	})
	return boxes
}

// mustScanEach reads each code on the screen by itself.
func (s *stand) mustScanEach(t *testing.T) (said []string) {
	t.Helper()
	picture := s.picture()
	for _, b := range s.codes() {
		card := image.NewGray(b)
		draw.Draw(card, b, picture, b.Min, draw.Src)
		bitmap, err := gozxing.NewBinaryBitmapFromImage(card)
		if err != nil {
			t.Fatal(err)
		}
		result, err := single.NewQRCodeReader().Decode(bitmap, nil)
		if err != nil {
			t.Fatalf("read the code at %v: %v", b, err)
		}
		said = append(said, result.GetText())
	}
	slices.Sort(said)
	return said
}
