package boltstore

import (
	"errors"
	"runtime"
	"strings"
	"syscall"

	bolt "go.etcd.io/bbolt/errors"
)

// Spare tells whether there is room for new tickets too. It is false once a commit found the disk full, until the disk has
// room for the reserve again, which is asked every few seconds; and once the file has reached its size limit, until
// it was compacted or is opened anew.
func (s *Store) Spare() bool { return s.reserve.spare() && !s.atLimit }

// makeRoom gives up what was kept for calls, when it was for want of room that a commit failed.
func (s *Store) makeRoom(err error) {
	switch {
	case errors.Is(err, bolt.ErrMaxSizeReached):
		if !s.atLimit {
			s.log.Error("the file has reached its size limit: its last room is for calls", "limit", s.options.MaxSize)
		}
		s.atLimit, s.db.MaxSize = true, s.options.MaxSize
	case isFull(err):
		s.reserve.release()
	}
}

// keepMargin keeps a part of the file's size limit for calls.
func (s *Store) keepMargin() {
	s.atLimit = false
	s.db.MaxSize = s.options.MaxSize - min(s.options.Reserve, s.options.MaxSize/4)
}

// isFull tells whether an error is about a full disk, or one that is full for this user. bbolt keeps no more than the
// words of the system's error when a file cannot grow.
func isFull(err error) bool {
	if err == nil {
		return false
	}
	full := []syscall.Errno{syscall.ENOSPC, syscall.EDQUOT}
	if runtime.GOOS == "windows" {
		full = []syscall.Errno{39, 112, 1295} // ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL, ERROR_DISK_QUOTA_EXCEEDED
	}
	for _, number := range full {
		if errors.Is(err, number) || strings.Contains(err.Error(), number.Error()) {
			return true
		}
	}
	return false
}
