package core

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"
)

// keepCrashes opens the file for what the runtime says when the program dies. What an earlier run has left there gets a name
// of its own, by when it died.
func (j *Journal) keepCrashes() (died string, err error) {
	path := filepath.Join(j.folder, crashName)
	if info, err := os.Stat(path); err == nil && info.Size() > 0 {
		died = filepath.Join(j.folder, info.ModTime().Format(crashTimes))
		if err := os.Rename(path, died); err != nil {
			return "", err
		}
	}
	j.forgetCrashes()
	if j.crashes, err = os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600); err != nil {
		j.crashes = nil
		return died, err
	}
	return died, debug.SetCrashOutput(j.crashes, debug.CrashOptions{})
}

// forgetCrashes removes the oldest reports when there are too many: a program that dies at each start must not fill the disk.
func (j *Journal) forgetCrashes() {
	names := crashReports(j.folder)
	for _, name := range names[:max(0, len(names)-mostCrashes)] {
		_ = os.Remove(filepath.Join(j.folder, name)) // it is tried again at the next start
	}
}

// crashReports are the names of what runs have said that died, oldest first.
func crashReports(folder string) (names []string) {
	entries, _ := os.ReadDir(folder) // sorted; without a folder there are none
	for _, e := range entries {
		if _, err := time.Parse(crashTimes, e.Name()); err == nil && e.Type() == fs.FileMode(0) {
			names = append(names, e.Name())
		}
	}
	return names
}
