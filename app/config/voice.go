package config

import (
	"path/filepath"
	"strings"
	"time"

	"paihao/assets"
)

// Voice is the [voice] section: how calls are said aloud.
type Voice struct {
	On        bool
	Languages []assets.Language // in which a call is said, one after the other; one or two, without a repeat
	Volume    int               // 0 to 100 per cent of the loudest
	Quiet     Daytime           // nothing is said then
	Clips     string            // folder of the venue's own recordings, relative to the settings file; empty = none
	One       One               // how the digit 1 is said in Chinese
	Source    Source            // what says calls
}

// Source is what says calls.
type Source string

// What says calls: recordings, and for a name they do not say the operating system's voice; or that voice where it has one
// of the language, and recordings elsewhere.
const (
	Recordings  Source = "clips"
	SystemVoice Source = "system"
)

// One is how the digit 1 is said in Chinese.
type One string

// The ways to say it: 一 and 幺, which is not taken for 七.
const (
	SayYi  One = "yi"
	SayYao One = "yao"
)

// Daytime is a part of each day, from a time of day to another, which may lie behind midnight. The zero value is never.
type Daytime struct{ From, To time.Duration }

// Holds tells whether a time of day, counted from midnight, lies in it: from its beginning on, and before its end.
func (d Daytime) Holds(clock time.Duration) bool {
	if d.From <= d.To {
		return d.From <= clock && clock < d.To
	}
	return d.From <= clock || clock < d.To
}

func (s *Settings) voiceKeys() key {
	v := &s.Voice
	return section("voice",
		truth("on", &v.On),
		languagesKey(&v.Languages),
		whole("volume", &v.Volume, 0, 100),
		daytimeKey("quiet", &v.Quiet),
		text("clips", &v.Clips, wantFolder, isFolder),
		choice("say_one_as", &v.One, map[string]One{string(SayYi): SayYi, string(SayYao): SayYao}),
		choice("source", &v.Source, map[string]Source{string(Recordings): Recordings, string(SystemVoice): SystemVoice}),
	)
}

// daytimeKey takes a text such as "22:00-07:00"; empty is never.
func daytimeKey(name string, p *Daytime) key {
	return leaf(name, wantDaytime, func(x value) bool {
		if x.isText() && x.text == "" {
			*p = Daytime{}
			return true
		}
		first, second, _ := strings.Cut(x.text, "-")
		from, okFrom := clockTime(first)
		to, okTo := clockTime(second)
		if !x.isText() || !okFrom || !okTo || from == to {
			return false
		}
		*p = Daytime{from, to}
		return true
	})
}

// clockTime is a time of day such as "04:00".
func clockTime(s string) (clock time.Duration, ok bool) {
	t, err := time.Parse("15:04", s)
	ok = err == nil && len(s) == len("15:04")
	return time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute, ok
}

// ClipsFolder is the path of Voice.Clips; empty when there is none. Nothing says that it exists.
func (s *Settings) ClipsFolder() string { return s.beside(s.Voice.Clips) }

// LogFolder is the path of Log.Folder; empty when there is none.
func (s *Settings) LogFolder() string { return s.beside(s.Log.Folder) }

// beside is a path that is relative to the settings file, unless it is absolute or empty.
func (s *Settings) beside(path string) string {
	if path == "" || filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(s.Dir, path)
}
