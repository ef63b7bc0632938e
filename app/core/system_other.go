//go:build !windows

package core

import (
	"os"
	"strings"
)

// system is which distribution and kernel this is, where files tell (os-release(5), proc_sys_kernel(5)).
func system() string {
	kernel, _ := os.ReadFile("/proc/sys/kernel/osrelease") // there are systems without it
	release, _ := os.ReadFile("/etc/os-release")
	_, name, _ := strings.Cut("\n"+string(release), "\nPRETTY_NAME=")
	name, _, _ = strings.Cut(name, "\n")
	return strings.TrimSpace(strings.Trim(name, `"`) + " " + string(kernel))
}
