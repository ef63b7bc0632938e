package boltstore

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"go.etcd.io/bbolt"

	"paihao/queue"
)

// writer puts a batch into a transaction.
type writer struct {
	tx      *bbolt.Tx
	base    uint64
	look    func(date, current string) error // looks at the pages of a day, which bbolt trusts blindly
	known   map[string]bool                  // tables that need no look
	current string                           // day in the file before this batch
	days    days
	untidy  untidy
	tables  map[tableKey]*table // those written to
	sealer  *sealer
	spared  []Damage // what was to be deleted and cannot be without harm to the rest
}

// fullPages is how full a page is left when it is split. Ids rise with time, so new records come at the end and hardly ever
// between; bbolt's usual half would leave half of the file empty. The rest is for tickets, which grow with each step.
const fullPages = 0.9

func (w *writer) write(batch []queue.Change) error {
	revision, err := getMeta[uint64](w.tx, keyRevision)
	if err != nil {
		return err
	}
	if revision != w.base {
		return queue.ErrConflict
	}
	if w.days, err = getMeta[days](w.tx, keyDays); err != nil {
		return err
	}
	w.current = w.days.Open
	if w.untidy, err = getMeta[untidy](w.tx, keyUntidy); err != nil {
		return err
	}
	before := w.untidy
	for i := range batch {
		if err := w.change(&batch[i]); err != nil {
			return err
		}
	}
	for _, t := range w.tables {
		if err := cmp.Or(t.settle(), putMeta(w.tx, keyTally+t.name, &t.tally)); err != nil {
			return err
		}
	}
	if w.untidy != before {
		if err := putMeta(w.tx, keyUntidy, w.untidy); err != nil {
			return err
		}
	}
	return putMeta(w.tx, keyRevision, revision+1)
}

// change writes the records of one change, in the order of the fields of queue.Change.
func (w *writer) change(c *queue.Change) error {
	day := w.days.Open
	err := errors.Join(
		w.remember(c),
		w.turn(c.Days),
		puts(w, tickets, c.Tickets, func(t *queue.Ticket) (string, string) { return t.Day, t.ID }),
		puts(w, bindings, c.Bindings, func(b *queue.Binding) (string, string) { return "", b.ID }),
		w.remove(bindings, c.Unbound),
		puts(w, contacts, c.Contacts, func(k *queue.Contact) (string, string) { return "", k.ID }),
		w.remove(contacts, c.Forgotten),
		puts(w, notices, c.Notices, func(n *queue.Notice) (string, string) { return n.Day, n.ID }),
		puts(w, codes, c.Codes, func(c *queue.Code) (string, string) { return "", codeKey(c) }),
		w.remove(codes, c.Revoked),
		puts(w, counters, c.Counters, func(c *queue.CounterRecord) (string, string) { return "", c.ID }),
		puts(w, services, c.Services, func(s *queue.ServiceRecord) (string, string) { return "", s.ID }),
	)
	if o := c.Operation; o != nil {
		err = errors.Join(err, w.put(operations, o.Day, o.ID, o))
	}
	for _, date := range c.Dropped {
		err = errors.Join(err, w.drop(date))
	}
	if len(c.Unbound)+len(c.Forgotten)+len(c.Revoked)+len(c.Dropped) > 0 {
		w.untidy = max(w.untidy, deleted)
	}
	if w.untidy == deleted && w.days.Open != day {
		w.untidy = due
	}
	return err
}

// codeKey is the key of a code; one without an id has none, as any other record.
func codeKey(c *queue.Code) string {
	if c.ID == "" {
		return ""
	}
	return c.Key()
}

// remember notes when the change was decided.
func (w *writer) remember(c *queue.Change) error {
	if c.At.IsZero() {
		return nil
	}
	return putMeta(w.tx, keyAt, c.At)
}

// puts writes a list of records, each under the day and the id that place gives.
func puts[R any](w *writer, kind string, list []R, place func(*R) (day, id string)) (err error) {
	for i := range list {
		day, id := place(&list[i])
		err = errors.Join(err, w.put(kind, day, id, &list[i]))
	}
	return err
}

func (w *writer) put(kind, day, id string, record any) error {
	t, err := w.table(kind, day)
	if err == nil {
		err = t.put(id, record)
	}
	if err != nil {
		return fmt.Errorf("put into %s: %w", kind, err)
	}
	return nil
}

// remove deletes records of a kind without days, those that are there.
func (w *writer) remove(kind string, ids []string) error {
	for _, id := range ids {
		t, err := w.table(kind, "")
		if err == nil {
			err = t.remove(id)
		}
		if err != nil {
			return fmt.Errorf("delete from %s: %w", kind, err)
		}
	}
	return nil
}

// table finds a table, or makes it. The day of one without days is empty.
func (w *writer) table(kind, day string) (*table, error) {
	key := tableKey{kind, day}
	if t := w.tables[key]; t != nil {
		return t, nil
	}
	if kindOf(kind).dated && day == "" {
		return nil, errors.New("no day")
	}
	t, err := findTable(w.tx, kind, day)
	switch {
	case err != nil:
		return nil, err
	case t.bucket == nil:
		t.bucket, err = w.tx.Bucket([]byte(kind)).CreateBucket([]byte(day))
	case slices.Contains(lookedAt, kind) && !w.known[t.name]:
		err = w.look(day, w.current)
	}
	if err != nil {
		return nil, err
	}
	t.bucket.FillPercent = fullPages
	t.open(w.sealer)
	w.tables[key] = t
	return t, nil
}
