package boltstore

import (
	"errors"
	"os"
	"syscall"
)

// allocate takes the room for a file before it is written, so that a full disk says so at once. Some file systems cannot;
// there it is writing that takes the room.
func allocate(file *os.File, size int64) error {
	err := error(syscall.EINTR)
	for errors.Is(err, syscall.EINTR) { // a signal came, as Go sends them to its own threads: nothing was taken yet
		err = syscall.Fallocate(int(file.Fd()), 0, 0, size)
	}
	if errors.Is(err, syscall.EOPNOTSUPP) || errors.Is(err, syscall.ENOSYS) {
		return nil
	}
	return err
}
