package core

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"sync"
	"time"

	"github.com/DeRuina/timberjack"

	"paihao/app/config"
	"paihao/assets"
)

// What lies in the folder of the log, all of it readable to nobody else.
const (
	journalName = "paihao.log"       // what is written to; beside it paihao-TIME-REASON.log.gz, what was
	crashName   = "crash.log"        // what the program says when it dies of a mistake; empty until then
	failedName  = "failed-start.log" // of the last start that failed
	crashTimes  = "crash-2006-01-02T15-04-05.log"
)

const (
	journalSize = 10   // MB, after which a file is turned over although the day is not
	mostTurned  = 100  // files, besides one a day
	mostCrashes = 10   // reports that are kept
	mostHeld    = 1000 // lines of a start
)

// Journal is where the log goes: to the console, and into files in a folder, one a day and more on a day of much, which are
// kept compressed for as long as the settings say. A folder that cannot be written, or a full disk, holds nobody up: that is
// said once on the console, and again when it has been well in between.
//
// It begins with the console alone: a start that finds another one running must not touch that one's files. Keep writes what
// was said until then, and all that follows.
type Journal struct {
	console io.Writer
	folder  string // empty: the console is all

	mu      sync.Mutex
	held    [][]byte // until Keep
	file    *timberjack.Logger
	day     string // that the file is of
	torn    bool   // the file's last line has no end
	failing bool
	crashes *os.File
}

// NewJournal is the journal of the settings.
func NewJournal(console io.Writer, s *config.Settings) *Journal {
	j := &Journal{console: console, folder: s.LogFolder()}
	if j.folder != "" {
		j.file = &timberjack.Logger{
			Filename: filepath.Join(j.folder, journalName), FileMode: 0o600, LocalTime: true, Compression: "gzip",
			MaxSize: journalSize, MaxAge: s.Log.KeepDays, MaxBackups: s.Log.KeepDays + mostTurned,
		}
	}
	return j
}

// Write takes one line. It never fails: a program does not stop because nobody hears what it says.
func (j *Journal) Write(line []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	_, _ = j.console.Write(line) // a console that was closed is no reason to keep no file
	switch {
	case j.file == nil:
	case j.day != "":
		j.note(j.append(line))
	case len(j.held) < mostHeld:
		j.held = append(j.held, append([]byte(nil), line...))
	}
	return len(line), nil
}

// Keep begins with the files. From now on the runtime writes into one of them what it says when the program dies of a mistake:
// the stack of all that it did. died is where what the run before has said so lies; empty when it has not died.
func (j *Journal) Keep() (died string) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.file == nil || j.day != "" {
		return ""
	}
	err := os.MkdirAll(j.folder, 0o700)
	if err := j.pipe(); err != nil {
		j.file, j.held = nil, nil
		j.note(err)
		return ""
	}
	if info, err := os.Lstat(j.file.Filename); err == nil && info.Mode().IsRegular() {
		_ = os.Chmod(j.file.Filename, 0o600) // one that was there before may be open to others
	}
	j.day, j.torn = lastDay(j.file.Filename)
	died, crashes := j.keepCrashes()
	err = errors.Join(err, crashes)
	for _, line := range j.held {
		err = errors.Join(err, j.append(line))
	}
	j.held = nil
	j.note(err)
	return died
}

// Fail leaves what a start has said that failed, in the place of what the last such start has left.
func (j *Journal) Fail() {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.file == nil || j.day != "" {
		return
	}
	err := os.MkdirAll(j.folder, 0o700)
	if err := j.pipe(); err != nil {
		j.note(err)
		return
	}
	var text []byte
	for _, line := range j.held {
		text = append(text, line...)
	}
	j.note(errors.Join(err, os.WriteFile(filepath.Join(j.folder, failedName), text, 0o600)))
}

// Close ends the files. What is said afterwards goes to the console alone.
func (j *Journal) Close() error {
	j.mu.Lock()
	defer j.mu.Unlock()
	var err error
	if j.crashes != nil {
		err = errors.Join(debug.SetCrashOutput(nil, debug.CrashOptions{}), j.crashes.Close())
	}
	if j.file != nil {
		err = errors.Join(err, j.file.Close())
	}
	j.file, j.crashes = nil, nil
	return err
}

// pipe looks for a pipe in the place of a file: to open it would wait for ever for somebody at its other end.
func (j *Journal) pipe() error {
	for _, name := range []string{journalName, crashName, failedName} {
		path := filepath.Join(j.folder, name)
		if info, err := os.Stat(path); err == nil && info.Mode()&fs.ModeNamedPipe != 0 {
			return &fs.PathError{Op: "open", Path: path, Err: errPipe}
		}
	}
	return nil
}

var errPipe = errors.New("it is a pipe")

// append adds a line to the day's file.
func (j *Journal) append(line []byte) error {
	var turned error
	if today := time.Now().Format(time.DateOnly); today != j.day {
		j.day, turned = today, j.file.RotateWithReason("day")
	}
	if j.torn {
		line = append([]byte("\n"), line...)
	}
	n, err := j.file.Write(line)
	j.torn = j.torn && n == 0 || err != nil && n > 0
	return errors.Join(turned, err)
}

// note says on the console when the files begin to fail.
func (j *Journal) note(err error) {
	if err != nil && !j.failing {
		fmt.Fprintln(j.console, assets.Both("log.lost", "folder", j.folder, "reason", err))
	}
	j.failing = err != nil
}

// lastDay is the day on which a file was written last, today for one that is not there, and whether its last line has no end,
// as a power cut leaves it.
func lastDay(path string) (day string, torn bool) {
	file, err := os.Open(path)
	if err != nil {
		return time.Now().Format(time.DateOnly), false
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil || info.Size() == 0 {
		return time.Now().Format(time.DateOnly), false
	}
	end := make([]byte, 1)
	_, err = file.ReadAt(end, info.Size()-1)
	return info.ModTime().Format(time.DateOnly), err == nil && end[0] != '\n'
}
