package core_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"paihao/app/core"
	"paihao/queue"
	"paihao/queue/boltstore"
)

// mustCounts writes a data file with two days, on which people came by channels, and three permanent codes.
func mustCounts(t *testing.T, path string) {
	t.Helper()
	store, err := boltstore.Open(boltstore.Options{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now().Round(0)
	code := func(id, channel string, free time.Duration) queue.Code {
		c := queue.Code{ID: id, Purpose: queue.Channel, For: channel, Scene: "s" + id, Ticket: "t" + id, URL: "u" + id, CreatedAt: now}
		if free > 0 {
			c.FreeAt = now.Add(-free)
		}
		return c
	}
	days := []queue.Day{
		{Date: "2026-01-02", Seq: 1, OpenedAt: now, ClosedAt: now, Channels: []queue.ChannelCount{{Channel: "door", Followers: 1, Scans: 2, Tickets: 3, Cancels: 1}}},
		{Date: "2026-01-03", Seq: 2, OpenedAt: now, Channels: []queue.ChannelCount{{Channel: "door", Scans: 5}, {Channel: "=gone", Followers: 7}}},
	}
	codes := []queue.Code{code("1", "door", 0), code("2", "gone", time.Hour), code("3", "older", 91*24*time.Hour)}
	err = store.Commit(context.Background(), 0, []queue.Change{{At: now, Days: days, Codes: codes}})
	if err = errors.Join(err, store.Close()); err != nil {
		t.Fatal(err)
	}
}

func TestChannelsAtRest(t *testing.T) {
	s := mustSettings(t, t.TempDir())
	mustCounts(t, s.DataFile())
	before, err := os.ReadFile(s.DataFile())
	beside, listed := os.ReadDir(filepath.Dir(s.DataFile()))
	if err = errors.Join(err, listed); err != nil {
		t.Fatal(err)
	}
	got, err := core.Channels(t.Context(), s, "", time.Now())
	if err != nil {
		t.Fatal(err)
	}
	want := []core.ChannelDay{
		{ID: "door", Name: "门口海报", Day: "2026-01-02", Followers: 1, Scans: 2, Tickets: 3, Cancels: 1},
		{ID: "door", Name: "门口海报", Day: "2026-01-03", Scans: 5},
		{ID: "=gone", Name: "=gone", Day: "2026-01-03", Followers: 7},
	}
	if !reflect.DeepEqual(got.Channels, want) {
		t.Errorf("got %+v, want %+v", got.Channels, want)
	}
	if got.Codes.Used != 1 || got.Codes.Free != 99_998 || got.Codes.Most != 100_000 {
		t.Errorf("got %+v, want one used, one that rests and the others free", got.Codes)
	}
	if got, err := core.Channels(t.Context(), s, "2026-01-02", time.Now()); err != nil || !reflect.DeepEqual(got.Channels, want[:1]) {
		t.Errorf("got %+v (%v), want the first day", got.Channels, err)
	}
	after, err := os.ReadFile(s.DataFile())
	if err != nil || !bytes.Equal(before, after) {
		t.Errorf("the data file has changed (%v)", err)
	}
	if left, err := os.ReadDir(filepath.Dir(s.DataFile())); err != nil || len(left) != len(beside) {
		t.Errorf("got %v (%v), want %v and no copy", left, err, beside)
	}
}

// TestChannelsOfAKioskThatRuns: the kiosk is asked, and tells the same.
func TestChannelsOfAKioskThatRuns(t *testing.T) {
	s := mustSettings(t, t.TempDir())
	mustCounts(t, s.DataFile())
	h := mustOpen(t, s)
	got, err := core.Channels(t.Context(), s, "2026-01-02", time.Now())
	want := []core.ChannelDay{{ID: "door", Name: "门口海报", Day: "2026-01-02", Followers: 1, Scans: 2, Tickets: 3, Cancels: 1}}
	if err != nil || !reflect.DeepEqual(got.Channels, want) || got.Codes.Most != 100_000 {
		t.Errorf("got %+v (%v), want %+v", got, err, want)
	}
	if all, err := core.Channels(t.Context(), s, "", time.Now()); err != nil || len(all.Channels) != 3 {
		t.Errorf("got %+v (%v), want all days", all, err)
	}
	h.mustClose()
}

func TestChannelsOfNothing(t *testing.T) {
	s := mustSettings(t, t.TempDir())
	_, err := core.Channels(t.Context(), s, "", time.Now())
	if !errors.Is(err, fs.ErrNotExist) || !strings.Contains(core.FileWords(err), s.DataFile()) {
		t.Errorf("got %v, want fs.ErrNotExist", err)
	}
	if err := os.WriteFile(s.DataFile(), bytes.Repeat([]byte("not a data file "), 4096), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := core.Channels(t.Context(), s, "", time.Now()); !errors.Is(err, queue.ErrDamaged) {
		t.Errorf("got %v, want queue.ErrDamaged", err)
	}
}
