//go:build !race

package screen_test

import (
	"image"
	"image/color"
	"image/draw"
	"testing"

	"paihao/queue"
)

// Whoever waits at the back of the hall reads the numbers: on every screen the digits of the call are at least a tenth of its
// height, those of the last calls and of the counters 5 % of its shorter side. Only the one row of a board that a short screen
// on its side (3:4) has room for is lower. How tall a digit is was measured in pixels; see TestDigitsAreMeasured.
func TestDigitsAreTallEnough(t *testing.T) {
	views := map[string]queue.View{"last calls": sample(), "board": crowded(), "long number": renumbered(sample(), "A1000")}
	sizes := []image.Point{
		{1280, 720},
		{1366, 768},
		{1920, 1080},
		{3840, 2160},
		{720, 1280},
		{1080, 1920},
		{2160, 3840},
		{1024, 768},
		{1280, 800},
		{2560, 1080},
		{1000, 1000},
		{768, 1024},
	}
	for _, size := range sizes {
		for name, v := range views {
			if name == "board" && size == image.Pt(768, 1024) {
				continue
			}
			s := mustStand(t, float32(size.X), float32(size.Y))
			s.Show(v)
			large := s.largest().TextSize
			for text := range s.numbers(v) {
				got, least := text.TextSize*digit, float32(min(size.X, size.Y))*0.05
				if text.TextSize == large {
					least = float32(size.Y) * 0.1
				}
				if got < least {
					t.Errorf("%v, %s: the digits of %q are %.1f tall, want at least %.1f", size, name, text.Text, got, least)
				}
			}
		}
	}
}

// digit is how tall the digits of the bold type are, in ems.
const digit = 0.733

// The pixels of a screen's numbers are as tall as digit says; round ones reach a little beyond the flat ones.
func TestDigitsAreMeasured(t *testing.T) {
	s, v := mustStand(t, 1280, 720), crowded()
	s.Show(v)
	picture := image.NewRGBA(image.Rect(0, 0, 1280, 720))
	draw.Draw(picture, picture.Bounds(), s.picture(), image.Point{}, draw.Src)
	numbers := s.numbers(v)
	if len(numbers) < 3 {
		t.Fatalf("%d numbers are on the screen, want the call and some of the board", len(numbers))
	}
	for text, at := range numbers {
		if got, want := float32(inkHeight(picture, at, text.Color)), text.TextSize*digit; got < want-2 || got > want*1.03+3 {
			t.Errorf("%q is %v pixels tall, want %.1f", text.Text, got, want)
		}
	}
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
