//go:build !windows

package main

// joinConsole has nothing to do: here a program always has the console it was called from.
func joinConsole() {}
