package core_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"paihao/app/config"
	"paihao/app/core"
	"paihao/app/printer"
	"paihao/app/voice"
	"paihao/assets"
)

// mustDraftSettings are the settings of a venue that is being set up.
func mustDraftSettings(t *testing.T, change func(d *config.Draft)) config.Settings {
	t.Helper()
	d := config.NewDraft()
	change(&d)
	s, err := d.Settings(filepath.Join(t.TempDir(), config.FileName), assets.SampleSettings)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// A sample is printed before there is a venue, and a printer that is not there is told.
func TestPrintSample(t *testing.T) {
	device := filepath.Join(t.TempDir(), "lp0")
	s := mustDraftSettings(t, func(d *config.Draft) { d.Printer = "file:" + device })
	if err := core.PrintSample(t.Context(), s); !errors.Is(err, printer.ErrSilent) {
		t.Errorf("without the device: %v, want printer.ErrSilent", err)
	}
	if err := os.WriteFile(device, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := core.PrintSample(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	if job, err := os.ReadFile(device); err != nil || len(job) < 10_000 || string(job[:2]) != "\x1b@" {
		t.Errorf("the device got %d bytes (%v), want a slip", len(job), err)
	}
	if err := core.PrintSample(t.Context(), mustDraftSettings(t, func(*config.Draft) {})); err == nil {
		t.Error("without a printer: got no error")
	}
}

// ears hear what is played. They are not safe for two at once: who has said a sample leaves them at rest.
type ears struct {
	heard int
	err   error
}

func (e *ears) Play(_ context.Context, samples []int16) error { e.heard += len(samples); return e.err }

// A sample call is heard before there is a venue; without a voice, or at no volume, why not is told.
func TestSaySample(t *testing.T) {
	usual := mustDraftSettings(t, func(*config.Draft) {})
	e := &ears{}
	if err := core.SaySample(t.Context(), usual, e); err != nil || e.heard < voice.Rate {
		t.Errorf("heard %d samples, %v; want more than a second", e.heard, err)
	}
	if err := core.SaySample(t.Context(), usual, &ears{err: errors.New("no card")}); !errors.Is(err, voice.ErrNoSound) {
		t.Errorf("without a card: %v, want voice.ErrNoSound", err)
	}
	if err := core.SaySample(t.Context(), mustDraftSettings(t, func(d *config.Draft) { d.Volume = 0 }), e); !errors.Is(err, voice.ErrQuiet) {
		t.Errorf("at no volume: %v, want voice.ErrQuiet", err)
	}
	for name, err := range map[string]error{
		"no player": core.SaySample(t.Context(), usual, nil),
		"no voice":  core.SaySample(t.Context(), mustDraftSettings(t, func(d *config.Draft) { d.Voice = false }), e),
	} {
		if err == nil {
			t.Errorf("%s: got no error", name)
		}
	}
}
