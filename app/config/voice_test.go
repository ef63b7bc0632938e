package config_test

import (
	"path/filepath"
	"testing"
	"time"

	"paihao/app/config"
	"paihao/assets"
)

func TestVoice(t *testing.T) {
	s := mustParse(t, good)
	want := config.Voice{
		Languages: []assets.Language{assets.EN, assets.ZH}, Quiet: config.Daytime{From: 22 * time.Hour, To: 7 * time.Hour},
		Clips: "own", One: config.SayYi, Source: config.SystemVoice,
	}
	if got := s.Voice; got.On || got.Volume != 0 || got.Quiet != want.Quiet || got.One != want.One || got.Source != want.Source || got.Languages[0] != assets.EN {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if got, want := s.ClipsFolder(), filepath.Join(s.Dir, "own"); got != want {
		t.Errorf("got clips in %s, want %s", got, want)
	}
	if s.Printer != (config.Printer{URL: "tcp://192.168.1.50:9100", Paper: 58}) {
		t.Errorf("got printer %+v", s.Printer)
	}
	if d := mustParse(t, bare); d.Printer.URL != config.NoPrinter || d.Printer.Paper != 80 || !d.Voice.On || d.Voice.Source != config.Recordings || d.LogFolder() != "" || d.ClipsFolder() != "" {
		t.Errorf("got defaults %+v, %+v, %+v", d.Printer, d.Voice, d.Log)
	}
}

func TestDaytimeHolds(t *testing.T) {
	at := func(clock string) time.Duration {
		d, err := time.Parse("15:04", clock)
		if err != nil {
			t.Fatal(err)
		}
		return time.Duration(d.Hour())*time.Hour + time.Duration(d.Minute())*time.Minute
	}
	for _, c := range []struct {
		from, to, clock string
		want            bool
	}{
		{"22:00", "07:00", "22:00", true},
		{"22:00", "07:00", "23:59", true},
		{"22:00", "07:00", "00:00", true},
		{"22:00", "07:00", "06:59", true},
		{"22:00", "07:00", "07:00", false},
		{"22:00", "07:00", "21:59", false},
		{"12:00", "13:30", "12:00", true},
		{"12:00", "13:30", "13:30", false},
		{"12:00", "13:30", "11:59", false},
		{"00:00", "00:00", "00:00", false},
	} {
		if got := (config.Daytime{From: at(c.from), To: at(c.to)}).Holds(at(c.clock)); got != c.want {
			t.Errorf("%s in %s-%s: got %v, want %v", c.clock, c.from, c.to, got, c.want)
		}
	}
}
