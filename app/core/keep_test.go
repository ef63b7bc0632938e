package core

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"paihao/queue"
)

// keeping is a keeper of a real data file.
type keeping struct {
	*keeper
	t    *testing.T
	log  logged
	path string
}

// logged is a log that may be read while it is written.
type logged struct {
	mu   sync.Mutex
	text bytes.Buffer
}

// Write adds to it.
func (l *logged) Write(line []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(line)
}

// String is all of it.
func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

func newKeeping(t *testing.T) *keeping {
	t.Helper()
	k := &keeping{t: t, path: filepath.Join(t.TempDir(), "paihao.db")}
	q := mustQueue(t, k.path)
	t.Cleanup(func() {
		if err := q.Close(); err != nil {
			t.Error(err)
		}
	})
	k.keeper = &keeper{
		queue: q, data: k.path, damaged: func() []Damage { return nil }, kept: keptCopies, now: time.Now, log: slog.New(slog.NewTextHandler(&k.log, nil)), turn: make(chan struct{}, 1),
	}
	return k
}

// files are the names in the folder of the copies.
func (k *keeping) files() (names []string) {
	entries, _ := os.ReadDir(copiesDir(k.path)) // there may be none
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// A copy is made soon after the start and after a day has begun, and one that is there is not made again.
func TestNightlyCopies(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := newKeeping(t)
		leftover := filepath.Join(copiesDir(k.path), ".paihao-1999-12-31.db.part-1")
		beside := filepath.Join(filepath.Dir(k.path), ".paihao.db.part-2")
		other := filepath.Join(copiesDir(k.path), ".trial-1999-12-31.db.part-3")
		for _, dir := range []string{leftover, beside, other} {
			old := time.Now().Add(-2 * staleAfter)
			if err := errors.Join(os.MkdirAll(dir, 0o700), os.Chtimes(dir, old, old)); err != nil {
				t.Fatal(err)
			}
		}
		busy := filepath.Join(filepath.Dir(k.path), ".paihao.db.part-4") // somebody is at it
		if err := os.Mkdir(busy, 0o700); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan struct{})
		go func() { defer close(ended); k.run(ctx) }()
		time.Sleep(keepAfter + time.Second)
		synctest.Wait()
		want := []string{filepath.Base(other), "paihao-2000-01-01.db"} // it is the first of January 2000 in here
		if got := k.files(); !slices.Equal(got, want) {
			t.Fatalf("after the start the copies are %v, want %v; the log says %s", got, want, &k.log)
		}
		if _, err := os.Stat(beside); err == nil {
			t.Errorf("%s was not swept", beside)
		}
		if _, err := os.Stat(busy); err != nil {
			t.Errorf("what somebody is at was swept: %v", err)
		}
		first, err := os.Stat(filepath.Join(copiesDir(k.path), "paihao-2000-01-01.db"))
		if err != nil || first.Mode().Perm() != 0o600 {
			t.Errorf("the copy: %v, %v, want mode 0600", first, err)
		}
		time.Sleep(24 * time.Hour)
		synctest.Wait()
		if got := k.files(); !slices.Equal(got, append(want, "paihao-2000-01-02.db")) {
			t.Errorf("a day later the copies are %v; the log says %s", got, &k.log)
		}
		if s := k.state(); s != (Keeping{Newest: "2000-01-02"}) {
			t.Errorf("the state is %+v, want only the newest copy", s)
		}
		cancel()
		<-ended
		if strings.Count(k.log.String(), "nightly copy made") != 2 {
			t.Errorf("the log says %s, want two copies", &k.log)
		}
	})
}

// A copy that fails is told, and tried again each hour until it succeeds.
func TestNightlyCopyFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := newKeeping(t)
		mustWriteFile(t, copiesDir(k.path), nil) // a file is in the place of the folder
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan struct{})
		go func() { defer close(ended); k.run(ctx) }()
		time.Sleep(2*keepAgain + keepAfter + time.Minute)
		synctest.Wait()
		start := time.Date(2000, 1, 1, 0, 0, 10, 0, time.UTC)
		if s := k.state(); s.Reason != "disk" || !s.Since.Equal(start) || s.Newest != "" {
			t.Errorf("the state is %+v, want that the disk fails since %v", s, start)
		}
		if !k.queue.Health().NoCopy {
			t.Error("the windows are not told")
		}
		if n := strings.Count(k.log.String(), "nightly copy failed"); n != 3 {
			t.Errorf("%d failures are logged in two hours, want 3: %s", n, &k.log)
		}
		if err := os.Remove(copiesDir(k.path)); err != nil {
			t.Fatal(err)
		}
		time.Sleep(keepAgain)
		synctest.Wait()
		if s := k.state(); s != (Keeping{Newest: "2000-01-01"}) {
			t.Errorf("the state is %+v, want the copy and no failure", s)
		}
		if k.queue.Health().NoCopy {
			t.Error("the windows are not told that there is a copy again")
		}
		cancel()
		<-ended
	})
}

