//go:build window

package main

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// The desk and the call screen stand side by side on one wide display, so that a press and what it shows are seen at once.
const (
	screenWidth, screenHeight = 1920, 1080
	deskWidth, deskHeight     = 1100, 760
	wide                      = "3020x1080"
)

// BenchmarkClick presses 叫下一位 with 10,000 people waiting and looks at the pixels: how long from the click until the call
// screen shows the number, the way through the window, the queue and its disk included.
func BenchmarkClick(b *testing.B) {
	const crowd, clicks = 10_000, 36
	for b.Loop() {
		d := mustHallOf(b, wide, crowd, "PAIHAO_WINDOWS_SCREEN=window", "PAIHAO_WINDOWS_TAKE=off")
		desk := d.mustSideBySide()
		d.mustChooseCounter(desk)
		number := d.mustGlass().part(70, 200, 680, 330)
		d.mustRun("xdotool", "windowactivate", "--sync", desk, "mousemove", "--window", desk, "195", "130")
		var times []time.Duration
		for range clicks {
			<-time.After(3*time.Second + rand.N(time.Second)) // the flash of the call before is over, the desk's clock is anywhere
			before := number.shape()
			times = append(times, number.mustChange(b, d.mustClick(), before))
		}
		reportTimes(b, "click", times)
		b.ReportMetric(0, "ns/op")
	}
}

// BenchmarkStorm calls twenty times a second for a minute, at four counters, and turns the tabs of the desk meanwhile: how long
// a press takes until the desk shows it.
func BenchmarkStorm(b *testing.B) {
	const rate, lasts = 20, time.Minute
	for b.Loop() {
		d := mustHallOf(b, wide, rate*int(lasts/time.Second)+100, "PAIHAO_WINDOWS_SCREEN=window", "PAIHAO_WINDOWS_TAKE=off", "PAIHAO_RULES_LONG_WAIT=0s",
			"PAIHAO_VOICE_ON=false") // without a sound card a banner would move the tabs down
		desk := d.mustSideBySide()
		d.mustChooseCounter(desk)
		for counter := range 4 {
			d.mustAsk(fmt.Sprintf("counters/%d/open", counter+1), "")
		}
		var storm sync.WaitGroup
		over := time.After(lasts)
		storm.Go(func() {
			often := time.NewTicker(time.Second / rate)
			defer often.Stop()
			for i := range rate * int(lasts/time.Second) {
				<-often.C
				storm.Go(func() { d.mustAsk("counters/"+strconv.Itoa(1+i%4)+"/next", "") })
			}
		})
		before := d.used(d.kiosk.Process.Pid)
		times := d.mustTurnTabs(desk, over)
		b.ReportMetric(100*float64(d.used(d.kiosk.Process.Pid)-before)/float64(lasts), "%core")
		storm.Wait()
		reportTimes(b, "desk", times)
		b.ReportMetric(0, "ns/op")
	}
}

// mustClick presses and lets go where the mouse is, and tells when it let go: xdotool takes its time before and after.
func (d *display) mustClick() time.Time {
	d.t.Helper()
	d.mustRun("xdotool", "mousedown", "1")
	out := d.mustRun("xdotool", "exec", "--sync", "--args", "2", "date", "+%s%N", "mouseup", "1")
	at, err := strconv.ParseInt(strings.TrimSpace(out), 10, 64)
	if err != nil {
		d.t.Fatal(err)
	}
	return time.Unix(0, at)
}

// mustSideBySide puts the screen at the left, as large as a real one, and the desk at the right of it, both without a frame.
func (d *display) mustSideBySide() (desk string) {
	d.t.Helper()
	screen, desk := d.mustFind("Screen"), d.mustFind("Desk")
	for window, place := range map[string]string{
		screen: fmt.Sprintf("0,0,0,%d,%d", screenWidth, screenHeight),
		desk:   fmt.Sprintf("0,%d,0,%d,%d", screenWidth, deskWidth, deskHeight),
	} {
		d.mustRun("xprop", "-id", window, "-f", "_MOTIF_WM_HINTS", "32c", "-set", "_MOTIF_WM_HINTS", "2, 0, 0, 0, 0")
		d.mustRun("wmctrl", "-i", "-r", window, "-e", place)
	}
	return desk
}

// mustChooseCounter sits down at the first counter.
func (d *display) mustChooseCounter(desk string) {
	d.t.Helper()
	d.mustPress(desk, "F10 Return", "an open counter", func() bool { return d.hall().Counters[0].State == "open" })
}

// mustTurnTabs leaves the first tab of the line and comes back to it until over, and tells how long each turn took to be seen.
func (d *display) mustTurnTabs(desk string, over <-chan time.Time) (times []time.Duration) {
	d.t.Helper()
	tab := d.mustGlass().part(screenWidth+deskTabX, deskTabY, 1, 1)
	for key := "ctrl+t"; ; {
		select {
		case <-over:
			return times
		case <-time.After(200 * time.Millisecond):
		}
		before, from := tab.pixel(0, 0), time.Now()
		d.mustRun("xdotool", "key", key)
		key = map[string]string{"ctrl+t": "ctrl+shift+t", "ctrl+shift+t": "ctrl+t"}[key]
		times = append(times, tab.glass.mustShow(d.t, from, func(uint64) bool { return apart(tab.pixel(0, 0), before) > inkLeast }))
	}
}

// A point on the first tab of the line, beside its words: dark while that tab is open.
const deskTabX, deskTabY = 406, 101
