//go:build !headless

package main

import "testing"

func TestWindowsPick(t *testing.T) {
	left := monitor{name: "HDMI-1", area: place{0, 0, 1920, 1080}}
	right := monitor{name: "DP-1", area: place{1920, 0, 1920, 1080}}
	twin := monitor{name: "DP-2", area: left.area} // shows the same
	tests := []struct {
		name string
		all  []monitor
		want string // empty: there is none
	}{
		{"second", []monitor{left, right}, "DP-1"},
		{"second", []monitor{right, left}, "HDMI-1"},
		{"second", []monitor{left, twin, right}, "DP-1"},
		{"second", []monitor{left, twin}, ""},
		{"second", []monitor{left}, ""},
		{"second", nil, ""},
		{"hdmi-1", []monitor{left, right}, "HDMI-1"},
		{"DP-1", []monitor{left, twin, right}, "DP-1"},
		{"DP-9", []monitor{left, right}, ""},
	}
	for _, tt := range tests {
		got, ok := pick(tt.all, tt.name)
		if got.name != tt.want || ok != (tt.want != "") {
			t.Errorf("%s of %s: got %q (%t), want %q", tt.name, names(tt.all), got.name, ok, tt.want)
		}
	}
}

// Each window lies on the monitor with its title; the desk and the touch window are whole, and of the call screen the call,
// the codes and the line are in view.
func TestWindowsTogether(t *testing.T) {
	for _, free := range []place{
		{0, 0, 1920, 1080}, {0, 40, 1920, 1040}, {0, 37, 1920, 997}, {-1920, 0, 1920, 1200}, {0, 0, 2560, 1080}, {1920, 0, 2560, 1440}, {0, 0, 3840, 2160},
	} {
		screen, desk, take, ok := together(free)
		if !ok {
			t.Errorf("%v: no room", free)
		}
		for name, p := range map[string]place{"screen": screen, "desk": desk, "touch window": take} {
			if p = framed(p); p.x < free.x || p.y < free.y || p.x+p.width > free.x+free.width || p.y+p.height > free.y+free.height {
				t.Errorf("%v: the %s takes up %v, not on the monitor", free, name, p)
			}
		}
		call, codes := screen, screen
		call.height = screen.height * 54 / 100
		if screen.height <= 720 {
			call.height = screen.height * 44 / 100
		}
		codes.x, codes.width = screen.x+screen.width*7/10, screen.width*3/10
		for name, p := range map[string]place{"call": call, "codes": codes, "touch window": take} {
			if !disjoint(p, framed(desk)) {
				t.Errorf("%v: the desk at %v covers of the %s at %v", free, desk, name, p)
			}
		}
		if !disjoint(framed(screen), framed(take)) {
			t.Errorf("%v: the screen at %v and the touch window at %v overlap", free, screen, take)
		}
		if screen.width < 1100 || desk.height < 640 || take.width < 400 {
			t.Errorf("%v: screen %v, desk %v, touch window %v: too small", free, screen, desk, take)
		}
	}
	for _, free := range []place{{}, {0, 0, 1366, 768}, {0, 0, 1080, 1920}, {0, 0, 1680, 1050}, {0, 0, 1920, 900}} {
		if screen, _, _, ok := together(free); ok {
			t.Errorf("%v: got %v, want no room", free, screen)
		}
	}
}

// framed is what a window takes up with its title and edges.
func framed(p place) place {
	return place{p.x - edge, p.y - titleBar, p.width + 2*edge, p.height + titleBar + edge}
}

func disjoint(p, q place) bool {
	return p.x >= q.x+q.width || q.x >= p.x+p.width || p.y >= q.y+q.height || q.y >= p.y+p.height
}
