package take

import (
	"slices"
	"strconv"
	"time"

	"paihao/app/look"
	"paihao/assets"
	"paihao/queue"
)

// staleAfter is how long the window believes a view; the core sends one at least every five seconds.
const staleAfter = 10 * time.Second

// moment is everything that the parts of the window draw: the view, the journey, and what time makes of them.
type moment struct {
	*journey
	voice
	view     queue.View
	services []queue.ServiceView // those that are offered here
	oneCode  bool                // the hall has one code for all; an old one may be left where it has not
	now      time.Time           // in the venue's zone
	heard    time.Time           // when the last view came; zero = none yet
	stale    bool
	manner   manner
	others   assets.Language // the language to switch to; empty = there is none
	left     int             // seconds until the window goes back to the start
	help     helpState
	words    func(assets.Language, error) string
	printer  bool // there is one for slips
	binding  bool // there are codes for single tickets
}

func (w *Window) moment(now time.Time) *moment {
	m := &moment{
		journey: &w.journey, voice: w.voice(), view: w.view, services: w.o.offered(w.view), oneCode: w.o.OneCode, now: now.In(w.o.Zone), heard: w.heard,
		stale: w.stale(now), manner: w.manner, left: seconds(w.quietUntil().Sub(now)), help: w.help.state(w, now),
		words: w.o.Words, printer: w.prints(), binding: w.o.Attendant != nil,
	}
	if len(w.o.Languages) > 1 {
		m.others = w.o.Languages[1]
		if w.manner.other {
			m.others = w.o.Languages[0]
		}
	}
	return m
}

func (w *Window) stale(now time.Time) bool {
	return !w.heard.IsZero() && now.Sub(w.heard) >= staleAfter
}

// trouble is why no ticket can be taken here at all, as a key of the translations; empty when one can.
func (m *moment) trouble() string {
	switch {
	case m.heard.IsZero():
		return "connecting"
	case m.stale:
		return "stale"
	case !m.view.Health.Writable:
		return "unwritable"
	case len(m.services) == 0:
		return "nothing"
	}
	return ""
}

// caution is what customers should know before they choose, as a key of the translations; empty when there is nothing.
func (m *moment) caution() string {
	switch h := m.view.Health; {
	case m.allClosed():
		return ""
	case h.Full:
		return "full"
	case !m.working():
		return "no_counter"
	case m.scannable() && (h.WeChat == queue.WeChatUnreachable || h.WeChat == queue.WeChatRefused):
		return "wechat"
	}
	return ""
}

// working tells whether any counter calls.
func (m *moment) working() bool {
	return slices.ContainsFunc(m.view.Counters, func(c queue.CounterView) bool { return c.State == queue.CounterOpen })
}

func (m *moment) allClosed() bool {
	return !slices.ContainsFunc(m.services, func(s queue.ServiceView) bool { return s.Open })
}

// service finds a service; one that the settings no longer have is shown by its id.
func (m *moment) service(id string) queue.ServiceView { return serviceIn(m.view, id) }

func serviceIn(v queue.View, id string) queue.ServiceView {
	i := slices.IndexFunc(v.Services, func(s queue.ServiceView) bool { return s.ID == id })
	if i < 0 {
		return queue.ServiceView{ID: id, Name: id}
	}
	return v.Services[i]
}

// offer is what a service is called where it is chosen: with the number of people that its tables are for.
func (m *moment) offer(s queue.ServiceView) phrase {
	p := m.name(s.Name, s.NameEN)
	if s.Party == (queue.Party{}) {
		return p
	}
	people := strconv.Itoa(s.Party.Min)
	if s.Party.Max > s.Party.Min {
		people += "–" + strconv.Itoa(s.Party.Max)
	}
	p.first += " · " + look.Say(m.first, "take.people", "n", people)
	if p.second != "" {
		p.second += " · " + look.Say(m.second, "take.people", "n", people)
	}
	return p
}

// counter is what a counter is called; one that is gone is called by its id.
func (m *moment) counter(id string) phrase {
	i := slices.IndexFunc(m.view.Counters, func(c queue.CounterView) bool { return c.ID == id })
	if i < 0 {
		return phrase{first: id}
	}
	return m.name(m.view.Counters[i].Name, m.view.Counters[i].NameEN)
}

// join is what the one code says that customers may scan in place of touching: that for all services, or that of the only
// service. Empty: there is none.
func (m *moment) join() string {
	if m.allClosed() {
		return ""
	}
	if len(m.services) == 1 {
		if url := m.code(m.services[0].ID); url != "" {
			return url
		}
	}
	if !m.oneCode || len(m.services) < len(m.view.Services) {
		return "" // the code for all offers more than this window does
	}
	return m.code("")
}

// own are the services that have codes of their own for customers to scan in place of touching: those that give out numbers.
// There are none beside the one code, and none where more services are offered than codes have room.
func (m *moment) own() []queue.ServiceView {
	if m.join() != "" || len(m.services) > mostCodes {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(m.services), func(s queue.ServiceView) bool { return !s.Open || m.code(s.ID) == "" })
}

// scannable tells whether customers may scan in place of touching.
func (m *moment) scannable() bool { return m.join() != "" || len(m.own()) > 0 }

// code is what the code of a service says, or that for all with an empty id; empty when there is none that works.
func (m *moment) code(service string) string {
	for _, c := range m.view.Codes {
		if c.Purpose == queue.Join && c.Service == service && c.Valid(m.now) {
			return c.URL
		}
	}
	return ""
}

// seconds is a duration in whole seconds, rounded up, so that a countdown ends at 1.
func seconds(d time.Duration) int { return int((max(d, 0) + time.Second - 1) / time.Second) }
