package boltstore

import (
	"crypto/rand"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"go.etcd.io/bbolt"
)

// secretSize is the length of the random bytes made with a store.
const secretSize = 32

// create makes an empty store: under another name, written to disk as a whole, and only then under its own. So a power
// cut leaves no half of a store, which bbolt could not open (its first pages and its first commit are two steps).
func create(o Options) error {
	random := o.Rand
	if random == nil {
		random = rand.Reader
	}
	secret := make([]byte, secretSize)
	if _, err := io.ReadFull(random, secret); err != nil {
		return err
	}
	dir := filepath.Dir(o.Path)
	if err := makeDir(dir); err != nil {
		return err
	}
	file, err := os.CreateTemp(dir, filepath.Base(o.Path)+".new-*") // CreateTemp gives it mode 0600
	if err != nil {
		return err
	}
	defer os.Remove(file.Name())
	if err := errors.Join(file.Close(), initialise(file.Name(), secret)); err != nil {
		return err
	}
	// When another program was quicker, its store is kept and ours is not.
	if err := publish(file.Name(), o.Path); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return SyncDir(dir)
}

// makeDir makes a directory and those above it, readable to nobody else, so that they are there after a power cut too.
func makeDir(dir string) error {
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	parent := filepath.Dir(dir)
	if err := makeDir(parent); err != nil {
		return err
	}
	if err := os.Mkdir(dir, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return SyncDir(parent)
}

// initialise writes what every store has. bbolt syncs the file in each step.
func initialise(path string, secret []byte) error {
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{FreelistType: bbolt.FreelistMapType})
	if err != nil {
		return err
	}
	err = db.Update(func(tx *bbolt.Tx) error {
		if _, err := tx.CreateBucket([]byte(meta)); err != nil {
			return err
		}
		for _, k := range kinds {
			if err := k.create(tx); err != nil {
				return err
			}
		}
		return errors.Join(putMeta(tx, keySchema, schema), putMeta(tx, keySecret, secret), putMeta(tx, keyRevision, uint64(0)),
			putMeta(tx, keyDays, days{}), putMeta(tx, keyAt, time.Time{}), putMeta(tx, keyUntidy, tidy))
	})
	return errors.Join(err, db.Close())
}

// publish gives a file that is written and synced its name, unless a file has that name: fs.ErrExist. The temporary name is
// for the caller to remove.
func publish(temporary, path string) error {
	err := os.Link(temporary, path)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	if _, err := os.Lstat(path); err == nil { // a file system without links
		return &fs.PathError{Op: "create", Path: path, Err: fs.ErrExist}
	}
	return os.Rename(temporary, path)
}

// SyncDir makes the names in a directory last. Windows has no such call, and keeps a journal of names instead.
func SyncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
