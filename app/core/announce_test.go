package core

import (
	"context"
	"errors"
	"testing"
	"time"

	"paihao/app/config"
	"paihao/app/voice"
	"paihao/queue"
)

// card is a sound card that a test plugs in and out. What is played it hands over.
type card struct {
	played chan time.Duration
	fault  chan error // as many as there are, then it plays
}

func (c *card) Play(_ context.Context, samples []int16) error {
	select {
	case err := <-c.fault:
		return err
	default:
	}
	if length := voice.Sound(samples).Length(); length > time.Second {
		c.played <- length
	}
	return nil
}

// A call at a counter is said, once; desks are told that it is heard, and a sample can be tried.
func TestCallsAreSaid(t *testing.T) {
	s := mustStage(t, memory())
	c := &card{played: make(chan time.Duration, 10), fault: make(chan error, 1)}
	k := &Kiosk{Queue: s.Queue}
	s.settings.Voice.On = true
	if err := k.openVoice(t.Context(), &Options{Settings: s.settings, Player: c, Log: s.log}); err != nil {
		t.Fatal(err)
	}
	background(t, k.announce)
	for v := range s.Watch(t.Context()) { // until the player was tried
		if v.Health.Voice == queue.VoiceWell {
			break
		}
	}
	s.mustTake(1, s.settings.Services[0].ID)
	s.mustOpen(s.settings.Counters[0].ID)
	s.mustCall(s.settings.Counters[0].ID)
	if length := <-c.played; length < 3*time.Second || length > 15*time.Second {
		t.Errorf("the call lasts %v, want 3 to 15 s", length)
	}
	if err := k.TryVoice(t.Context()); err != nil || len(c.played) != 1 {
		t.Errorf("a sample gives %v and %d sounds, want one", err, len(c.played))
	}
	c.fault <- errors.New("unplugged")
	if err := k.TryVoice(t.Context()); !errors.Is(err, voice.ErrNoSound) || s.Health().Voice != queue.VoiceMute {
		t.Errorf("without a card: got %v and %q, want %v and %q", err, s.Health().Voice, voice.ErrNoSound, queue.VoiceMute)
	}
}

// Without a player, or with the voice off, nothing is said, and who tries it is told.
func TestNoVoice(t *testing.T) {
	s := mustStage(t, memory())
	off := s.settings
	off.Voice.On = false
	for name, o := range map[string]Options{
		"headless": {Settings: s.settings, Log: s.log}, "off": {Settings: off, Player: &card{}, Log: s.log},
	} {
		k := &Kiosk{Queue: s.Queue}
		if err := k.openVoice(t.Context(), &o); err != nil {
			t.Fatal(err)
		}
		k.announce(t.Context()) // comes back at once
		if err := k.TryVoice(t.Context()); !errors.Is(err, errNoVoice) || s.Health().Voice != queue.NoVoice {
			t.Errorf("%s: got %v and %q, want %v and no voice", name, err, s.Health().Voice, errNoVoice)
		}
	}
}

// What is said comes from the settings.
func TestSpoken(t *testing.T) {
	s := config.Settings{
		Services: []config.Service{{Prefix: "B", Digits: 4}},
		Voice:    config.Voice{Volume: 30, One: config.SayYao, Source: config.SystemVoice, Quiet: config.Daytime{From: time.Hour, To: 2 * time.Hour}},
	}
	got := spoken(s)
	if got.Sample != "B0012" || got.Volume != 30 || !got.Yao || !got.Prefer || got.Clips != nil || !got.Quiet(90*time.Minute) || got.Quiet(0) {
		t.Errorf("got %+v", got)
	}
	s.Dir, s.Voice.Clips, s.Voice.One, s.Voice.Source = t.TempDir(), ".", config.SayYi, config.Recordings
	if got := spoken(s); got.Clips == nil || got.Yao || got.Prefer {
		t.Errorf("got %+v, want own clips, 一, and no other voice first", got)
	}
}
