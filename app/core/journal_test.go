package core

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"paihao/app/config"
)

// journaling is a journal with a folder, and what it says on its console.
type journaling struct {
	*Journal
	log     *slog.Logger
	console bytes.Buffer
	t       *testing.T
}

func newJournaling(t *testing.T, folder string) *journaling {
	t.Helper()
	j := &journaling{t: t}
	j.Journal = NewJournal(&j.console, &config.Settings{Log: config.Log{Folder: folder, KeepDays: 3}})
	j.log = slog.New(slog.NewTextHandler(j.Journal, nil))
	t.Cleanup(func() {
		if err := j.Close(); err != nil {
			t.Error(err)
		}
	})
	return j
}

// texts are the files in the folder by name, those that are compressed opened; each has to be its owner's alone.
func (j *journaling) texts() map[string]string {
	j.t.Helper()
	all := map[string]string{}
	entries, err := os.ReadDir(j.folder)
	if err != nil {
		j.t.Fatal(err)
	}
	for _, e := range entries {
		data := mustRead(j.t, filepath.Join(j.folder, e.Name()))
		if info, err := e.Info(); err != nil || info.Mode().Perm() != 0o600 {
			j.t.Errorf("%s: %v, %v, want mode 0600", e.Name(), info, err)
		}
		if strings.HasSuffix(e.Name(), ".gz") {
			r, err := gzip.NewReader(bytes.NewReader(data))
			if err != nil {
				j.t.Fatal(err)
			}
			if data, err = io.ReadAll(r); err != nil {
				j.t.Fatal(err)
			}
		}
		all[e.Name()] = string(data)
	}
	return all
}

// says checks that a text has the words once each, in this order.
func says(t *testing.T, what, text string, words ...string) {
	t.Helper()
	at := 0
	for _, w := range words {
		i := strings.Index(text[at:], w)
		if i < 0 || strings.Count(text, w) != 1 {
			t.Errorf("%s is %q, want %q in it, once each and in this order", what, text, words)
			return
		}
		at += i
	}
}

// What is said before the files may be touched stands in them first, and without a folder there are none.
func TestJournalKeeps(t *testing.T) {
	j := newJournaling(t, filepath.Join(t.TempDir(), "venue", "log"))
	j.log.Info("first")
	if _, err := os.Stat(j.folder); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("before it may be touched the folder is %v", err)
	}
	if died := j.Keep(); died != "" || j.Keep() != "" {
		t.Errorf("a run before died: %s", died)
	}
	j.log.Info("second")
	if err := j.Close(); err != nil {
		t.Error(err)
	}
	j.log.Info("third")
	says(t, "the console", j.console.String(), "first", "second", "third")
	texts := j.texts()
	says(t, "the file", texts[journalName], "first", "second")
	if len(texts) != 2 || texts[crashName] != "" || strings.Contains(texts[journalName], "third") {
		t.Errorf("the files are %q", texts)
	}
	if info, err := os.Stat(j.folder); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the folder is %v (%v), want mode 0700", info, err)
	}

	bare := newJournaling(t, "")
	bare.log.Info("only here")
	if bare.Keep() != "" || bare.held != nil {
		t.Errorf("without a folder %q is held", bare.held)
	}
	bare.Fail()
	says(t, "the console", bare.console.String(), "only here")
}

// Each day has a file of its own, also after a start on another day, and the old ones go when their time is over.
func TestJournalTurnsOver(t *testing.T) {
	folder := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(8 * time.Hour)
		j := newJournaling(t, folder)
		j.Keep()
		for _, day := range []string{"day 1", "day 2", "day 3"} {
			j.log.Info(day)
			j.log.Info(day + " again")
			if err := os.Chtimes(filepath.Join(folder, journalName), time.Now(), time.Now()); err != nil { // the disk has the real clock
				t.Fatal(err)
			}
			time.Sleep(24 * time.Hour)
		}
		if err := j.Close(); err != nil {
			t.Fatal(err)
		}
		j = newJournaling(t, folder)
		j.Keep()
		j.log.Info("day 4, after a start")
		if err := j.Close(); err != nil {
			t.Fatal(err)
		}
		texts := j.texts()
		says(t, "the newest file", texts[journalName], "day 4, after a start")
		if strings.Contains(texts[journalName], "day 3") {
			t.Errorf("what was said the day before is in today's file: %q", texts[journalName])
		}
		var old []string
		for name, text := range texts {
			if strings.HasSuffix(name, ".log.gz") {
				old = append(old, text)
			}
		}
		slices.Sort(old)
		if len(old) != 3 || !strings.Contains(old[0], "day 1 again") || !strings.Contains(old[2], "day 3 again") {
			t.Fatalf("the old files are %q, want one of each day", texts)
		}

		time.Sleep(72 * time.Hour)
		j = newJournaling(t, folder)
		j.Keep()
		j.log.Info("day 7")
		if err := j.Close(); err != nil {
			t.Fatal(err)
		}
		texts = j.texts()
		if len(texts) != 4 { // days 3 and 4, today's and that of crashes
			t.Errorf("after keep_days the files are %q", texts)
		}
	})
}

