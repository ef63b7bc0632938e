//go:build !headless

package main

import "testing"

func TestPick(t *testing.T) {
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

// No window hides another, and all of them lie on the monitor, with their titles.
func TestSideBySide(t *testing.T) {
	for _, free := range []place{{0, 0, 1920, 1080}, {0, 40, 1920, 1040}, {1920, 0, 2560, 1440}, {-1920, 0, 1920, 1200}} {
		screen, desk, take, ok := sideBySide(free)
		if !ok {
			t.Errorf("%v: no room", free)
		}
		all := map[string]place{"screen": screen, "desk": desk, "take": take}
		for name, p := range all {
			p = place{p.x - edge, p.y - titleBar, p.width + 2*edge, p.height + titleBar + edge}
			moved := p.height + titleBar
			if p.x < free.x || p.y < free.y || p.x+p.width > free.x+free.width || p.y+moved > free.y+free.height {
				t.Errorf("%v: %s lies at %v, not on the monitor", free, name, p)
			}
			for other, q := range all {
				apart := p.x >= q.x+q.width || q.x >= p.x+p.width || p.y >= q.y+q.height || q.y >= p.y+p.height
				if other != name && !apart {
					t.Errorf("%v: %s at %v and %s at %v overlap", free, name, p, other, q)
				}
			}
		}
	}
	for _, free := range []place{{}, {0, 0, 1366, 768}, {0, 0, 1080, 1920}, {0, 0, 1920, 900}} {
		if screen, _, _, ok := sideBySide(free); ok {
			t.Errorf("%v: got %v, want no room", free, screen)
		}
	}
}
