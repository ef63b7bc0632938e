package main

import "syscall"

// allowForeground lets another program bring its windows to the front: on Windows only the one that was just started by hand
// may, and may pass that on (AllowSetForegroundWindow, with ASFW_ANY).
func allowForeground() {
	const anyProgram = 0xffffffff
	if allow := syscall.NewLazyDLL("user32.dll").NewProc("AllowSetForegroundWindow"); allow.Find() == nil {
		_, _, _ = allow.Call(anyProgram) // refused, the window's mark in the task bar lights up instead
	}
}