// A day on which much is said has several files.
func TestJournalTurnsOverBySize(t *testing.T) {
	j := newJournaling(t, t.TempDir())
	j.Keep()
	for range 23 {
		j.log.Info(strings.Repeat("much ", 200_000))
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	whole := 0
	for _, text := range j.texts() {
		whole += strings.Count(text, "much much")
		if len(text) > journalSize<<20 {
			t.Errorf("a file of %d bytes", len(text))
		}
	}
	if n := len(j.texts()); n != 4 || whole == 0 { // two are full, and that of crashes
		t.Errorf("%d files, want 4", n)
	}
}

// Where nothing can be written the program is not held up, and says so once, also when it fails again later.
func TestJournalCannotBeWritten(t *testing.T) {
	for name, spoil := range map[string]func(folder string) error{
		"a file in its place": func(folder string) error { return os.WriteFile(folder, nil, 0o600) },
		"a full disk": func(folder string) error {
			return errors.Join(os.Mkdir(folder, 0o700), os.Symlink("/dev/full", filepath.Join(folder, journalName)))
		},
	} {
		t.Run(name, func(t *testing.T) {
			folder := filepath.Join(t.TempDir(), "log")
			if err := spoil(folder); err != nil {
				t.Skip(err)
			}
			j := newJournaling(t, folder)
			j.log.Info("first")
			j.Keep()
			j.log.Info("second")
			says(t, "the console", j.console.String(), "first", "日志写不进 "+folder, "cannot be written to "+folder, "second")
			if err := errors.Join(os.RemoveAll(folder), os.Mkdir(folder, 0o700)); err != nil {
				t.Fatal(err)
			}
			_ = j.file.Rotate() // as a new day would
			j.log.Info("third")
			if text := string(mustRead(t, filepath.Join(folder, journalName))); !strings.Contains(text, "third") {
				t.Errorf("when it can be written again the file is %q", text)
			}
			if n := strings.Count(j.console.String(), "cannot be written"); n != 1 {
				t.Errorf("it was said %d times, want once", n)
			}
		})
	}
}

// A line that a power cut has left half does not run into the next one.
func TestJournalAfterPowerCut(t *testing.T) {
	j := newJournaling(t, t.TempDir())
	mustWriteFile(t, filepath.Join(j.folder, journalName), []byte("level=INFO msg=whole\nlevel=INFO msg=ha"))
	j.Keep()
	j.log.Info("first")
	j.log.Info("second")
	lines := strings.Split(j.texts()[journalName], "\n")
	if len(lines) != 5 || lines[1] != "level=INFO msg=ha" || !strings.HasSuffix(lines[2], "msg=first") || !strings.HasSuffix(lines[3], "msg=second") {
		t.Errorf("the lines are %q", lines)
	}
}

// What a start has said that failed lies in a file of its own, that of the last one.
func TestJournalOfFailedStart(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "log")
	for _, words := range []string{"the port is taken", "the file is damaged"} {
		j := newJournaling(t, folder)
		j.log.Error(words)
		j.Fail()
		if texts := j.texts(); len(texts) != 1 || strings.Count(texts[failedName], "\n") != 1 || !strings.Contains(texts[failedName], words) {
			t.Errorf("the files are %q, want %q", texts, words)
		}
	}
}

// What earlier runs have said that died is kept, each by its own, and not without end.
func TestJournalKeepsCrashes(t *testing.T) {
	folder := t.TempDir()
	start := time.Date(2026, 11, 21, 10, 0, 0, 0, time.Local)
	for i := range mostCrashes + 3 {
		at := start.Add(time.Duration(i) * time.Minute)
		path := filepath.Join(folder, crashName)
		mustWriteFile(t, path, []byte("panic: "+at.Format(time.TimeOnly)))
		if err := os.Chtimes(path, at, at); err != nil {
			t.Fatal(err)
		}
		j := newJournaling(t, folder)
		died := j.Keep()
		if text := string(mustRead(t, died)); text != "panic: "+at.Format(time.TimeOnly) {
			t.Errorf("%s says %q", died, text)
		}
		if err := j.Close(); err != nil {
			t.Error(err)
		}
	}
	names := crashReports(folder)
	if len(names) != mostCrashes || names[0] != "crash-2026-11-21T10-03-00.log" {
		t.Errorf("kept are %v, want the last %d", names, mostCrashes)
	}
}
