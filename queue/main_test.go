package queue_test

import (
	"testing"

	"go.uber.org/goleak"
)

// No test may leave a goroutine: a queue that is closed is gone.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }
