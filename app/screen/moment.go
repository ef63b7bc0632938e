package screen

import (
	"time"

	"paihao/queue"
)

// Times of the screen.
const (
	staleAfter = 10 * time.Second // without a view; the core sends one at least every five
	pageEvery  = 8 * time.Second
)

// moment is everything that the parts of the screen draw: the view, and what time makes of it.
type moment struct {
	view   queue.View // with its live calls alone
	begun  bool       // there were calls on its day
	now    time.Time  // in the venue's zone
	heard  time.Time  // when the last view came; zero = none yet
	stale  bool
	up     *queue.Call // in the call panel; nil before the first call of the day
	lit    bool        // the bright half of a flash
	recent []queue.Call
	codes  []queue.Code // valid ones for taking a ticket, in the order of the services; also of those that give none now
}

// page says which of n things stand on the page of the moment, when most go on one.
func (m *moment) page(n, most int) (from, to int) {
	if n <= most {
		return 0, n
	}
	pages := (n + most - 1) / most
	page := int(m.now.Unix()/int64(pageEvery/time.Second)) % pages
	return page * most, min(page*most+most, n)
}

// working tells whether any counter calls.
func (m *moment) working() bool {
	for _, c := range m.view.Counters {
		if c.State == queue.CounterOpen {
			return true
		}
	}
	return false
}

// paused tells whether a counter calls again soon.
func (m *moment) paused() bool {
	for _, c := range m.view.Counters {
		if c.State == queue.CounterPaused {
			return true
		}
	}
	return false
}

// closed is why nothing can be scanned for lack of tickets, nil when something can be or the reason is another.
func (m *moment) closed() *closure {
	if m.heard.IsZero() || m.stale || !m.view.Health.Writable {
		return nil
	}
	services := m.view.Services
	if len(m.codes) > 0 {
		services = nil
		for _, c := range m.codes {
			services = append(services, m.service(c.Service))
		}
	}
	return closed(services, m.now)
}

// waiting is how many wait in all lines.
func (m *moment) waiting() int {
	n := 0
	for _, s := range m.view.Services {
		n += s.Waiting
	}
	return n
}

// service finds a service; one that the settings no longer have is shown by its id.
func (m *moment) service(id string) queue.ServiceView {
	for _, s := range m.view.Services {
		if s.ID == id {
			return s
		}
	}
	return queue.ServiceView{ID: id, Name: id}
}

// counter finds a counter; one that is gone is shown by its id too.
func (m *moment) counter(id string) queue.CounterView {
	for _, c := range m.view.Counters {
		if c.ID == id {
			return c
		}
	}
	return queue.CounterView{ID: id, Name: id}
}

// joinCodes picks the codes that a customer may scan now. A venue that cannot write takes nobody in.
func joinCodes(v queue.View, now time.Time) []queue.Code {
	if !v.Health.Writable {
		return nil
	}
	var codes []queue.Code
	for _, s := range v.Services {
		for _, c := range v.Codes {
			if c.Purpose == queue.Join && c.Service == s.ID && c.URL != "" && c.Valid(now) {
				codes = append(codes, c)
			}
		}
	}
	return codes
}
