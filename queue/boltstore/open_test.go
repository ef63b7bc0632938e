package boltstore_test

import (
	"bytes"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"go.etcd.io/bbolt"

	"paihao/queue"
	"paihao/queue/boltstore"
)

// Who finds the store held waits for a second, and not longer.
func TestLocked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "paihao.db")
		first := mustOpen(t, path)
		began := time.Now()
		if _, err := boltstore.Open(boltstore.Options{Path: path}); !errors.Is(err, queue.ErrLocked) {
			t.Errorf("second Open: got %v, want %v", err, queue.ErrLocked)
		}
		if took := time.Since(began); took < 900*time.Millisecond || took > time.Second {
			t.Errorf("second Open took %v, want about a second", took)
		}
		mustCommit(t, first, 0, queue.Change{Days: []queue.Day{{Date: today}}})
		first.Close()
		if got := mustLoad(t, mustOpen(t, path)).Revision; got != 1 {
			t.Errorf("revision after the first was closed: got %d, want 1", got)
		}
	})
}

// What is not a store is refused in words that say why, and stays as it is.
func TestNotAStore(t *testing.T) {
	for _, c := range []struct {
		name string
		make func(t *testing.T, path string)
		want error
		says string
	}{
		{"empty", func(t *testing.T, path string) { mustWrite(t, path, nil) }, queue.ErrDamaged, "empty"},
		{"short", func(t *testing.T, path string) { mustWrite(t, path, []byte("hello")) }, queue.ErrDamaged, "invalid"},
		{"text", func(t *testing.T, path string) { mustWrite(t, path, bytes.Repeat([]byte("hello\n"), 9999)) }, queue.ErrDamaged, "invalid"},
		{"zeros", func(t *testing.T, path string) { mustWrite(t, path, make([]byte, 1<<16)) }, queue.ErrDamaged, "invalid"},
		{"other program's", mustOther, queue.ErrDamaged, "not a store of this program"},
		{"directory", func(t *testing.T, path string) { mustDo(t, os.Mkdir(path, 0o700)) }, nil, "directory"},
		{"pipe", func(t *testing.T, path string) { mustDo(t, syscall.Mkfifo(path, 0o600)) }, nil, "pipe"},
		{"link to nothing", func(t *testing.T, path string) { mustDo(t, os.Symlink(path+".gone", path)) }, fs.ErrNotExist, "no such file"},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "paihao.db")
			c.make(t, path)
			before, _ := os.ReadFile(regular(path))
			_, err := boltstore.Open(boltstore.Options{Path: path})
			if err == nil || !strings.Contains(err.Error(), c.says) || c.want != nil && !errors.Is(err, c.want) {
				t.Errorf("Open: got %v, want one that is %v and says %q", err, c.want, c.says)
			}
			after, _ := os.ReadFile(regular(path))
			if !bytes.Equal(before, after) {
				t.Errorf("the file was changed, want it as it was")
			}
			wantAlone(t, path)
		})
	}
}

// regular is a path that may be read without waiting for a writer.
func regular(path string) string {
	if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() {
		return os.DevNull
	}
	return path
}

// wantAlone holds that nothing was left beside the file and its reserve, or others that are named.
func wantAlone(t *testing.T, path string, others ...string) {
	t.Helper()
	list, err := os.ReadDir(filepath.Dir(path))
	mustDo(t, err)
	for _, e := range list {
		name := filepath.Join(filepath.Dir(path), e.Name())
		if name != path && name != path+".reserve" && !slices.Contains(others, name) {
			t.Errorf("beside the file: got %s, want nothing but %v", e.Name(), others)
		}
	}
}

func mustOther(t *testing.T, path string) {
	t.Helper()
	db, err := bbolt.Open(path, 0o600, nil)
	mustDo(t, err)
	mustDo(t, db.Update(func(tx *bbolt.Tx) error {
		_, err := tx.CreateBucket([]byte("theirs"))
		return err
	}))
	mustDo(t, db.Close())
}

func mustWrite(t *testing.T, path string, data []byte) {
	t.Helper()
	mustDo(t, os.WriteFile(path, data, 0o600))
}

func mustDo(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// Where nothing can be made, it says so and where.
func TestNoPlace(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	mustWrite(t, file, []byte("x"))
	for _, path := range []string{"/proc/paihao/paihao.db", filepath.Join(file, "paihao.db")} {
		_, err := boltstore.Open(boltstore.Options{Path: path})
		var where *fs.PathError
		if !errors.As(err, &where) || !strings.Contains(err.Error(), path) {
			t.Errorf("Open(%s): got %v, want an error of the file system that names it", path, err)
		}
	}
}

// On a file system that may only be read a store is not opened: it could not be written either.
func TestReadOnly(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "paihao.db")
	mounted := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=3m") == nil
	if mounted {
		t.Cleanup(func() { syscall.Unmount(dir, 0) })
	}
	mustOpen(t, path).Close()
	if !mounted {
		wantRefusal(t, path, 0o400, fs.ErrPermission)
		return
	}
	mustDo(t, syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""))
	if _, err := boltstore.Open(boltstore.Options{Path: path}); !errors.Is(err, syscall.EROFS) {
		t.Errorf("Open: got %v, want %v", err, syscall.EROFS)
	}
}

func TestUnreadable(t *testing.T) {
	path := filepath.Join(t.TempDir(), "paihao.db")
	mustOpen(t, path).Close()
	wantRefusal(t, path, 0, fs.ErrPermission)
}

// wantRefusal opens a file of some mode as somebody who is not above such modes.
func wantRefusal(t *testing.T, path string, mode fs.FileMode, want error) {
	t.Helper()
	mustDo(t, os.Chmod(path, mode))
	if os.Geteuid() == 0 { // files are then opened as user "nobody", by this thread alone
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		mustDo(t, syscall.Setfsuid(65534))
		defer syscall.Setfsuid(0)
	}
	if _, err := boltstore.Open(boltstore.Options{Path: path}); !errors.Is(err, want) {
		t.Errorf("Open: got %v, want %v", err, want)
	}
}

// Damage is logged once for each bucket, without what the record says.
func TestDamageLogged(t *testing.T) {
	path := filepath.Join(t.TempDir(), "paihao.db")
	store := mustOpen(t, path)
	mustCommit(t, store, 0, append([]queue.Change{{Days: []queue.Day{{Date: today}}}}, visits(today, 7, 40)...)...)
	store.Close()
	file, err := os.ReadFile(path)
	mustDo(t, err)
	openid := []byte(visit(today, 20).Bindings[0].Customer.OpenID)
	if !bytes.Contains(file, openid) {
		t.Fatalf("the file does not hold %s, want it to", openid)
	}
	mustWrite(t, path, bytes.ReplaceAll(file, openid, bytes.ToUpper(openid)))
	var log bytes.Buffer
	store, err = boltstore.Open(boltstore.Options{Path: path, Log: slog.New(slog.NewTextHandler(&log, nil))})
	mustDo(t, err)
	defer store.Close()
	for range 3 {
		if got := len(mustLoad(t, store).Bindings); got != 39 {
			t.Errorf("bindings: got %d, want 39 of 40", got)
		}
	}
	said := log.String()
	once := strings.Count(said, "bucket=bindings") == 1 && strings.Count(said, "bucket=contacts") == 1 && strings.Count(said, "level=ERROR") == 2
	if !once || strings.Contains(strings.ToLower(said), string(openid[1:])) {
		t.Errorf("log: got %s, want an error for each of two buckets, and nothing of the customer", said)
	}
}
