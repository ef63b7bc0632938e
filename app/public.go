//go:build !headless

package main

import (
	"os"
	"path/filepath"
	"runtime"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// unpointed is content over which there is no pointer.
func unpointed(content fyne.CanvasObject) fyne.CanvasObject {
	p := &pointerless{content: content}
	p.ExtendBaseWidget(p)
	return p
}

type pointerless struct {
	widget.BaseWidget
	content fyne.CanvasObject
}

// Cursor is called by Fyne.
func (p *pointerless) Cursor() desktop.Cursor { return desktop.HiddenCursor }

// CreateRenderer is called by Fyne.
func (p *pointerless) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(p.content)
}

// stayAwake keeps the system from blanking the screen while there is a window for customers.
func (h *hall) stayAwake() {
	if h.screen == nil && h.take == nil {
		return
	}
	if runtime.GOOS == "linux" && !hasSessionBus() {
		h.log.Info("there is no session bus to ask that the screen stays lit: set that in the system, under X11 with xset s off -dpms")
		return
	}
	h.app.Driver().SetDisableScreenBlanking(true)
}

// hasSessionBus tells whether a session bus of D-Bus is named, or lies where it usually does
// (specifications.freedesktop.org/basedir-spec, XDG_RUNTIME_DIR).
func hasSessionBus() bool {
	if os.Getenv("DBUS_SESSION_BUS_ADDRESS") != "" {
		return true
	}
	_, err := os.Stat(filepath.Join(os.Getenv("XDG_RUNTIME_DIR"), "bus"))
	return os.Getenv("XDG_RUNTIME_DIR") != "" && err == nil
}
