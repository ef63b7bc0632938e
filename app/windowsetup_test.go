//go:build window

package main

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"paihao/app/config"
)

// TestWindowSetup: the very first start shows the setup over the trial. Somebody names their venue, takes all other answers by
// Enter, and the same program runs with these settings; nobody is asked again.
func TestWindowSetup(t *testing.T) {
	d := mustDisplay(t)
	home := filepath.Join(d.home, "paihao")
	path := filepath.Join(home, config.FileName)
	d.mustStart()
	window := d.mustFind("Setup")
	d.mustSee("the setup in front", func() bool { return d.inFront(window) })
	d.mustSee("the trial", func() bool { return d.hall().Day != "" })

	began := time.Now()
	d.key(window, "Return") // sets it up
	d.picture(window)
	d.mustRun("xdotool", "type", "--window", window, "--delay", "40", "Lin Clinic")
	for left := 5; left >= 0; left-- {
		if _, err := os.Stat(path); err == nil {
			t.Fatal("settings were written before the last step")
		}
		d.key(window, "Return")
		if left > 0 { // the last takes the window away
			d.picture(window) // which takes a moment, as a person does
		}
	}
	d.mustSee("settings", func() bool { _, err := os.Stat(path); return err == nil })
	s, err := config.Load(config.Options{Path: path, Environ: []string{}})
	if err != nil || s.Venue.Name != "Lin Clinic" || s.Venue.NameEN != "" || !s.WeChat.Trial {
		t.Errorf("the settings say %+v, %v", s.Venue, err)
	}
	d.mustSee("a program with these settings", func() bool {
		resp, err := http.Get("http://" + d.local + "/healthz")
		if err == nil {
			resp.Body.Close()
		}
		out, _ := d.run("wmctrl", "-l") // no windows between the two
		return err == nil && strings.Contains(out, "Desk") && !strings.Contains(out, "Setup") && d.hall().Day == ""
	})
	t.Logf("from the first key to the venue's own windows: %v", time.Since(began).Round(time.Second/10))
	desk := d.mustFind("Desk")
	d.mustSee("the desk", func() bool { return d.inFront(desk) })
	d.mustQuestion(desk)
	d.press(desk, closes)
	select {
	case err := <-d.ended:
		if err != nil {
			t.Errorf("the program ended with %v", err)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("the program is still there 10 s after it was told to close")
	}
	d.mustStart()
	d.mustFind("Desk")
	if out := d.mustRun("wmctrl", "-l"); strings.Contains(out, "Setup") {
		t.Errorf("the next start asks again:\n%s", out)
	}
}

// TestWindowSetupLater: who would rather try it goes on with the trial, half-way too, and is led again by the next start.
func TestWindowSetupLater(t *testing.T) {
	d := mustDisplay(t)
	d.mustStart()
	window := d.mustFind("Setup")
	d.mustSee("the setup in front", func() bool { return d.inFront(window) })
	d.key(window, "Return")
	// The welcome and the question leave the middle of the window empty, the first step has its choices there.
	d.mustSee("the choices of the first step", func() bool { return !d.isEmpty(window) })
	d.mustRun("wmctrl", "-i", "-c", window)
	d.mustSee("the question whether to leave", func() bool { return d.isEmpty(window) })
	d.key(window, "Tab")
	d.key(window, "Return")
	d.mustSee("no setup any more", func() bool { out, _ := d.run("wmctrl", "-l"); return !strings.Contains(out, "Setup") })
	if d.hall().Day == "" {
		t.Error("the trial has ended with the setup")
	}
	if _, err := os.Stat(filepath.Join(d.home, "paihao", config.FileName)); err == nil {
		t.Error("settings were written")
	}
	d.mustClose(d.mustFind("Desk"))
	d.mustStart()
	d.mustFind("Setup")
}

// isEmpty tells whether there is one colour in the middle of a window.
func (d *display) isEmpty(window string) bool {
	d.t.Helper()
	middle := d.mustRun("convert", d.picture(window), "-gravity", "center", "-crop", "400x40+0+0", "+repage", "-depth", "8", "rgb:-")
	return middle == strings.Repeat(middle[:3], len(middle)/3)
}
