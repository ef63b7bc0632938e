package boltstore

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"paihao/queue"
)

// A ticket whose checksum is right and which makes no sense is set aside and reported like any damaged one. The queue goes
// on without it, and does not give its number out again, which the operation that took it tells.
func TestTicketWithoutSense(t *testing.T) {
	for name, spoil := range map[string]func(*queue.Ticket){
		"no steps":      func(t *queue.Ticket) { t.Steps = nil },
		"unknown state": func(t *queue.Ticket) { t.State = "gone" },
		"far away":      func(t *queue.Ticket) { t.Place.Seq = 1 << 40 },
		"no number":     func(t *queue.Ticket) { t.Number = "" },
	} {
		t.Run(name, func(t *testing.T) {
			s, path := mustStore(t)
			s.Close()
			q := mustQueue(t, path)
			first, last := mustTake(t, q), mustTake(t, q)
			mustDo(t, q.Close())
			mustChange(t, path, func(tx *bbolt.Tx) error { return spoilTicket(tx, last, spoil) })
			if r, err := Verify(path); err != nil || fmt.Sprint(r.Damage) != fmt.Sprintf("[{tickets/%s 1}]", last.Day) {
				t.Errorf("Verify: got %v, %v, want one damaged ticket", r.Damage, err)
			}
			s, err := Open(Options{Path: path, Reserve: 1})
			mustDo(t, err)
			saved, err := s.Load(t.Context())
			if err != nil || len(saved.Tickets) != 1 || saved.Tickets[0].ID != first.ID || len(s.Damage()) != 1 {
				t.Errorf("Load: got %+v, damage %v, %v, want the sound ticket and one damaged", saved.Tickets, s.Damage(), err)
			}
			s.Close()
			q = mustQueue(t, path)
			defer q.Close()
			if next := mustTake(t, q); first.Number != "A001" || last.Number != "A002" || next.Number != "A003" {
				t.Errorf("numbers: got %s, %s and, after the damage, %s, want A001, A002, A003", first.Number, last.Number, next.Number)
			}
		})
	}
}

func spoilTicket(tx *bbolt.Tx, of *queue.Standing, spoil func(*queue.Ticket)) error {
	table, err := findTable(tx, tickets, of.Day)
	if err != nil {
		return err
	}
	text, _ := unseal(table.name, []byte(of.ID), table.bucket.Get([]byte(of.ID)))
	var ticket queue.Ticket
	if err := json.Unmarshal(text, &ticket); err != nil {
		return err
	}
	spoil(&ticket)
	table.open(&sealer{})
	if err := table.put(of.ID, &ticket); err != nil {
		return err
	}
	return putMeta(tx, keyTally+table.name, &table.tally)
}

// mustQueue begins the queue of a small venue on a file.
func mustQueue(t *testing.T, path string) *queue.Queue {
	t.Helper()
	q, err := queue.New(t.Context(), queue.Options{
		Venue: queue.Venue{
			Zone: time.UTC, Services: []queue.Service{{ID: "general", Prefix: "A", Digits: 3, Minutes: 5}},
			Counters: []queue.Counter{{ID: "1", Services: []string{"general"}}},
		},
		Open: func(context.Context) (queue.Store, error) { return Open(Options{Path: path, Reserve: 1}) },
	})
	mustDo(t, err)
	return q
}

func mustTake(t *testing.T, q *queue.Queue) *queue.Standing {
	t.Helper()
	o, err := q.Do(t.Context(), queue.Command{Verb: queue.Take, Service: "general", Origin: queue.FromDesk, By: queue.ByDesk})
	mustDo(t, err)
	return o.Ticket
}
