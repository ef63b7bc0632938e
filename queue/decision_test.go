package queue_test

import (
	"context"
	"time"

	"pgregory.net/rapid"
)

// room is what a disk has left.
type room int

const (
	plenty  room = iota
	nothing      // and nobody has noticed
	reserve      // for calls
	naught       // not even that
)

// fillDisk fills the disk, uses up the reserve too, or makes room again.
func (m *machine) fillDisk(r *rapid.T) {
	switch {
	case m.fault != "":
		r.Skip("the store is about to fail")
	case m.disk == plenty:
		m.store.FillDisk()
		m.disk = nothing
	case m.disk == reserve && rapid.Bool().Draw(r, "more"):
		m.store.FillDisk()
		m.disk = naught
	default:
		m.store.FreeDisk()
		m.disk = plenty
	}
}

// decision is what the clerk makes of something that the queue is asked to do.
type decision struct {
	clerk *clerk      // when it has come to pass
	read  pocketWatch // as it was before; what is not written is not to be trusted either
	wrote bool        // anything
}

// decide lets the clerk do something; do tells whether that writes anything. When the commit finds the disk full, the
// reserve is set free and all is decided anew.
func (m *machine) decide(do func(*clerk) bool) (d decision) {
	for range 2 {
		d.clerk = m.clerk.copy()
		d.clerk.full = m.disk == reserve || m.disk == naught
		turned := d.clerk.at(m.clock.Now())
		d.read = d.clerk.watch
		d.wrote = do(d.clerk) || turned
		if !d.wrote || m.disk != nothing {
			break
		}
		m.disk = reserve
	}
	return d
}

// comesToPass tells whether what both sides just did has happened, and takes the clerk there.
func (m *machine) comesToPass(d decision) bool {
	fault := m.fault
	m.dark = false
	if d.wrote && fault == "" && m.disk == naught {
		fault = refuse
	}
	if !d.wrote || fault == "" {
		m.clerk, m.shut = d.clerk, m.shut && !d.wrote
		m.clerk.kept = kept(m.clerk, d.wrote)
		return true
	}
	m.fault, m.shut = "", fault == refuse
	happened := fault == doubt || fault == flash
	if happened {
		m.clerk = d.clerk
		m.clerk.kept = d.clerk.watch.now
	} else {
		m.clerk.watch, m.clerk.full = d.read, d.clerk.full
	}
	if fault == crash || fault == flash {
		m.recognise()
		m.power()
	}
	return happened
}

// recognise tells the clerk the ids of tickets that nobody was told of, before another day may begin.
func (m *machine) recognise() {
	store, err := m.store.Open(context.Background())
	if err != nil {
		m.Fatalf("Open: %v", err)
	}
	defer store.Close()
	saved, err := store.Load(context.Background())
	if err != nil {
		m.Fatalf("Load: %v", err)
	}
	for _, t := range saved.Tickets {
		for i, slip := range m.clerk.page().slips {
			if slip.id == "" && slip.number == t.Number {
				m.meet(i, t.ID)
			}
		}
	}
}

// kept is the time of the last change that was written.
func kept(k *clerk, wrote bool) time.Time {
	if wrote {
		return k.watch.now
	}
	return k.kept
}
