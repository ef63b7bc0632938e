//go:build !race

package screen_test

import (
	"fmt"
	"image"
	"testing"
	"time"

	"paihao/app/look/looktest"
)

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
				looktest.MustMatch(t, name, s.picture())
			})
		}
	}
}

// TestPortrait holds that a screen on its side is whole, though its picture is not yet the designed one.
func TestPortrait(t *testing.T) {
	s := mustStand(t, 1080, 1920)
	s.Show(sample())
	looktest.MustMatch(t, "portrait", s.picture())
}
