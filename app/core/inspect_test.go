package core

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"paihao/assets"
	"paihao/queue"
)

// RunInspection is the process that reads a data file. Files of some names are played, since what they do to their reader
// cannot be made at will.
func RunInspection(path string) int {
	switch filepath.Base(path) {
	case "endless.db":
		for {
			time.Sleep(time.Hour)
		}
	case "panic.db":
		panic("o-customer-0001 " + path)
	case "bus.db":
		endSelf(syscall.SIGBUS)
	case "flood.db":
		for {
			if _, err := os.Stdout.Write(bytes.Repeat([]byte("o-customer-0001 "), 4096)); err != nil {
				return 1
			}
		}
	case "stopped.db":
		if Inspect(path, os.Stdin, stopped{os.Stdout}) != nil {
			return 1
		}
		return 0
	case "silent.db":
		return 0
	case "odd.db":
		_ = json.NewEncoder(os.Stdout).Encode(finding{Report: Report{Revision: 7, Days: 3, Tickets: 25, Damage: []Damage{{Where: "tickets/2026-11-21", Records: 1}, {Where: "o-customer-0001", Records: 2}}}})
		return 0
	}
	if Inspect(path, os.Stdin, os.Stdout) != nil {
		return 1
	}
	return 0
}

// stopped stops its own process before it writes, as Ctrl-C and a system that shuts down do.
type stopped struct{ io.Writer }

// Write writes, if there is still somebody to do so.
func (s stopped) Write(text []byte) (int, error) {
	self, err := os.FindProcess(os.Getpid())
	for range 100 {
		err = errors.Join(err, self.Signal(os.Interrupt), self.Signal(syscall.SIGTERM))
	}
	if err != nil {
		return 0, err
	}
	return s.Writer.Write(text)
}

// endSelf lets a signal end this process.
func endSelf(by os.Signal) {
	if self, err := os.FindProcess(os.Getpid()); err == nil {
		_ = self.Signal(by)
	}
	time.Sleep(time.Minute) // signals take their time
}

// Whatever a file does to its reader becomes an error, and within the time it was given.
func TestInspectionThatFails(t *testing.T) {
	dir := t.TempDir()
	for name, words := range map[string]string{
		"endless.db": "not read within", "panic.db": "exit status 2", "bus.db": "its reader ended with", "flood.db": "its reader",
		"silent.db": "could not tell",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := mustWriteFile(t, filepath.Join(dir, name), []byte("x"))
			within := time.Minute
			if name == "endless.db" {
				within = 200 * time.Millisecond
			}
			_, err := inspectWithin(t.Context(), path, within)
			if !errors.Is(err, queue.ErrDamaged) || !strings.Contains(err.Error(), words) {
				t.Errorf("got %v, want ErrDamaged and %q", err, words)
			}
			checkDiscreet(t, name, FileWords(inFile(path, err)))
		})
	}
}

