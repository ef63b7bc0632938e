//go:build linux

package core_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// figures are what a kiosk holds. Sizes are in MB.
type figures struct {
	heap       float64 // after collecting what is garbage
	held       float64 // by the process, with what the test itself holds (VmRSS)
	file       float64 // of the data
	copies     int
	goroutines int
	open       int // files and sockets
}

// String tells them.
func (f figures) String() string {
	return fmt.Sprintf("heap %.2f MB, held in memory %.0f MB, data file %.1f MB, %d copies, %d goroutines, %d files and sockets open",
		f.heap, f.held, f.file, f.copies, f.goroutines, f.open)
}

// figures are taken when connections that are not in use are closed.
func (m *month) figures() figures {
	m.t.Helper()
	m.client.CloseIdleConnections()
	runtime.GC()
	runtime.GC()
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	status := string(must(os.ReadFile("/proc/self/status")))
	_, rest, _ := strings.Cut(status, "VmRSS:")
	var kilobytes float64
	must(fmt.Sscan(rest, &kilobytes))
	info := must(os.Stat(m.settings.DataFile()))
	copies, _ := os.ReadDir(filepath.Join(filepath.Dir(m.settings.DataFile()), "backups")) // there may be none yet
	return figures{
		heap: float64(memory.HeapAlloc) / 1e6, held: kilobytes * 1024 / 1e6, file: float64(info.Size()) / 1e6, copies: len(copies),
		goroutines: runtime.NumGoroutine(), open: len(must(os.ReadDir("/proc/self/fd"))),
	}
}

// checkLeaks wants no more goroutines and open files than on the first day that counts, once what ends is gone.
func (m *month) checkLeaks(first, last figures) {
	m.t.Helper()
	for limit := time.Now().Add(40 * time.Second); last.goroutines > first.goroutines || last.open > first.open; last = m.figures() {
		if time.Now().After(limit) {
			m.t.Errorf("day %d left %s;\nnow it is %s", settledDay, first, last)
			return
		}
		<-time.After(200 * time.Millisecond)
	}
	if last.copies > 11 {
		m.t.Errorf("%d copies are kept, want those of 7 days and 4 weeks", last.copies)
	}
}
