package boltstore

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

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
	return asNew(path, func(temporary string) (*bbolt.DB, error) {
		db, _, err := s.writeAnew(ctx, temporary)
		return db, err
	})
}

// CopyFile writes a store that no program holds to a new file, like Store.Copy. It opens from for reading alone, and leaves
// it and what lies beside it as they are; a file of an older layout is copied in that layout. Records that are damaged are
// copied as they are.
// Errors: fs.ErrExist when there is a file at to, which is left alone; queue.ErrLocked when another program holds from for
// longer than a second; queue.ErrDamaged when pages cannot be read; queue.ErrNewer; that of ctx, those of the file system.
// A file that is cut off while it is read, or a disk that fails, may end the process.
func CopyFile(ctx context.Context, from, to string) error {
	if err := copyFile(ctx, from, to); err != nil {
		return fmt.Errorf("copy %s: %w", from, err)
	}
	return nil
}

func copyFile(ctx context.Context, from, to string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return asNew(to, func(temporary string) (db *bbolt.DB, err error) {
		err = look(Options{Path: from, Timeout: time.Second}, func(v *sight) error {
			if err := v.pages.checkAllDays(); err != nil {
				return err
			}
			return guarded(func() error {
				return v.db.View(func(tx *bbolt.Tx) error {
					if _, _, err := readLayout(tx); err != nil {
						return err
					}
					db, _, err = rewrite(Options{}, tx, temporary, ctx.Err)
					return err
				})
			})
		})
		return db, err
	})
}

// asNew gives a file its name once write has written all of it under another one. Where a file is already, nothing is
// written.
func asNew(path string, write func(temporary string) (*bbolt.DB, error)) error {
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		if err == nil {
			err = &fs.PathError{Op: "create", Path: path, Err: fs.ErrExist}
		}
		return err
	}
	db, err := write(path + unfinished)
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
	return SyncDir(filepath.Dir(path))
}

// writeAnew writes the last commit to a new file, until ctx ends or the store is closed.
func (s *Store) writeAnew(ctx context.Context, path string) (db *bbolt.DB, file *os.File, err error) {
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
