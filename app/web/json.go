package web

import (
	"encoding/json"
	"net/http"
	"slices"
	"time"

	"paihao/queue"
)

// ticket is a ticket as the API shows it.
type ticket struct {
	ID       string       `json:"id"`
	Number   string       `json:"number"`
	Service  string       `json:"service"`
	State    queue.State  `json:"state"`
	Priority bool         `json:"priority"`
	Party    int          `json:"party"` // how many people, 0 when nobody asked
	Day      string       `json:"day"`
	Ahead    int          `json:"ahead"`
	Wait     *queue.Range `json:"wait"`
	Counter  string       `json:"counter"`
	IssuedAt time.Time    `json:"issued_at"`
	Notices  []notice     `json:"notices"`
}

type notice struct {
	Kind   queue.NoticeKind  `json:"kind"`
	State  queue.NoticeState `json:"state"`
	Way    queue.Way         `json:"way"` // by which it was sent; empty before
	Reason string            `json:"reason"`
	At     time.Time         `json:"at"`
}

func ticketJSON(s queue.Standing) *ticket {
	return &ticket{
		ID: s.ID, Number: s.Number, Service: s.Service, State: s.State, Priority: s.Class == queue.Priority, Party: s.Party,
		Day: s.Day, Ahead: s.Ahead, Wait: s.Wait, Counter: s.Counter, IssuedAt: s.IssuedAt,
		Notices: mapped(s.Notices, func(n queue.NoticeView) notice { return notice(n) }),
	}
}

func optional(s *queue.Standing) *ticket {
	if s == nil {
		return nil
	}
	return ticketJSON(*s)
}

type service struct {
	ID      string       `json:"id"`
	Name    string       `json:"name"`
	Waiting int          `json:"waiting"`
	Wait    *queue.Range `json:"wait"`
	Open    bool         `json:"open"`
	Reason  queue.Reason `json:"reason"`   // why no tickets are given out; empty when they are
	OpensAt *time.Time   `json:"opens_at"` // when they are again, null when that is not known
}

func serviceJSON(s queue.ServiceView) service {
	return service{
		ID: s.ID, Name: s.Name, Waiting: s.Waiting, Wait: s.Wait, Open: s.Open, Reason: s.Reason, OpensAt: known(s.OpensAt),
	}
}

type counter struct {
	ID      string             `json:"id"`
	Name    string             `json:"name"`
	State   queue.CounterState `json:"state"`
	Current *ticket            `json:"current"`
}

func counterJSON(c queue.CounterView) counter {
	return counter{ID: c.ID, Name: c.Name, State: c.State, Current: optional(c.Current)}
}

type call struct {
	Seq     uint64    `json:"seq"`
	Number  string    `json:"number"`
	Counter string    `json:"counter"`
	At      time.Time `json:"at"`
}

type code struct {
	Purpose   queue.Purpose `json:"purpose"`
	Service   string        `json:"service"` // empty: for all of them, and who scans it is asked for which
	URL       string        `json:"url"`
	ExpiresAt time.Time     `json:"expires_at"`
}

// hall is the whole queue as the API shows it.
type hall struct {
	Day      string       `json:"day"`
	Closed   bool         `json:"closed"` // the day has ended, and the next has not begun
	Revision uint64       `json:"revision"`
	Services []service    `json:"services"`
	Counters []counter    `json:"counters"`
	Calls    []call       `json:"calls"`
	Missed   []string     `json:"missed"` // numbers, newest first
	Held     []string     `json:"held"`   // as missed
	Codes    []code       `json:"codes"`
	Health   queue.Health `json:"health"`
}

// mostCalls is how many of the last calls the API shows, although windows are given more of them, and those that were put
// back as well.
const mostCalls = 13

func hallJSON(v queue.View) hall {
	number := func(s queue.Standing) string { return s.Number }
	h := hall{Day: v.Day, Closed: v.Closed, Revision: v.Revision, Health: v.Health}
	h.Services = mapped(v.Services, serviceJSON)
	h.Counters = mapped(v.Counters, counterJSON)
	stand := slices.DeleteFunc(slices.Clone(v.Calls), func(c queue.Call) bool { return c.Void })
	h.Calls = mapped(stand[:min(len(stand), mostCalls)], func(c queue.Call) call {
		return call{Seq: c.Seq, Number: c.Number, Counter: c.Counter, At: c.At}
	})
	h.Missed, h.Held = mapped(v.Missed, number), mapped(v.Held, number)
	h.Codes = mapped(v.Codes, func(c queue.Code) code {
		return code{Purpose: c.Purpose, Service: c.Service, URL: c.URL, ExpiresAt: c.ExpiresAt}
	})
	return h
}

// mapped applies f to all of a list. It is never nil, so that JSON shows [] and not null.
func mapped[A, B any](list []A, f func(A) B) []B {
	out := make([]B, len(list))
	for i, a := range list {
		out[i] = f(a)
	}
	return out
}

// known is a time, or nil for one that nobody knows.
func known(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

func reply(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // an error means that the caller has gone
}
