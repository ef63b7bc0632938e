package queue

// CounterState says whether a counter calls.
type CounterState string

// The states of a counter. A day begins with all counters closed.
const (
	CounterClosed CounterState = "closed"
	CounterOpen   CounterState = "open"
	CounterPaused CounterState = "paused"
)

// CounterRecord is a counter's state as the store keeps it. One of another day reads as closed.
type CounterRecord struct {
	ID    string       `json:"id"`
	Day   string       `json:"day"`
	State CounterState `json:"state"`
}

// ServiceRecord is whether staff have stopped a service's tickets, as the store keeps it. One of another day does not count.
type ServiceRecord struct {
	ID      string `json:"id"`
	Day     string `json:"day"`
	Stopped bool   `json:"stopped"`
}
