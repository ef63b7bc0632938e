//go:build linux || darwin

package core

import "syscall"

// freeRoom is how many bytes this program may still write to the disk of dir.
func freeRoom(dir string) (bytes uint64, known bool) {
	var s syscall.Statfs_t
	if err := syscall.Statfs(dir, &s); err != nil {
		return 0, false
	}
	return uint64(s.Bavail) * uint64(s.Bsize), true
}
