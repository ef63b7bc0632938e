package config_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"paihao/app/config"
	"paihao/assets"
)

func TestScreen(t *testing.T) {
	s := mustParse(t, good)
	if got, want := s.Venue.Languages, []assets.Language{assets.EN, assets.ZH}; !slices.Equal(got, want) {
		t.Errorf("got languages %q, want %q", got, want)
	}
	w := s.Windows
	if w.Take != config.Fullscreen || w.ScreenMonitor != "HDMI-1" || !slices.Equal(w.ScreenServices, []string{"b"}) || !slices.Equal(w.ScreenCounters, []string{"1"}) {
		t.Errorf("got %+v, want what the settings say", w)
	}
	x := s.Screen
	if !x.OneCode || !slices.Equal(x.Ticker, []string{"请按号就座", "Please be seated"}) || x.Slides != "." || x.Every != 30*time.Second {
		t.Errorf("got %+v, want what the settings say", x)
	}
	if s.Rules.LongWait != 20*time.Minute {
		t.Errorf("got a long wait of %v, want 20 minutes", s.Rules.LongWait)
	}
}

// TestScreenApart: a screen of lines that none of its counters calls from is worth a warning, and starts.
func TestScreenApart(t *testing.T) {
	const counters = `services = ["a"]
[[counter]]
id = "2"
name = "二号"
services = ["b"]
`
	hall := strings.Replace(good, "services = [\"a\", \"b\"]\n", counters, 1)
	for shown, want := range map[string]bool{
		``:                        false,
		`screen_services = ["b"]`: false,
		`screen_counters = ["1"]`: false,
		"screen_services = [\"a\"]\nscreen_counters = [\"1\"]":        false,
		"screen_services = [\"b\"]\nscreen_counters = [\"1\", \"2\"]": false,
		"screen_services = [\"a\", \"b\"]\nscreen_counters = [\"2\"]": false,
		"screen_services = [\"b\"]\nscreen_counters = [\"1\"]":        true,
	} {
		s := mustParse(t, strings.Replace(hall, "screen_services = [\"b\"]\nscreen_counters = [\"1\"]", shown, 1))
		got := slices.ContainsFunc(s.Warnings, func(w config.Words) bool { return strings.Contains(w.EN, "screen_counters serves") })
		if got != want {
			t.Errorf("%q: warned %v of %v, want %v", shown, got, s.Warnings, want)
		}
	}
}

// TestLanguages: each name of a language is known, and one language alone is enough.
func TestLanguages(t *testing.T) {
	for list, want := range map[string][]assets.Language{
		`["zh-CN"]`: {assets.ZH}, `["zh"]`: {assets.ZH}, `["en"]`: {assets.EN}, `["zh", "en"]`: {assets.ZH, assets.EN},
	} {
		if got := mustParse(t, bare+"[venue]\nlanguages = "+list+"\n").Venue.Languages; !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", list, got, want)
		}
	}
	if got := mustParse(t, bare).Venue.Languages; !slices.Equal(got, assets.Languages()) {
		t.Errorf("got %q, want all of them by default", got)
	}
}

// TestSlidesFolder: a folder that is not there, or is none, is worth a warning and no more, since a screen has to start.
func TestSlidesFolder(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "hall.toml")
	if err := os.Mkdir(filepath.Join(dir, "图片"), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		slides, folder string
		warnings       int
	}{
		{"", "", 0},
		{"图片", filepath.Join(dir, "图片"), 0},
		{filepath.Join(dir, "图片"), filepath.Join(dir, "图片"), 0},
		{"nowhere", filepath.Join(dir, "nowhere"), 1},
		{"hall.toml", path, 1},
	} {
		mustWrite(t, path, bare+"[screen]\nslides = "+quoted(c.slides)+"\n", 0o600)
		s, err := config.Load(config.Options{Path: path, Environ: alone})
		if err != nil {
			t.Fatalf("%s: %v", c.slides, err)
		}
		if got := s.SlidesFolder(); got != c.folder || len(s.Warnings) != c.warnings {
			t.Errorf("%q: got folder %q, warnings %q; want %q, %d", c.slides, got, s.Warnings, c.folder, c.warnings)
		}
		if c.warnings == 1 && !strings.Contains(s.Warnings[0].EN, "the folder of screen.slides cannot be opened") {
			t.Errorf("%q: got warning %q, want the key named", c.slides, s.Warnings[0].EN)
		}
	}
}

// checkScreen: what is taken for the windows keeps its promises.
func checkScreen(t *testing.T, s config.Settings) {
	t.Helper()
	if n := len(s.Venue.Languages); n < 1 || n > 2 || n == 2 && s.Venue.Languages[0] == s.Venue.Languages[1] {
		t.Errorf("got languages %q, want one or two different ones", s.Venue.Languages)
	}
	if x := s.Screen; x.Every < 5*time.Second || x.Every > 5*time.Minute || len(x.Ticker) > 12 {
		t.Errorf("got %+v, want slides of 5 s to 5 min and up to 12 sentences", x)
	}
	for _, sentence := range s.Screen.Ticker {
		if n := len([]rune(sentence)); n < 1 || n > 60 || strings.ContainsAny(sentence, "\n\t") {
			t.Errorf("got the sentence %q, want 1 to 60 characters on a line", sentence)
		}
	}
	hall := s.Hall()
	for _, id := range s.Windows.ScreenServices {
		if _, ok := hall.Service(id); !ok {
			t.Errorf("the screen shows service %q, which there is not", id)
		}
	}
	for _, id := range s.Windows.ScreenCounters {
		if _, ok := hall.Counter(id); !ok {
			t.Errorf("the screen shows counter %q, which there is not", id)
		}
	}
}
