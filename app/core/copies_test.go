package core

import (
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

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
