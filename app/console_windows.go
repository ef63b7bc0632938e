package main

import (
	"os"

	win "golang.org/x/sys/windows"
)

// joinConsole lets what is said appear on the console that the program was called from. Windows gives a program with windows
// none, so that no black one opens behind them; output that goes to a file or another program is left as it is.
// Source: AttachConsole with ATTACH_PARENT_PROCESS, GetStdHandle.
func joinConsole() {
	const parent = ^uintptr(0)
	if given(win.Stdout) && given(win.Stderr) {
		return
	}
	attach := win.NewLazySystemDLL("kernel32.dll").NewProc("AttachConsole")
	if attach.Find() != nil {
		return
	}
	if joined, _, _ := attach.Call(parent); joined == 0 {
		return // it was not called from a console
	}
	console, err := os.OpenFile("CONOUT$", os.O_RDWR, 0)
	if err != nil {
		return
	}
	if !given(win.Stdout) {
		os.Stdout = console
	}
	if !given(win.Stderr) {
		os.Stderr = console
	}
}

// given tells whether the program was called with somewhere for its output to go.
func given(stream win.Handle) bool {
	_, err := win.GetFileType(stream)
	return err == nil
}
