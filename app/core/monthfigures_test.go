//go:build linux

package core_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"time"
)

// figures are what a kiosk holds. Sizes are in MB. The system counts the pages of the data file that the program has looked at as
// the program's, but they are the file's: the system takes them back when somebody needs room, and the more the file holds, the
// more there are.
type figures struct {
	heap       float64 // after collecting what is garbage
	own        float64 // of the process alone, once what is free has gone back to the system (RssAnon)
	mapped     float64 // of the data file
	held       float64 // all of it, with the program's text (VmRSS)
	file       float64 // of the data
	copies     int
	goroutines int
	open       int // files and sockets
}

// String tells them.
func (f figures) String() string {
	return fmt.Sprintf("heap %.2f MB, %.1f MB of its own in memory, %.1f MB of the data file, %.0f MB with the program's text; "+
		"data file %.1f MB, %d copies, %d goroutines, %d files and sockets open",
		f.heap, f.own, f.mapped, f.held, f.file, f.copies, f.goroutines, f.open)
}

// figures are taken when connections that are not in use are closed.
func (m *month) figures() figures {
	m.t.Helper()
	m.client.CloseIdleConnections()
	runtime.GC()
	debug.FreeOSMemory()
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	status, data := string(must(os.ReadFile("/proc/self/status"))), m.settings.DataFile()
	_, mapping, _ := strings.Cut(string(must(os.ReadFile("/proc/self/smaps"))), " "+data+"\n")
	copies, _ := os.ReadDir(filepath.Join(filepath.Dir(data), "backups")) // there may be none yet
	return figures{
		heap: float64(memory.HeapAlloc) / 1e6, own: megabytes(status, "RssAnon:"), mapped: megabytes(mapping, "Rss:"), held: megabytes(status, "VmRSS:"),
		file: float64(must(os.Stat(data)).Size()) / 1e6, copies: len(copies),
		goroutines: runtime.NumGoroutine(), open: len(must(os.ReadDir("/proc/self/fd"))),
	}
}

// megabytes is the first size that the system tells under a name, which it gives in kB of 1,024 bytes.
func megabytes(text, name string) float64 {
	_, rest, _ := strings.Cut(text, name)
	var kilobytes float64
	must(fmt.Sscan(rest, &kilobytes))
	return kilobytes * 1024 / 1e6
}

// checkDrift compares the first days that count with the last ones.
func (m *month) checkDrift(each []figures) {
	m.t.Helper()
	first, last := mean(each[:together]), mean(each[len(each)-together:])
	m.t.Logf("from the first %d days that count to the last %d the heap %+.1f %%, memory of its own %+.1f %%, with the mapped file and the text %+.1f %%",
		together, together, 100*(last.heap/first.heap-1), 100*(last.own/first.own-1), 100*(last.held/first.held-1))
	if last.heap > monthMost*first.heap || last.own > monthMost*first.own {
		m.t.Errorf("memory grew from\n%s to\n%s, want at most %v of it", first, last, monthMost)
	}
	if last.file > first.file*5/4 {
		m.t.Errorf("the data file has %.1f MB, and had %.1f MB when it held %d days", last.file, first.file, monthKept)
	}
}

// mean is what days held in the mean, as far as sizes go.
func mean(each []figures) (f figures) {
	n := float64(len(each))
	for _, e := range each {
		f.heap, f.own, f.mapped, f.held, f.file = f.heap+e.heap/n, f.own+e.own/n, f.mapped+e.mapped/n, f.held+e.held/n, f.file+e.file/n
	}
	f.copies, f.goroutines, f.open = each[0].copies, each[0].goroutines, each[0].open
	return f
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
