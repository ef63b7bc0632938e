package queue

import (
	"slices"
	"strings"
	"time"
	"unicode"
)

const (
	// MaxPlace is how many characters the name of a place has at the most to which staff are called.
	MaxPlace = 40
	// maxCalling is how many places call staff at once, at the most; those beyond are found by who comes to these.
	maxCalling = 6
	// placesApart stands between the places in Health.HelpTo.
	placesApart = "、"
)

// AskHelp shows the desks that somebody at a place waits for staff to come. Who asks again changes nothing; who asks from
// another place is named beside the first, and the time stays that of the first. A place may be nameless. Errors: ErrInvalid
// for one that is too long, or of what cannot be shown.
func (q *Queue) AskHelp(place string) error {
	place = strings.TrimSpace(place)
	unfit := func(r rune) bool { return !unicode.IsGraphic(r) || r == unicode.ReplacementChar }
	if len([]rune(place)) > MaxPlace || strings.Contains(place, placesApart) || strings.ContainsFunc(place, unfit) {
		return ErrInvalid
	}
	q.Tell(func(h *Health) {
		if h.HelpAt.IsZero() {
			h.HelpAt, h.HelpTo = q.clock(), place
			return
		}
		h.HelpTo = besides(h.HelpTo, place)
	})
	return nil
}

// HelpComes takes the calls for staff back: somebody goes.
func (q *Queue) HelpComes() {
	q.Tell(func(h *Health) { h.HelpAt, h.HelpTo = time.Time{}, "" })
}

// besides is the places with one more, if it is not among them.
func besides(places, more string) string {
	list := strings.Split(places, placesApart)
	switch {
	case places == "", more == "":
		return places + more
	case slices.Contains(list, more), len(list) == maxCalling:
		return places
	}
	return places + placesApart + more
}

// ReportPrinter says how the printer is, for the windows to show.
func (q *Queue) ReportPrinter(state PrinterState) {
	q.Tell(func(h *Health) { h.Printer = state })
}
