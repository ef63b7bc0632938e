package core

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"paihao/app/config"
	"paihao/app/voice"
	"paihao/queue"
)

// errNoVoice says that there is no voice to be tried.
var errNoVoice = errors.New("no voice here")

// openVoice makes what says calls, where the settings want it and there is something to be heard with.
func (k *Kiosk) openVoice(_ context.Context, o *Options) error {
	if o.Player == nil || !o.Settings.Voice.On {
		return nil
	}
	said := spoken(o.Settings)
	said.Player, said.System, said.Now, said.Log, said.Mute = o.Player, voice.NewSystem(), k.Queue.Now, o.Log, k.tellMute
	k.announcer = voice.New(said)
	return nil
}

// spoken is what the settings say of the voice.
func spoken(s config.Settings) voice.Options {
	return voice.Options{
		Languages: s.Voice.Languages, Counters: s.Counters, Sample: sampleNumber(s.Services), Volume: s.Voice.Volume,
		Quiet: s.Voice.Quiet.Holds, Clips: recordings(s), Yao: s.Voice.One == config.SayYao,
		Prefer: s.Voice.Source == config.SystemVoice, Zone: s.Venue.Timezone,
	}
}

// recordings is the folder of the venue's own clips; nil when it has none.
func recordings(s config.Settings) fs.FS {
	if folder := s.ClipsFolder(); folder != "" {
		return os.DirFS(folder)
	}
	return nil
}

// sampleNumber is a number as the first service gives them out.
func sampleNumber(services []config.Service) string {
	if len(services) == 0 {
		return ""
	}
	return fmt.Sprintf("%s%0*d", services[0].Prefix, services[0].Digits, 12)
}

// announce says calls until ctx ends.
func (k *Kiosk) announce(ctx context.Context) {
	if k.announcer != nil {
		k.announcer.Follow(ctx, k.Queue)
	}
}

// tellMute has the desks show whether calls are heard.
func (k *Kiosk) tellMute(mute bool) {
	state := queue.VoiceWell
	if mute {
		state = queue.VoiceMute
	}
	k.Queue.Tell(func(h *queue.Health) { h.Voice = state })
}

// TryVoice says a sample call; see queue.Attendant. Errors: errNoVoice, voice.ErrQuiet, voice.ErrNoSound.
func (k *Kiosk) TryVoice(ctx context.Context) error {
	if k.announcer == nil {
		return errNoVoice
	}
	return k.announcer.Try(ctx)
}
