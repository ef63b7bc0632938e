package core

import (
	"cmp"
	"context"
	"errors"

	"paihao/app/voice"
)

// unfitReasons are the keys of why a recording is not used.
var unfitReasons = []struct {
	err error
	key string
}{
	{voice.ErrNoRecording, "voice.ending"},
	{voice.ErrFolder, "voice.directory"},
	{voice.ErrUnknownName, "voice.name"},
	{voice.ErrTooLong, "voice.long"},
	{voice.ErrNothing, "voice.silent"},
	{voice.ErrFormat, "voice.format"},
}

// checkVoice looks at what calls are said with: which of the venue's recordings are used, and which not and why, and
// counters that no recording says. Whether it can be heard only the desk's test tells.
func (u *checkup) checkVoice(context.Context) error {
	if !u.Settings.Voice.On {
		return nil
	}
	found := voice.Inspect(spoken(u.Settings))
	folder := u.Settings.ClipsFolder()
	for _, f := range found.Unfit {
		if f.File == voice.NoFolder {
			u.say(Doubtful, "voice.no_folder", "folder", folder)
			continue
		}
		reason := "voice.unread"
		for _, known := range unfitReasons {
			if errors.Is(f.Err, known.err) {
				reason = known.key
				break
			}
		}
		u.sayOf(Doubtful, "voice.unfit", "reason", reason, "file", f.File, "folder", folder)
	}
	for _, h := range found.Halves {
		key := "voice.half"
		if h.Says == "" {
			key = "voice.unsaid"
		}
		u.say(Doubtful, key, "counter", cmp.Or(h.Counter.Name, h.Counter.ID), "id", h.Counter.ID, "says", h.Says)
	}
	if len(found.Own) > 0 {
		u.say(Well, "voice.own", "n", len(found.Own), "rest", len(found.Rest), "folder", folder)
		return nil
	}
	u.say(Well, "voice.default", "n", len(found.Rest))
	return nil
}
