package screen

import "time"

// lit tells whether the panel is in the bright half of a flash.
func (s *stage) lit(now time.Time) bool {
	age, flashing := s.flashing(now)
	return flashing && age%flashCycle < flashCycle/2
}

func (s *stage) flashing(now time.Time) (age time.Duration, yes bool) {
	if s.up == nil || s.up.first.IsZero() {
		return 0, false
	}
	age = now.Sub(s.up.first)
	return age, age >= 0 && age < flashes*flashCycle
}

// settled tells whether the call in the panel has flashed, and nobody has to come for it any more.
func (s *stage) settled(now time.Time) bool {
	_, flashing := s.flashing(now)
	return s.up != nil && s.over(s.up.call) && !flashing
}
