//go:build !headless

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
	"github.com/go-gl/glfw/v3.4/glfw"

	"paihao/app/core"
	"paihao/app/look"
	"paihao/app/voice"
	"paihao/app/voice/speaker"
	"paihao/assets"
)

// appID names the program to the desktop; it stands in FyneApp.toml too.
const appID = "cn.paihao.kiosk"

// windowClass is what a window manager knows the windows by, WM_CLASS, so that its rules can name them.
const windowClass = "paihao"

// windows shows the windows of the settings and runs the kiosk behind them, until somebody closes them or ctx ends.
// Then it ends the process with the status that end gives. It returns only when no window can be shown.
func windows(ctx context.Context, k *core.Kiosk, p plan, log *slog.Logger, end func(error) int) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	h := &hall{app: newApp(), kiosk: k, settings: p.settings, log: log, close: cancel}
	h.open(ctx)
	if p.first {
		h.openSetup(player())
	}
	h.app.Lifecycle().SetOnStarted(func() {
		h.started()
		go h.run(ctx, end)
	})
	if err := onDisplay(h.show); err != nil {
		return err
	}
	h.app.Run()
	cancel(nil) // the toolkit ended by itself: run ends the rest
	select {}
}

// run is the kiosk behind the windows. It ends the process without asking the toolkit to quit: quitting, Fyne 2.8 may
// panic on its closed event queue, and nothing of ours is open any more by then. For the same reason it takes over the
// signals, on which Fyne would quit.
func (h *hall) run(ctx context.Context, end func(error) int) {
	fyne.DoAndWait(func() {}) // by now Fyne listens
	go h.raise(ctx)
	watchDisplay(func() { h.close(fmt.Errorf("%w any more", core.ErrNoDisplay)) })
	signal.Reset(os.Interrupt, syscall.SIGTERM)
	stoppable, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	err := h.kiosk.Run(stoppable)
	if cause := context.Cause(ctx); errors.Is(cause, core.ErrNoDisplay) {
		err = errors.Join(err, cause)
	}
	status := end(err)
	if status == well && errors.Is(context.Cause(ctx), errSetUp) {
		if err = again(); err != nil {
			h.log.Error("paihao did not start again with its settings: start it by hand", "err", err)
			status = failed
		}
	}
	os.Exit(status)
}

// monitors asks the library under Fyne, which has begun by then: Fyne itself tells no more than that there is a second one.
func monitors() (all []monitor) {
	for _, m := range glfw.GetMonitors() {
		found := monitor{name: m.GetName()}
		found.area.x, found.area.y = m.GetPos()
		if mode := m.GetVideoMode(); mode != nil { // nil: it was just unplugged
			found.area.width, found.area.height = mode.Width, mode.Height
		}
		found.free.x, found.free.y, found.free.width, found.free.height = m.GetWorkarea()
		all = append(all, found)
	}
	return all
}

// show opens the windows, each in its place.
func (h *hall) show() {
	glfw.WindowHintString(glfw.X11ClassName, windowClass) // of the windows that are made from now on
	glfw.WindowHintString(glfw.X11InstanceName, windowClass)
	h.place(monitors(), glfw.GetPlatform() == glfw.PlatformWayland)
	for _, w := range h.shown() {
		w.Show()
	}
}

// onDisplay does what needs a display: where there is none Fyne and the library under it panic.
func onDisplay(do func()) (err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("%w: %v", core.ErrNoDisplay, fault)
		}
	}()
	do()
	return nil
}

// player makes calls heard, by this program in a process of its own. Without a path to it they are only seen.
func player() voice.Player {
	program, err := os.Executable()
	if err != nil {
		return nil
	}
	return speaker.New(program, sounding)
}

// playSound is what that process does.
func playSound(in io.Reader) error { return speaker.Serve(in) }

func newApp() fyne.App {
	forgetDeadManager()
	giveBack()
	a := fyneapp.NewWithID(appID)
	a.SetIcon(fyne.NewStaticResource("icon.png", assets.Icon))
	a.Settings().SetTheme(look.Light())
	return a
}

// explain shows why the program did not start, since a kiosk has no console, until somebody has read it. Then it ends the
// process with the status, without asking the toolkit to quit: quitting, Fyne 2.8 may wait for itself for ever. Without a
// display the console has to do.
func explain(sentence string, status int) {
	read := func() { os.Exit(status) }
	a := newApp()
	w := a.NewWindow(titleOf("window.title"))
	text := widget.NewLabel(sentence)
	text.Wrapping = fyne.TextWrapWord
	zh, en := look.Pair("close.ok")
	page := container.NewBorder(nil, widget.NewButton(zh+" "+en, read), nil, nil, container.NewVScroll(text))
	w.SetContent(container.NewStack(look.NewPanel(look.Paper, 0), container.NewPadded(page)))
	w.SetPadded(false)
	w.Resize(fyne.NewSize(640, 240))
	w.SetCloseIntercept(read)
	if onDisplay(w.Show) == nil {
		a.Run()
	}
}
