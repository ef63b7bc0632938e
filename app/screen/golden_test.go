//go:build !race

package screen_test

import (
	"flag"
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "write the pictures in testdata anew")

// TestPictures compares the whole screen with pictures that were looked at. -update draws them anew.
func TestPictures(t *testing.T) {
	tests := []struct {
		name string
		draw func(s *stand)
	}{
		{"calling", func(s *stand) { s.Show(sample()) }},
		{"flash", func(s *stand) { s.Show(call(sample(), "A013", "3", morning)) }},
		{"stale", func(s *stand) {
			s.Show(sample())
			s.later(11 * time.Second)
		}},
		{"idle", func(s *stand) { s.Show(idle()) }},
		{"trial", func(s *stand) { s.Show(trial()) }},
		{"lunch", func(s *stand) { s.Show(lunch()) }},
		{"full", func(s *stand) { s.Show(full()) }},
		{"over", func(s *stand) { s.Show(over()) }},
	}
	for _, size := range []image.Point{{1920, 1080}, {1280, 720}} {
		for _, tt := range tests {
			name := fmt.Sprintf("%s-%d", tt.name, size.Y)
			t.Run(name, func(t *testing.T) {
				s := mustStand(t, float32(size.X), float32(size.Y))
				tt.draw(s)
				mustMatch(t, name, s.picture())
			})
		}
	}
}

// TestPortrait holds that a screen on its side is whole, though its picture is not yet the designed one.
func TestPortrait(t *testing.T) {
	s := mustStand(t, 1080, 1920)
	s.Show(sample())
	mustMatch(t, "portrait", s.picture())
}

// mustMatch allows for a few pixels: rounding differs between machines. With -artifacts a picture that
// differs is kept.
func mustMatch(t *testing.T, name string, got image.Image) {
	t.Helper()
	path := filepath.Join("testdata", name+".png")
	if *update {
		mustWrite(t, path, got)
		return
	}
	want := mustReadPicture(t, path)
	if got.Bounds().Size() != want.Bounds().Size() {
		t.Fatalf("the picture is %v, want %v", got.Bounds().Size(), want.Bounds().Size())
	}
	if n, most := differing(got, want), got.Bounds().Dx()*got.Bounds().Dy()/2000; n > most {
		failed := filepath.Join(t.ArtifactDir(), name+".png")
		mustWrite(t, failed, got)
		t.Errorf("%d pixels differ from %s, want at most %d; see %s", n, path, most, failed)
	}
}

func differing(a, b image.Image) (n int) {
	p, q := plain(a).Pix, plain(b).Pix
	for i := 0; i < len(p); i += 4 {
		if far(p[i], q[i]) || far(p[i+1], q[i+1]) || far(p[i+2], q[i+2]) {
			n++
		}
	}
	return n
}

func plain(picture image.Image) *image.RGBA {
	p := image.NewRGBA(image.Rectangle{Max: picture.Bounds().Size()})
	draw.Draw(p, p.Bounds(), picture, picture.Bounds().Min, draw.Src)
	return p
}

func far(a, b uint8) bool { return max(a, b)-min(a, b) > 0x20 }

func mustWrite(t *testing.T, path string, picture image.Image) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	if err := encoder.Encode(f, picture); err != nil {
		t.Fatal(err)
	}
}

func mustReadPicture(t *testing.T, path string) image.Image {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	picture, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	return picture
}
