package core

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"log/slog"
	"strings"
	"time"

	"paihao/app/config"
	"paihao/app/printer"
	"paihao/assets"
	"paihao/queue"
)

const (
	// slipCodeWithin is how long a slip waits for its code of WeChat's; then it is printed without.
	slipCodeWithin = 3 * time.Second
	// slipAgainAfter is how old a ticket is whose slip says when it was printed: it tells of another moment than the ticket's.
	slipAgainAfter = 2 * time.Minute
)

// PrintSlip prints the slip of an open ticket; see queue.Attendant. Errors: also those of printer, errNoPrinter, errSlipBusy.
func (k *Kiosk) PrintSlip(ctx context.Context, ticket string) error {
	if k.slips == nil {
		return errNoPrinter
	}
	var t queue.Standing
	found := false
	k.Queue.Look(func(b *queue.Book) { t, found = b.Ticket(ticket) })
	switch {
	case !found:
		return queue.ErrNoTicket
	case !t.State.Open():
		return &queue.TicketError{Err: queue.InState(t.State), Ticket: t}
	}
	return k.slips.print(ctx, t, k.slipper.draw(ctx, t))
}

// slipper makes slips.
type slipper struct {
	settings *config.Settings
	venue    *queue.Venue
	code     func(ctx context.Context, ticket string, renew bool) (queue.Code, error)
	now      func() time.Time
	log      *slog.Logger
}

// draw makes the job that prints a ticket's slip.
func (s *slipper) draw(ctx context.Context, t queue.Standing) []byte {
	slip := s.slip(ctx, t)
	return printer.Job(slip.Draw(s.settings.Printer.Paper))
}

// slip is what stands on a ticket's slip. Without a code in time it says so in the code's place.
func (s *slipper) slip(ctx context.Context, t queue.Standing) printer.Slip {
	f := s.facts(t)
	f.Code = true
	slip := printer.Slip{Text: s.text(f)}
	if strings.Contains(slip.Text, printer.CodeMark) {
		f.Code = false
		ctx, cancel := context.WithTimeout(ctx, slipCodeWithin)
		defer cancel()
		switch code, err := s.code(ctx, t.ID, false); {
		case err == nil:
			f.Code, slip.Code = true, code.URL
		case errors.Is(err, queue.ErrBound):
			slip.None = s.lines("slip.bound")
		default:
			s.log.Warn("a slip without a code", "number", t.Number, "err", err)
			slip.None = s.lines("slip.no_code")
		}
		slip.Text = s.text(f)
	}
	return slip
}

// text is what stands on a slip. A layout of the venue's own that fails on these facts gives way to the usual one.
func (s *slipper) text(f config.SlipFacts) string {
	text, err := s.settings.SlipText(f)
	if err != nil {
		s.log.Warn("the usual layout is printed", "err", err)
		usual := *s.settings
		usual.Printer.Layout = ""
		text, _ = usual.SlipText(f)
	}
	return text
}

// lines is a text in each language of the venue.
func (s *slipper) lines(key string) string {
	var b bytes.Buffer
	for _, l := range s.settings.Venue.Languages {
		b.WriteString("> " + speak(l).say(key) + "\n")
	}
	return b.String()
}

// facts is what a layout can tell of a ticket.
func (s *slipper) facts(t queue.Standing) config.SlipFacts {
	service, _ := named(s.venue, t)
	f := config.SlipFacts{
		Venue: s.venue.Name, VenueEN: s.venue.NameEN, Service: service.Name, ServiceEN: service.NameEN, Number: t.Number,
		Waiting: t.State == queue.Waiting, Ahead: t.Ahead, Party: t.Party,
		Wait: sayWait(assets.ZH, t.Wait), WaitEN: sayWait(assets.EN, t.Wait),
		Time: t.IssuedAt.In(s.venue.Zone).Format("2006-01-02 15:04"),
	}
	if s.settings.Venue.Languages[0] == assets.EN {
		f.VenueEN, f.ServiceEN = cmp.Or(f.VenueEN, f.Venue), cmp.Or(f.ServiceEN, f.Service)
	}
	if t.Wait != nil {
		f.WaitLow, f.WaitHigh = int(t.Wait.Low/time.Minute), int(t.Wait.High/time.Minute)
	}
	if now := s.now().In(s.venue.Zone); now.Sub(t.IssuedAt) > slipAgainAfter {
		f.Again = now.Format("15:04")
	}
	return f
}

// sayWait is an estimated wait in the words of the touch window.
func sayWait(l assets.Language, r *queue.Range) string {
	say := speak(l).say
	switch {
	case r == nil:
		return say("take.wait.unknown")
	case r.High < time.Minute:
		return say("take.wait.none")
	}
	words, minutes := assets.Range(l, r.Low, r.High)
	if minutes {
		return say("take.wait", "n", words)
	}
	return words
}
