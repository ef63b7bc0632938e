package screen_test

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"testing/fstest"
)

func plain(width, height int, c color.Color) image.Image {
	p := image.NewRGBA(image.Rect(0, 0, width, height))
	draw.Draw(p, p.Bounds(), image.NewUniform(c), image.Point{}, draw.Src)
	return p
}

func asPNG(p image.Image) *fstest.MapFile {
	var b bytes.Buffer
	if err := png.Encode(&b, p); err != nil {
		panic(err)
	}
	return &fstest.MapFile{Data: b.Bytes()}
}

func asJPEG(p image.Image) *fstest.MapFile {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, p, &jpeg.Options{Quality: 100}); err != nil {
		panic(err)
	}
	return &fstest.MapFile{Data: b.Bytes()}
}

// vast is a small file that says it is a picture of 100,000 × 100,000 pixels.
func vast() *fstest.MapFile {
	f := asPNG(plain(1, 1, red))
	head := f.Data[12:33] // IHDR, its width and height, and its checksum at the end
	binary.BigEndian.PutUint32(head[4:], 100_000)
	binary.BigEndian.PutUint32(head[8:], 100_000)
	binary.BigEndian.PutUint32(head[17:], crc32.ChecksumIEEE(head[:17]))
	return f
}
