package boltstore

import (
	"context"
	"fmt"
	"io/fs"

	"go.etcd.io/bbolt"

	"paihao/queue"
)

// Days reads records of days, also of those of which Load gives no more than the dates. A damaged one is left out: see Damage.
// Errors: fs.ErrClosed; queue.ErrDamaged when pages cannot be read; that of ctx.
func (s *Store) Days(ctx context.Context, from, to string) (list []queue.Day, err error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.closing.Load() {
		return nil, fmt.Errorf("read days: %w", fs.ErrClosed)
	}
	err = guarded(func() error {
		return s.db.View(func(tx *bbolt.Tx) error {
			list, err = readDays(tx, from, to)
			return err
		})
	})
	if err != nil {
		return nil, fmt.Errorf("read days: %w", err)
	}
	return list, nil
}

func readDays(tx *bbolt.Tx, from, to string) (list []queue.Day, err error) {
	t, err := findTable(tx, dayRecords, "")
	if err != nil {
		return nil, err
	}
	var keys, values [][]byte
	c := t.bucket.Cursor()
	for key, value := c.Seek([]byte(from)); key != nil && string(key) <= to; key, value = c.Next() {
		keys, values = append(keys, key), append(values, value)
	}
	_, err = decode(t.name, keys, values, &list)
	return list, err
}
