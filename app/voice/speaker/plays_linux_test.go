package speaker

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// What is played reaches the card whole: as long, as loud, as high, on both channels. The card is a pipe, since one without
// a clock takes silence as fast as the machine can make it.
func TestPlays(t *testing.T) {
	path := filepath.Join(t.TempDir(), "card")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	card, err := os.OpenFile(path, os.O_RDWR|syscall.O_NONBLOCK, 0) // open for writing too, it never ends
	if err != nil {
		t.Fatal(err)
	}
	defer card.Close()
	p := mustPlayer(t, "serve", `pcm.null { type null }
pcm.!default { type file slave.pcm null file "`+path+`" format "raw" }`)
	for range 2 { // a second sound needs no more than the first
		heard := make(chan earful, 1)
		go func() { heard <- hear(card) }()
		if err := p.Play(t.Context(), tone(500*time.Millisecond)); err != nil {
			t.Fatal(err)
		}
		if _, err := card.Write(theEnd); err != nil {
			t.Fatal(err)
		}
		checkTone(t, <-heard)
	}
}

// earful is what the left channel has, without the silence around it.
type earful struct {
	sound []float64
	err   error
}

// theEnd is a sample of both channels that no card gets.
var theEnd = binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32(nil, math.MaxUint32), math.MaxUint32)

// hear takes what comes to a card until theEnd.
func hear(card io.Reader) (e earful) {
	still, both := 0, make([]byte, len(theEnd))
	for from, at := bufio.NewReader(card), 0; ; at++ {
		if _, err := io.ReadFull(from, both); err != nil {
			return earful{err: err}
		}
		left := math.Float32frombits(binary.LittleEndian.Uint32(both))
		right := math.Float32frombits(binary.LittleEndian.Uint32(both[4:]))
		switch {
		case string(both) == string(theEnd):
			return e
		case left != right && e.err == nil:
			e.err = fmt.Errorf("at %d the channels have %f and %f", at, left, right)
		case left != 0:
			e.sound = append(append(e.sound, make([]float64, still)...), float64(left))
			still = 0
		case len(e.sound) > 0:
			still++
		}
	}
}

// checkTone wants half a second of 440 hertz.
func checkTone(t *testing.T, heard earful) {
	t.Helper()
	if heard.err != nil {
		t.Fatal(heard.err)
	}
	sound := heard.sound
	if n := len(sound); n < cardRate/2-4 || n > cardRate/2+4 {
		t.Errorf("%d samples are heard, want half a second of %d", n, cardRate)
	}
	rises, peak := 0, 0.0
	for i := 1; i < len(sound); i++ {
		peak = max(peak, sound[i])
		if sound[i-1] <= 0 && sound[i] > 0 {
			rises++
		}
	}
	if rises < 218 || rises > 221 || math.Abs(peak-9000.0/32768) > 0.002 {
		t.Errorf("%d waves up to %.3f, want 220 up to 0.275", rises, peak)
	}
}
