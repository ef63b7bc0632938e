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

// Room that window managers take for the title and the edges of a window.
const (
	titleBar = 32
	edge     = 4
)

// What of the call screen has to be in view when it is tried: the call above, down to a part of the height that is less on a
// small screen, and at the right the codes and the line.
const (
	callBelow      = 0.54
	callBelowSmall = 0.44
	smallScreen    = 720 // or less high
	codesBeside    = 0.7
)

// together is where three windows go so that they are tried on one monitor: the touch window at the upper right and the desk
// at the lower left, both whole, and between them the call screen, as large as it may be while the desk covers only counters
// and missed numbers. It fails where there is no room.
func together(free place) (screen, desk, take place, ok bool) {
	desk = place{x: edge, width: 1100, height: min(free.height*13/20, 760)}
	desk.y = free.height - edge - desk.height
	top := float64(desk.y - 2*titleBar) // what is in view above the desk and its title
	high := max(top/callBelow, min(top/callBelowSmall, smallScreen))
	covered := int(high * 16 / 9 * codesBeside)
	take.width = min(free.width-desk.width-6*edge-int(high*16/9)+covered, 540)
	take.x, take.y, take.height = free.width-edge-take.width, titleBar, min(take.width*16/9, free.height-titleBar-edge)
	screen = place{y: titleBar, width: min(int(high*16/9), take.x-3*edge)}
	screen.x, screen.height = take.x-2*edge-screen.width, screen.width*9/16
	for _, p := range []*place{&screen, &desk, &take} {
		p.x, p.y = p.x+free.x, p.y+free.y
	}
	return screen, desk, take, desk.height >= 640 && take.width >= 400
}
