package boltstore_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"paihao/queue/boltstore"
)

func TestNewFile(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "b")
	path := filepath.Join(dir, "paihao.db")
	mustOpen(t, path)
	for name, want := range map[string]fs.FileMode{path: 0o600, dir: 0o700, filepath.Dir(dir): 0o700} {
		info, err := os.Stat(name)
		mustDo(t, err)
		if got := info.Mode().Perm(); got != want {
			t.Errorf("mode of %s: got %v, want %v", name, got, want)
		}
	}
	wantAlone(t, path)
}

func TestNoRandomness(t *testing.T) {
	path := filepath.Join(t.TempDir(), "paihao.db")
	want := errors.New("no randomness")
	if _, err := boltstore.Open(boltstore.Options{Path: path, Rand: iotest.ErrReader(want)}); !errors.Is(err, want) {
		t.Errorf("Open: got %v, want %v", err, want)
	}
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("file after a failed Open: got %v, want none", err)
	}
}

// Programs that make the same store at once all get the same one.
func TestMadeAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "paihao.db")
	secrets := make(chan string, 8)
	var all sync.WaitGroup
	for range cap(secrets) {
		all.Go(func() {
			store, err := boltstore.Open(boltstore.Options{Path: path, Timeout: time.Minute})
			if err != nil {
				t.Errorf("Open: got %v, want no error", err)
				return
			}
			defer store.Close()
			if saved, err := store.Load(context.Background()); err == nil {
				secrets <- string(saved.Secret)
			}
		})
	}
	all.Wait()
	close(secrets)
	different := map[string]bool{}
	for secret := range secrets {
		different[secret] = true
	}
	if len(different) != 1 {
		t.Errorf("secrets: got %d different ones, want the same for all", len(different))
	}
	wantAlone(t, path)
}
