//go:build !headless

package main

import "strings"

// monitor is one of the machine's; the main one comes first in a list of them. Places are in pixels of the desktop that
// monitors share.
type monitor struct {
	name string // what the system calls it, such as HDMI-1
	area place  // all of it
	free place  // without the system's own panels
}

// place is where something lies, and how large it is.
type place struct{ x, y, width, height int }

// second is the name for any monitor but the main one.
const second = "second"

// pick finds the monitor of a name. One that shows the same as the main one is no second.
func pick(monitors []monitor, name string) (monitor, bool) {
	for i, m := range monitors {
		apart := i > 0 && (m.area.x != monitors[0].area.x || m.area.y != monitors[0].area.y)
		if strings.EqualFold(m.name, name) || name == second && apart {
			return m, true
		}
	}
	return monitor{}, false
}

// names are what the monitors are called, for the log.
func names(monitors []monitor) string {
	var all []string
	for _, m := range monitors {
		all = append(all, m.name)
	}
	return strings.Join(all, ", ")
}

// Room that window managers take for the title and the edges of a window. Some put the title above the place that a window
// asks for, some move the window down by it.
const (
	titleBar = 32
	edge     = 4
)

// sideBySide is where three windows go so that none hides another: the desk on the left, which needs its size, and on the
// right the screen above the touch window. It fails where there is no room.
func sideBySide(free place) (screen, desk, take place, ok bool) {
	desk = place{edge, titleBar, 1100, min(free.height-2*titleBar-edge, 760)}
	left := desk.x + desk.width + 2*edge
	screen = place{left, titleBar, free.width - left - edge, 0}
	screen.height = screen.width * 9 / 16
	below := screen.y + screen.height + edge + titleBar
	take = place{left, below, screen.width, free.height - below - titleBar - edge}
	for _, p := range []*place{&screen, &desk, &take} {
		p.x, p.y = p.x+free.x, p.y+free.y
	}
	return screen, desk, take, screen.width >= 640 && desk.height >= 700 && take.height >= 480
}
