package queue

import "time"

// Score is how good the estimates of one day were. It counts the tickets that were told a wait when they were taken, waited,
// and were called without having been moved in line by staff or their customer before.
type Score struct {
	Tickets int           `json:"tickets"`
	Error   time.Duration `json:"error"`  // mean of |told − waited|
	Bias    time.Duration `json:"bias"`   // mean of told − waited
	Width   time.Duration `json:"width"`  // mean of high − low
	Late    float64       `json:"late"`   // share of those called more than 5 minutes later than told, 0 to 1
	Inside  float64       `json:"inside"` // share of those whose wait was in the range told, 0 to 1
}

// DayScore is the score of a day that is over.
type DayScore struct {
	Day      string           `json:"day"`
	Score                     // of all services together
	Services map[string]Score `json:"services"` // by id
}
