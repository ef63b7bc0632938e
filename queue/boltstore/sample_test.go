package boltstore_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"paihao/queue"
)

const (
	yesterday = "2026-11-20"
	today     = "2026-11-21"
)

// visit is what one customer's scan writes: ticket, binding, contact, operation and a notice.
func visit(day string, n int) queue.Change {
	id := func(kind int) string { return fmt.Sprintf("0193%04x-%04x-7000-8000-%012x", kind, n>>16, n) }
	at := time.Date(2026, 11, 21, 9, 0, n, 0, time.FixedZone("", 8*60*60))
	ticket := queue.Ticket{
		ID: id(1), Day: day, Number: fmt.Sprintf("A%03d", n), Prefix: "A", Serial: n, Service: "general", State: queue.Waiting,
		Place: queue.Place{Seq: uint64(n % (1 << 20))}, Origin: queue.FromWeChat,
		Steps: []queue.Step{{Seq: uint64(n), What: queue.Take, At: at, By: "wechat"}},
	}
	standing := &queue.Standing{ID: ticket.ID, Number: ticket.Number, Service: "general", State: queue.Waiting, Day: day, Ahead: n, IssuedAt: at}
	return queue.Change{
		Tickets:  []queue.Ticket{ticket},
		Bindings: []queue.Binding{{ID: id(2), Day: day, Customer: queue.Customer{App: "wx0", OpenID: fmt.Sprintf("o%027d", n)}, Ticket: ticket.ID}},
		Contacts: []queue.Contact{{
			ID: id(5), Customer: queue.Customer{App: "wx0", OpenID: fmt.Sprintf("o%027d", n)}, SeenAt: at, Followed: at, Union: fmt.Sprintf("u%027d", n),
			Phone: fmt.Sprintf("+86-138%08d", n), Window: queue.Window{Until: at.Add(time.Minute), Left: 3}, Grants: []queue.Grant{{Template: "near", Left: 1}},
		}},
		Notices:   []queue.Notice{{ID: id(3), Day: day, Kind: queue.Near, Ticket: ticket.ID, Binding: id(2), State: queue.Pending, CreatedAt: at}},
		Operation: &queue.Operation{ID: id(4), Day: day, Body: fmt.Sprintf("%032x", n), At: at, Outcome: queue.Outcome{Ticket: standing}},
	}
}

// visits are n of them, numbered from first.
func visits(day string, first, n int) (batch []queue.Change) {
	for i := range n {
		batch = append(batch, visit(day, first+i))
	}
	return batch
}

// setting is what a store holds beside visits, of a day that it begins.
func setting(day string) queue.Change {
	return queue.Change{
		Days:     []queue.Day{{Date: day}},
		Services: []queue.ServiceRecord{{ID: "general", Day: day, Stopped: true}},
		Codes:    []queue.Code{{Purpose: queue.Join, ID: "general", Service: "general", Scene: "s", URL: "http://weixin.qq.com/q/0"}},
		Counters: []queue.CounterRecord{{ID: "1", Day: day, State: queue.CounterOpen}, {ID: "2", Day: day, State: queue.CounterPaused}},
	}
}

func mustCommit(t testing.TB, store queue.Store, base uint64, batch ...queue.Change) {
	t.Helper()
	if err := store.Commit(t.Context(), base, batch); err != nil {
		t.Fatalf("Commit at %d: got %v, want no error", base, err)
	}
}

func mustLoad(t testing.TB, store queue.Store) *queue.Saved {
	t.Helper()
	saved, err := store.Load(t.Context())
	if err != nil {
		t.Fatalf("Load: got %v, want no error", err)
	}
	return saved
}

// records lists what was saved, one text for each record.
func records(t testing.TB, s *queue.Saved) (list []string) {
	t.Helper()
	for _, r := range s.Tickets {
		list = append(list, mustText(t, r))
	}
	for _, r := range s.Bindings {
		list = append(list, mustText(t, r))
	}
	for _, r := range s.Contacts {
		list = append(list, mustText(t, r))
	}
	for _, r := range s.Notices {
		list = append(list, mustText(t, r))
	}
	for _, r := range s.Codes {
		list = append(list, mustText(t, r))
	}
	for _, r := range s.Counters {
		list = append(list, mustText(t, r))
	}
	for _, r := range s.Services {
		list = append(list, mustText(t, r))
	}
	for _, r := range s.Days {
		list = append(list, mustText(t, r))
	}
	for _, r := range s.Operations {
		list = append(list, mustText(t, r))
	}
	return list
}

func mustText(t testing.TB, record any) string {
	t.Helper()
	text, err := json.Marshal(record)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%T %s", record, text)
}

// gone deletes what a visit tells of its customer.
func gone(of queue.Change) queue.Change {
	return queue.Change{Unbound: []string{of.Bindings[0].ID}, Forgotten: []string{of.Contacts[0].ID}}
}
