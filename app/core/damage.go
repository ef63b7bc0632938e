package core

import (
	"context"
	"runtime"
	"strings"

	"paihao/assets"
)

// DamagedError says that the data file is damaged, and which of its copies is sound.
type DamagedError struct {
	Err  error
	Copy string // path of the newest nightly copy that passed its inspection just now; empty when there is none
}

// Error is what is wrong with the data file.
func (e *DamagedError) Error() string { return e.Err.Error() }

// Unwrap gives it.
func (e *DamagedError) Unwrap() error { return e.Err }

// lookForCopy adds to an error about a damaged data file what it may be restored from.
func lookForCopy(ctx context.Context, err error, data string) error {
	ctx, cancel := context.WithTimeout(ctx, 3*inspectAtLeast)
	defer cancel()
	return &DamagedError{err, newestSound(ctx, data)}
}

// Remedy is what can be done about a damaged data file. command is how this program was called, up to its flags.
func (e *DamagedError) Remedy(command string) string {
	command += " restore"
	if e.Copy == "" {
		return assets.Both("damaged.no_copy", "command", command)
	}
	return assets.Both("damaged.copy", "copy", e.Copy, "command", command+" "+Quoted(e.Copy))
}

// Quoted is a path as it is typed on a command line.
func Quoted(path string) string {
	if !strings.ContainsFunc(path, func(c rune) bool { return strings.ContainsRune(" \t'\"\\$&;|<>()*?[]#~`!{}", c) }) {
		return path
	}
	if runtime.GOOS == "windows" {
		return `"` + path + `"`
	}
	return "'" + strings.ReplaceAll(path, "'", `'\''`) + "'"
}
