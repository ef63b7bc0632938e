//go:build window

package main

import (
	"encoding/binary"
	"hash/maphash"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// glass is what the virtual display shows at this moment: the file Xvfb draws into, in the memory of this process, so that
// looking costs the display nothing.
type glass struct {
	image []byte // 4 bytes a pixel, row after row
	row   int    // bytes of a row
	rows  [][]byte
	seed  maphash.Seed
}

const (
	headline = 110 // rows at the top and at the foot of the call screen that change by themselves: its clocks
	footline = 70  // and its hints
	rowStep  = 16  // every how many rows it is looked at: less than any letter is high
)

// mustGlass opens the file, an image in XWD format: a header of big-endian numbers of 4 bytes, a table of colours of 12
// bytes each, then the rows. Source: X11/XWDFile.h.
func (d *display) mustGlass() *glass {
	d.t.Helper()
	file, err := os.Open(filepath.Join(d.home, "Xvfb_screen0"))
	if err != nil {
		d.t.Fatal(err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		d.t.Fatal(err)
	}
	image, err := syscall.Mmap(int(file.Fd()), 0, int(info.Size()), syscall.PROT_READ, syscall.MAP_SHARED)
	if err != nil {
		d.t.Fatal(err)
	}
	d.t.Cleanup(func() { _ = syscall.Munmap(image) }) // the process ends anyway
	number := func(i int) int { return int(binary.BigEndian.Uint32(image[4*i:])) }
	start, height := number(0)+12*number(19), number(5)
	g := &glass{image: image[start:], row: number(12), seed: maphash.MakeSeed()}
	for y := headline; y < height-footline; y += rowStep {
		g.rows = append(g.rows, g.image[y*g.row:][:g.row])
	}
	return g
}

// picture tells one picture from another.
func (g *glass) picture() uint64 {
	var h maphash.Hash
	h.SetSeed(g.seed)
	for _, row := range g.rows {
		_, _ = h.Write(row) // a hash takes everything
	}
	return h.Sum64()
}

// mustShow waits for a picture and tells how long after from it was there.
func (g *glass) mustShow(t testing.TB, from time.Time, wanted func(picture uint64) bool) time.Duration {
	t.Helper()
	look := time.NewTicker(time.Millisecond)
	defer look.Stop()
	for limit := time.Now().Add(30 * time.Second); time.Now().Before(limit); <-look.C {
		if wanted(g.picture()) {
			return time.Since(from)
		}
	}
	t.Fatal("the display never showed it")
	return 0
}

// mustRest waits until the display has shown the same picture for a second, and gives it.
func (g *glass) mustRest(t testing.TB) uint64 {
	t.Helper()
	last, since := g.picture(), time.Now()
	g.mustShow(t, since, func(picture uint64) bool {
		if picture != last {
			last, since = picture, time.Now()
		}
		return time.Since(since) > time.Second
	})
	return last
}

// part is a rectangle of the glass whose upper left pixel is ground, with something written on it.
type part struct {
	glass      *glass
	x, y, w, h int
}

func (g *glass) part(x, y, w, h int) part { return part{g, x, y, w, h} }

// shape is what is written, whatever its colours: a flash changes those and not the shape.
type shape []bool

const (
	inkStep  = 3    // every how many pixels a shape is looked at
	inkLeast = 96   // by how much a colour differs from its ground's at the least
	inkOther = 0.02 // which part of two shapes differs when something else is written; less is the edges of letters
)

func (p part) shape() (s shape) {
	ground := p.pixel(0, 0)
	for y := 0; y < p.h; y += inkStep {
		for x := 0; x < p.w; x += inkStep {
			s = append(s, apart(p.pixel(x, y), ground) > inkLeast)
		}
	}
	return s
}

func (p part) pixel(x, y int) (colour [3]byte) {
	copy(colour[:], p.glass.image[(p.y+y)*p.glass.row+4*(p.x+x):])
	return colour
}

func apart(a, b [3]byte) (most int) {
	for i := range a {
		most = max(most, max(int(a[i]), int(b[i]))-min(int(a[i]), int(b[i])))
	}
	return most
}

func (s shape) differs(other shape) bool {
	n := 0
	for i := range s {
		if s[i] != other[i] {
			n++
		}
	}
	return float64(n) > inkOther*float64(len(s))
}

// mustChange waits until something else is written than before, and tells how long after from that was.
func (p part) mustChange(t testing.TB, from time.Time, before shape) time.Duration {
	t.Helper()
	return p.glass.mustShow(t, from, func(uint64) bool { return p.shape().differs(before) })
}