// Ctrl-C goes to all processes of a terminal. It tells nothing about the file that is being read.
func TestInspectionWhileStopped(t *testing.T) {
	path := filepath.Join(t.TempDir(), "stopped.db")
	mustData(t, path, 1)
	if report, err := inspect(t.Context(), path); err != nil || report.Tickets != 1 {
		t.Errorf("got %+v, %v, want 1 ticket", report, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for name, do := range map[string]func() (Report, error){
		"verify": func() (Report, error) { return Verify(ctx, path) },
		"backup": func() (Report, error) { return Backup(ctx, path, path+".backup") },
	} {
		if _, err := do(); err == nil || FileWords(err) != assets.Both("file.stopped") {
			t.Errorf("a %s that is stopped: %v, %s", name, err, FileWords(err))
		}
	}
}

// Names of buckets are told, unless a damaged file makes them say something else.
func TestDamagedRecords(t *testing.T) {
	path := mustWriteFile(t, filepath.Join(t.TempDir(), "odd.db"), []byte("x"))
	report, err := inspect(t.Context(), path)
	var records *DamagedRecordsError
	if !errors.As(err, &records) || !errors.Is(err, queue.ErrDamaged) || !reflect.DeepEqual(report, records.Report) {
		t.Fatalf("got %+v, %v, want a DamagedRecordsError with the report", report, err)
	}
	words := FileWords(inFile(path, err))
	checkDiscreet(t, "damaged records", words)
	for _, line := range []string{"\n  tickets/2026-11-21: 1\n", "\n  ?: 2", path, "days: 3, sound tickets: 25, revision 7"} {
		if !strings.Contains(words, line) {
			t.Errorf("the words are %q, want %q in them", words, line)
		}
	}
}

func TestInspection(t *testing.T) {
	dir := t.TempDir()
	sound := filepath.Join(dir, "sound.db")
	mustData(t, sound, 25)
	saved := mustSaved(t, sound)
	report, err := inspect(t.Context(), sound)
	if want := (Report{Revision: saved.Revision, Days: 1, Tickets: 25}); err != nil || !reflect.DeepEqual(report, want) {
		t.Errorf("a sound file: got %+v, %v, want %+v", report, err, want)
	}
	held := filepath.Join(dir, "held.db")
	q := mustQueue(t, held)
	defer q.Close()
	for path, want := range map[string]error{
		filepath.Join(dir, "none.db"): fs.ErrNotExist, dir: errNotFile, held: queue.ErrLocked,
		mustWriteFile(t, filepath.Join(dir, "empty.db"), nil):                              queue.ErrDamaged,
		mustWriteFile(t, filepath.Join(dir, "text.db"), bytes.Repeat([]byte("no\n"), 1e4)): queue.ErrDamaged,
	} {
		if _, err := inspect(t.Context(), path); !errors.Is(err, want) {
			t.Errorf("%s: got %v, want %v", path, err, want)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := inspect(ctx, sound); !errors.Is(err, context.Canceled) {
		t.Errorf("with a context that has ended: got %v, want context.Canceled", err)
	}
}

// A file that is cut off, or in which some bytes are wrong, is told to be damaged, or it loads what was written. With
// PAIHAO_ROUNDS there are a hundred files for each round, but no more than 10,000.
func TestMutants(t *testing.T) {
	dir := t.TempDir()
	original := filepath.Join(dir, "original.db")
	mustData(t, original, 60)
	want, data := mustSaved(t, original), mustRead(t, original)
	random, flipped := rand.New(rand.NewPCG(1, 2)), 200
	if rounds, err := strconv.Atoi(os.Getenv("PAIHAO_ROUNDS")); err == nil {
		flipped = min(100*rounds, 10_000)
	}
	mutants := make(chan []byte)
	go func() {
		defer close(mutants)
		for tenth := range 10 {
			mutants <- data[:len(data)*tenth/10]
		}
		for range flipped {
			mutant := bytes.Clone(data)
			for range 1 + random.IntN(3) {
				mutant[random.IntN(len(mutant))] ^= byte(1 + random.IntN(255))
			}
			mutants <- mutant
		}
	}()
	var working sync.WaitGroup
	var mu sync.Mutex
	sound, damaged := 0, 0
	for worker := range 4 {
		path := filepath.Join(dir, fmt.Sprintf("mutant-%d.db", worker))
		working.Go(func() {
			for mutant := range mutants {
				_ = os.WriteFile(path, mutant, 0o600) // one that is not written is missed below
				_, err := Verify(t.Context(), path)
				mu.Lock()
				if err == nil {
					sound++
					if got, err := readSaved(t.Context(), path); !reflect.DeepEqual(got, want) {
						t.Errorf("a file that is told to be sound loads other values than were written (%v)", err)
					}
				} else if damaged++; !errors.Is(err, queue.ErrDamaged) {
					t.Errorf("got %v, want ErrDamaged", err)
				} else {
					checkDiscreet(t, "a mutant", FileWords(err))
				}
				mu.Unlock()
			}
		})
	}
	working.Wait()
	if sound+damaged != flipped+10 || damaged < 10 {
		t.Errorf("%d mutants are sound and %d damaged, want %d in all and at least the 10 that were cut off damaged", sound, damaged, flipped+10)
	}
	t.Logf("%d mutants load what was written, %d are told to be damaged", sound, damaged)
}
