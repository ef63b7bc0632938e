//go:build !linux

package boltstore

import "os"

// allocate takes the room for a file before it is written, where the system can: Windows does.
func allocate(file *os.File, size int64) error { return file.Truncate(size) }
