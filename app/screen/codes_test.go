//go:build !race

package screen_test

import (
	"image"
	"image/draw"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/multi/qrcode"

	"paihao/queue"
)

// TestCodesAreRead scans the pictures with a decoder, as a phone would.
func TestCodesAreRead(t *testing.T) {
	tests := []struct {
		width, height float32
		codes         int
	}{
		{1280, 720, 1}, {1280, 720, 2}, {1280, 720, 3}, {1280, 720, 4}, {1920, 1080, 1}, {1920, 1080, 4}, {3840, 2160, 1}, {1024, 768, 4},
	}
	for _, tt := range tests {
		s := mustStand(t, tt.width, tt.height)
		v := sample()
		v.Codes = codes(v)[:tt.codes]
		s.Show(v)
		if got := mustScan(t, s.picture()); !slices.Equal(got, urls(v.Codes)) {
			t.Errorf("at %v×%v the codes say %q, want %q", tt.width, tt.height, got, urls(v.Codes))
		}
	}
}

// A code of a service that gives out no tickets is away: what cannot be joined cannot be scanned.
func TestShutCodesAreAway(t *testing.T) {
	s := mustStand(t, 1920, 1080)
	v := lunch()
	s.Show(v)
	if got, want := mustScan(t, s.picture()), []string{joinURL("general")}; !slices.Equal(got, want) {
		t.Errorf("the codes say %q, want only %q, the one service that gives out tickets", got, want)
	}
}

func TestManyCodesTakeTurns(t *testing.T) {
	s := mustStand(t, 1920, 1080)
	v := sample()
	for _, id := range []string{"x", "y"} {
		v.Services = append(v.Services, queue.ServiceView{ID: id, Name: id, Prefix: strings.ToUpper(id), Open: true})
	}
	v.Codes = codes(v)
	seen := map[string]bool{}
	for range 2 {
		s.Show(v)
		for _, url := range mustScan(t, s.picture()) {
			seen[url] = true
		}
		s.later(8 * time.Second)
	}
	if len(seen) != len(v.Codes) {
		t.Errorf("in two pages %d codes were shown, want %d", len(seen), len(v.Codes))
	}
}

func urls(codes []queue.Code) []string {
	var urls []string
	for _, c := range codes {
		urls = append(urls, c.URL)
	}
	slices.Sort(urls)
	return urls
}

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
