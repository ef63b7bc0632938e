//go:build unix

package core

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// A pipe in the place of a file would keep the program from starting: it runs without the file and says so.
func TestJournalOfAPipe(t *testing.T) {
	for _, name := range []string{journalName, crashName} {
		folder := t.TempDir()
		if err := syscall.Mkfifo(filepath.Join(folder, name), 0o600); err != nil {
			t.Skip(err)
		}
		j := newJournaling(t, folder)
		j.log.Info("first")
		j.Keep()
		j.log.Info("second")
		says(t, "the console", j.console.String(), "first", "cannot be written to "+folder, "second")
		j.Fail()
	}
}

// A log that was there before, open to others, is its owner's alone from now on.
func TestJournalOfOthers(t *testing.T) {
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, journalName), []byte("before\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	j := newJournaling(t, folder)
	j.Keep()
	j.log.Info("after")
	if texts := j.texts(); texts[journalName] == "" { // it looks at the modes too
		t.Errorf("got the files %v", texts)
	}
}
