//go:build !headless && (!linux || wayland)

package main

// forgetDeadManager has to do with X11 alone.
func forgetDeadManager() {}

// watchDisplay has to do with X11 alone: elsewhere a display does not go away under a program.
func watchDisplay(func()) {}
