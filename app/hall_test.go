//go:build !headless

package main

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"paihao/app/config"
	"paihao/app/look"
	"paihao/assets"
	"paihao/queue"
)

// stage is a hall on Fyne's test driver, and what it did.
type stage struct {
	*hall
	logged bytes.Buffer
	closed int
}

func newStage(t *testing.T, modes config.Windows) *stage {
	t.Helper()
	s := &stage{}
	venue := config.Venue{Timezone: time.UTC, Languages: []assets.Language{assets.EN}}
	s.hall = &hall{
		app: test.NewTempApp(t), settings: config.Settings{Venue: venue, Windows: modes}, log: slog.New(slog.NewTextHandler(&s.logged, nil)),
		close: func(error) { s.closed++ },
	}
	s.app.Settings().SetTheme(look.Light())
	open := func(mode config.Opening, key string) fyne.Window {
		if mode == config.Off || mode == "" {
			return nil
		}
		return s.window(key, unpointed(canvas.NewRectangle(look.Ink)), mode, fyne.NewSize(800, 600))
	}
	s.screen, s.desk, s.take = open(modes.Screen, "window.screen"), open(modes.Desk, "window.desk"), open(modes.Take, "window.take")
	s.language = s.lastLanguage()
	return s
}

// question is what lies over a window.
func question(w fyne.Window) fyne.CanvasObject { return w.Canvas().Overlays().Top() }

// Without a display the program says so and ends.
func TestWindowsWithoutDisplay(t *testing.T) {
	p := newProgram(t)
	for _, name := range []string{"", ":9999"} {
		p.set("DISPLAY", name)
		p.set("WAYLAND_DISPLAY", "")
		p.run("-trial").ends(t, "on display "+name, failed, "这里没有显示器", "There is no display here")
	}
}

// Who closes the public screen is asked at the desk, once, in its language; and nothing closes before the answer.
func TestWindowsCloseAtTheDesk(t *testing.T) {
	s := newStage(t, config.Windows{Screen: config.Fullscreen, Desk: config.Window})
	s.keepLanguage(assets.ZH)
	s.leave(s.screen, config.Fullscreen)
	s.leave(s.desk, config.Window)
	if question(s.screen) != nil || len(s.desk.Canvas().Overlays().List()) != 1 {
		t.Errorf("%v lies over the screen and %d over the desk, want one question at the desk", question(s.screen), len(s.desk.Canvas().Overlays().List()))
	}
	markup := test.RenderObjectToMarkup(question(s.desk))
	for _, key := range []string{"close.title", "close.yes", "close.no"} {
		if words := look.Say(assets.ZH, key); !strings.Contains(markup, words) {
			t.Errorf("the question does not say %s", words)
		}
	}
	if s.closed != 0 {
		t.Error("the hall closed without an answer")
	}
}

// Without a desk a public screen stays, however often it is closed, and the log says once how it is ended.
func TestWindowsStay(t *testing.T) {
	s := newStage(t, config.Windows{Screen: config.Fullscreen})
	for range 3 {
		s.leave(s.screen, config.Fullscreen)
	}
	if question(s.screen) != nil || s.closed != 0 {
		t.Errorf("there is a question (%v), or the hall closed (%d)", question(s.screen), s.closed)
	}
	if n := strings.Count(s.logged.String(), "Ctrl+C"); n != 1 {
		t.Errorf("the log says %d times how to end it, want once:\n%s", n, s.logged.String())
	}
	s = newStage(t, config.Windows{Screen: config.Window})
	s.leave(s.screen, config.Window)
	if question(s.screen) == nil {
		t.Error("a screen in a window does not ask")
	}
}

// The desk begins in the language that staff chose last, before that in the venue's first.
func TestWindowsLanguage(t *testing.T) {
	s := newStage(t, config.Windows{Desk: config.Window})
	if got := s.lastLanguage(); got != assets.EN {
		t.Errorf("got %q at first, want the venue's", got)
	}
	s.keepLanguage(assets.ZH)
	if got := s.lastLanguage(); got != assets.ZH {
		t.Errorf("got %q after staff chose Chinese", got)
	}
	s.app.Preferences().SetString(deskLanguage, "xx")
	if got := s.lastLanguage(); got != assets.EN {
		t.Errorf("got %q for a language that is none, want the venue's", got)
	}
}

