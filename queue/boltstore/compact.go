package boltstore

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"

	"go.etcd.io/bbolt"
)

// Compact writes the file anew beside itself, reads it back, and puts it in the place of the old one in one step, so
// that a crash leaves one or the other, each with all that was committed. It waits for a Copy that is on its way.
// When it fails before that step, the store is as it was. When it fails after, the next Commit is in doubt.
// Then it deletes the copies that an upgrade has put beside the file, once a later business day has begun than theirs: what
// was purged is to be gone from the disk, not only from the file.
func (s *Store) Compact(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.compact(ctx); err != nil {
		return fmt.Errorf("compact: %w", err)
	}
	if err := s.forgetOld(); err != nil {
		s.log.Warn("the copy from before an upgrade could not be deleted: it holds customers' ids", "err", err)
	}
	return nil
}

func (s *Store) compact(ctx context.Context) error {
	if err := cmp.Or(s.adrift, s.broken); err != nil {
		return err
	}
	if named, err := hasName(s.file, s.options.Path); err != nil || !named {
		return errors.Join(err, errors.New("the file was moved, or another put in its place"))
	}
	db, file, err := s.writeAnew(ctx, s.options.Path+compacting)
	if err != nil {
		return err
	}
	if runtime.GOOS == "windows" {
		return s.replaceClosed(db)
	}
	return s.replace(db, file)
}

// replace gives the new file the store's name and goes on with it. Both files are locked until it has the name: whoever
// opens the store meanwhile waits for one of the locks, and if it was the old one finds that the file has lost its name.
func (s *Store) replace(db *bbolt.DB, file *os.File) error {
	path := s.options.Path
	if err := os.Rename(path+compacting, path); err != nil {
		if named, _ := hasName(s.file, path); !named {
			s.adrift = err
		}
		return errors.Join(err, db.Close(), os.Remove(path+compacting))
	}
	old := s.db
	s.db, s.file = db, file
	s.keepMargin()
	// As long as the name is not on the disk, a power cut may bring the old file back: without the commits that follow.
	s.adrift = errors.Join(SyncDir(filepath.Dir(path)), old.Close())
	return s.adrift
}

// replaceClosed does so where open files cannot be renamed. Between the two files the lock is free for a moment; whoever
// takes it then makes one of the steps fail, or has changed the revision.
func (s *Store) replaceClosed(db *bbolt.DB) error {
	path := s.options.Path
	err := errors.Join(db.Close(), s.db.Close())
	if err == nil {
		err = os.Rename(path+compacting, path)
	}
	again, file, lost := openNamed(s.options, writing)
	if lost != nil {
		s.adrift = errors.Join(err, lost)
		return s.adrift
	}
	s.db, s.file = again, file
	s.keepMargin()
	return err
}
