package voice

import (
	"os/exec"
	"syscall"
)

// hide keeps a program of the console from showing one.
func hide(c *exec.Cmd) { c.SysProcAttr = &syscall.SysProcAttr{HideWindow: true} }
