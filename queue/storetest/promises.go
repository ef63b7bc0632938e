package storetest

import (
	"bytes"
	"context"

	"paihao/queue"
)

// secretSize is the length of the random bytes made with a store.
const secretSize = 32

func checkFresh(b *bench) {
	b.check()
	secret := b.mustLoad().Secret
	if len(secret) != secretSize || bytes.Equal(secret, make([]byte, secretSize)) {
		b.Errorf("Secret of a fresh store: got %d bytes, want %d that are not all zero", len(secret), secretSize)
	}
	b.mustCommit(fullChange(firstDay, 0))
	b.reopen()
	if !bytes.Equal(b.mustLoad().Secret, secret) {
		b.Errorf("Secret after a commit and opening anew: got another one, want the same")
	}
}

// checkPlaces holds that stores of two places share nothing.
func checkPlaces(b, other *bench) {
	b.mustCommit(fullChange(firstDay, 0))
	b.check()
	other.check()
	if bytes.Equal(b.mustLoad().Secret, other.mustLoad().Secret) {
		b.Errorf("Secrets of two stores: got the same, want each its own")
	}
}

func checkEveryField(b *bench) {
	b.mustCommit(fullChange(firstDay, 0))
	b.check()
}

func checkReplace(b *bench) {
	first := fullChange(firstDay, 0)
	b.mustCommit(first)
	next := queue.Change{
		Tickets:   []queue.Ticket{Ticket(firstDay, first.Tickets[1].ID)},
		Bindings:  []queue.Binding{{ID: first.Bindings[0].ID, Day: firstDay}},
		Unbound:   []string{first.Bindings[1].ID, "never bound"},
		Notices:   []queue.Notice{{ID: first.Notices[0].ID, Day: firstDay, State: queue.Void}},
		Contacts:  []queue.Contact{{ID: first.Contacts[0].ID, Phone: "new"}},
		Forgotten: []string{first.Contacts[1].ID, "never met"},
		Codes:     []queue.Code{{Purpose: first.Codes[1].Purpose, ID: first.Codes[1].ID, Scene: "new"}},
		Revoked:   []string{first.Codes[0].Key(), "join/never"},
		Counters:  []queue.CounterRecord{{ID: first.Counters[0].ID, Day: firstDay, State: queue.CounterOpen}},
		Services:  []queue.ServiceRecord{{ID: first.Services[1].ID, Day: firstDay}},
		Operation: &queue.Operation{ID: first.Operation.ID, Day: firstDay, Body: "new"},
	}
	b.mustCommit(next)
	b.check()
	b.mustCommit(queue.Change{Bindings: []queue.Binding{first.Bindings[1]}}) // bound again
	b.check()
}

// checkOrder holds that lists rise by id whatever order they were written in: ids rise with time, so oldest is first.
func checkOrder(b *bench) {
	b.mustCommit(queue.Change{Days: []queue.Day{{Date: firstDay}}})
	for _, id := range []string{"c", "a", "d", "b", "ab"} {
		b.mustCommit(queue.Change{
			Tickets:   []queue.Ticket{Ticket(firstDay, id)},
			Bindings:  []queue.Binding{{ID: id, Day: firstDay}},
			Notices:   []queue.Notice{{ID: id, Day: firstDay}},
			Contacts:  []queue.Contact{{ID: id}},
			Codes:     []queue.Code{{Purpose: queue.Join, ID: id}},
			Counters:  []queue.CounterRecord{{ID: id, Day: firstDay}},
			Services:  []queue.ServiceRecord{{ID: id, Day: firstDay}},
			Operation: &queue.Operation{ID: id, Day: firstDay},
		})
	}
	b.check()
}

// checkBatch holds that the changes of a batch are applied in order, each seeing those before it.
func checkBatch(b *bench) {
	called := Ticket(firstDay, "t")
	called.State = queue.Called
	b.mustCommit(
		queue.Change{Days: []queue.Day{{Date: firstDay}}},
		queue.Change{Tickets: []queue.Ticket{Ticket(firstDay, "t")}, Bindings: []queue.Binding{{ID: "kept"}, {ID: "gone"}}},
		queue.Change{Contacts: []queue.Contact{{ID: "kept"}, {ID: "gone"}}, Codes: []queue.Code{{Purpose: queue.Join, ID: "kept"}, {Purpose: queue.Join, ID: "gone"}}},
		queue.Change{Tickets: []queue.Ticket{called}, Unbound: []string{"kept", "gone"}},
		queue.Change{Forgotten: []string{"kept", "gone"}, Revoked: []string{"join/kept", "join/gone"}},
		queue.Change{Operation: &queue.Operation{ID: "o", Day: firstDay}, Bindings: []queue.Binding{{ID: "kept"}}},
		queue.Change{Contacts: []queue.Contact{{ID: "kept"}}, Codes: []queue.Code{{Purpose: queue.Join, ID: "kept"}}},
		queue.Change{Bindings: []queue.Binding{{ID: "brief"}}, Unbound: []string{"brief"}},
		queue.Change{Days: []queue.Day{{Date: secondDay}}, Tickets: []queue.Ticket{Ticket(secondDay, "u")}, Operation: &queue.Operation{ID: "p", Day: secondDay}},
		queue.Change{Notices: []queue.Notice{{ID: "n", Day: secondDay}}},
	)
	b.check()
}

