package core

import (
	"context"
	"log/slog"
	"os"
	"strings"
	"testing"

	"paihao/app/config"
	"paihao/assets"
	"paihao/queue"
	"paihao/queue/boltstore"
)

// mustData makes a data file with a day of n tickets, whose customers' openids begin with o-customer-.
func mustData(t testing.TB, path string, n int) {
	t.Helper()
	q := mustQueue(t, path)
	for i := range n {
		if _, err := q.Do(t.Context(), queue.Command{Verb: queue.Take, Service: "general", Customer: customer(i)}); err != nil {
			t.Fatal(err)
		}
	}
	if err := q.Close(); err != nil {
		t.Fatal(err)
	}
}

// mustQueue opens the hall of the trial settings on a data file.
func mustQueue(t testing.TB, path string) *queue.Queue {
	t.Helper()
	settings, err := config.Parse("trial.toml", assets.TrialSettings, config.Options{Environ: []string{}, Trial: true})
	if err != nil {
		t.Fatal(err)
	}
	store := &storage{path: path, log: slog.New(slog.DiscardHandler)}
	q, err := queue.New(t.Context(), queue.Options{Venue: settings.Hall(), Open: store.open})
	if err != nil {
		t.Fatal(err)
	}
	return q
}

func mustRead(t testing.TB, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func mustWriteFile(t testing.TB, path string, data []byte) string {
	t.Helper()
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// mustSaved is all that a data file holds for a start.
func mustSaved(t testing.TB, path string) *queue.Saved {
	t.Helper()
	saved, err := readSaved(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	return saved
}

func readSaved(ctx context.Context, path string) (*queue.Saved, error) {
	store, err := boltstore.Open(boltstore.Options{Path: path})
	if err != nil {
		return nil, err
	}
	defer store.Close()
	return store.Load(ctx)
}

// checkDiscreet checks that words for people tell nothing of what a file holds.
func checkDiscreet(t testing.TB, what, words string) {
	t.Helper()
	if strings.Contains(words, "o-customer") {
		t.Errorf("%s: the words quote the file: %s", what, words)
	}
}
