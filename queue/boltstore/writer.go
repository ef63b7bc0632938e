package boltstore

import (
	"cmp"
	"errors"
	"fmt"

	"go.etcd.io/bbolt"

	"paihao/queue"
)

// writer puts a batch into a transaction.
type writer struct {
	tx     *bbolt.Tx
	base   uint64
	days   days
	tables map[string]*table // those written to, by name
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
	for i := range batch {
		if err := w.change(&batch[i]); err != nil {
			return err
		}
	}
	for name, t := range w.tables {
		if err := cmp.Or(t.settle(), putMeta(w.tx, keyTally+name, &t.tally)); err != nil {
			return err
		}
	}
	return putMeta(w.tx, keyRevision, revision+1)
}

// change writes the records of one change, in the order of the fields of queue.Change.
func (w *writer) change(c *queue.Change) error {
	var errs []error
	for _, d := range c.Days {
		errs = append(errs, w.begin(d.Date), w.put(dayRecords, "", d.Date, d))
	}
	if !c.At.IsZero() {
		errs = append(errs, putMeta(w.tx, keyAt, c.At))
	}
	for i := range c.Tickets {
		errs = append(errs, w.putDated(tickets, c.Tickets[i].Day, c.Tickets[i].ID, &c.Tickets[i]))
	}
	for i := range c.Bindings {
		errs = append(errs, w.put(bindings, "", c.Bindings[i].ID, &c.Bindings[i]))
	}
	for _, id := range c.Unbound {
		errs = append(errs, w.remove(bindings, id))
	}
	for i := range c.Notices {
		errs = append(errs, w.putDated(notices, c.Notices[i].Day, c.Notices[i].ID, &c.Notices[i]))
	}
	for i := range c.Codes {
		errs = append(errs, w.put(codes, "", c.Codes[i].Key(), &c.Codes[i]))
	}
	for i := range c.Counters {
		errs = append(errs, w.put(counters, "", c.Counters[i].ID, &c.Counters[i]))
	}
	for i := range c.Services {
		errs = append(errs, w.put(services, "", c.Services[i].ID, &c.Services[i]))
	}
	if o := c.Operation; o != nil {
		errs = append(errs, w.putDated(operations, o.Day, o.ID, o))
	}
	return errors.Join(errs...)
}

func (w *writer) putDated(kind, day, id string, record any) error {
	if day == "" {
		return fmt.Errorf("put into %s: no day", kind)
	}
	return w.put(kind, day, id, record)
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

func (w *writer) remove(kind, id string) error {
	t, err := w.table(kind, "")
	if err == nil {
		err = t.remove(id)
	}
	if err != nil {
		return fmt.Errorf("delete from %s: %w", kind, err)
	}
	return nil
}

// table finds a table, or makes it.
func (w *writer) table(kind, day string) (*table, error) {
	name := tableName(kind, day)
	if t := w.tables[name]; t != nil {
		return t, nil
	}
	t, err := findTable(w.tx, kind, day)
	if err == nil && t.bucket == nil {
		t.bucket, err = w.tx.Bucket([]byte(kind)).CreateBucket([]byte(day))
	}
	if err == nil {
		t.bucket.FillPercent = fullPages
		w.tables[name] = t
	}
	return t, err
}

// begin opens a business day. Operations of the day before are kept, older ones are not needed any more.
func (w *writer) begin(day string) error {
	if day == "" || day == w.days.Open {
		return nil
	}
	w.days = days{Open: day, Before: w.days.Open}
	bucket := w.tx.Bucket([]byte(operations))
	var old []string
	err := bucket.ForEachBucket(func(name []byte) error {
		if d := string(name); d != w.days.Open && d != w.days.Before {
			old = append(old, d)
		}
		return nil
	})
	for i := 0; err == nil && i < len(old); i++ {
		name := tableName(operations, old[i])
		delete(w.tables, name)
		err = cmp.Or(bucket.DeleteBucket([]byte(old[i])), w.tx.Bucket([]byte(meta)).Delete([]byte(keyTally+name)))
	}
	return cmp.Or(err, putMeta(w.tx, keyDays, w.days))
}
