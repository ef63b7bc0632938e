package assets_test

import (
	"bytes"
	"errors"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"testing"

	"paihao/assets"
)

func TestIsSlide(t *testing.T) {
	for name, want := range map[string]bool{
		"a.png": true, "a.PNG": true, "春节.JpEg": true, "a.b.jpg": true, ".png": true,
		"a.gif": false, "a.svg": false, "png": false, "a.png.txt": false, "": false, "a.": false,
	} {
		if got := assets.IsSlide(name); got != want {
			t.Errorf("%q: got %t, want %t", name, got, want)
		}
	}
}

// A picture is judged by its beginning and by the size of its file; it is never decoded.
func TestCheckSlide(t *testing.T) {
	written := func(write func(io.Writer, image.Image) error, w, h int) []byte {
		var b bytes.Buffer
		if err := write(&b, image.NewGray(image.Rect(0, 0, w, h))); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	asJPEG := func(w io.Writer, i image.Image) error { return jpeg.Encode(w, i, nil) }
	for name, c := range map[string]struct {
		data        []byte
		size        int64
		fits, large bool
	}{
		"a PNG":             {written(png.Encode, 4, 3), 100, true, false},
		"its beginning":     {written(png.Encode, 4, 3)[:40], 100, true, false},
		"a JPEG":            {written(asJPEG, 4, 3), 100, true, false},
		"as large as may":   {written(png.Encode, 25_000, 1000), 100, true, false},
		"a column too many": {written(png.Encode, 25_001, 1000), 100, false, true},
		"as long as may":    {written(png.Encode, 4, 3), assets.MostSlideBytes, true, false},
		"a byte too many":   {written(png.Encode, 4, 3), assets.MostSlideBytes + 1, false, true},
		"too short":         {written(png.Encode, 4, 3)[:9], 9, false, false},
		"nothing":           {nil, 0, false, false},
		"no picture":        {[]byte("#!/bin/sh"), 9, false, false},
	} {
		err := assets.CheckSlide(bytes.NewReader(c.data), c.size)
		if (err == nil) != c.fits || errors.Is(err, assets.ErrLargeSlide) != c.large {
			t.Errorf("%s: %v; want that it fits %t, is too large %t", name, err, c.fits, c.large)
		}
	}
}
