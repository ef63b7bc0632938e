package screen

import (
	"bytes"
	"image"
	"image/jpeg"
	"image/png"
	"log/slog"
	"testing"
	"testing/fstest"
)

// FuzzSlide holds that no file, whatever it says of itself, becomes more than its place holds, or ends the program.
func FuzzSlide(f *testing.F) {
	var asPNG, asJPEG bytes.Buffer
	if err := png.Encode(&asPNG, image.NewGray(image.Rect(0, 0, 9, 5))); err != nil {
		f.Fatal(err)
	}
	if err := jpeg.Encode(&asJPEG, image.NewRGBA(image.Rect(0, 0, 9, 5)), nil); err != nil {
		f.Fatal(err)
	}
	f.Add(asPNG.Bytes(), 4, 4)
	f.Add(asJPEG.Bytes(), 100, 1)
	f.Add([]byte{}, 1, 1)
	f.Fuzz(func(t *testing.T, data []byte, width, height int) {
		room := image.Pt(max(1, width&0x3ff), max(1, height&0x3ff))
		p := newProjector(fstest.MapFS{"x.png": {Data: data}}, slog.New(slog.DiscardHandler))
		if s := p.next(wish{room: room}); s.picture != nil && !s.picture.Bounds().In(image.Rectangle{Max: room}) {
			t.Errorf("in %v the picture is %v", room, s.picture.Bounds())
		}
	})
}
