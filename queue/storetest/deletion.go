package storetest

import (
	"fmt"
	"slices"

	"paihao/queue"
)

// deletion is a list of ids in a change, whose records are deleted, and the list that those are written by.
type deletion struct {
	name    string
	written func(id, note string) queue.Change
	deleted func(ids ...string) queue.Change
	list    func(*queue.Saved) []string // id and note of each, as they are given
}

var deletions = []deletion{
	{
		"bindings",
		func(id, note string) queue.Change {
			return queue.Change{Bindings: []queue.Binding{{ID: id, Account: "erp", User: note, Customer: queue.Customer{App: "wx0", OpenID: id}}}}
		},
		func(ids ...string) queue.Change { return queue.Change{Unbound: ids} },
		func(s *queue.Saved) []string {
			return noted(s.Bindings, bindingID, func(b queue.Binding) string { return b.User })
		},
	},
	{
		"contacts",
		func(id, note string) queue.Change {
			return queue.Change{Contacts: []queue.Contact{{ID: id, Phone: note, Grants: []queue.Grant{{Template: note, Left: 1}}}}}
		},
		func(ids ...string) queue.Change { return queue.Change{Forgotten: ids} },
		func(s *queue.Saved) []string {
			return noted(s.Contacts, contactID, func(c queue.Contact) string { return c.Phone })
		},
	},
	{
		"codes",
		func(id, note string) queue.Change {
			return queue.Change{Codes: []queue.Code{{Purpose: queue.BindAccount, ID: id, User: note}}}
		},
		func(ids ...string) queue.Change {
			var keys []string
			for _, id := range ids {
				keys = append(keys, queue.Code{Purpose: queue.BindAccount, ID: id}.Key())
			}
			return queue.Change{Revoked: keys}
		},
		func(s *queue.Saved) []string {
			return noted(s.Codes, func(c queue.Code) string { return c.ID }, func(c queue.Code) string { return c.User })
		},
	},
}

func noted[R any](list []R, id, note func(R) string) (texts []string) {
	for _, r := range list {
		texts = append(texts, id(r)+" "+note(r))
	}
	return texts
}

// both is a change that writes records and deletes some, which is what comes later of the two.
func both(written, deleted queue.Change) queue.Change {
	written.Unbound, written.Forgotten, written.Revoked = deleted.Unbound, deleted.Forgotten, deleted.Revoked
	return written
}

// checkDeletions holds what becomes of records that changes delete by their ids: each batch is one commit, and after each
// the store gives these, no others.
func checkDeletions(b *bench, d deletion) {
	put, del := d.written, d.deleted
	for _, step := range []struct {
		what  string
		batch []queue.Change
		want  []string
	}{
		{"deleted before there was any", []queue.Change{del("a", "b")}, nil},
		{"written out of order", []queue.Change{put("c", "1"), put("a", "1"), put("d", "1"), put("b", "1")}, []string{"a 1", "b 1", "c 1", "d 1"}},
		{"replaced", []queue.Change{put("b", "2")}, []string{"a 1", "b 2", "c 1", "d 1"}},
		{"deleted", []queue.Change{del("b", "d")}, []string{"a 1", "c 1"}},
		{"deleted again", []queue.Change{del("b", "b", "d")}, []string{"a 1", "c 1"}},
		{"deleted that never was", []queue.Change{del("aa", "z", "a/b")}, []string{"a 1", "c 1"}},
		{"written again", []queue.Change{put("b", "3")}, []string{"a 1", "b 3", "c 1"}},
		{"deleted and written again in one batch", []queue.Change{del("a"), put("a", "4")}, []string{"a 4", "b 3", "c 1"}},
		{"written and deleted in one batch", []queue.Change{put("d", "5"), put("b", "5"), del("d", "b")}, []string{"a 4", "c 1"}},
		{"written and deleted in one change", []queue.Change{both(put("d", "6"), del("d", "c"))}, []string{"a 4"}},
		{"written, deleted, written, deleted, written", []queue.Change{put("e", "7"), del("e"), put("e", "8"), del("e", "a"), put("e", "9")}, []string{"e 9"}},
		{"deleted to the last", []queue.Change{del("e")}, nil},
		{"written after all were deleted", []queue.Change{put("f", "10")}, []string{"f 10"}},
	} {
		b.mustCommit(step.batch...)
		for range 2 {
			if got := d.list(b.mustLoad()); !slices.Equal(got, step.want) {
				b.Errorf("%s %s: got %q, want %q", d.name, step.what, got, step.want)
			}
			b.reopen()
		}
		b.compare(fmt.Sprintf("Load of %s %s", d.name, step.what))
	}
}

// checkDeletionsApart holds that what is deleted by an id leaves other kinds of the same id alone.
func checkDeletionsApart(b *bench) {
	b.mustCommit(queue.Change{Days: []queue.Day{{Date: firstDay}}})
	for _, d := range deletions {
		b.mustCommit(d.written("a", "kept"))
	}
	for i, d := range deletions {
		b.mustCommit(d.deleted("a"))
		saved := b.mustLoad()
		for j, other := range deletions {
			if got := len(other.list(saved)); (got == 0) != (j <= i) {
				b.Errorf("%s after those up to %s were deleted: got %d, want one before it is its turn", other.name, d.name, got)
			}
		}
		b.check()
	}
}

// checkCodesApart holds that codes are told apart, found and ordered by purpose and id together.
func checkCodesApart(b *bench) {
	for _, p := range []queue.Purpose{queue.SignIn, queue.Join, queue.Channel, queue.BindTicket, queue.BindAccount} {
		b.mustCommit(queue.Change{Codes: []queue.Code{{Purpose: p, ID: "b", Scene: string(p)}, {Purpose: p, ID: "a"}}})
	}
	b.check()
	b.mustCommit(queue.Change{Revoked: []string{"join/a", "ticket/b", "a", "staff"}})
	b.check()
	got := noted(b.mustLoad().Codes, queue.Code.Key, func(c queue.Code) string { return c.Scene })
	want := []string{"account/a ", "account/b account", "channel/a ", "channel/b channel", "join/b join", "staff/a ", "staff/b staff", "ticket/a "}
	if !slices.Equal(got, want) {
		b.Errorf("codes: got %q, want %q", got, want)
	}
}
