package assets

import (
	"errors"
	"fmt"
	"image"
	_ "image/jpeg" // a format of slides
	_ "image/png"  // a format of slides
	"io"
	"path"
	"slices"
	"strings"
)

// A slide is a picture of the venue's own on the call screen. MostSlideBytes is how large its file may be; with mostPixels it
// takes 100 MB of memory while it is decoded, and twice that where a colour has 16 bits.
const (
	MostSlideBytes = 32 << 20
	mostPixels     = 25_000_000
)

// ErrLargeSlide says that a picture would take too much memory to be shown.
var ErrLargeSlide = errors.New("assets: picture is too large")

// IsSlide tells by a file's name whether it is meant as a slide: a PNG or a JPEG.
func IsSlide(name string) bool {
	return slices.Contains([]string{".png", ".jpg", ".jpeg"}, strings.ToLower(path.Ext(name)))
}

// CheckSlide reads no more of a picture than what says how large it is, which costs no memory, and refuses one that cannot be
// shown. bytes is the size of its file. Errors: ErrLargeSlide, and those of the image package.
func CheckSlide(beginning io.Reader, bytes int64) error {
	if bytes > MostSlideBytes {
		return fmt.Errorf("%w: more than %d MB", ErrLargeSlide, MostSlideBytes>>20)
	}
	c, _, err := image.DecodeConfig(beginning)
	if err != nil {
		return err
	}
	if c.Width <= 0 || c.Height <= 0 || c.Width > mostPixels/c.Height {
		return fmt.Errorf("%w: %d × %d pixels, at most %d million", ErrLargeSlide, c.Width, c.Height, mostPixels/1_000_000)
	}
	return nil
}
