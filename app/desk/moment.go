package desk

import (
	"slices"
	"time"

	"paihao/queue"
)

// moment is all that the desk is drawn from: the newest view, the counter it works at, and the time.
type moment struct {
	*speech
	view    queue.View
	known   bool   // a view has come at all
	counter string // id of the counter the desk works at, empty until one is chosen
	now     time.Time
	zone    *time.Location
	lost    bool // the queue has gone away: what is shown is old, and nothing can be done
	busy    bool // a command is on its way
	running bool // a timer or a countdown is on the desk, so that it changes every second
	watched watch
}

// at is the counter the desk works at, nil when none is chosen or the settings no longer know it.
func (m *moment) at() *queue.CounterView {
	i := slices.IndexFunc(m.view.Counters, func(c queue.CounterView) bool { return c.ID == m.counter })
	if i < 0 {
		return nil
	}
	return &m.view.Counters[i]
}

// current is the ticket at the counter, nil when nobody is there.
func (m *moment) current() *queue.Standing {
	if c := m.at(); c != nil {
		return c.Current
	}
	return nil
}

// expect is whom the desk believes to be at the counter, as calls say it.
func (m *moment) expect() string {
	if t := m.current(); t != nil {
		return t.ID
	}
	return queue.Nobody
}

// ticket finds a ticket in the view, or the one that is watched; nil when it is neither.
func (m *moment) ticket(id string) *queue.Standing {
	for _, c := range m.view.Counters {
		if c.Current != nil && c.Current.ID == id {
			return c.Current
		}
	}
	for _, list := range [][]queue.Standing{m.view.Missed, m.view.Held} {
		for i := range list {
			if list[i].ID == id {
				return &list[i]
			}
		}
	}
	return m.watched.at(id)
}

// nextID is whom the counter calls next, empty when nobody waits for it.
func (m *moment) nextID() string {
	if c := m.at(); c != nil && c.Next != nil {
		return c.Next.ID
	}
	return ""
}

// taken is how many tickets the day has given out.
func (m *moment) taken() (n int) {
	for _, count := range m.view.Totals {
		n += count
	}
	return n
}

// shut is why the counter calls nobody, empty when it can.
func (m *moment) shut() string {
	c := m.at()
	switch {
	case !m.known:
		return m.say("next.connecting")
	case m.lost:
		return m.say("next.lost")
	case m.view.Closed:
		return m.say("next.day_over")
	case c == nil:
		return m.say("next.no_counter")
	case c.State == queue.CounterPaused:
		return m.say("next.paused")
	case c.State == queue.CounterClosed:
		return m.say("next.closed")
	}
	return ""
}

// notHere is why the counter does not call tickets of a service, empty when it can.
func (m *moment) notHere(service string) string {
	if why := m.shut(); why != "" || m.serves(service) {
		return why
	}
	return m.say("ask.ticket.elsewhere")
}

// serves tells whether the counter calls from a service's line.
func (m *moment) serves(service string) bool {
	c := m.at()
	return c != nil && slices.Contains(c.Services, service)
}

// alive tells whether commands can be given at all: buttons are dead before the first view, while one is on its way,
// and when the store has failed.
func (m *moment) alive() bool { return m.writable() && !m.busy }

// writable tells whether commands can be carried out, now or when the one that is on its way is answered.
func (m *moment) writable() bool { return m.known && !m.lost && m.view.Health.Writable }

// waiting is how many wait in all, and how many of them the counter may call.
func (m *moment) waiting() (all, mine int) {
	for _, s := range m.view.Services {
		all += s.Waiting
		if m.serves(s.ID) {
			mine += s.Waiting
		}
	}
	return all, mine
}

// missGate is what a miss still lacks: calls, and time since the first of them. Both are 0 once it is possible.
func (m *moment) missGate(t *queue.Standing) (calls int, left time.Duration) {
	calls = max(0, m.view.Rules.CallsBeforeMiss-t.Calls)
	return calls, max(0, min(m.view.Rules.MissAfter-m.now.Sub(t.CalledAt), m.view.Rules.MissAfter))
}

// fresh tells whether the ticket was called so recently that its customer may still be on the way.
func (m *moment) fresh(t *queue.Standing) bool {
	return t.State == queue.Called && m.now.Sub(t.CalledAt) < m.view.Rules.MissAfter
}

// service is a service's view by its id; one the settings no longer know shows its id.
func (m *moment) service(id string) queue.ServiceView {
	i := slices.IndexFunc(m.view.Services, func(s queue.ServiceView) bool { return s.ID == id })
	if i < 0 {
		return queue.ServiceView{ID: id, Name: id, NameEN: id}
	}
	return m.view.Services[i]
}

// serviceName is a service's name in the desk's language.
func (m *moment) serviceName(id string) string {
	s := m.service(id)
	return m.name(s.Name, s.NameEN)
}
