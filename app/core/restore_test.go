package core

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"paihao/queue"
)

// AsRestore makes the test binary restore a file and be killed on the way; it says before which step.
const AsRestore = "TEST_AS_RESTORE"

// restoreSteps is how many moments there are to be killed at.
const restoreSteps = 5

// RunRestore is the process of a restore that is killed.
func RunRestore(args []string) int {
	left, err := strconv.Atoi(os.Getenv(AsRestore))
	if err != nil {
		return 2
	}
	_, _, err = Restoring{Data: args[0], File: args[1], Now: time.Now, step: func() {
		if left--; left < 0 {
			endSelf(os.Kill)
		}
	}}.Restore(context.Background())
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// restoration is a data file, and a backup that holds something else.
type restoration struct {
	t            *testing.T
	data, backup string
	old, new     *queue.Saved
}

func newRestoration(t *testing.T) *restoration {
	t.Helper()
	dir := t.TempDir()
	r := &restoration{t: t, data: filepath.Join(dir, "paihao.db"), backup: filepath.Join(t.TempDir(), "backup.db")}
	mustData(t, r.data, 7)
	mustData(t, r.backup, 3)
	r.old, r.new = mustSaved(t, r.data), mustSaved(t, r.backup)
	return r
}

func (r *restoration) restore() (kept string, err error) {
	kept, _, err = Restoring{Data: r.data, File: r.backup, Now: moment}.Restore(r.t.Context())
	return kept, err
}

func moment() time.Time { return time.Date(2026, 11, 21, 15, 30, 0, 0, time.UTC) }

func (r *restoration) check(what, path string, want *queue.Saved) {
	r.t.Helper()
	if got := mustSaved(r.t, path); !reflect.DeepEqual(got, want) {
		r.t.Errorf("%s: %s holds %d tickets, want %d", what, path, len(got.Tickets), len(want.Tickets))
	}
}

// tidy checks that nothing half done lies beside the data file.
func (r *restoration) tidy() {
	r.t.Helper()
	entries, err := os.ReadDir(filepath.Dir(r.data))
	if err != nil {
		r.t.Fatal(err)
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") {
			r.t.Errorf("%s is left behind", e.Name())
		}
	}
}

func TestRestore(t *testing.T) {
	r := newRestoration(t)
	kept, err := r.restore()
	if want := r.data + ".before-restore-20261121-153000"; err != nil || kept != want {
		t.Fatalf("the old file is kept as %q (%v), want %q", kept, err, want)
	}
	r.check("the data file", r.data, r.new)
	r.check("the old file", kept, r.old)
	r.check("the backup", r.backup, r.new)
	r.tidy()
	if info, err := os.Stat(r.data); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the data file: %v, %v, want mode 0600", info, err)
	}
	again, err := r.restore()
	if want := kept + "-2"; err != nil || again != want {
		t.Errorf("a second time in one second, the old file is kept as %q (%v), want %q", again, err, want)
	}
	r.check("the file kept first", kept, r.old)
}

// What is in the place of a data file does not matter to a restore, but for one in use, and is never lost.
func TestRestoreOverAnything(t *testing.T) {
	r := newRestoration(t)
	damaged := append(mustRead(t, r.data)[:5000:5000], "and nothing more"...)
	mustWriteFile(t, r.data, damaged)
	kept, err := r.restore()
	if err != nil || string(mustRead(t, kept)) != string(damaged) {
		t.Errorf("over a damaged file: %v, want it kept byte for byte", err)
	}
	r.check("over a damaged file", r.data, r.new)
	if err := os.Remove(r.data); err != nil {
		t.Fatal(err)
	}
	if kept, err := r.restore(); err != nil || kept != "" {
		t.Errorf("over a missing file: kept %q, %v, want nothing kept", kept, err)
	}
	r.check("over a missing file", r.data, r.new)
	r.tidy()

	elsewhere := filepath.Join(t.TempDir(), "elsewhere.db")
	if err := errors.Join(os.Rename(r.data, elsewhere), os.Symlink(elsewhere, r.data)); err != nil {
		t.Fatal(err)
	}
	if kept, err := r.restore(); err != nil || filepath.Dir(kept) != filepath.Dir(elsewhere) {
		t.Errorf("through a link: kept %q, %v, want it beside the file itself", kept, err)
	}
	if info, err := os.Lstat(r.data); err != nil || info.Mode()&fs.ModeSymlink == 0 {
		t.Errorf("the link is %v now (%v)", info, err)
	}
}

