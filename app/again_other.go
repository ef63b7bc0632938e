//go:build !unix && !headless

package main

import (
	"fmt"
	"os"
	"os/exec"
)

// again starts the program anew with the same arguments. This one has to end then.
func again() error {
	program, err := os.Executable()
	if err != nil {
		return fmt.Errorf("start again: %w", err)
	}
	next := exec.Command(program, os.Args[1:]...)
	next.Stdin, next.Stdout, next.Stderr = os.Stdin, os.Stdout, os.Stderr
	if err := next.Start(); err != nil {
		return fmt.Errorf("start again: %w", err)
	}
	return nil
}
