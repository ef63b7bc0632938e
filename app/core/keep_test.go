package core

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"paihao/app/config"
	"paihao/assets"
	"paihao/queue"
)

func TestOutdated(t *testing.T) {
	everyDay := func(n int) (days []string) {
		newest := time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC) // a Saturday
		for i := range n {
			days = append(days, newest.AddDate(0, 0, -i).Format(time.DateOnly))
		}
		return days
	}
	for name, c := range map[string]struct {
		kept kept
		days []string
		want []string // kept
	}{
		"none":          {keptCopies, nil, nil},
		"few":           {keptCopies, everyDay(7), everyDay(7)},
		"trial":         {keptTrials, everyDay(5), everyDay(2)},
		"many":          {keptCopies, everyDay(60), append(everyDay(7), "2026-11-09", "2026-11-02", "2026-10-26", "2026-10-19")},
		"mondays":       {keptCopies, []string{"2026-11-16", "2026-11-09", "2026-11-02"}, []string{"2026-11-16", "2026-11-09", "2026-11-02"}},
		"over the year": {kept{1, 2}, []string{"2027-01-05", "2027-01-03", "2027-01-02", "2026-12-31", "2026-12-20"}, []string{"2027-01-05", "2026-12-31", "2026-12-20"}},
	} {
		old := c.kept.outdated(c.days)
		got := slices.DeleteFunc(slices.Clone(c.days), func(d string) bool { return slices.Contains(old, d) })
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: kept %v, want %v", name, got, c.want)
		}
	}
}

// Day after day, the copy of a week that was chosen stays the same one until its week is too long ago.
func TestOutdatedDayByDay(t *testing.T) {
	day := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	var days, gone []string
	for range 200 {
		days = append([]string{day.Format(time.DateOnly)}, days...)
		old := keptCopies.outdated(days)
		days = slices.DeleteFunc(days, func(d string) bool { return slices.Contains(old, d) })
		gone = append(gone, old...)
		day = day.AddDate(0, 0, 1)
	}
	if len(days) != 11 || len(days)+len(gone) != 200 {
		t.Errorf("%d copies are kept after 200 days, want 7 and 4: %v", len(days), days)
	}
	oldest, err := time.Parse(time.DateOnly, days[10])
	if age := day.Sub(oldest); err != nil || age < 28*24*time.Hour || age > 42*24*time.Hour {
		t.Errorf("the oldest copy is %v old (%v), want at least four weeks", age, err)
	}
}

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

// The copies of one data file are told from other files, and only they are pruned.
func TestPrune(t *testing.T) {
	k := newKeeping(t)
	k.kept = kept{days: 2}
	if err := os.MkdirAll(filepath.Join(copiesDir(k.path), "paihao-2026-01-01.db"), 0o700); err != nil { // a folder
		t.Fatal(err)
	}
	others := []string{"paihao-2026-01-01.db", "paihao-2026-01-02.db.bak", "paihao-latest.db", "trial-2026-01-01.db"}
	for _, name := range append(others[1:], "paihao-2026-03-01.db", "paihao-2026-03-02.db", "paihao-2026-03-03.db") {
		mustWriteFile(t, filepath.Join(copiesDir(k.path), name), nil)
	}
	if !k.keep(t.Context(), "2026-03-04") {
		t.Fatal(&k.log)
	}
	if got, want := copyDays(k.path), []string{"2026-03-04", "2026-03-03"}; !slices.Equal(got, want) {
		t.Errorf("the copies are of %v, want %v", got, want)
	}
	for _, name := range others {
		if !slices.Contains(k.files(), name) {
			t.Errorf("%s was removed", name)
		}
	}
}

