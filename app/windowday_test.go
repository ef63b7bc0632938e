//go:build window

package main

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestWindowDay plays a short day with mouse and keys on real windows: people take tickets at the touch window, one binds
// theirs by the code they see, and staff call, recall, miss, bring back, transfer, take back, hold and finish.
func TestWindowDay(t *testing.T) {
	d := mustDisplay(t)
	d.env = append(d.env, "PAIHAO_WINDOWS_SCREEN=off", "PAIHAO_WINDOWS_TAKE=window",
		"PAIHAO_RULES_MISS_AFTER=0s", "PAIHAO_RULES_CALLS_BEFORE_MISS=2", "PAIHAO_RULES_UNDO_WITHIN=5m")
	d.mustStart("-trial")
	touch, desk := d.mustFind("Take a ticket"), d.mustFind("Desk")
	d.mustRun("wmctrl", "-i", "-r", touch, "-e", "0,1300,0,540,960")
	d.mustSee("codes", func() bool { return len(d.hall().Codes) == 2 })

	for i := range 3 {
		d.mustTake(touch, i+1)
		if i == 0 {
			d.mustBindByCode(touch)
		}
		d.mustSee("the start again", func() bool { d.click(touch, done.x, done.y); return !d.is(touch, done, blue) })
	}
	d.mustChooseCounter(desk)
	here := func(number string) func() bool { return func() bool { return d.here() == number } }
	d.mustPress(desk, "F1", "A001 called", here("A001 called"))
	d.mustPress(desk, "F3", "a second call", func() bool { return len(d.hall().Calls) == 2 })
	d.mustPress(desk, "F4", "A001 missed", func() bool { return fmt.Sprint(d.hall().Missed) == "[A001]" })
	d.mustPress(desk, "F1", "A002 called", here("A002 called"))
	d.mustPress(desk, "alt+1", "A001 back in line", func() bool { return len(d.hall().Missed) == 0 })
	d.mustPress(desk, "F2", "A002 served", here("A002 serving"))
	d.mustPress(desk, "F7", "A002 done", here(""))
	d.mustPress(desk, "F1", "A003 called", here("A003 called"))
	d.mustPress(desk, "F6 1", "A003 in the other line", func() bool { return d.hall().Services[1].Waiting == 1 && d.here() == "" })
	d.mustPress(desk, "F8", "A003 back at the counter", here("A003 called"))
	d.mustPress(desk, "F5", "A003 held", here(""))
	d.mustPress(desk, "ctrl+1", "a walk-in", func() bool { return d.hall().Services[0].Waiting == 2 })
	d.mustPress(desk, "F1", "A001 called again", here("A001 called"))
}

// Places on the touch window of 540 by 960, and the colour of its main buttons.
var (
	firstCard = spot{270, 600}
	confirm   = spot{300, 840}
	done      = spot{250, 925}
	blue      = [3]byte{0x0A, 0x4C, 0x9A}
)

type spot struct{ x, y int }

// mustTake touches the first service and confirms with a double tap, until n tickets have been taken.
func (d *display) mustTake(touch string, n int) {
	d.t.Helper()
	d.mustSee("the question whether to take a ticket", func() bool {
		d.click(touch, firstCard.x, firstCard.y)
		return d.is(touch, confirm, blue)
	})
	d.mustSee("a ticket", func() bool {
		x, y := strconv.Itoa(confirm.x), strconv.Itoa(confirm.y)
		d.mustRun("xdotool", "mousemove", "--window", touch, x, y, "click", "--repeat", "2", "--delay", "60", "1")
		return d.is(touch, done, blue)
	})
	if got := d.hall().Services[0].Waiting; got != n {
		d.t.Errorf("%d wait, want %d: a double tap takes one ticket", got, n)
	}
}

// mustBindByCode scans what the touch window shows beside the first number.
func (d *display) mustBindByCode(touch string) {
	d.t.Helper()
	var code *url.URL
	d.mustSee("a code beside the number", func() bool {
		out, err := d.run("zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", d.picture(touch))
		u, bad := url.Parse(strings.TrimSpace(out))
		if err == nil && bad == nil && u.Query().Get("ticket") != "" {
			code = u
		}
		return code != nil
	})
	d.mustPost("http://127.0.0.1:"+code.Port()+"/sandbox/customers/o-touch-test/scan", map[string]string{"ticket": code.Query().Get("ticket")})
	d.mustSee("the code gone", func() bool {
		_, err := d.run("zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", d.picture(touch))
		return err != nil
	})
}

// is tells whether a spot of a window has a colour.
func (d *display) is(window string, at spot, colour [3]byte) bool {
	d.t.Helper()
	pixel := d.mustRun("convert", d.picture(window), "-crop", fmt.Sprintf("1x1+%d+%d", at.x, at.y), "-depth", "8", "rgb:-")
	return apart([3]byte([]byte(pixel)), colour) < 8
}

// mustPress presses keys, and again when nothing came of it: it does nothing while the answer to the one before is on its way.
func (d *display) mustPress(window, keys, what string, seen func() bool) {
	d.t.Helper()
	var pressed time.Time
	d.mustSee(what+" after "+keys, func() bool {
		if seen() {
			return true
		}
		if time.Since(pressed) > 3*time.Second {
			for one := range strings.FieldsSeq(keys) {
				d.key(window, one)
			}
			pressed = time.Now()
		}
		return seen()
	})
}

// here is who is at the first counter, and how.
func (d *display) here() string {
	if c := d.hall().Counters; len(c) > 0 && c[0].Current != nil {
		return c[0].Current.Number + " " + c[0].Current.State
	}
	return ""
}
