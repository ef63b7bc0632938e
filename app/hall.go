//go:build !headless

package main

import (
	"context"
	"io/fs"
	"log/slog"
	"os"
	"slices"

	"fyne.io/fyne/v2"

	"paihao/app/config"
	"paihao/app/core"
	"paihao/app/desk"
	"paihao/app/look"
	"paihao/app/screen"
	"paihao/app/take"
	"paihao/assets"
	"paihao/queue"
)

// hall is the windows of one run. Only main_gui.go knows what draws them.
type hall struct {
	app      fyne.App
	kiosk    *core.Kiosk
	settings config.Settings
	log      *slog.Logger
	close    context.CancelCauseFunc // ends the run; nil when somebody wants it to end

	screen, desk, take fyne.Window // nil: not on this machine
	setup              fyne.Window // nil: there are settings, or nobody wants to make any now

	free     place           // of the main monitor
	language assets.Language // of the desk
	asking   bool            // whether to close
	told     bool            // how to close what nobody may close here
}

// open makes the windows of the settings; they are shown later.
func (h *hall) open(ctx context.Context) {
	if h.settings.Windows.Screen != config.Off {
		h.openScreen(ctx)
	}
	if h.settings.Windows.Take != config.Off {
		h.openTake(ctx)
	}
	if h.settings.Windows.Desk != config.Off {
		h.openDesk(ctx)
	}
}

// shown are the windows that there are. The desk comes last, so that it lies on top where there is one monitor only; the setup
// lies on all of them.
func (h *hall) shown() []fyne.Window {
	return slices.DeleteFunc([]fyne.Window{h.screen, h.take, h.desk, h.setup}, func(w fyne.Window) bool { return w == nil })
}

func (h *hall) openScreen(ctx context.Context) {
	s := h.settings
	view := screen.New(screen.Options{
		Zone: s.Venue.Timezone, Log: h.log, Languages: s.Venue.Languages,
		Services: s.Windows.ScreenServices, Counters: s.Windows.ScreenCounters,
		Ticker: s.Screen.Ticker, OneCode: s.Screen.OneCode, Slides: h.slides(), Every: s.Screen.Every,
	})
	h.screen = h.window("window.screen", unpointed(view.Content()), s.Windows.Screen, fyne.NewSize(1280, 720))
	go view.Follow(ctx, h.kiosk.Queue)
}

// slides is the folder of pictures; nil when there is none.
func (h *hall) slides() fs.FS {
	if folder := h.settings.SlidesFolder(); folder != "" {
		return os.DirFS(folder)
	}
	return nil
}

// openTake shows no pointer where the window fills a touch screen; in a window it is tried by mouse.
func (h *hall) openTake(ctx context.Context) {
	s := h.settings
	view := take.New(take.Options{
		Zone: s.Venue.Timezone, Log: h.log, Languages: s.Venue.Languages,
		Words: core.CustomerWords, Attendant: h.kiosk, OneCode: s.Screen.OneCode,
	})
	content := view.Content()
	if s.Windows.Take == config.Fullscreen {
		content = unpointed(content)
	}
	h.take = h.window("window.take", content, s.Windows.Take, fyne.NewSize(540, 960))
	view.Attach(h.take)
	go view.Follow(ctx, h.kiosk.Queue)
}

func (h *hall) openDesk(ctx context.Context) {
	s := h.settings
	h.language = h.lastLanguage()
	view := desk.New(desk.Options{
		Zone: s.Venue.Timezone, Log: h.log, Words: core.Words, Attendant: h.kiosk,
		Language: h.language, OnLanguage: h.keepLanguage, Counter: h.lastCounter(), OnCounter: h.keepCounter,
	})
	h.desk = h.window("window.desk", view.Content(), s.Windows.Desk, fyne.NewSize(1100, 760))
	view.Attach(h.desk)
	go view.Follow(ctx, h.kiosk.Queue)
}

// What staff chose last at the desk of this machine, in Fyne's preferences. Each data file has a counter of its own: one of a
// trial is none of the real hall.
const (
	deskLanguage = "desk.language"
	deskCounter  = "desk.counter "
)

// lastLanguage is the language that staff chose last; before that, it is the venue's first one.
func (h *hall) lastLanguage() assets.Language {
	if l := assets.Language(h.app.Preferences().String(deskLanguage)); slices.Contains(assets.Languages(), l) {
		return l
	}
	return h.settings.Venue.Languages[0]
}

func (h *hall) keepLanguage(l assets.Language) {
	h.language = l
	h.app.Preferences().SetString(deskLanguage, string(l))
}

// lastCounter is the one that staff chose last, for the desk to go on there after a power cut; empty before that, and when the
// hall has it no more.
func (h *hall) lastCounter() string {
	id := h.app.Preferences().String(deskCounter + h.settings.DataFile())
	if slices.ContainsFunc(h.settings.Counters, func(c queue.Counter) bool { return c.ID == id }) {
		return id
	}
	return ""
}

func (h *hall) keepCounter(id string) {
	h.app.Preferences().SetString(deskCounter+h.settings.DataFile(), id)
}

func (h *hall) window(key string, content fyne.CanvasObject, mode config.Opening, size fyne.Size) fyne.Window {
	w := h.app.NewWindow(titleOf(key))
	w.SetPadded(false)
	w.SetContent(content)
	w.Resize(size)
	w.SetFullScreen(mode == config.Fullscreen)
	w.SetCloseIntercept(func() { h.leave(w, mode) })
	return w
}

// titleOf is a window's title, in both languages.
func titleOf(key string) string {
	zh, en := look.Pair(key)
	return zh + " " + en
}
