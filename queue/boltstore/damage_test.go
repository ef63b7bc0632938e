package boltstore_test

import (
	"bytes"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"
)

// pageSize is what bbolt takes from the system.
var pageSize = os.Getpagesize()

// rounds is how often to try. PAIHAO_ROUNDS stretches it for a long proof: 10 is every day, 100 ten times as long.
func rounds(t *testing.T, usual int) int {
	t.Helper()
	text := os.Getenv("PAIHAO_ROUNDS")
	if text == "" {
		return usual
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		t.Fatalf("PAIHAO_ROUNDS: got %q, want a number above 0", text)
	}
	return max(1, usual*n/10)
}

// TestFlippedBits turns single bits of a store's file, as many as there are rounds.
func TestFlippedBits(t *testing.T) {
	im := mustImage(t, 15)
	var all []int
	for at := range im.file {
		all = append(all, at)
	}
	im.flip(t, all, rounds(t, 80), setAside, right) // few bits are such that the file is refused: none may be among these
}

// The pages' own numbers are where bbolt would go astray.
func TestFlippedPageHeaders(t *testing.T) {
	im := mustImage(t, 15)
	var all []int
	for page := 0; page < len(im.file); page += pageSize {
		for at := page; at < page+16+2*16; at++ { // header and two elements
			all = append(all, at)
		}
	}
	im.flip(t, all, rounds(t, 80), refused, right)
}

// flip turns a bit and then a byte at each of n places, and wants some of each of these verdicts.
func (im *image) flip(t *testing.T, places []int, n int, want ...verdict) {
	t.Helper()
	var seen [3]int
	for i := 0; i < len(places); i += max(1, len(places)/n) {
		for _, mask := range []byte{1 << (places[i] % 8), 0xff} {
			file := bytes.Clone(im.file)
			file[places[i]] ^= mask
			seen[im.judge(t, file, "flipped at, mask", places[i], int(mask))]++
		}
	}
	t.Logf("%d bytes: refused %d, set aside %d, right %d", len(im.file), seen[refused], seen[setAside], seen[right])
	for _, v := range want { // a table of damage that hits nothing proves nothing
		if seen[v] == 0 && n >= 80 {
			t.Errorf("refused, set aside and right: got %v, want some of each of %v", seen, want)
		}
	}
}

func TestTruncated(t *testing.T) {
	im := mustImage(t, 15)
	random := rand.New(rand.NewPCG(1, 2))
	sizes := []int{0, 1, 15, 16, 80, pageSize - 1, 2*pageSize - 1}
	for at := 0; at < len(im.file); at += pageSize {
		sizes = append(sizes, at, at+1, at+random.IntN(pageSize))
	}
	for _, size := range sizes {
		im.judge(t, im.file[:min(size, len(im.file))], "cut off at", size)
	}
	if got := im.judge(t, im.file[:len(im.file)/2], "cut in half at", len(im.file)/2); got != refused {
		t.Errorf("cut in half: got %v, want refused", got)
	}
}

func TestZeroedPage(t *testing.T) {
	im := mustImage(t, 15)
	for at := 0; at < len(im.file); at += pageSize {
		file := bytes.Clone(im.file)
		clear(file[at:min(at+pageSize, len(file))])
		im.judge(t, file, "zeroed page at", at)
	}
}

// A page in the place of another, as a disk that loses its way writes it.
func TestSwappedPages(t *testing.T) {
	im := mustImage(t, 15)
	random := rand.New(rand.NewPCG(3, 4))
	pages := len(im.file) / pageSize
	for i := range rounds(t, 60) {
		from, to := random.IntN(pages), random.IntN(pages)
		if i < 2 {
			from, to = i, 1-i // the two headers
		}
		file := bytes.Clone(im.file)
		copy(file[to*pageSize:(to+1)*pageSize], im.file[from*pageSize:])
		im.judge(t, file, "page written to the place of", from, to)
	}
}
