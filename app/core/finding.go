package core

import (
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"syscall"

	"paihao/queue"
	"paihao/queue/boltstore"
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
