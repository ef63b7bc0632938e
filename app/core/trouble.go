package core

import (
	"context"
	"errors"
	"io/fs"
	"strconv"
	"strings"

	"paihao/assets"
	"paihao/queue"
)

// FileError is trouble with a file that somebody named.
type FileError struct {
	Path string
	Err  error
}

// Error names the file and the reason.
func (e *FileError) Error() string { return e.Path + ": " + e.Err.Error() }

// Unwrap gives the reason.
func (e *FileError) Unwrap() error { return e.Err }

// What can be wrong with the file of a FileError, besides what the queue and the file system say.
var (
	errExists  = errors.New("it exists and is left as it is")
	errNotFile = errors.New("not a file")
	errSame    = errors.New("it is the data file itself")
)

// fileSentences says in words, by their key in the translations, what is wrong with the file of a FileError. The first match
// counts.
var fileSentences = []struct {
	err error
	key string
}{
	{errNobody, "file.nobody"},
	{errExists, "file.exists"},
	{errNotFile, "file.not_file"},
	{errSame, "file.same"},
	{queue.ErrLocked, "file.locked"},
	{queue.ErrNewer, "file.newer"},
	{queue.ErrDamaged, "file.damaged"},
	{fs.ErrNotExist, "file.missing"},
}

// FileWords is what Backup, Verify and Restore ended on as sentences, in Chinese and English. It tells nothing of what the
// file holds.
func FileWords(err error) string {
	key, args := fileSentence(err)
	text := assets.Both(key, args...)
	var records *DamagedRecordsError
	if errors.As(err, &records) {
		text += "\n" + records.list()
	}
	return text
}

func fileSentence(err error) (key string, args []any) {
	var room *roomError
	var refused *refusedError
	var file *FileError
	switch {
	case errors.Is(err, context.Canceled):
		return "file.stopped", nil
	case errors.Is(err, errUnsettled):
		return "file.unsettled", []any{"reason", err}
	case errors.As(err, &room):
		return "file.room", []any{"dir", room.Dir, "need", megabytes(room.Need), "free", megabytes(room.Free)}
	case errors.As(err, &refused):
		return "file.refused", []any{"message", refused}
	case errors.Is(err, errCopy) && errors.As(err, new(*DamagedRecordsError)):
		return "file.copy_records", nil
	case errors.Is(err, errCopy):
		return "file.copy", nil
	case errors.Is(err, errInspector):
		return "file.check", nil
	case !errors.As(err, &file):
		return "file.other", []any{"reason", err}
	}
	args = []any{"path", file.Path}
	for _, s := range fileSentences {
		if errors.Is(err, s.err) {
			if records := (*DamagedRecordsError)(nil); s.err == queue.ErrDamaged && errors.As(err, &records) {
				r := records.Report
				return "file.damaged_records", append(args, "days", r.Days, "tickets", r.Tickets, "revision", r.Revision)
			}
			return s.key, args
		}
	}
	return "file.other", []any{"reason", err}
}

// list names the buckets with damaged records, a line each.
func (e *DamagedRecordsError) list() string {
	var lines []string
	for _, d := range e.Report.Damage {
		lines = append(lines, "  "+d.Where+": "+strconv.Itoa(d.Records))
	}
	return strings.Join(lines, "\n")
}

func megabytes(bytes uint64) uint64 { return (bytes + 1<<20 - 1) >> 20 }

// doorWords is an error as a sentence at the local door, which gives copies too.
func doorWords(err error) string {
	if c := (*copyError)(nil); errors.As(err, &c) {
		return strings.ReplaceAll(FileWords(c.err), "\n", " ")
	}
	return bothWords(err)
}
