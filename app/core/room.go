package core

import (
	"fmt"
	"os"
	"path/filepath"
)

// spareRoom is how many bytes a copy leaves free on the disk, for the tickets and calls to come.
const spareRoom = 64 << 20

// roomError says that the disk is nearly full.
type roomError struct {
	Dir        string
	Need, Free uint64 // bytes
}

// Error tells the sizes.
func (e *roomError) Error() string {
	return fmt.Sprintf("%s: the disk is nearly full: %d bytes wanted, %d free", e.Dir, e.Need, e.Free)
}

// checkRoom refuses a copy in dir that would not leave enough room on its disk. like is a file of about the size that the
// copy will have. Where the system does not tell, the copy is tried.
func checkRoom(dir, like string) error {
	need := uint64(spareRoom)
	if info, err := os.Stat(like); err == nil {
		need += uint64(info.Size())
	}
	if free, known := freeRoom(filepath.Clean(dir)); known && free < need {
		return &roomError{dir, need, free}
	}
	return nil
}
