package boltstore

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"go.etcd.io/bbolt"
)

// keepOld copies the file, to which nobody writes, byte for byte to one beside it that tells its schema, and gives the name.
// A copy of the same records, which an earlier try has made, will do; any other file of that name is left alone, and the
// next name is taken. A copy holds the customers' ids of its day until somebody deletes it.
func (s *Store) keepOld(found int) (name string, err error) {
	for n := 1; ; n++ {
		name = fmt.Sprintf("%s.schema-%d", s.options.Path, found)
		if n > 1 {
			name = fmt.Sprintf("%s-%d", name, n)
		}
		_, err := os.Lstat(name)
		if errors.Is(err, fs.ErrNotExist) {
			return name, s.keep(name)
		}
		if err != nil {
			return "", err
		}
		if s.holdsSame(name) {
			os.Remove(name + unfinished) // of a try that was killed just before it did so
			return name, nil
		}
	}
}

// holdsSame tells whether another file can be read as a whole and holds the same records. Its bytes may differ: a try that
// was killed may have written to pages of the store's file that are not in use.
func (s *Store) holdsSame(name string) bool {
	err := look(Options{Path: name, Timeout: s.options.Timeout}, func(v *sight) error {
		if err := v.pages.checkAllDays(); err != nil {
			return err
		}
		return guarded(func() error {
			return s.db.View(func(mine *bbolt.Tx) error {
				return v.db.View(func(theirs *bbolt.Tx) error { return same(mine, theirs) })
			})
		})
	})
	return err == nil
}

// keep copies the file to one that is complete and on disk when it has its name.
func (s *Store) keep(name string) error {
	info, err := s.file.Stat()
	if err != nil {
		return err
	}
	temporary := name + unfinished
	if err := os.Remove(temporary); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	file, err := os.OpenFile(temporary, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	defer os.Remove(temporary)
	_, err = io.Copy(file, io.NewSectionReader(s.file, 0, info.Size()))
	if err == nil {
		err = file.Sync()
	}
	if err := errors.Join(err, file.Close()); err != nil {
		return err
	}
	if err := publish(temporary, name); err != nil {
		return err
	}
	return syncDir(filepath.Dir(name))
}
