package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"paihao/app/config"
	"paihao/app/core"
	"paihao/assets"
)

// backUp writes a copy of the data to a new file, while the kiosk runs and while it does not.
func backUp(f flags, args []string, stdout, stderr io.Writer) int {
	return withData("backup", f, args, stderr, func(ctx context.Context, data, path string) int {
		report, err := core.Backup(ctx, data, path)
		return tell("backup.done", path, report, err, stdout, stderr)
	})
}

// verify looks whether a data file is sound: the one of the settings, unless another is named.
func verify(f flags, args []string, stdout, stderr io.Writer) int {
	var path string
	var ok bool
	if len(args) == 0 {
		path, ok = dataFile(f, stderr)
	} else {
		path, ok = oneFile("verify", args, stderr)
	}
	if !ok {
		return misuse
	}
	ctx, stop := untilStopped()
	defer stop()
	report, err := core.Verify(ctx, path)
	return tell("verify.sound", path, report, err, stdout, stderr)
}

// restore puts a backup in the place of the data file, and keeps that under another name.
func restore(f flags, args []string, stdout, stderr io.Writer) int {
	return withData("restore", f, args, stderr, func(ctx context.Context, data, path string) int {
		kept, report, err := core.Restoring{Data: data, File: path, Now: time.Now}.Restore(ctx)
		status := tell("restore.done", path, report, err, stdout, stderr)
		if kept != "" {
			fmt.Fprintln(stdout, assets.Both("restore.kept", "kept", kept))
		}
		return status
	})
}

// withData runs a sub-command that needs the data file and one other, until it is stopped.
func withData(name string, f flags, args []string, stderr io.Writer, do func(ctx context.Context, data, path string) int) int {
	path, ok := oneFile(name, args, stderr)
	if !ok {
		return misuse
	}
	data, ok := dataFile(f, stderr)
	if !ok {
		return misuse
	}
	ctx, stop := untilStopped()
	defer stop()
	return do(ctx, data, path)
}

// tell says how it went with a file.
func tell(key, path string, r core.Report, err error, stdout, stderr io.Writer) int {
	if err != nil {
		fmt.Fprintln(stderr, core.FileWords(err))
		return failed
	}
	fmt.Fprintln(stdout, assets.Both(key, "path", path, "days", r.Days, "tickets", r.Tickets, "revision", r.Revision))
	return well
}

// inspect is the process that reads a data file for another one of the program.
func inspect(args []string, stdout io.Writer) int {
	if len(args) != 1 || core.Inspect(args[0], os.Stdin, stdout) != nil {
		return misuse
	}
	return well
}

// oneFile is the one argument of a sub-command.
func oneFile(name string, args []string, stderr io.Writer) (path string, ok bool) {
	if len(args) != 1 || args[0] == "" || strings.HasPrefix(args[0], "-") {
		fmt.Fprintln(stderr, assets.Both("usage."+name))
		return "", false
	}
	return args[0], true
}

// dataFile is the data file of the settings. Without settings there is none: nobody's data is meant for a trial that nobody
// has asked for.
func dataFile(f flags, stderr io.Writer) (path string, ok bool) {
	p, err := meant(f)
	if err != nil {
		fmt.Fprintln(stderr, err)
		return "", false
	}
	return p.settings.DataFile(), true
}

// meant is load for a sub-command: where a start would begin a first trial, the settings are missing.
func meant(f flags) (plan, error) {
	p, err := load(f)
	if dir, noHome := home(); err == nil && p.first && noHome == nil {
		err = &missingError{filepath.Join(dir, config.FileName)}
	}
	return p, err
}

// untilStopped is over when somebody stops the program, so that nothing is left half done.
func untilStopped() (context.Context, context.CancelFunc) {
	return signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
}
