package speaker

import (
	"context"
	"encoding/binary"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"paihao/app/voice"
)

// TestMain is also the process that plays.
func TestMain(m *testing.M) {
	switch os.Getenv("SPEAKER") {
	case "":
		os.Exit(m.Run())
	case "hang":
		time.Sleep(time.Hour)
	}
	if err := Serve(os.Stdin); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// mustPlayer is a player on sound cards as an ALSA configuration has them.
func mustPlayer(t *testing.T, how, cards string) *Player {
	t.Helper()
	file := filepath.Join(t.TempDir(), "asound.conf")
	if err := os.WriteFile(file, []byte(cards), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("ALSA_CONFIG_PATH", file)
	t.Setenv("SPEAKER", how)
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return New(program)
}

// tone is 440 hertz.
func tone(d time.Duration) []int16 {
	s := make([]int16, d*voice.Rate/time.Second)
	for i := range s {
		s[i] = int16(9000 * math.Sin(2*math.Pi*440*float64(i)/voice.Rate))
	}
	return s
}

func TestNoCard(t *testing.T) {
	p := mustPlayer(t, "serve", `pcm.!default { type hw card 7 }`)
	err := p.Play(t.Context(), tone(100*time.Millisecond))
	if err == nil || !strings.Contains(err.Error(), "ALSA") || strings.Contains(err.Error(), "\n") {
		t.Errorf("without a card: got %v, want ALSA's reason in one line", err)
	}
}

// A process that hangs is ended with its context, and a program that is none is an error.
func TestHangs(t *testing.T) {
	p := mustPlayer(t, "hang", "")
	ctx, stop := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer stop()
	began := time.Now()
	if err := p.Play(ctx, tone(time.Second)); err != context.DeadlineExceeded {
		t.Errorf("got %v, want %v", err, context.DeadlineExceeded)
	}
	if took := time.Since(began); took > 10*time.Second {
		t.Errorf("it took %v to end it", took)
	}
	if err := New(filepath.Join(t.TempDir(), "none")).Play(t.Context(), nil); err == nil {
		t.Error("a program that is not there plays")
	}
}

// The samples go to a card of twice the rate with a new one in the middle of two.
func TestStereo(t *testing.T) {
	data := []byte{100, 0, 200, 0}
	out := stereo(data)
	var got []int16
	for i := 0; i+4 <= len(out); i += 4 {
		got = append(got, int16(binary.LittleEndian.Uint16(out[i:])))
	}
	if want := []int16{100, 150, 200, 200, 0}; fmt.Sprint(got[:5]) != fmt.Sprint(want) {
		t.Errorf("got %v…, want %v", got[:5], want)
	}
	if silent := time.Duration(len(got)-4) * time.Second / cardRate; silent != tail {
		t.Errorf("%v of silence follow, want %v", silent, tail)
	}
}
