package core

import (
	"fmt"

	"golang.org/x/sys/windows"
)

// system is which Windows this is.
func system() string {
	major, minor, build := windows.RtlGetNtVersionNumbers()
	return fmt.Sprintf("Windows %d.%d.%d", major, minor, build)
}
