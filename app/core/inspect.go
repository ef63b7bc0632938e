package core

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"os/signal"
	"regexp"
	"runtime/debug"
	"slices"
	"syscall"
	"time"

	"paihao/queue"
	"paihao/queue/boltstore"
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

// Report is what an inspection found in a data file. It tells nothing of what the records say.
type Report struct {
	Revision uint64   `json:"revision"`
	Days     int      `json:"days"`
	Tickets  int      `json:"tickets"` // of all days
	Damage   []Damage `json:"damage,omitempty"`
}

// Damage is records of one bucket that cannot be read.
type Damage = boltstore.Damage

// count is how many records are damaged.
func count(damage []Damage) (records int) {
	for _, d := range damage {
		records += d.Records
	}
	return records
}

// DamagedRecordsError says that a file can be read but for some of its records.
type DamagedRecordsError struct{ Report Report }

// Error counts the records.
func (e *DamagedRecordsError) Error() string {
	return fmt.Sprintf("%v: %d records", queue.ErrDamaged, count(e.Report.Damage))
}

// Unwrap gives the sentinel.
func (e *DamagedRecordsError) Unwrap() error { return queue.ErrDamaged }

// errInspector says that no inspection took place, which tells nothing about the file.
var errInspector = errors.New("the check could not be run")

// finding is what the process of an inspection says on its standard output.
type finding struct {
	Report
	Trouble string `json:"trouble,omitempty"` // a key of troubles, or systemTrouble
	Reason  string `json:"reason,omitempty"`  // the system's own, without the path
}

// troubles are the errors that are told from process to process. Their details stay behind, since they may quote the file.
var troubles = map[string]error{
	"damaged": queue.ErrDamaged, "locked": queue.ErrLocked, "newer": queue.ErrNewer, "missing": fs.ErrNotExist,
}

const systemTrouble = "system"

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

func describeTrouble(err error) (trouble, reason string) {
	for name, known := range troubles {
		if errors.Is(err, known) {
			return name, ""
		}
	}
	var number syscall.Errno
	if errors.As(err, &number) {
		return systemTrouble, number.Error()
	}
	return "damaged", ""
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

// judge is the finding as an answer to who asked.
func (f finding) judge() (Report, error) {
	f.Damage = slices.Clone(f.Damage)
	for i := range f.Damage {
		f.Damage[i].Where = nameOnly(f.Damage[i].Where)
	}
	known := troubles[f.Trouble]
	switch {
	case known != nil:
		return Report{}, known
	case f.Trouble != "":
		return Report{}, errors.New(f.Reason)
	case len(f.Damage) > 0:
		return f.Report, &DamagedRecordsError{f.Report}
	}
	return f.Report, nil
}

var bucketName = regexp.MustCompile(`^[a-z ]{1,20}(/\d{4}-\d{2}-\d{2})?$`)

// nameOnly is the name of a bucket, unless a damaged file makes it say something else.
func nameOnly(where string) string {
	if bucketName.MatchString(where) {
		return where
	}
	return "?"
}
