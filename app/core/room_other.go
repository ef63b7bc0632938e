//go:build !linux && !darwin

package core

// freeRoom is not told by the standard library here.
func freeRoom(string) (bytes uint64, known bool) { return 0, false }
