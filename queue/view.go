package queue

import (
	"encoding/json"
	"fmt"
	"time"
)

// View is everything a window shows: the queue, the QR codes and the health of the whole.
type View struct {
	Snapshot
	Codes  []Code `json:"codes"`
	Health Health `json:"health"`
}

// Snapshot is what windows need of the queue. Its size does not grow with the line.
type Snapshot struct {
	Revision uint64        `json:"revision"`
	Day      string        `json:"day"`
	Closed   bool          `json:"closed"` // the day has ended: no tickets and no calls until the next
	At       time.Time     `json:"at"`     // when it was made
	Venue    string        `json:"venue"`
	VenueEN  string        `json:"venue_en"`
	Rules    Rules         `json:"rules"`
	Services []ServiceView `json:"services"` // in the order of the settings
	Counters []CounterView `json:"counters"` // in the order of the settings
	Calls    []Call        `json:"calls"`    // newest first, at most MaxCalls
	Missed   []Standing    `json:"missed"`   // newest first, at most MaxMissed
	Held     []Standing    `json:"held"`     // newest first, at most MaxMissed
	Totals   map[State]int `json:"totals"`   // tickets of the day by state
	Means    Means         `json:"means"`
	Score    *DayScore     `json:"score"` // of the last day that is over and has one; nil without any
}

// What a Snapshot holds at the most.
const (
	MaxCalls   = 40 // more than all counters of a large hall call between two views
	MaxMissed  = 50
	MaxNotices = 10 // of each ticket
)

// ServiceView is a service and its line.
type ServiceView struct {
	ID       string    `json:"id"`
	Name     string    `json:"name"`
	NameEN   string    `json:"name_en"`
	Prefix   string    `json:"prefix"`
	Party    Party     `json:"party,omitzero"` // whom its tables are for
	Waiting  int       `json:"waiting"`
	OldestAt time.Time `json:"oldest_at,omitzero"` // when the one of them who came first took their ticket; zero when nobody waits
	Wait     *Range    `json:"wait"`               // for somebody who comes now; nil when no open counter serves it
	Open     bool      `json:"open"`               // tickets are given out
	Reason   Reason    `json:"reason,omitempty"`
	OpensAt  time.Time `json:"opens_at,omitzero"` // when they are again, if that is known
}

// Long tells whether staff are to be told of the line: who comes now would wait longer than Rules.LongWait, by the middle of
// the estimate. Without an open counter there is none, and the line is not long.
func (s ServiceView) Long(r Rules) bool {
	return r.LongWait > 0 && s.Wait != nil && (s.Wait.Low+s.Wait.High)/2 > r.LongWait
}

// CounterView is a counter and who is there.
type CounterView struct {
	ID       string       `json:"id"`
	Name     string       `json:"name"`
	NameEN   string       `json:"name_en"`
	State    CounterState `json:"state"`
	Services []string     `json:"services"`
	Current  *Standing    `json:"current"`
	Next     *Standing    `json:"next"` // whom it calls next, open or not; nil when nobody waits for it
}

// Standing is how a ticket stands at one moment.
type Standing struct {
	ID        string       `json:"id"`
	Number    string       `json:"number"`
	Service   string       `json:"service"`
	State     State        `json:"state"`
	Class     Class        `json:"class,omitempty"`
	Party     int          `json:"party,omitempty"`
	Day       string       `json:"day"`
	Ahead     int          `json:"ahead"` // waiting tickets that are called before it; 0 unless waiting
	Wait      *Range       `json:"wait"`  // nil unless waiting with an open counter
	Counter   string       `json:"counter,omitempty"`
	Origin    Origin       `json:"origin"`
	IssuedAt  time.Time    `json:"issued_at"`
	CalledAt  time.Time    `json:"called_at,omitzero"`  // first call since it last waited
	StartedAt time.Time    `json:"started_at,omitzero"` // service began
	Calls     int          `json:"calls,omitempty"`     // calls since it last waited
	Bound     bool         `json:"bound,omitempty"`     // a WeChat customer holds it
	Notices   []NoticeView `json:"notices,omitempty"`   // the newest MaxNotices, oldest first
}

// NoticeView is how far a message to a ticket's customer has come.
type NoticeView struct {
	Kind   NoticeKind  `json:"kind"`
	State  NoticeState `json:"state"`
	Way    Way         `json:"way,omitempty"`
	Reason string      `json:"reason,omitempty"`
	At     time.Time   `json:"at"`
}

// Call is one announcement: this number, to that counter.
type Call struct {
	Seq     uint64    `json:"seq"` // rises with every call of the day, so that none is missed or shown twice
	Ticket  string    `json:"ticket"`
	Number  string    `json:"number"`
	Service string    `json:"service"`
	Counter string    `json:"counter"`
	At      time.Time `json:"at"`
	Void    bool      `json:"void,omitempty"` // the ticket was put back or given up since: nobody is to come any more
}

// Range is an estimated wait, both ends rounded to five minutes.
type Range struct {
	Low, High time.Duration
}

// MarshalJSON writes the range in seconds, as {"low_s": 600, "high_s": 1200}.
func (r Range) MarshalJSON() ([]byte, error) {
	return fmt.Appendf(nil, `{"low_s":%d,"high_s":%d}`, r.Low/time.Second, r.High/time.Second), nil
}

// UnmarshalJSON reads what MarshalJSON writes.
func (r *Range) UnmarshalJSON(data []byte) error {
	var s struct {
		Low  int64 `json:"low_s"`
		High int64 `json:"high_s"`
	}
	if err := json.Unmarshal(data, &s); err != nil {
		return err
	}
	*r = Range{Low: time.Duration(s.Low) * time.Second, High: time.Duration(s.High) * time.Second}
	return nil
}
