//go:build !headless

package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"

	"paihao/app/config"
	"paihao/app/core"
	"paihao/app/desk"
	"paihao/app/look"
	"paihao/app/screen"
	"paihao/assets"
)

// appID names the program to the desktop; it stands in FyneApp.toml too.
const appID = "cn.paihao.kiosk"

// hall is the windows of one run.
type hall struct {
	app     fyne.App
	kiosk   *core.Kiosk
	log     *slog.Logger
	close   context.CancelFunc
	windows []fyne.Window
	asking  bool
}

// windows shows the windows of the settings and runs the kiosk behind them, until somebody closes them or ctx ends.
// Then it ends the process with the status that end gives. It returns only when no window can be shown.
func windows(ctx context.Context, k *core.Kiosk, s config.Settings, log *slog.Logger, end func(error) int) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	h := &hall{app: newApp(), kiosk: k, log: log, close: cancel}
	h.openScreen(ctx, s)
	h.openDesk(ctx, s)
	h.app.Lifecycle().SetOnStarted(func() { go h.run(ctx, end) })
	if err := show(h.windows...); err != nil {
		return err
	}
	h.app.Run()
	cancel() // the toolkit ended by itself: run ends the rest
	select {}
}

// run is the kiosk behind the windows. It ends the process without asking the toolkit to quit: quitting, Fyne 2.8 may
// panic on its closed event queue, and nothing of ours is open any more by then. For the same reason it takes over the
// signals, on which Fyne would quit.
func (h *hall) run(ctx context.Context, end func(error) int) {
	fyne.DoAndWait(func() {}) // by now Fyne listens
	signal.Reset(os.Interrupt, syscall.SIGTERM)
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(end(h.kiosk.Run(ctx)))
}

// show opens windows. Fyne panics where there is no display to open them on.
func show(windows ...fyne.Window) (err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("%w: %v", core.ErrNoDisplay, fault)
		}
	}()
	for _, w := range windows {
		w.Show()
	}
	return nil
}

func newApp() fyne.App {
	a := fyneapp.NewWithID(appID)
	a.SetIcon(fyne.NewStaticResource("icon.png", assets.Icon))
	a.Settings().SetTheme(look.Light())
	return a
}

// openScreen shows the public screen. It has no dialog of its own: closing it is asked at the desk.
func (h *hall) openScreen(ctx context.Context, s config.Settings) {
	if s.Windows.Screen == config.Off {
		return
	}
	view := screen.New(screen.Options{Zone: s.Venue.Timezone, Log: h.log})
	w := h.open("window.screen", view.Content(), s.Windows.Screen, fyne.NewSize(1280, 720))
	w.SetPadded(false)
	go view.Follow(ctx, h.kiosk.Queue)
}

// openDesk shows the staff console.
func (h *hall) openDesk(ctx context.Context, s config.Settings) {
	if s.Windows.Desk == config.Off {
		return
	}
	view := desk.New(desk.Options{Zone: s.Venue.Timezone, Words: core.Words, Log: h.log})
	w := h.open("window.desk", view.Content(), s.Windows.Desk, fyne.NewSize(1100, 760))
	w.SetPadded(false)
	view.Attach(w)
	go view.Follow(ctx, h.kiosk.Queue)
}

func (h *hall) open(key string, content fyne.CanvasObject, mode config.Opening, size fyne.Size) fyne.Window {
	w := h.app.NewWindow(titleOf(key))
	w.SetContent(content)
	w.Resize(size)
	w.SetFullScreen(mode == config.Fullscreen)
	w.SetCloseIntercept(h.askToClose)
	h.windows = append(h.windows, w)
	return w
}

// titleOf is a window's title, in both languages.
func titleOf(key string) string {
	zh, en := assets.Words(key)
	return zh + " " + en
}

// askToClose asks once, on the window opened last: the desk where there is one, since customers see the screen.
func (h *hall) askToClose() {
	if h.asking {
		return
	}
	h.asking = true
	w := h.windows[len(h.windows)-1]
	w.RequestFocus()
	title, _ := assets.Words("close.title")
	text, english := assets.Words("close.text")
	// What lights up is to stay: closing stops the whole hall.
	d := dialog.NewConfirm(title, text+"\n"+english, func(stay bool) {
		h.asking = false
		if !stay {
			h.close()
		}
	}, w)
	d.SetConfirmText(assets.Chinese("close.no"))
	d.SetDismissText(assets.Chinese("close.yes"))
	d.Show()
}

// explain shows why the program did not start, since a kiosk has no console. Without a display the console has to do.
func explain(sentence string) {
	a := newApp()
	w := a.NewWindow(titleOf("window.title"))
	text := widget.NewLabel(sentence)
	text.Wrapping = fyne.TextWrapWord
	w.SetContent(container.NewBorder(nil, widget.NewButton(assets.Chinese("close.ok"), a.Quit), nil, nil, text))
	w.Resize(fyne.NewSize(640, 240))
	if show(w) == nil {
		a.Run()
	}
}