// When the disk does not confirm the last step, nobody is told that nothing was changed.
func TestRestoreUnsettled(t *testing.T) {
	r := newRestoration(t)
	away, steps := filepath.Dir(r.data)+".away", 0
	defer os.RemoveAll(away)
	kept, _, err := Restoring{Data: r.data, File: r.backup, Now: moment, step: func() {
		if steps++; steps == restoreSteps { // the new file is in its place
			if err := os.Rename(filepath.Dir(r.data), away); err != nil {
				t.Error(err)
			}
		}
	}}.Restore(t.Context())
	if words := FileWords(err); !errors.Is(err, errUnsettled) || strings.Contains(words, "没有改动") || !strings.Contains(words, "已经写好并换上") {
		t.Errorf("got %v, %s, want errUnsettled and its words", err, words)
	}
	r.check("the data file", filepath.Join(away, "paihao.db"), r.new)
	r.check("the old file", filepath.Join(away, filepath.Base(kept)), r.old)
}

// A refused restore changes nothing.
func TestRestoreRefused(t *testing.T) {
	r := newRestoration(t)
	before := mustRead(t, r.data)
	sound := r.backup
	for file, want := range map[string]error{
		filepath.Join(filepath.Dir(sound), "none.db"): fs.ErrNotExist, filepath.Dir(sound): errNotFile, r.data: errSame,
		mustWriteFile(t, sound+".cut", mustRead(t, sound)[:9000]):                queue.ErrDamaged,
		mustWriteFile(t, filepath.Join(t.TempDir(), "odd.db"), []byte("played")): queue.ErrDamaged,
	} {
		r.backup = file
		if _, err := r.restore(); !errors.Is(err, want) {
			t.Errorf("%s: got %v, want %v", file, err, want)
		}
	}
	r.backup = sound
	q := mustQueue(t, r.data)
	if _, err := r.restore(); !errors.Is(err, queue.ErrLocked) {
		t.Errorf("while it is in use: got %v, want ErrLocked", err)
	}
	if err := q.Close(); err != nil {
		t.Fatal(err)
	}
	if string(mustRead(t, r.data)) != string(before) {
		t.Error("the data file has changed")
	}
	r.tidy()
	r.data = t.TempDir()
	if _, err := r.restore(); !errors.Is(err, errNotFile) {
		t.Errorf("over a directory: got %v, want errNotFile", err)
	}
}

// Killed between any two steps, a restore leaves the old file in its place or the new one, and all of the old one somewhere;
// done again it succeeds.
func TestRestoreKilled(t *testing.T) {
	for missing := range 2 {
		for step := range restoreSteps + 1 {
			t.Run(fmt.Sprintf("missing %d, step %d", missing, step), func(t *testing.T) {
				t.Parallel()
				r := newRestoration(t)
				if missing == 1 {
					if err := os.Remove(r.data); err != nil {
						t.Fatal(err)
					}
				}
				c := exec.Command(os.Args[0], r.data, r.backup)
				c.Env = append(os.Environ(), AsRestore+"="+strconv.Itoa(step))
				out, err := c.CombinedOutput()
				last := restoreSteps
				if missing == 1 {
					last = 2 // it has no old file to keep
				}
				if killed := c.ProcessState.ExitCode() == -1; killed != (step < last) {
					t.Fatalf("ended with %v, %s; want a killed process before step %d only", err, out, last)
				}
				r.checkKilled(missing == 1, step == last)
			})
		}
	}
}

func (r *restoration) checkKilled(missing, done bool) {
	r.t.Helper()
	_, err := os.Stat(r.data)
	switch {
	case missing && errors.Is(err, fs.ErrNotExist) && !done:
	case err != nil:
		r.t.Fatalf("there is neither the old data file nor the new: %v", err)
	default:
		got := mustSaved(r.t, r.data)
		isOld, isNew := reflect.DeepEqual(got, r.old), reflect.DeepEqual(got, r.new)
		if !isNew && (!isOld || done) {
			r.t.Errorf("the data file holds neither what it held nor what the backup holds: %d tickets", len(got.Tickets))
		}
		if !isOld && !missing {
			kept, _ := filepath.Glob(r.data + ".before-restore-*")
			if len(kept) != 1 {
				r.t.Fatalf("kept are %v, want the old file", kept)
			}
			r.check("the old file", kept[0], r.old)
		}
	}
	if _, err := r.restore(); err != nil {
		r.t.Errorf("once more: %v", err)
	}
	r.check("once more", r.data, r.new)
}
