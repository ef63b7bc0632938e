//go:build !linux

package core_test

import "time"

// processorTime is not known here; the benchmarks that tell it are Linux's.
func processorTime() time.Duration { return 0 }
