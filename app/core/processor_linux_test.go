package core_test

import (
	"syscall"
	"time"
)

// processorTime is what this process has used of the processors so far, in its own code and in the kernel.
func processorTime() time.Duration {
	var u syscall.Rusage
	must(0, syscall.Getrusage(syscall.RUSAGE_SELF, &u))
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