// Since when copies fail is told by the venue's clock.
func TestFailingSince(t *testing.T) {
	path, zone := filepath.Join(t.TempDir(), "paihao.db"), time.FixedZone("venue", 8*60*60)
	q := mustQueue(t, path)
	defer q.Close()
	k := newKeeper(q, &storage{path: path}, &Options{Now: moment}, zone)
	k.note("disk")
	if got, want := k.state().Since, moment().In(zone); got.String() != want.String() {
		t.Errorf("failing since %v, want %v", got, want)
	}
}

// What is set aside in the data file is told to the windows.
func TestDamageIsTold(t *testing.T) {
	k := newKeeping(t)
	k.damaged = func() []Damage {
		return []Damage{{Where: "codes", Records: 2}, {Where: "tickets/2026-11-21", Records: 1}}
	}
	stop := background(t, k.run)
	defer stop()
	for v := range k.queue.Watch(t.Context()) {
		if v.Health.Damaged == 3 {
			return
		}
	}
}

// A copy that is not sound is dropped, and the earlier ones stay.
func TestUnsoundCopy(t *testing.T) {
	k := newKeeping(t)
	if !k.keep(t.Context(), "2026-11-20") {
		t.Fatal(&k.log)
	}
	_, err := makeNew(k.copyOf("2026-11-21"), func(p *part) (Report, error) {
		return p.fill(t.Context(), k.path, func(_ context.Context, to string) error {
			return os.WriteFile(to, []byte("not what it should be"), 0o600)
		})
	})
	if !errors.Is(err, errCopy) || reasonOf(err) != "damaged" || !slices.Equal(k.files(), []string{"paihao-2026-11-20.db"}) {
		t.Errorf("got %v and the copies %v, want errCopy and the earlier copy alone", err, k.files())
	}
}

// MustSpoil changes a byte of each record in a data file that holds the text.
func MustSpoil(t *testing.T, path, text string) {
	t.Helper()
	data := mustRead(t, path)
	spoilt := bytes.ReplaceAll(data, []byte(text), []byte("x"+text[1:])) // the newest one is in use, older ones are in free pages
	file, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil || bytes.Equal(data, spoilt) {
		t.Fatalf("no record to damage: %v", err)
	}
	defer file.Close()
	for at := range data {
		if data[at] != spoilt[at] {
			if _, err := file.WriteAt(spoilt[at:at+1], int64(at)); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// Records that rot in the data file are in its copy too. Such a copy is none, but is kept aside for whoever can make use of it.
func TestFlawedCopy(t *testing.T) {
	k := newKeeping(t)
	for i := range 3 {
		if _, err := k.queue.Do(t.Context(), queue.Command{Verb: queue.Take, Service: "general", Customer: customer(i)}); err != nil {
			t.Fatal(err)
		}
	}
	MustSpoil(t, k.path, "o-customer-0001")
	for range 2 {
		if k.keep(t.Context(), "2026-11-21") {
			t.Error("a copy with a damaged record counts as one")
		}
	}
	if s := k.state(); s.Reason != "damaged" || s.Newest != "" || !slices.Equal(k.files(), []string{"paihao-damaged.db"}) {
		t.Errorf("the state is %+v, the files %v, want the flawed copy aside; the log says %s", s, k.files(), &k.log)
	}
	if _, err := inspect(t.Context(), k.copyOf("damaged")); !errors.As(err, new(*DamagedRecordsError)) {
		t.Errorf("the copy aside: %v, want damaged records", err)
	}
	if _, err := k.give(t.Context(), false); !errors.As(err, new(*DamagedRecordsError)) {
		t.Errorf("given to anybody: %v, want damaged records", err)
	}
	if given, err := k.give(t.Context(), true); err != nil || given.Close() != nil {
		t.Errorf("given to one who looks: %v, want the copy", err)
	}
	checkDiscreet(t, "the log", k.log.String())
}
