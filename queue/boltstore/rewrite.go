package boltstore

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"go.etcd.io/bbolt"

	"paihao/queue"
)

// What stands behind the name of a file that is being written, and behind that of the store's file written anew.
const (
	unfinished = ".part"
	compacting = ".compact"
)

// tree is a transaction or a bucket: what holds buckets.
type tree interface {
	Bucket(name []byte) *bbolt.Bucket
	CreateBucket(name []byte) (*bbolt.Bucket, error)
	Cursor() *bbolt.Cursor
}

// rewrite writes what a transaction sees to a new file at path, which is on disk when it returns, and keeps it open. The
// file holds no byte of what was deleted: bbolt leaves those in free pages, and each page here is a new one. A file that
// is there already is what an earlier try has left. stop is asked now and then, and ends it with an error.
func rewrite(o Options, tx *bbolt.Tx, path string, stop func() error) (db *bbolt.DB, file *os.File, err error) {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, nil, err
	}
	if db, file, err = openFile(o, path, making); err != nil {
		os.Remove(path) // bbolt writes its first pages when it opens a file
		return nil, nil, err
	}
	db.NoSync, db.NoGrowSync = true, true // once at the end is enough
	err = guarded(func() error {
		c := &copying{to: db, stop: stop}
		return c.all(tx)
	})
	if err == nil && !o.NoSync {
		err = db.Sync()
	}
	if err == nil {
		err = checkWritten(file, db.Info().PageSize)
	}
	if err != nil {
		return nil, nil, errors.Join(err, db.Close(), os.Remove(path))
	}
	db.NoSync, db.NoGrowSync = o.NoSync, false
	return db, file, nil
}

func checkWritten(file *os.File, pageSize int) error {
	p, _, err := checkFile(file, pageSize)
	if err != nil {
		return err
	}
	return p.checkAllDays()
}

// copyBytes is about how much is copied in one transaction, since bbolt keeps a transaction in memory.
const copyBytes = 4 << 20

// copying copies a tree into another file.
type copying struct {
	to    *bbolt.DB
	tx    *bbolt.Tx
	bytes int
	stop  func() error
}

// all copies the tree of a transaction, and makes sure that all of it can be read there.
func (c *copying) all(from *bbolt.Tx) (err error) {
	if c.tx, err = c.to.Begin(true); err != nil {
		return err
	}
	defer func() { c.tx.Rollback() }()
	if err := c.tree(from, nil); err != nil {
		return err
	}
	if err := c.next(); err != nil {
		return err
	}
	if err := same(from, c.tx); err != nil {
		return err
	}
	if c.tx.Bucket([]byte(meta)).Get([]byte(keyUntidy)) == nil { // as in schema 1
		return c.tx.Commit()
	}
	if err := putMeta(c.tx, keyUntidy, tidy); err != nil {
		return err
	}
	return c.tx.Commit()
}

// tree copies what lies in a bucket, path being the names of the buckets that lead to it.
func (c *copying) tree(from tree, path [][]byte) error {
	cursor := from.Cursor()
	for key, value := cursor.First(); key != nil; key, value = cursor.Next() {
		into := c.at(path)
		if value == nil {
			if _, err := into.CreateBucket(key); err != nil {
				return err
			}
			if err := c.tree(from.Bucket(key), append(path[:len(path):len(path)], key)); err != nil {
				return err
			}
			continue
		}
		if err := into.(*bbolt.Bucket).Put(key, value); err != nil {
			return err
		}
		if c.bytes += len(key) + len(value); c.bytes >= copyBytes {
			if err := c.next(); err != nil {
				return err
			}
		}
	}
	return nil
}

// at finds the bucket that a path leads to in the transaction of now.
func (c *copying) at(path [][]byte) tree {
	if len(path) == 0 {
		return c.tx
	}
	bucket := c.tx.Bucket(path[0])
	for _, name := range path[1:] {
		bucket = bucket.Bucket(name)
	}
	bucket.FillPercent = fullPages
	return bucket
}

// next begins another transaction.
func (c *copying) next() error {
	if err := c.stop(); err != nil {
		return err
	}
	if err := c.tx.Commit(); err != nil {
		return err
	}
	tx, err := c.to.Begin(true)
	if err == nil {
		c.tx, c.bytes = tx, 0
	}
	return err
}

// same tells whether two trees hold the same, byte for byte.
func same(a, b tree) error {
	x, y := a.Cursor(), b.Cursor()
	key, value := x.First()
	other, text := y.First()
	for ; key != nil; key, value = x.Next() {
		if !bytes.Equal(key, other) || (value == nil) != (text == nil) || !bytes.Equal(value, text) {
			return fmt.Errorf("%w: written anew it reads differently", queue.ErrDamaged)
		}
		if value == nil {
			if err := same(a.Bucket(key), b.Bucket(other)); err != nil {
				return err
			}
		}
		other, text = y.Next()
	}
	if other != nil {
		return fmt.Errorf("%w: written anew it reads differently", queue.ErrDamaged)
	}
	return nil
}
