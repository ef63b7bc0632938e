package take

import (
	"encoding/hex"
	"io"
	"slices"
	"time"

	"paihao/queue"
)

// Times of a journey.
const (
	quiet    = 30 * time.Second       // without a touch, after which the window is the next person's
	settle   = 500 * time.Millisecond // after a page has come: taps were meant for the page before
	patience = 3 * time.Second        // after which the window says that an answer is late
)

// page is where the person is.
type page int

// The pages, in the order in which a person comes to them.
const (
	pageStart page = iota
	pageParty
	pageConfirm
	pageResult
)

// journey is one person's way from the start to a number. The zero value is the start.
type journey struct {
	page    page
	touched time.Time // last
	turned  time.Time // when the page, or what it says, changed last
	service string    // chosen
	party   int       // how many people come; 0 when nobody asked
	wish    *wish     // what was confirmed; nil before
	result  *result   // the ticket; nil before
}

// wish is a ticket that was asked for. Its operation names it, so that asking again never makes a second ticket.
type wish struct {
	command queue.Command
	asking  bool      // on its way
	at      time.Time // when it was asked for
	err     error     // why there is no ticket; nil while asking
	unsure  bool      // there may be one nevertheless
}

// touch is every tap and key: it keeps the page for the person who is there, and does what was meant. A tap right after
// the page changed was meant for the page before.
func (w *Window) touch(do func()) {
	now := w.o.Now()
	w.journey.touched = now
	if since := now.Sub(w.journey.turned); since < 0 || since >= settle {
		do()
	}
	w.Refresh()
}

// turn goes to a page.
func (w *Window) turn(to page) {
	w.journey.page, w.journey.turned = to, w.o.Now()
	w.manner.page = 0
	w.setRing(nil)
}

// home goes back to the start. A ticket that may still come is given back: nobody would know its number.
func (w *Window) home() {
	if wish := w.wish; wish != nil && !wish.asking && wish.unsure && w.result == nil {
		w.giveBack(wish.command)
	}
	touched := w.journey.touched
	if w.result != nil {
		w.manner = manner{} // the next one is somebody else
	}
	w.journey = journey{touched: touched}
	w.turn(pageStart)
}

// choose picks a service, and asks for the number of people where it has tables.
func (w *Window) choose(service string) {
	w.journey.service, w.journey.party = service, 0
	if serviceIn(w.view, service).Party != (queue.Party{}) {
		w.turn(pageParty)
		return
	}
	w.turn(pageConfirm)
}

// count picks the number of people, and with it the service whose tables fit them.
func (w *Window) count(people int) {
	s, ok := w.table(people)
	if !ok {
		return
	}
	w.journey.service, w.journey.party = s.ID, people
	w.turn(pageConfirm)
}

// table is the service for so many people: the one that was chosen, or else the first whose tables fit, as the queue has it.
func (w *Window) table(people int) (queue.ServiceView, bool) {
	fits := func(s queue.ServiceView) bool { return fits(s.Party, people) }
	if s := serviceIn(w.view, w.journey.service); fits(s) {
		return s, true
	}
	offered := w.o.offered(w.view)
	i := slices.IndexFunc(offered, fits)
	if i < 0 {
		return queue.ServiceView{}, false
	}
	return offered[i], true
}

func fits(p queue.Party, people int) bool {
	return p != (queue.Party{}) && p.Min <= people && people <= p.Max
}

// advance does what is due without a touch: after quiet the window is as it was at first.
func (w *Window) advance(now time.Time) {
	j := &w.journey
	for _, at := range []*time.Time{&j.touched, &j.turned} {
		if at.After(now) {
			*at = now // the clock was set back
		}
	}
	if !w.resting() && !now.Before(w.quietUntil()) {
		w.home()
		w.manner = manner{}
	}
	w.retry(now)
}

// resting tells whether the window is as everybody finds it at first.
func (w *Window) resting() bool { return w.journey.page == pageStart && w.manner == manner{} }

// quietUntil is when the window goes back to the start by itself.
func (w *Window) quietUntil() time.Time {
	if w.journey.turned.After(w.journey.touched) {
		return w.journey.turned.Add(quiet)
	}
	return w.journey.touched.Add(quiet)
}

// name is a new name for a command, by which it can be asked again.
func name(random io.Reader) (string, error) {
	b := make([]byte, 16)
	if _, err := io.ReadFull(random, b); err != nil {
		return "", err
	}
	return "touch/" + hex.EncodeToString(b), nil
}