func checkRevision(b *bench) {
	b.mustCommit(queue.Change{Days: []queue.Day{{Date: firstDay}}}, fullChange(firstDay, 0))
	b.mustCommit()
	b.mustCommit(queue.Change{Counters: []queue.CounterRecord{{ID: "1"}}})
	if got := b.mustLoad().Revision; got != 3 {
		b.Errorf("Revision after three commits: got %d, want 3", got)
	}
	b.check()
}

func checkConflict(b *bench) {
	b.mustCommit(fullChange(firstDay, 0))
	b.mustCommit(queue.Change{Counters: []queue.CounterRecord{{ID: "1"}}})
	for _, stale := range []uint64{0, 1, 3, 1 << 63} {
		b.refuse(context.Background(), stale, queue.ErrConflict, fullChange(secondDay, 1000))
	}
	b.mustCommit(fullChange(secondDay, 1000))
	b.check()
}

// checkAllOrNone holds that a batch with one record that cannot be written changes nothing.
func checkAllOrNone(b *bench) {
	b.mustCommit(fullChange(firstDay, 0))
	for _, bad := range []queue.Change{
		{Tickets: []queue.Ticket{{Day: secondDay}}},
		{Tickets: []queue.Ticket{{ID: "t"}}},
		{Bindings: []queue.Binding{{}}},
		{Contacts: []queue.Contact{{}}},
		{Codes: []queue.Code{{Purpose: queue.Join, Service: "general"}}},
		{Notices: []queue.Notice{{Day: secondDay}}},
		{Counters: []queue.CounterRecord{{}}},
		{Services: []queue.ServiceRecord{{}}},
		{Days: []queue.Day{{Seq: 2}}},
		{Days: []queue.Day{{Date: thirdDay}, {Seq: 2}}},
		{Operation: &queue.Operation{Day: secondDay}},
		{Operation: &queue.Operation{ID: "o"}},
		{Dropped: []string{firstDay, secondDay}}, // the current day cannot go
	} {
		b.refuse(context.Background(), b.base, queue.ErrNotWritten, fullChange(secondDay, 1000), bad)
	}
	b.mustCommit(fullChange(secondDay, 1000))
	b.check()
}

// checkOwnership holds that neither what was committed nor what was loaded is part of the store afterwards.
func checkOwnership(b *bench) {
	given := fullChange(firstDay, 0)
	b.mustCommit(given)
	b.taken = history{fullChange(firstDay, 0)} // the same, of its own
	spoil := func(steps []queue.Step, o *queue.Operation, grants []queue.Grant, channels []queue.ChannelCount) {
		steps[0].Seq, o.Outcome.Ticket.Number, grants[0].Left, channels[0].Scans = 1, "spoilt", -1, -1
	}
	spoil(given.Tickets[0].Steps, given.Operation, given.Contacts[0].Grants, given.Days[1].Channels)
	b.compare("Load after the committed change was spoilt")
	loaded := b.mustLoad()
	spoil(loaded.Tickets[0].Steps, &loaded.Operations[0], loaded.Contacts[0].Grants, loaded.Days[0].Channels)
	loaded.Secret[0]++
	secret := bytes.Clone(loaded.Secret)
	b.compare("Load after what was loaded was spoilt")
	if bytes.Equal(b.mustLoad().Secret, secret) {
		b.Errorf("Secret after what was loaded was spoilt: got the spoilt one, want the first")
	}
}

func checkCancelled(b *bench) {
	b.mustCommit(fullChange(firstDay, 0))
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := b.store.Load(ctx); err == nil {
		b.Errorf("Load with an ended context: got no error, want one")
	}
	if _, err := b.store.Days(ctx, "", "9"); err == nil {
		b.Errorf("Days with an ended context: got no error, want one")
	}
	b.refuse(ctx, b.base, context.Canceled, fullChange(secondDay, 1000))
	b.refuse(ctx, b.base, queue.ErrNotWritten, fullChange(secondDay, 1000))
}

func checkClose(b *bench) {
	b.mustCommit(fullChange(firstDay, 0))
	for i := range 2 {
		if err := b.store.Close(); err != nil {
			b.Errorf("Close number %d: got %v, want no error", i+1, err)
		}
	}
	if err := b.store.Commit(context.Background(), b.base, []queue.Change{{Days: []queue.Day{{Date: secondDay}}}}); err == nil {
		b.Errorf("Commit after Close: got no error, want one")
	}
	if _, err := b.store.Load(context.Background()); err == nil {
		b.Errorf("Load after Close: got no error, want one")
	}
	if _, err := b.store.Days(context.Background(), "", "9"); err == nil {
		b.Errorf("Days after Close: got no error, want one")
	}
	b.store = b.Open()
	b.check()
}
