//go:build !headless

package main

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"paihao/app/config"
)

// place asks for where windows shall open. A window that cannot open there opens all the same, and the log says so.
func (h *hall) place(monitors []monitor, wayland bool) {
	if len(monitors) > 0 {
		h.free = monitors[0].free
	}
	h.arrange(1)
	if h.screen != nil && h.settings.Windows.ScreenMonitor != "" {
		h.placeScreen(monitors, wayland)
	}
}

// arrange lays the windows together on the main monitor, if all three are there and none fills a screen: so they are tried.
// Otherwise the system places them, and none is larger than the monitor. Scale is how many pixels make one of Fyne's units.
func (h *hall) arrange(scale float32) {
	if h.free.width <= 0 || h.free.height <= 0 {
		return // nobody knows how large the monitor is
	}
	units := func(pixels int) int { return int(float32(pixels) / scale) }
	free := place{units(h.free.x), units(h.free.y), units(h.free.width), units(h.free.height)}
	screen, desk, take, ok := together(free)
	if !ok || !h.tried() {
		h.shrink(fyne.NewSize(float32(free.width-2*edge), float32(free.height-titleBar-edge)))
		return
	}
	h.shrink(fyne.NewSize(float32(free.width-2*edge), float32(free.height-titleBar-edge)))
	for w, p := range map[fyne.Window]place{h.screen: screen, h.desk: desk, h.take: take} {
		w.Resize(fyne.NewSize(float32(p.width), float32(p.height)))
		w.(desktop.Window).RequestPosition(int(float32(p.x)*scale), int(float32(p.y)*scale))
	}
}

// tried tells whether all three windows are there and none fills a screen.
func (h *hall) tried() bool {
	of := h.settings.Windows
	return of.Screen == config.Window && of.Desk == config.Window && of.Take == config.Window
}

// shrink makes windows smaller that are larger than room.
func (h *hall) shrink(room fyne.Size) {
	for _, w := range h.shown() {
		if size := w.Canvas().Size(); !w.FullScreen() && size.Min(room) != size {
			w.Resize(size.Min(room))
		}
	}
}

// started does what can be done only when the windows are there: until then nobody knows their scale.
func (h *hall) started() {
	if h.desk != nil && h.desk.Canvas().Scale() != 1 {
		h.arrange(h.desk.Canvas().Scale())
	}
	go h.stayAwake() // the system's answer may take its time
}

// placeScreen puts the call screen on its monitor. It fills the one that it lies on, so it is moved there before it is shown.
// On Wayland a program moves no windows, and Fyne fills the first monitor that is called otherwise than the main one.
func (h *hall) placeScreen(monitors []monitor, wayland bool) {
	name, w := h.settings.Windows.ScreenMonitor, h.screen.(desktop.Window)
	m, ok := pick(monitors, name)
	filled, _ := pick(monitors, second)
	full := h.settings.Windows.Screen == config.Fullscreen
	switch {
	case !ok:
		h.log.Warn("the monitor for the call screen is not there: the screen opens where the system puts it", "monitor", name, "monitors", names(monitors))
	case !wayland && full:
		w.RequestPosition(m.area.x+1, m.area.y+1) // to Fyne 0, 0 is no position
		h.screen.Resize(fyne.NewSize(640, 360))   // less than any monitor has, so that it lies on one only
	case !wayland:
		w.RequestPosition(m.free.x+edge, m.free.y+titleBar)
	case m == filled && full:
		w.RequestFullScreenSecondary()
	case m != monitors[0]:
		h.log.Warn("on Wayland a program cannot choose this monitor: move the call screen there yourself", "monitor", name, "monitors", names(monitors))
	}
}
