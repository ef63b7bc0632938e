package storetest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"paihao/queue"
)

func (b *bench) mustCopy(path string) {
	b.Helper()
	if err := b.store.(queue.Copier).Copy(context.Background(), path); err != nil {
		b.Fatalf("Copy: got %v, want no error", err)
	}
}

// checkCopy holds that a copy gives what the store gives, and shares nothing with it.
func checkCopy(b *bench, dir string) {
	b.mustCommit(fullChange(firstDay, 0))
	b.mustCommit(fullChange(secondDay, 1000))
	path := filepath.Join(dir, "copy")
	b.mustCopy(path)
	b.check()
	other := &bench{failer: b.failer, Place: Place{Open: func() queue.Store { return b.OpenCopy(path) }}, taken: b.taken, base: b.base}
	other.store = other.Open()
	defer func() { other.store.Close() }()
	other.check()
	if !bytes.Equal(other.mustLoad().Secret, b.mustLoad().Secret) {
		b.Errorf("Secret of the copy: got another one, want the same")
	}
	other.mustCommit(fullChange(thirdDay, 2000))
	b.check()
	b.mustCommit(queue.Change{Dropped: []string{firstDay}})
	other.check()
}

// checkCopyRefused holds that nothing is written over, and nothing is there when there was no copy.
func checkCopyRefused(b *bench, dir string) {
	b.mustCommit(fullChange(firstDay, 0))
	there := filepath.Join(dir, "there")
	if err := os.WriteFile(there, []byte("somebody's"), 0o600); err != nil {
		b.Fatalf("%v", err)
	}
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	for _, c := range []struct {
		name, path string
		ctx        context.Context
		want       error
	}{
		{"over a file", there, context.Background(), fs.ErrExist},
		{"over a directory", dir, context.Background(), fs.ErrExist},
		{"into no directory", filepath.Join(dir, "none", "copy"), context.Background(), fs.ErrNotExist},
		{"with an ended context", filepath.Join(dir, "copy"), ended, context.Canceled},
	} {
		if err := b.store.(queue.Copier).Copy(c.ctx, c.path); !errors.Is(err, c.want) {
			b.Errorf("Copy %s: got %v, want %v", c.name, err, c.want)
		}
	}
	b.store.Close()
	if err := b.store.(queue.Copier).Copy(context.Background(), filepath.Join(dir, "copy")); err == nil {
		b.Errorf("Copy after Close: got no error, want one")
	}
	b.store = b.Open()
	text, err := os.ReadFile(there)
	list, _ := os.ReadDir(dir)
	if string(text) != "somebody's" || err != nil || len(list) != 1 {
		b.Errorf("after copies that were refused: got %q, %v and %v, want the file as it was, alone", text, err, list)
	}
	b.check()
}

// checkCopyDeleted holds that a copy has no byte of records that were deleted before, whether it was ever compacted or not.
func checkCopyDeleted(b *bench, dir string, d deletion) {
	note := func(i int) string { return fmt.Sprintf("of-%s-%d-", d.name, i) }
	for i := range 50 {
		b.mustCommit(d.written(fmt.Sprint(i), note(i)))
	}
	for i := range 49 {
		b.mustCommit(d.deleted(fmt.Sprint(i)))
	}
	path := filepath.Join(dir, "copy")
	b.mustCopy(path)
	text, err := os.ReadFile(path)
	if err != nil {
		b.Fatalf("read the copy: %v", err)
	}
	for i := range 50 {
		if got, want := bytes.Contains(text, []byte(note(i))), i == 49; got != want {
			b.Errorf("%s number %d in the copy: got %v, want %v", d.name, i, got, want)
		}
	}
}

// checkCopyWhileWritten holds that each of many copies made during commits is the store as of one commit.
func checkCopyWhileWritten(b *bench, dir string) {
	b.mustCommit(fullChange(firstDay, 0))
	store, copies := b.store.(queue.Copier), 4
	done := make(chan struct{})
	var copier sync.WaitGroup
	copier.Go(func() {
		defer close(done)
		for i := range copies {
			if err := store.Copy(context.Background(), filepath.Join(dir, fmt.Sprint(i))); err != nil {
				b.Errorf("Copy during commits: got %v, want no error", err)
			}
		}
	})
	for n := 1; ; n++ {
		b.mustCommit(fullChange(firstDay, 1000*n))
		select {
		case <-done:
			copier.Wait()
			for i := range copies {
				b.compareCopy(filepath.Join(dir, fmt.Sprint(i)))
			}
			b.check()
			return
		default:
		}
	}
}

// compareCopy holds a copy against the changes up to its revision, each of which was a commit of its own.
func (b *bench) compareCopy(path string) {
	b.Helper()
	store := b.OpenCopy(path)
	defer store.Close()
	saved, err := store.Load(context.Background())
	if err != nil {
		b.Fatalf("Load of a copy: got %v, want no error", err)
	}
	c := &bench{failer: b.failer, store: store, base: saved.Revision}
	c.compareSaved("Load of a copy made during commits", saved, b.taken[:saved.Revision])
}
