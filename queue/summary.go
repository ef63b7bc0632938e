package queue

// Summary is what a day has taught: what the forecasts of later days need of it, and how good its own were. It names no
// customer and no ticket, and it is small, so that years of days are read at a start.
type Summary struct {
	Scores map[string]Score `json:"scores,omitempty"` // of the estimates, by service
}
