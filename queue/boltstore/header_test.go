package boltstore

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"testing"

	"paihao/queue"
)

// A header that cannot be written again keeps the store closed; one that can stays as it is, whichever of the two counts.
func TestConfirm(t *testing.T) {
	for commits := range uint64(2) {
		s, path := mustStore(t)
		for i := range commits {
			mustDo(t, s.Commit(t.Context(), i, []queue.Change{{Days: []queue.Day{{Date: "day"}}}}))
		}
		before, err := os.ReadFile(path)
		mustDo(t, err)
		mustDo(t, s.confirm())
		if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before, after) {
			t.Errorf("the file after %d commits was changed, want it as it was", commits)
		}
		whole := s.file
		for name, spoil := range map[string]func(file *os.File) error{
			"read only": func(*os.File) error { return nil },
			"gone":      func(file *os.File) error { return file.Close() },
		} {
			file, err := os.Open(path)
			mustDo(t, err)
			mustDo(t, spoil(file))
			s.file = file
			var where *fs.PathError
			if err := s.ready(schema); !errors.As(err, &where) && !errors.Is(err, fs.ErrClosed) {
				t.Errorf("ready with a file that is %s: got %v, want the system's error", name, err)
			}
			file.Close()
		}
		s.file = whole
	}
}
