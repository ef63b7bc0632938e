package sandbox

import (
	"maps"
	"slices"
	"time"
)

// Code is one QR code that can be scanned.
type Code struct {
	Scene   string     `json:"scene"`
	Number  bool       `json:"number,omitempty"` // the scene was given as a number
	Ticket  string     `json:"ticket"`
	URL     string     `json:"url"`     // what the picture says
	Expires *time.Time `json:"expires"` // nil: permanent

	seq int // rising as they are made
}

func (c Code) liveAt(now time.Time) bool { return c.Expires == nil || now.Before(*c.Expires) }

// codes holds the codes by their tickets. A permanent scene has one code, however often it is asked for.
type codes struct {
	byTicket  map[string]Code
	permanent map[permanentScene]string // → ticket
	seq       int
	swept     time.Time
}

type permanentScene struct {
	scene  string
	number bool
}

func newCodes() codes {
	return codes{byTicket: map[string]Code{}, permanent: map[permanentScene]string{}}
}

func (k *codes) put(c Code) Code {
	k.seq++
	c.seq = k.seq
	k.byTicket[c.Ticket] = c
	if c.Expires == nil {
		k.permanent[permanentScene{c.Scene, c.Number}] = c.Ticket
	}
	return c
}

// sweep drops the codes that have ended, once a minute.
func (k *codes) sweep(now time.Time) {
	if now.Sub(k.swept) < time.Minute {
		return
	}
	k.swept = now
	maps.DeleteFunc(k.byTicket, func(_ string, c Code) bool { return !c.liveAt(now) })
}

// Codes lists the codes that can be scanned now, temporary and permanent, newest first.
func (s *Sandbox) Codes() []Code {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.liveLocked()
}

func (s *Sandbox) liveLocked() []Code {
	now := s.o.Now()
	live := []Code{}
	for _, c := range s.codes.byTicket {
		if c.liveAt(now) {
			live = append(live, c)
		}
	}
	slices.SortFunc(live, func(a, b Code) int { return b.seq - a.seq })
	return live
}

// Know puts a ticket of an earlier run of the same account back among the codes, and tells whether it is one
// that still lives. Tickets carry their scene and expiry, as WeChat's carry their address.
func (s *Sandbox) Know(ticket string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, ok := s.byTicketLocked(ticket)
	return ok
}

// codeLocked finds a live code by its ticket, or by its scene: the newest of that scene.
func (s *Sandbox) codeLocked(ticketOrScene string) (Code, bool) {
	if c, ok := s.byTicketLocked(ticketOrScene); ok {
		return c, true
	}
	for _, c := range s.liveLocked() {
		if c.Scene == ticketOrScene {
			return c, true
		}
	}
	return Code{}, false
}

// byTicketLocked also takes a ticket of an earlier run, and remembers it.
func (s *Sandbox) byTicketLocked(ticket string) (Code, bool) {
	now := s.o.Now()
	if c, ok := s.codes.byTicket[ticket]; ok {
		return c, c.liveAt(now)
	}
	c, ok := s.readTicket(ticket)
	if !ok || !c.liveAt(now) {
		return Code{}, false
	}
	return s.codes.put(c), true
}
