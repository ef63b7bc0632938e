package boltstore

import (
	"slices"

	"go.etcd.io/bbolt"

	"paihao/queue"
)

// kind is what is kept in one bucket.
type kind struct {
	name  string
	dated bool // a bucket in it for each business day
	since int  // the first schema that has it
	sound func(table string, key, value []byte) bool
}

var kinds = []kind{
	{tickets, true, 1, sound[queue.Ticket]},
	{notices, true, 1, sound[queue.Notice]},
	{operations, true, 1, sound[queue.Operation]},
	{bindings, false, 1, sound[queue.Binding]},
	{codes, false, 1, sound[queue.Code]},
	{counters, false, 1, sound[queue.CounterRecord]},
	{services, false, 2, sound[queue.ServiceRecord]},
	{dayRecords, false, 2, sound[queue.Day]},
	{contacts, false, 3, sound[queue.Contact]},
}

func kindOf(name string) kind {
	return kinds[slices.IndexFunc(kinds, func(k kind) bool { return k.name == name })]
}

// dates lists the business days that a kind has a bucket for. The order is theirs.
func (k kind) dates(tx *bbolt.Tx) (list []string) {
	bucket := tx.Bucket([]byte(k.name))
	if !k.dated || bucket == nil {
		return nil
	}
	_ = bucket.ForEachBucket(func(date []byte) error {
		list = append(list, string(date))
		return nil
	})
	return list
}

// create makes the bucket, and the tally of one without days.
func (k kind) create(tx *bbolt.Tx) error {
	_, err := tx.CreateBucket([]byte(k.name))
	if err == nil && !k.dated {
		err = putMeta(tx, keyTally+k.name, tally{})
	}
	return err
}