// What is given is a whole copy, and nothing of it stays on the disk.
func TestGive(t *testing.T) {
	k := newKeeping(t)
	if _, err := k.queue.Do(t.Context(), queue.Command{Verb: queue.Take, Service: "general", Customer: customer(1)}); err != nil {
		t.Fatal(err)
	}
	given, err := k.give(t.Context(), false)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(given)
	if err := errors.Join(err, given.Close()); err != nil {
		t.Fatal(err)
	}
	path := mustWriteFile(t, filepath.Join(t.TempDir(), "given.db"), data)
	if report, err := inspect(t.Context(), path); err != nil || report.Tickets != 1 {
		t.Errorf("what was given holds %+v (%v), want the ticket", report, err)
	}
	left, err := filepath.Glob(filepath.Join(filepath.Dir(k.path), ".*"))
	if err != nil || len(left) > 0 {
		t.Errorf("%v is left (%v)", left, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	k.turn <- struct{}{} // somebody else makes a copy
	cancel()
	if _, err := k.give(ctx, false); !errors.Is(err, context.Canceled) {
		t.Errorf("while somebody else has the turn: %v, want context.Canceled", err)
	}
}

// The end of the program waits for the copies that are being given, but not for ever.
func TestCloseWhileGiving(t *testing.T) {
	s, err := config.Parse("trial.toml", assets.TrialSettings, config.Options{Trial: true})
	if err != nil {
		t.Fatal(err)
	}
	s.Listen.Public, s.Listen.Local = "127.0.0.1:0", "127.0.0.1:0"
	s.Store.URL = "bolt:" + filepath.Join(t.TempDir(), "trial.db")
	kiosk, err := Open(t.Context(), Options{Settings: s, Trial: true, Sandbox: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	given, err := kiosk.keeper.give(t.Context(), false)
	if err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	if err := kiosk.Close(); err != nil {
		t.Error(err)
	}
	if took := time.Since(start); took < tidyWithin || took > closeWithin {
		t.Errorf("with a copy in somebody's hands the end took %v, want %v", took, tidyWithin)
	}
	if err := given.Close(); err != nil {
		t.Error(err)
	}
	start = time.Now()
	if err := kiosk.keeper.tidy(t.Context()); err != nil || time.Since(start) >= tidyWithin {
		t.Error("a copy that was closed is still waited for")
	}
}

// What a backup that was killed has left is removed by the next one to the same file, unless somebody may be at it.
func TestBackupSweeps(t *testing.T) {
	data, target := mustElsewhere(t), filepath.Join(t.TempDir(), "backup.db")
	stale, fresh := filepath.Join(filepath.Dir(target), ".backup.db.part-1"), filepath.Join(filepath.Dir(target), ".backup.db.part-2")
	for _, dir := range []string{stale, fresh} {
		if err := os.Mkdir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	old := time.Now().Add(-2 * staleAfter)
	if err := os.Chtimes(stale, old, old); err != nil {
		t.Fatal(err)
	}
	if _, err := Backup(t.Context(), data, target); err != nil {
		t.Fatal(err)
	}
	for dir, want := range map[string]bool{stale: false, fresh: true} {
		if _, err := os.Stat(dir); (err == nil) != want {
			t.Errorf("%s: %v, want that it is there: %v", dir, err, want)
		}
	}
}

// Of the copies the newest sound one is found.
func TestNewestSound(t *testing.T) {
	data := filepath.Join(t.TempDir(), "paihao.db")
	if got := newestSound(t.Context(), data); got != "" {
		t.Errorf("without copies: %q, want none", got)
	}
	if err := os.Mkdir(copiesDir(data), 0o700); err != nil {
		t.Fatal(err)
	}
	mustData(t, copyPath(data, "2026-11-19"), 1)
	mustData(t, copyPath(data, "2026-11-20"), 2)
	mustWriteFile(t, copyPath(data, "2026-11-21"), mustRead(t, copyPath(data, "2026-11-20"))[:8192])
	err := lookForCopy(t.Context(), queue.ErrDamaged, data)
	var damaged *DamagedError
	if !errors.As(err, &damaged) || damaged.Copy != copyPath(data, "2026-11-20") || !errors.Is(err, queue.ErrDamaged) {
		t.Errorf("got %#v, want the copy of the 20th", err)
	}
}

// A data file that is gone while there are copies of it is told.
func TestMissingData(t *testing.T) {
	var log logged
	s := &storage{path: filepath.Join(t.TempDir(), "paihao.db"), log: slog.New(slog.NewTextHandler(&log, nil))}
	s.missGone()
	if log.String() != "" {
		t.Errorf("a new hall is told %s", &log)
	}
	mustData(t, s.path, 1)
	if err := os.Mkdir(copiesDir(s.path), 0o700); err != nil {
		t.Fatal(err)
	}
	mustWriteFile(t, copyPath(s.path, "2026-11-20"), nil)
	s.missGone()
	if err := os.Remove(s.path); err != nil || log.String() != "" {
		t.Errorf("a hall with its data is told %s (%v)", &log, err)
	}
	s.missGone()
	if !strings.Contains(log.String(), copyPath(s.path, "2026-11-20")) {
		t.Errorf("the log says %q, want the copy", log.String())
	}
}

func TestRoom(t *testing.T) {
	dir := t.TempDir()
	free, known := freeRoom(dir)
	if !known || free == 0 {
		t.Fatalf("the disk of %s has %d bytes, known %v", dir, free, known)
	}
	like := filepath.Join(dir, "like")
	for size, want := range map[int64]bool{1 << 20: true, int64(free) * 2: false} {
		mustWriteFile(t, like, nil)
		if err := os.Truncate(like, size); err != nil { // a file of holes
			t.Skipf("no file of %d bytes here: %v", size, err)
		}
		err := checkRoom(dir, like)
		var room *roomError
		if (err == nil) != want || err != nil && (!errors.As(err, &room) || !strings.Contains(FileWords(err), dir)) {
			t.Errorf("for %d bytes of %d: %v", size, free, err)
		}
	}
	if got := reasonOf(&roomError{}); got != "room" {
		t.Errorf("the reason is %q, want room", got)
	}
}
