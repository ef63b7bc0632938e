package boltstore

import (
	"fmt"
	"runtime/debug"
	"slices"

	"paihao/queue"
)

// Damage is records that cannot be read any more. They stay in the file as they are, and the rest is used without them.
type Damage struct {
	Where   string // the bucket, such as tickets/2026-11-21
	Records int
}

// Damage tells what Open and the last Load found damaged. It is empty in a sound store.
func (s *Store) Damage() []Damage { return slices.Clone(s.damage) }

// report keeps what Load found, and logs it when it was not known before. What the records say stays out of the log.
func (s *Store) report(found []Damage) {
	for _, d := range found {
		if !slices.Contains(s.damage, d) {
			s.log.Error("records are damaged and set aside", "bucket", d.Where, "records", d.Records)
		}
	}
	header := slices.DeleteFunc(s.damage, func(d Damage) bool { return d.Where != headerName })
	s.damage = append(header, found...)
}

// guarded runs f, in which bbolt may meet pages that are not what they should be. It panics then, or reads outside the
// file it has mapped, which without SetPanicOnFault would end the process.
func guarded(f func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("%w: %v", queue.ErrDamaged, fault)
		}
	}()
	return f()
}
