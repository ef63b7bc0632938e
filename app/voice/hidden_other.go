//go:build !windows

package voice

import "os/exec"

// hide does nothing: only Windows shows consoles.
func hide(*exec.Cmd) {}
