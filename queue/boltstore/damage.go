package boltstore

import (
	"fmt"
	"runtime/debug"
	"slices"

	"paihao/queue"
)

// Damage is records that cannot be read any more, or make no sense. They stay in the file as they are, and the rest is used
// without them.
type Damage struct {
	Where   string `json:"where"` // the bucket, such as tickets/2026-11-21
	Records int    `json:"records"`
}

// Damage tells what was found damaged: by Open and the last Load, in what is used every day, and by Commit where a past day
// could not be deleted. It is empty in a sound store, and known once Load has returned; past days are for Verify to read.
func (s *Store) Damage() []Damage {
	s.damaged.Lock()
	defer s.damaged.Unlock()
	return slices.Concat(s.lasting, s.loaded)
}

// report keeps what Load found, in the place of what it found before.
func (s *Store) report(found []Damage) {
	s.damaged.Lock()
	defer s.damaged.Unlock()
	s.logNew(s.loaded, found)
	s.loaded = found
}

// setAside keeps what was found otherwise.
func (s *Store) setAside(found []Damage) {
	s.damaged.Lock()
	defer s.damaged.Unlock()
	s.logNew(s.lasting, found)
	s.lasting = append(s.lasting, found...)
}

// logNew logs what was not known before. What the records say stays out of the log.
func (s *Store) logNew(known, found []Damage) {
	for _, d := range found {
		if !slices.Contains(known, d) {
			s.log.Error("records are damaged and set aside", "bucket", d.Where, "records", d.Records)
		}
	}
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
