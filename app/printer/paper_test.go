package printer

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
)

// roll is what a pretend printer makes of the bytes it gets. It knows the commands that jobs are made of, and no others.
type roll struct {
	rows  [][]byte // of all bands, below one another
	inits int
	fed   int // lines after the last band
	cuts  int
}

// picture is what stands on the paper.
func (r roll) picture() *image.Paletted {
	all := image.NewPaletted(image.Rect(0, 0, len(r.rows[0])*8, len(r.rows)), colours)
	for i := range all.Pix {
		x, y := i%all.Stride, i/all.Stride
		if r.rows[y][x/8]&(0x80>>(x%8)) != 0 {
			all.Pix[i] = black
		}
	}
	return all
}

// unroll reads a job as a printer does. Zeros between commands are nothing.
func unroll(job []byte) (r roll, err error) {
	for len(job) > 0 {
		switch {
		case job[0] == 0:
			job = job[1:]
		case bytes.HasPrefix(job, []byte{0x1B, 0x40}):
			r.inits++
			job = job[2:]
		case bytes.HasPrefix(job, []byte{0x1B, 0x64}) && len(job) >= 3:
			r.fed += int(job[2])
			job = job[3:]
		case bytes.HasPrefix(job, []byte{0x1D, 0x56, 0x01}):
			r.cuts++
			job = job[3:]
		case bytes.HasPrefix(job, []byte{0x1D, 0x76, 0x30, 0x00}) && len(job) >= 8:
			if job, err = r.band(job[4:]); err != nil {
				return r, err
			}
		default:
			return r, fmt.Errorf("%d bytes before the end: no command of a slip: % x", len(job), job[:min(8, len(job))])
		}
	}
	return r, nil
}

// band adds the rows of one GS v 0.
func (r *roll) band(rest []byte) ([]byte, error) {
	wide, high := int(binary.LittleEndian.Uint16(rest)), int(binary.LittleEndian.Uint16(rest[2:]))
	rest = rest[4:]
	switch {
	case wide == 0 || high == 0 || len(rest) < wide*high:
		return nil, fmt.Errorf("a band of %d×%d bytes, of which %d are there", wide, high, len(rest))
	case high%48 == 0 || wide*high > largestBand:
		return nil, fmt.Errorf("a band of %d rows, %d bytes", high, wide*high)
	case len(r.rows) > 0 && wide != len(r.rows[0]):
		return nil, fmt.Errorf("a band of %d bytes after one of %d", wide, len(r.rows[0]))
	}
	for range high {
		r.rows, rest = append(r.rows, rest[:wide]), rest[wide:]
	}
	return rest, nil
}

// mustUnroll reads a whole job.
func mustUnroll(t testing.TB, job []byte) roll {
	t.Helper()
	r, err := unroll(job)
	if err != nil {
		t.Fatal(err)
	}
	if r.inits != 1 || r.fed < 4 || r.cuts != 1 || len(r.rows) == 0 {
		t.Fatalf("got %d times a beginning, %d lines fed, %d cuts, want one slip fed and cut", r.inits, r.fed, r.cuts)
	}
	return r
}

// scan reads the QR code on a picture as a phone would, as far as a test can.
func scan(picture image.Image) (string, error) {
	bits, err := gozxing.NewBinaryBitmapFromImage(picture)
	if err != nil {
		return "", err
	}
	hints := map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_PURE_BARCODE: true}
	result, err := qrcode.NewQRCodeReader().Decode(bits, hints)
	if err != nil {
		return "", err
	}
	return result.GetText(), nil
}
