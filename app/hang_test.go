//go:build unix

package main

import (
	"path/filepath"
	"syscall"
	"testing"
)

// A kiosk that hangs is not waited for without end.
func TestHangingKiosk(t *testing.T) {
	t.Parallel()
	p := newProgram(t)
	stop := p.start("-trial", "-headless")
	if err := p.process.Signal(syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(p.home, "backup.db")
	p.run("-trial", "backup", path).ends(t, "a backup", failed, "占用它的程序没有应答", "does not answer")
	if err := p.process.Signal(syscall.SIGCONT); err != nil {
		t.Fatal(err)
	}
	p.run("-trial", "backup", path).ends(t, "a backup when it goes on", well)
	stop().ends(t, "the run", well)
}
