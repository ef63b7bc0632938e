package core

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"

	"paihao/queue"
)

// Inspection is the hidden sub-command by which the program reads a data file in a process of its own: a file that is cut
// off or wrong may kill whoever reads it, or keep them for ever.
const Inspection = "inspect-file"

const (
	// inspectAtLeast is how long an inspection may take however small the file is.
	inspectAtLeast = 20 * time.Second
	// inspectRate is how many bytes a second the slowest disk is believed to read.
	inspectRate = 4 << 20
	// inspectStack is more than a sound file needs, and keeps one that goes in circles from eating the machine's memory.
	inspectStack = 64 << 20
	// longestFinding is how many bytes of a finding are read, which is far more than any has.
	longestFinding = 1 << 20
)

// errInspector says that no inspection took place, which tells nothing about the file.
var errInspector = errors.New("the check could not be run")

// Inspect is the process of an inspection: it reads the file at path and writes its finding to out. It ends the process when
// in does, since then nobody waits for the finding any more.
func Inspect(path string, in io.Reader, out io.Writer) error {
	signal.Ignore(os.Interrupt, syscall.SIGTERM) // whoever asked got it too, and ends this process when it is time
	debug.SetMaxStack(inspectStack)
	go func() {
		_, _ = io.Copy(io.Discard, in)
		os.Exit(1)
	}()
	report, err := readStore(path)
	f := finding{Report: report}
	if err != nil {
		f.Trouble, f.Reason = describeTrouble(err)
	}
	return json.NewEncoder(out).Encode(f)
}

// inspect reads the file at path in a process of its own. A file that kills the process, or is not read in a time that its
// size would explain, is damaged.
// Errors: *DamagedRecordsError, queue.ErrDamaged, ErrLocked and ErrNewer, those of the file system, errInspector.
func inspect(ctx context.Context, path string) (Report, error) {
	info, err := os.Stat(path)
	if err != nil {
		return Report{}, err
	}
	if !info.Mode().IsRegular() {
		return Report{}, errNotFile
	}
	within := inspectAtLeast + time.Duration(info.Size()/inspectRate)*time.Second
	return inspectWithin(ctx, path, within)
}

func inspectWithin(ctx context.Context, path string, within time.Duration) (Report, error) {
	limited, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	text, err := runInspection(limited, path)
	var f finding
	switch {
	case ctx.Err() != nil:
		return Report{}, ctx.Err()
	case errors.Is(err, errInspector):
		return Report{}, err
	case limited.Err() != nil:
		return Report{}, fmt.Errorf("%w: not read within %v", queue.ErrDamaged, within)
	case err != nil:
		return Report{}, fmt.Errorf("%w: its reader ended with: %v", queue.ErrDamaged, err)
	case json.Unmarshal(text, &f) != nil:
		return Report{}, fmt.Errorf("%w: its reader could not tell what it found", queue.ErrDamaged)
	}
	return f.judge()
}

// runInspection gives what the process says. Its complaints are dropped: a program that dies may quote what it read.
func runInspection(ctx context.Context, path string) ([]byte, error) {
	program, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errInspector, err)
	}
	c := exec.CommandContext(ctx, program, Inspection, path)
	in, err := c.StdinPipe() // ends when this process does, however that is
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errInspector, err)
	}
	defer in.Close()
	out, err := c.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errInspector, err)
	}
	if err := c.Start(); err != nil {
		return nil, fmt.Errorf("%w: %w", errInspector, err)
	}
	text, err := io.ReadAll(io.LimitReader(out, longestFinding))
	out.Close() // one that has more to say than that ends on it
	return text, errors.Join(err, c.Wait())
}
