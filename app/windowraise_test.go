//go:build window

package main

import (
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// TestWindowRaised starts the program a second time, as somebody does who sees no window: the first one's come to the front,
// where they were, whether they had been put away or others lay on them, and the second ends well.
func TestWindowRaised(t *testing.T) {
	d := mustDisplay(t)
	d.env = append(d.env, "PAIHAO_WINDOWS_SCREEN=fullscreen")
	d.mustStart("-trial")
	desk, screen := d.mustFind("Desk"), d.mustFind("Screen")
	d.mustSee("the desk in front", func() bool { return d.inFront(desk) })
	places := d.mustRun("wmctrl", "-lG")

	d.mustRun("xdotool", "windowminimize", desk)
	d.mustRun("xdotool", "windowminimize", screen)
	d.mustSee("windows put away", func() bool { return d.away(desk) && d.away(screen) })
	d.secondStart(well, "它的窗口已移到最前面", "its windows are in front now")
	d.mustSee("all windows back, the desk in front", func() bool {
		return d.inFront(desk) && !d.away(desk) && !d.away(screen) && d.mustRun("wmctrl", "-lG") == places
	})

	d.mustRun("xdotool", "windowactivate", "--sync", screen)
	d.mustSee("a covered desk", func() bool { return d.inFront(screen) })
	d.secondStart(well, "its windows are in front now")
	d.mustSee("the desk in front of the screen", func() bool { return d.inFront(desk) })
	if got := d.mustRun("wmctrl", "-lG"); got != places {
		t.Errorf("the windows are now\n%swant them where they were\n%s", got, places)
	}
	d.secondStart(failed, "already running") // by a supervisor, say, which wants no windows
}

// TestWindowBesideHeadless: where one without windows runs, a second start says so in a window, and ends well.
func TestWindowBesideHeadless(t *testing.T) {
	d := mustDisplay(t)
	d.mustStart("-trial", "-headless")
	d.mustSee("the kiosk", func() bool { return d.hall().Day != "" })
	second := d.background(os.Getenv("PAIHAO_BINARY"), "-trial")
	t.Cleanup(func() { _ = second.Process.Kill() }) // it has ended, unless the test failed
	d.mustRun("wmctrl", "-i", "-c", d.mustFind("Paihao"))
	over := make(chan error, 1)
	go func() { over <- second.Wait() }()
	select {
	case err := <-over:
		if err != nil {
			t.Errorf("the second start ended with %v, want well", err)
		}
	case <-time.After(10 * time.Second):
		t.Error("the second start is still there 10 s after its window was closed")
	}
}

// secondStart runs the program again beside the one that runs. A headless one is one that is wanted to fail.
func (d *display) secondStart(status int, words ...string) {
	d.t.Helper()
	args := []string{"-trial"}
	if status == failed {
		args = append(args, "-headless")
	}
	c := exec.Command(os.Getenv("PAIHAO_BINARY"), args...)
	c.Env = d.env
	began := time.Now()
	out, _ := c.CombinedOutput() // its status is looked at
	if got := c.ProcessState.ExitCode(); got != status {
		d.t.Errorf("the second start: exit status %d, want %d", got, status)
	}
	for _, w := range words {
		if !strings.Contains(string(out), w) {
			d.t.Errorf("the second start said %q, want %q in it", out, w)
		}
	}
	if took := time.Since(began); took > 5*time.Second {
		d.t.Errorf("the second start took %v", took)
	}
}

// inFront tells whether a window has the keys, and so lies in front of the others.
func (d *display) inFront(window string) bool {
	active, err := d.run("xdotool", "getactivewindow")
	return err == nil && strings.TrimSpace(active) == window
}

// away tells whether a window was put away.
func (d *display) away(window string) bool {
	return strings.Contains(d.mustRun("xprop", "-id", window, "WM_STATE"), "Iconic")
}
