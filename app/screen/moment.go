package screen

import (
	"time"

	"paihao/queue"
)

// Times of the screen.
const (
	staleAfter = 10 * time.Second // without a view; the core sends one at least every five
	pageEvery  = 8 * time.Second
	quietAfter = time.Minute // without a call
)

// moment is everything that the parts of the screen draw: the view, and what time makes of it.
type moment struct {
	speech
	view    queue.View // what this screen shows of the hall, with its live calls alone
	hall    queue.View // the whole of it, for names
	begun   bool       // there were calls on its day
	now     time.Time  // in the venue's zone
	heard   time.Time  // when the last view came; zero = none yet
	news    time.Time  // when a view last said something new; zero = none yet
	stale   bool
	up      *queue.Call // in the call panel; nil before the first call of the day
	lit     bool        // the bright half of a flash
	settled bool        // nobody has to come any more for the call in the panel
	turns   bool        // calls wait for their turn in the panel
	recent  []queue.Call
	places  []queue.Code // those for taking a ticket, in the order of the services; without a URL where one has run out
	codes   []queue.Code // those of them that can be scanned; also of services that give no tickets now
	sign    bool         // the screen is that of one counter
	ticker  []string     // sentences of the venue's own
	slide   bool         // a picture has the room of the last calls

	next time.Time // when something changes by itself; zero = nothing will
}

// wake asks for the screen to be drawn anew at a time to come.
func (m *moment) wake(at time.Time) {
	if at.After(m.now) && (m.next.IsZero() || at.Before(m.next)) {
		m.next = at
	}
}

// page says which of n things stand on the page of the moment, when most go on one. Pages turn together.
func (m *moment) page(n, most int) (from, to int) {
	if n <= most {
		return 0, n
	}
	m.wake(m.now.Truncate(pageEvery).Add(pageEvery))
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

// quiet tells whether no call has been made for a while, and all that were made have had their turns.
func (m *moment) quiet() bool {
	if m.turns {
		return false
	}
	if len(m.view.Calls) == 0 {
		return true
	}
	age := m.view.At.Sub(m.view.Calls[0].At) + m.now.Sub(m.heard) // on the clock of the calls
	m.wake(m.now.Add(quietAfter - age))
	return age >= quietAfter
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
	if len(m.codes) > 0 && m.codes[0].Service != "" {
		services = nil
		for _, c := range m.codes {
			services = append(services, m.service(c.Service))
		}
	}
	return m.closedAll(services)
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
	for _, s := range m.hall.Services {
		if s.ID == id {
			return s
		}
	}
	return queue.ServiceView{ID: id, Name: id}
}

// counter finds a counter; one that is gone is shown by its id too.
func (m *moment) counter(id string) queue.CounterView {
	for _, c := range m.hall.Counters {
		if c.ID == id {
			return c
		}
	}
	return queue.CounterView{ID: id, Name: id}
}

// findCodes picks the codes that take a ticket: one for each service or, where wanted, one for all. When there is none of the
// kind that is wanted, the other kind does as well. A venue that cannot write takes nobody in.
func (m *moment) findCodes(one bool) {
	if !m.view.Health.Writable {
		return
	}
	all, each := m.codesOf(queue.ServiceView{}), []queue.Code(nil)
	for _, s := range m.view.Services {
		each = append(each, m.codesOf(s)...)
	}
	m.places = each
	if one && len(all) > 0 || len(each) == 0 {
		m.places = all
	}
	for i, c := range m.places {
		if c.Valid(m.now) {
			m.codes = append(m.codes, c)
			m.wake(c.ExpiresAt)
		} else {
			m.places[i].URL = ""
		}
	}
}

// codesOf finds the newest code of a service, of all services for one without an id.
func (m *moment) codesOf(s queue.ServiceView) (newest []queue.Code) {
	for _, c := range m.view.Codes {
		if c.Purpose == queue.Join && c.Service == s.ID && c.URL != "" && (newest == nil || c.CreatedAt.After(newest[0].CreatedAt)) {
			newest = []queue.Code{c}
		}
	}
	return newest
}
