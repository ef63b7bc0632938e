package storetest

import "paihao/queue"

// disk is how much room a FailingStore pretends to have.
type disk int

const (
	roomy    disk = iota
	full          // nobody has noticed yet: the reserve is held
	released      // a commit has noticed: the reserve is free, for calls
	used          // and it is used up
)

// FillDisk fills the disk: the next commit is certainly not written and sets the reserve free, the ones after it are
// written, and Spare is false, until FreeDisk. A second FillDisk uses up the reserve that is free: no commit is written.
func (s *FailingStore) FillDisk() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.disk == released {
		s.disk = used
	}
	if s.disk == roomy {
		s.disk = full
	}
}

// FreeDisk makes room for everything again.
func (s *FailingStore) FreeDisk() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.disk = roomy
}

// Spare tells whether there is room for new tickets too: not after a commit found the disk full, nor when the inner store
// says that there is none.
func (s *FailingStore) Spare() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	inner, ok := s.inner.(queue.Reserver)
	return s.disk < released && (!ok || inner.Spare())
}

// refuses tells whether a commit finds no room. The first one that does not sets the reserve free.
func (d *disk) refuses() bool {
	was := *d
	if was == full {
		*d = released
	}
	return was == full || was == used
}
