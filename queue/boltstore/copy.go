package boltstore

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"go.etcd.io/bbolt"
)

// Copy writes the store as of its last commit to a new file at path, which is a store of its own. Commits go on meanwhile;
// what they set free is used again only after it.
// Errors: fs.ErrExist when there is a file at path, which is left alone; fs.ErrClosed; queue.ErrDamaged when pages cannot
// be read; that of ctx, those of the file system. What a copy that was cut short leaves is a file with ".part" behind its
// name, which the next copy to the same path removes.
func (s *Store) Copy(ctx context.Context, path string) error {
	s.mu.RLock()
	defer s.mu.RUnlock()
	s.copies.Lock() // two to the same path would meet in its unfinished file
	defer s.copies.Unlock()
	if err := s.copy(ctx, path); err != nil {
		return fmt.Errorf("copy store: %w", err)
	}
	return nil
}

func (s *Store) copy(ctx context.Context, path string) error {
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		if err == nil {
			err = &fs.PathError{Op: "create", Path: path, Err: fs.ErrExist}
		}
		return err
	}
	db, _, err := s.rewrite(ctx, path+unfinished)
	if err != nil {
		return err
	}
	defer os.Remove(path + unfinished)
	if err := db.Close(); err != nil {
		return err
	}
	if err := publish(path+unfinished, path); err != nil {
		return err
	}
	return syncDir(filepath.Dir(path))
}

// rewrite writes the last commit to a new file, until ctx ends or the store is closed.
func (s *Store) rewrite(ctx context.Context, path string) (db *bbolt.DB, file *os.File, err error) {
	stop := func() error {
		if s.closing.Load() {
			return fs.ErrClosed
		}
		return ctx.Err()
	}
	if err := stop(); err != nil {
		return nil, nil, err
	}
	err = guarded(func() error {
		return s.db.View(func(tx *bbolt.Tx) error {
			if err := checkSnapshot(s.file, tx); err != nil {
				return err
			}
			db, file, err = rewrite(s.options, tx, path, stop)
			return err
		})
	})
	return db, file, err
}

// checkSnapshot looks at all pages that a transaction can see, before bbolt reads them. No commit touches them meanwhile.
func checkSnapshot(file *os.File, tx *bbolt.Tx) error {
	size := tx.DB().Info().PageSize
	h := header{pageSize: size, root: uint64(tx.Cursor().Bucket().Root()), count: uint64(tx.Size()) / uint64(size)}
	p := newPages(file, h)
	if err := p.checkTree(); err != nil {
		return err
	}
	return p.checkAllDays()
}
