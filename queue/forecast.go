package queue

import (
	"slices"
	"time"
)

// Estimate is how long somebody is thought to wait until the first call, as it was computed: what people read is its Range.
// Low ≤ Point ≤ High, none below zero.
type Estimate struct {
	Low   time.Duration `json:"low"`
	Point time.Duration `json:"point"`
	High  time.Duration `json:"high"`
	Shut  bool          `json:"shut,omitempty"` // no counter was open for the service: people are told that, and no wait

	// How far the courses of the forecast were from the point, below and above: what the range is learned from, see misfits.
	Less time.Duration `json:"less,omitempty"`
	More time.Duration `json:"more,omitempty"`
}

// Range is what people are told; nil while no counter is open.
func (e Estimate) Range() *Range {
	if e.Shut {
		return nil
	}
	return rounded(e)
}

// Part is a part of the forecast that can be left out, to see what it is worth.
type Part string

// The parts of the forecast.
const (
	PartLearning Part = "learning" // what services take, by what they took: else what the settings say
	PartPace     Part = "pace"     // how fast the day is
	PartSpread   Part = "spread"   // that services differ: else each takes its mean
	PartElapsed  Part = "elapsed"  // the time that those at the counters have been there
	PartHours    Part = "hours"    // when counters usually open, pause and close
	PartTurnover Part = "turnover" // the time between two customers, and the way to the counter
	PartMisses   Part = "misses"   // people who do not come when they are called
	PartLeaving  Part = "leaving"  // people who leave the line
	PartPriority Part = "priority" // priority tickets still to come
)

// Parts are all parts, in the order of the table that shows what they are worth.
func Parts() []Part {
	return []Part{
		PartLearning, PartPace, PartSpread, PartElapsed, PartHours, PartTurnover, PartMisses, PartLeaving, PartPriority,
	}
}

// Forecast says how waits are forecast; the zero value is how the product does it.
type Forecast struct {
	// Interleave is a rule of calling other than the queue's own, for a hall that is replayed: each free counter takes the
	// oldest ordinary ticket it may serve, or the oldest priority one when no ordinary one waits for it or when so many
	// ordinary ones were called in the hall since the last priority one. 0 is the queue's own rule, see Book.next.
	Interleave int
	Without    []Part
}

// without tells whether a part is left out.
func (f Forecast) without(p Part) bool { return slices.Contains(f.Without, p) }
