//go:build window

package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// What windows cost is measured on a virtual display with software rendering: what no graphics card takes off the processor.

// rows of windows that are measured together.
var layouts = []struct {
	name   string
	config []string
}{
	{"screen", []string{"PAIHAO_WINDOWS_SCREEN=fullscreen", "PAIHAO_WINDOWS_DESK=off", "PAIHAO_WINDOWS_TAKE=off"}},
	{"desk", []string{"PAIHAO_WINDOWS_SCREEN=off", "PAIHAO_WINDOWS_DESK=fullscreen", "PAIHAO_WINDOWS_TAKE=off"}},
	{"take", []string{"PAIHAO_WINDOWS_SCREEN=off", "PAIHAO_WINDOWS_DESK=off", "PAIHAO_WINDOWS_TAKE=fullscreen"}},
	{"all", []string{"PAIHAO_WINDOWS_SCREEN=fullscreen", "PAIHAO_WINDOWS_TAKE=window"}},
}

// BenchmarkIdle tells what the windows cost while nothing happens: the share of one core, and memory as a multiple of what a
// bare window of Fyne takes with the same fonts.
func BenchmarkIdle(b *testing.B) {
	for b.Loop() {
		bare := mustBareWindow(b)
		b.ReportMetric(bare.share, "bare-%core")
		b.ReportMetric(bare.memory, "bare-MB")
		for _, l := range layouts {
			c := func() cost {
				d := mustHallOf(b, fullHD, 0, l.config...)
				defer d.cut()
				return d.mustMeasure(d.kiosk.Process.Pid)
			}()
			b.ReportMetric(c.share, l.name+"-%core")
			b.ReportMetric(c.memory/bare.memory, l.name+"-÷bare")
		}
		b.ReportMetric(0, "ns/op")
	}
}

// BenchmarkFlash tells what a call costs on the call screen, from the call to the end of its flash: the share of one core.
func BenchmarkFlash(b *testing.B) {
	for b.Loop() {
		d := mustHallOf(b, fullHD, 30, "PAIHAO_WINDOWS_SCREEN=fullscreen", "PAIHAO_WINDOWS_DESK=off", "PAIHAO_WINDOWS_TAKE=off")
		d.mustAsk("counters/1/open", "")
		var used time.Duration
		const calls, flash = 10, 3 * time.Second
		for range calls {
			before := d.used(d.kiosk.Process.Pid)
			d.mustAsk("counters/1/next", "")
			<-time.After(flash)
			used += d.used(d.kiosk.Process.Pid) - before
		}
		b.ReportMetric(100*float64(used)/float64(calls*flash), "%core")
		b.ReportMetric(0, "ns/op")
	}
}

// cost is what a program takes while it is left alone.
type cost struct {
	share  float64 // of one core, in percent
	memory float64 // resident, in MB
}

const fullHD = "1920x1080"

const watched = 30 * time.Second // how long an idle program is watched, five times in all

func (d *display) mustMeasure(pid int) cost {
	d.t.Helper()
	<-time.After(15 * time.Second) // what begins with the start is over
	before := d.used(pid)
	<-time.After(watched)
	return cost{100 * float64(d.used(pid)-before) / float64(watched), d.memory(pid)}
}

// mustBareWindow measures the least a program with Fyne's windows can be; see .bench/window.
func mustBareWindow(b *testing.B) cost {
	b.Helper()
	d := mustDisplay(b)
	binary := filepath.Join(b.TempDir(), "bare")
	build := exec.Command("go", "build", "-tags", "migrated_fynedo", "-buildvcs=false", "-ldflags", "-s -w", "-o", binary, ".")
	build.Dir = filepath.Join("..", ".bench", "window")
	if out, err := build.CombinedOutput(); err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	window := d.background(binary)
	defer stop(window)
	d.mustFind("Bare")
	return d.mustMeasure(window.Process.Pid)
}

// mustHallOf starts the program with some people waiting for each service, and waits until its windows stand still.
func mustHallOf(b *testing.B, size string, waiting int, config ...string) *display {
	b.Helper()
	v, d := mustVenue(b), mustDisplayOf(b, size)
	d.local = v.local
	d.env = append(append(d.env, v.environ...), "PAIHAO_WECHAT_API_URL=http://"+v.wechat.Addr())
	d.env = append(d.env, config...)
	d.mustStart("-config", v.file)
	d.mustSee("codes", func() bool { return len(d.hall().Codes) > 0 })
	d.mustCrowd(waiting)
	return d
}

// mustCrowd lets people take tickets, many at a time.
func (d *display) mustCrowd(n int) {
	d.t.Helper()
	var crowd sync.WaitGroup
	for door := range 16 {
		crowd.Go(func() {
			for i := door; i < n; i += 16 {
				d.mustAsk("tickets", fmt.Sprintf(`{"service":%q}`, []string{"general", "social", "quick"}[i%3]))
			}
		})
	}
	crowd.Wait()
}

// used is the processor time a process has taken so far.
func (d *display) used(pid int) time.Duration {
	d.t.Helper()
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		d.t.Fatal(err)
	}
	fields := strings.Fields(string(stat[strings.LastIndexByte(string(stat), ')')+1:]))
	var ticks int64 // of 10 ms: USER_HZ is 100 on every Linux
	for _, field := range fields[11:13] {
		n, err := strconv.ParseInt(field, 10, 64)
		if err != nil {
			d.t.Fatal(err)
		}
		ticks += n
	}
	return time.Duration(ticks) * 10 * time.Millisecond
}

// memory is what a process holds in memory, in MB.
func (d *display) memory(pid int) float64 {
	d.t.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", pid))
	if err != nil {
		d.t.Fatal(err)
	}
	pages, err := strconv.ParseFloat(strings.Fields(string(text))[1], 64)
	if err != nil {
		d.t.Fatal(err)
	}
	return pages * float64(syscall.Getpagesize()) / 1e6
}
