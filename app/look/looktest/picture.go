// Package looktest compares windows with pictures that were looked at.
package looktest

import (
	"cmp"
	"flag"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

var update = flag.Bool("update", false, "write the pictures in testdata anew")

// MustMatch compares a picture with testdata/NAME.png. With -artifacts a picture that differs is kept; with -update it is
// written anew.
func MustMatch(t *testing.T, name string, got image.Image) {
	t.Helper()
	path := filepath.Join("testdata", name+".png")
	if *update {
		mustWrite(t, path, got)
		return
	}
	want := mustRead(t, path)
	if got.Bounds().Size() != want.Bounds().Size() {
		t.Fatalf("the picture is %v, want %v", got.Bounds().Size(), want.Bounds().Size())
	}
	if n, most := differing(small(got), want), mayDiffer(got); n > most {
		failed := filepath.Join(t.ArtifactDir(), name+".png")
		mustWrite(t, failed, got)
		t.Errorf("%d pixels differ from %s, want at most %d; see %s", n, path, most, failed)
	}
}

// mayDiffer is how many pixels of a picture may differ, since rounding differs between machines: fewer than a small digit has.
func mayDiffer(p image.Image) int { return p.Bounds().Dx() * p.Bounds().Dy() / 50_000 }

func differing(a, b image.Image) (n int) {
	p, q := plain(a).Pix, plain(b).Pix
	for i := 0; i < len(p); i += 4 {
		if far(p[i], q[i]) || far(p[i+1], q[i+1]) || far(p[i+2], q[i+2]) {
			n++
		}
	}
	return n
}

func far(a, b uint8) bool { return max(a, b)-min(a, b) > 0x20 }

func plain(picture image.Image) *image.RGBA {
	p := image.NewRGBA(image.Rectangle{Max: picture.Bounds().Size()})
	draw.Draw(p, p.Bounds(), picture, picture.Bounds().Min, draw.Src)
	return p
}

// small is a picture in its 256 most frequent colours: a quarter of the bytes, and no difference that anybody sees.
func small(picture image.Image) *image.Paletted {
	full := plain(picture)
	count := map[color.RGBA]int{}
	for i := 0; i < len(full.Pix); i += 4 {
		count[colourAt(full, i)]++
	}
	often := slices.SortedFunc(maps.Keys(count), func(a, b color.RGBA) int {
		return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(number(a), number(b)))
	})
	palette := make(color.Palette, min(len(often), 256))
	for i := range palette {
		palette[i] = often[i]
	}
	index := map[color.RGBA]uint8{}
	for _, c := range often {
		index[c] = uint8(palette.Index(c))
	}
	p := image.NewPaletted(full.Bounds(), palette)
	for i := range p.Pix {
		p.Pix[i] = index[colourAt(full, 4*i)]
	}
	return p
}

func colourAt(p *image.RGBA, i int) color.RGBA {
	return color.RGBA{p.Pix[i], p.Pix[i+1], p.Pix[i+2], 0xFF}
}

func number(c color.RGBA) int { return int(c.R)<<16 | int(c.G)<<8 | int(c.B) }

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
	if err := encoder.Encode(f, small(picture)); err != nil {
		t.Fatal(err)
	}
}

func mustRead(t *testing.T, path string) image.Image {
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
