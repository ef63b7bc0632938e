package config

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"paihao/assets"
	"paihao/queue"
)

const (
	mostSentences = 12
	longestLine   = 60 // characters of a sentence of the ticker, and of a monitor's name
	longestFolder = 200
)

// languages are the names a settings file may give them.
var languages = map[string]assets.Language{"zh-CN": assets.ZH, "zh": assets.ZH, "en": assets.EN}

func (s *Settings) windowsKeys() key {
	w, openings := &s.Windows, map[string]Opening{string(Fullscreen): Fullscreen, string(Window): Window, string(Off): Off}
	return section("windows",
		choice("screen", &w.Screen, openings),
		choice("desk", &w.Desk, openings),
		choice("take", &w.Take, openings),
		text("screen_monitor", &w.ScreenMonitor, wantMonitor, isMonitor),
		texts("screen_services", &w.ScreenServices, 0, mostServices, wantShown, isID),
		texts("screen_counters", &w.ScreenCounters, 0, mostCounters, wantShown, isID),
	)
}

func (s *Settings) screenKeys() key {
	x := &s.Screen
	return section("screen",
		truth("one_code", &x.OneCode),
		texts("ticker", &x.Ticker, 0, mostSentences, wantTicker, isSentence),
		text("slides", &x.Slides, wantSlides, isFolder),
		seconds("slide_seconds", &x.Every, 5, 300),
	)
}

// seconds is a length of time as a whole number of seconds.
func seconds(name string, p *time.Duration, low, high int) key {
	return key{name: name, scalar: true, read: func(r *reading, path string, v value) {
		n := int(*p / time.Second)
		whole(name, &n, low, high).read(r, path, v)
		*p = time.Duration(n) * time.Second
	}}
}

// languagesKey takes a list of one or two. "zh" and "zh-CN" are the same one.
func languagesKey(p *[]assets.Language) key {
	return key{name: "languages", read: func(r *reading, path string, v value) {
		if v.kind != listKind || len(v.items) < 1 || len(v.items) > len(assets.Languages()) {
			r.refuse(path, v, wantLanguages)
			return
		}
		var list []assets.Language
		for i, item := range v.items {
			at := path + "[" + strconv.Itoa(i+1) + "]"
			r.seen[at] = item.place
			language, ok := languages[item.text]
			if item.kind != textKind || !ok || slices.Contains(list, language) {
				r.refuse(at, item, wantLanguages)
				continue
			}
			list = append(list, language)
		}
		*p = list
	}}
}

func isMonitor(s string) bool  { return isText(s, longestLine) }
func isFolder(s string) bool   { return isText(s, longestFolder) }
func isSentence(s string) bool { return isMonitor(s) && strings.TrimSpace(s) != "" }

// agreeScreen wants the services and counters that the call screen is to show to exist.
func (r *reading) agreeScreen() {
	if !r.wrong("service") {
		r.known("windows.screen_services", r.settings.Windows.ScreenServices, r.serviceIDs(), wantServiceOf)
	}
	if !r.wrong("counter") {
		r.known("windows.screen_counters", r.settings.Windows.ScreenCounters, r.counterIDs(), wantCounterOf)
	}
}

// screenApart tells whether the call screen is to show services and counters of which none belong together.
func (s *Settings) screenApart() bool {
	services, counters := s.Windows.ScreenServices, s.Windows.ScreenCounters
	return len(services) > 0 && len(counters) > 0 && !slices.ContainsFunc(s.Counters, func(c queue.Counter) bool {
		serves := func(id string) bool { return slices.Contains(c.Services, id) }
		return slices.Contains(counters, c.ID) && slices.ContainsFunc(services, serves)
	})
}

func (r *reading) counterIDs() []string {
	ids := make([]string, 0, len(r.settings.Counters))
	for _, c := range r.settings.Counters {
		ids = append(ids, c.ID)
	}
	return ids
}

// SlidesFolder is the path of Screen.Slides, relative to the settings file unless it is absolute; empty when there is none.
// Nothing says that it exists: a screen has to start without its pictures too.
func (s *Settings) SlidesFolder() string { return s.beside(s.Screen.Slides) }

// warnSlides looks whether the folder of pictures can be read.
func (s *Settings) warnSlides() {
	folder := s.SlidesFolder()
	if folder == "" {
		return
	}
	info, err := os.Stat(folder) // before opening, which would wait for ever on a pipe
	if err == nil && !info.IsDir() {
		err = &os.PathError{Op: "open", Path: folder, Err: syscall.ENOTDIR}
	}
	if err == nil {
		_, err = os.ReadDir(folder)
	}
	if err != nil {
		s.warn(warnSlides(err))
	}
}