// The desk begins at the counter that staff chose last in this hall, if it is there still.
func TestWindowsCounter(t *testing.T) {
	s := newStage(t, config.Windows{Desk: config.Window})
	s.settings.Counters = []queue.Counter{{ID: "1"}, {ID: "2"}}
	s.settings.Store.URL = "bolt:/data/hall.db"
	begins := func(when, want string) {
		t.Helper()
		if got := s.lastCounter(); got != want {
			t.Errorf("%s the desk begins at counter %q, want %q", when, got, want)
		}
	}
	begins("at first", "")
	s.keepCounter("2")
	begins("after staff chose", "2")
	s.settings.Store.URL = "bolt:/data/trial.db"
	begins("in another hall", "")
	s.keepCounter("1")
	s.settings.Store.URL = "bolt:/data/hall.db"
	begins("back in the hall", "2")
	s.settings.Counters = s.settings.Counters[:1]
	begins("without that counter", "")
}

func TestWindowsPointer(t *testing.T) {
	s := newStage(t, config.Windows{Screen: config.Fullscreen})
	content, ok := s.screen.Content().(desktop.Cursorable)
	if !ok || content.Cursor() != desktop.HiddenCursor {
		t.Error("the pointer is seen on the screen")
	}
}

// movable is a window that notes where it was asked to be. The test driver's windows do not move.
type movable struct {
	fyne.Window
	x, y      int
	secondary bool
}

func (m *movable) RequestFullScreenSecondary() { m.secondary = true }
func (m *movable) RequestAlwaysOnTop()         {}
func (m *movable) RequestPosition(x, y int)    { m.x, m.y = x, y }

func TestWindowsMonitor(t *testing.T) {
	monitors := []monitor{
		{name: "HDMI-1", area: place{0, 0, 1920, 1080}, free: place{0, 0, 1920, 1080}},
		{name: "DP-1", area: place{1920, 0, 1920, 1080}, free: place{1920, 40, 1920, 1040}},
		{name: "DP-2", area: place{3840, 0, 1920, 1080}, free: place{3840, 0, 1920, 1080}},
	}
	tests := []struct {
		name      string
		windowed  bool
		wayland   bool
		x, y      int // 0: not moved
		secondary bool
		log       string
	}{
		{name: "second", x: 1921, y: 1},
		{name: "DP-2", x: 3841, y: 1},
		{name: "HDMI-1", x: 1, y: 1},
		{name: "DP-1", windowed: true, x: 1920 + edge, y: 40 + titleBar},
		{name: "VGA-1", log: "not there"},
		{name: "second", wayland: true, secondary: true},
		{name: "DP-1", wayland: true, secondary: true},
		{name: "DP-2", wayland: true, log: "Wayland"},
		{name: "HDMI-1", wayland: true},
	}
	for _, tt := range tests {
		mode := config.Fullscreen
		if tt.windowed {
			mode = config.Window
		}
		s := newStage(t, config.Windows{Screen: mode, ScreenMonitor: tt.name})
		m := &movable{Window: s.screen}
		s.screen = m
		s.place(monitors, tt.wayland)
		if m.x != tt.x || m.y != tt.y || m.secondary != tt.secondary || !strings.Contains(s.logged.String(), tt.log) || tt.log == "" && s.logged.Len() > 0 {
			t.Errorf("%s, Wayland %t: at %d, %d, secondary %t, log %q", tt.name, tt.wayland, m.x, m.y, m.secondary, s.logged.String())
		}
	}
}

// Three windows are laid together on the main monitor, in its pixels; where they have no room they only fit it.
func TestWindowsArrange(t *testing.T) {
	tests := []struct {
		name   string
		screen config.Opening
		free   place
		scale  float32
		want   [3]place // x and y in pixels, 0 where the system decides; width and height in Fyne's units
	}{
		{"together", config.Window, place{0, 0, 1920, 1080}, 1, [3]place{{236, 32, 1252, 704}, {4, 374, 1100, 702}, {1496, 32, 420, 746}}},
		{"twice as fine", config.Window, place{0, 0, 3840, 2160}, 2, [3]place{{472, 64, 1252, 704}, {8, 748, 1100, 702}, {2992, 64, 420, 746}}},
		{"a small monitor", config.Window, place{0, 0, 1366, 590}, 1, [3]place{{0, 0, 800, 554}, {0, 0, 800, 554}, {0, 0, 800, 554}}},
		{"a large screen", config.Fullscreen, place{0, 0, 700, 1080}, 1, [3]place{{0, 0, 800, 600}, {0, 0, 692, 600}, {0, 0, 692, 600}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newStage(t, config.Windows{Screen: tt.screen, Desk: config.Window, Take: config.Window})
			windows := [3]*movable{{Window: s.screen}, {Window: s.desk}, {Window: s.take}}
			s.screen, s.desk, s.take = windows[0], windows[1], windows[2]
			s.free = tt.free
			s.arrange(tt.scale)
			for i, w := range windows {
				size := w.Canvas().Size()
				if got := (place{w.x, w.y, int(size.Width), int(size.Height)}); got != tt.want[i] {
					t.Errorf("%s lies at %v, want %v", w.Title(), got, tt.want[i])
				}
			}
		})
	}
}
