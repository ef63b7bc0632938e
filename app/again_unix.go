//go:build unix && !headless

package main

import (
	"fmt"
	"os"
	"syscall"
)

// again starts the program anew in the place of this one, with the same arguments: who looks after it sees the same process.
// It returns only when that fails.
func again() error {
	program, err := os.Executable()
	if err != nil {
		return fmt.Errorf("start again: %w", err)
	}
	return fmt.Errorf("start again: %w", syscall.Exec(program, os.Args, os.Environ()))
}
