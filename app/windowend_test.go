//go:build window

package main

import (
	"fmt"
	"net/url"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestWindowsTried: the three windows of a trial lie so that no other covers the codes of the call screen.
func TestWindowsTried(t *testing.T) {
	d := mustDisplay(t)
	d.mustStart("-trial")
	d.mustFind("Desk")
	d.mustSee("codes", func() bool { return len(d.hall().Codes) == 2 })
	path := filepath.Join(t.TempDir(), "root.png")
	d.mustSee("both codes on the display", func() bool {
		d.mustRun("import", "-window", "root", path)
		out, err := d.run("zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", path)
		return err == nil && showsAll(strings.Fields(out), d.hall().Codes)
	})
}

func showsAll(shown []string, codes []struct{ URL string }) bool {
	all := map[string]bool{}
	for _, text := range shown {
		if u, err := url.Parse(text); err == nil {
			all[u.String()] = true
		}
	}
	for _, c := range codes {
		if !all[c.URL] {
			return false
		}
	}
	return len(codes) > 0
}

// TestWindowManagerKilled: where a window manager was killed the windows open without one, also on a server that takes it for
// running still.
func TestWindowManagerKilled(t *testing.T) {
	d := mustDisplay(t)
	_ = d.manager.Process.Kill() // it may have ended by itself
	_ = d.manager.Wait()
	if left := d.mustRun("xprop", "-root", "_NET_SUPPORTING_WM_CHECK"); !strings.Contains(left, "0x") {
		t.Fatalf("the window manager has left %q behind, want its window", left)
	}
	d.mustStart("-trial")
	d.mustFind("Screen")
	d.mustSee("codes", func() bool { return len(d.hall().Codes) == 2 })
}

// TestWindowDisplayLost: with its display the program ends, as it should, and loses nothing.
func TestWindowDisplayLost(t *testing.T) {
	d := mustDisplay(t)
	d.mustStart("-trial")
	d.mustFind("Desk")
	d.mustSee("codes", func() bool { return len(d.hall().Codes) == 2 })
	d.mustAsk("tickets", `{"service": "general"}`)
	_ = d.server.Process.Kill() // it may have ended by itself
	select {
	case err := <-d.ended:
		if exit, ok := err.(*exec.ExitError); !ok || exit.ExitCode() != failed {
			t.Errorf("the program ended with %v, want status %d", err, failed)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("the program is still there 10 s after its display ended")
	}
	d.mustStart("-headless", "-trial")
	d.mustSee("the ticket", func() bool { return d.hall().Day != "" && d.hall().Services[0].Waiting == 1 })
}

// TestWindowsWrongSettings: a mistake in the settings is shown in a window too, since a kiosk has no console.
func TestWindowsWrongSettings(t *testing.T) {
	d := mustDisplay(t)
	d.mustStart("-config", mustWrite(t, filepath.Join(t.TempDir(), "paihao.toml"), []byte("[venue]\nnmae = \"x\"\n")))
	words := d.mustFind("Paihao")
	d.picture(words)
	d.click(words, 320, 220)
	select {
	case err := <-d.ended:
		if exit, ok := err.(*exec.ExitError); !ok || exit.ExitCode() != misuse {
			t.Errorf("the program ended with %v, want status %d", err, misuse)
		}
	case <-time.After(10 * time.Second):
		t.Error("the program is still there 10 s after its words were read")
	}
}

// mustClose asks to close the window, first says no and then yes, and wants the program gone within 3 s of that.
func (d *display) mustClose(desk string) {
	d.t.Helper()
	d.mustQuestion(desk)
	var pressed time.Time
	d.mustSee("the end of the question", func() bool {
		if !d.is(desk, d.fromMiddle(desk, ofStays), blue) {
			return true
		}
		if time.Since(pressed) > 3*time.Second { // again when nothing came of it
			d.press(desk, stays)
			pressed = time.Now()
		}
		return false
	})
	if d.hall().Day == "" {
		d.t.Fatal("the program closed although it was told not to")
	}
	d.mustQuestion(desk)
	d.press(desk, closes)
	select {
	case err := <-d.ended:
		if err != nil {
			d.t.Errorf("the program ended with %v", err)
		}
	case <-time.After(3 * time.Second):
		d.t.Error("the program is still there 3 s after it was told to close")
	}
}

// mustQuestion asks the desk to close and waits until it asks whether that is meant: by the button that lights up, since all
// else of a desk may change by itself.
func (d *display) mustQuestion(desk string) {
	d.t.Helper()
	d.mustRun("wmctrl", "-i", "-c", desk)
	d.mustSee("the question whether to close", func() bool { return d.is(desk, d.fromMiddle(desk, ofStays), blue) })
}

// Where the buttons of the question whether to close stand, from the middle of the window.
var (
	stays   = spot{43, 68}
	ofStays = spot{80, 68} // on that button, beside its words
	closes  = spot{-40, 68}
)

// press clicks beside the middle of a window.
func (d *display) press(window string, beside spot) {
	d.t.Helper()
	at := d.fromMiddle(window, beside)
	d.click(window, at.x, at.y)
}

// fromMiddle is a place of a window that is told from its middle.
func (d *display) fromMiddle(window string, beside spot) spot {
	d.t.Helper()
	var width, height int
	geometry := d.mustRun("xdotool", "getwindowgeometry", window)
	if _, err := fmt.Sscanf(geometry[strings.LastIndex(geometry, " ")+1:], "%dx%d", &width, &height); err != nil {
		d.t.Fatalf("%q tells no size: %v", geometry, err)
	}
	return spot{width/2 + beside.x, height/2 + beside.y}
}
