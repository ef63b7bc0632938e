package boltstore

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"go.etcd.io/bbolt"
)

// oldSchema stands behind the name of a file's copy from before an upgrade, and before its schema.
const oldSchema = ".schema-"

// keepOld copies the file, to which nobody writes, byte for byte to one beside it that tells its schema, and gives the name.
// A copy of the same records, which an earlier try has made, will do; any other file of that name is left alone, and the
// next name is taken. The copy holds the customers' ids of its day until forgetOld deletes it.
func (s *Store) keepOld(found int) (name string, err error) {
	for n := 1; ; n++ {
		name = fmt.Sprintf("%s%s%d", s.options.Path, oldSchema, found)
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
	return SyncDir(filepath.Dir(name))
}

// forgetOld deletes the copies that upgrades of this store have put beside it, once a business day has begun that is later
// than theirs: this program has worked with the file for as long as that day went on, and the ids in the copy are of people
// who were purged since. A file that is not such a copy, or cannot be read, is left alone.
func (s *Store) forgetOld() error {
	dir, base := filepath.Split(s.options.Path)
	list, err := os.ReadDir(filepath.Clean(dir))
	if err != nil {
		return err
	}
	mine, err := signOf(s.db)
	for _, e := range list {
		name := filepath.Join(dir, e.Name())
		if err != nil || !strings.HasPrefix(e.Name(), base+oldSchema) || !s.outlived(name, mine) {
			continue
		}
		if err = os.Remove(name); err == nil {
			s.log.Info("the copy from before an upgrade is deleted: a later day has begun", "copy", name)
		}
	}
	return err
}

// sign is what tells a store's copies and their age.
type sign struct {
	schema int
	day    string // current day
	secret []byte
}

func signOf(db *bbolt.DB) (m sign, err error) {
	err = guarded(func() error {
		return db.View(func(tx *bbolt.Tx) (err error) {
			if m.schema, m.day, err = readLayout(tx); err == nil {
				m.secret, err = getMeta[[]byte](tx, keySecret)
			}
			return err
		})
	})
	return m, err
}

// outlived tells whether a file is an older copy of a store whose current day is later than the copy's.
func (s *Store) outlived(name string, mine sign) bool {
	var theirs sign
	err := look(Options{Path: name, Timeout: s.options.Timeout}, func(v *sight) (err error) {
		theirs, err = signOf(v.db)
		return err
	})
	return err == nil && theirs.schema < mine.schema && theirs.day < mine.day && bytes.Equal(theirs.secret, mine.secret)
}
