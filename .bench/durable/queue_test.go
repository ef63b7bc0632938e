//go:build linux

package durable

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"paihao/queue"
	"paihao/queue/boltstore"
)

// line is the real queue on its real store.
type line struct {
	*queue.Queue
	began uint64 // the revision it began at
}

func openQueue(b *testing.B, _ int) peer {
	path := filepath.Join(b.TempDir(), "paihao.db")
	q, err := queue.New(b.Context(), queue.Options{
		Venue: queue.Venue{
			Name: "Bench", Zone: time.UTC,
			Services: []queue.Service{{ID: "general", Name: "General", Prefix: "A", Digits: 3, Minutes: 5}},
			Counters: []queue.Counter{{ID: "1", Name: "1", Services: []string{"general"}}},
		},
		Open: func(context.Context) (queue.Store, error) { return boltstore.Open(boltstore.Options{Path: path}) },
	})
	if err != nil {
		b.Fatal(err)
	}
	return line{q, q.View().Revision}
}

func (l line) take(int) error {
	_, err := l.Do(context.Background(), queue.Command{Verb: queue.Take, Service: "general", Origin: queue.FromTouch, By: queue.ByTouch})
	return err
}

func (l line) waiting() (int, error) { return l.View().Totals[queue.Waiting], nil }
func (l line) close() error          { return l.Close() }
