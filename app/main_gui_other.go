//go:build !headless && (!linux || wayland)

package main

// forgetDeadManager has to do with X11 alone.
func forgetDeadManager() {}

// giveBack has to do with the C library of X11's systems alone.
func giveBack() {}

// watchDisplay has to do with X11 alone: elsewhere a display does not go away under a program.
func watchDisplay(func()) {}
