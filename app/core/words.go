package core

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"paihao/app/web"
	"paihao/assets"
	"paihao/queue"
)

// ErrNoDisplay says that windows were wanted where none can be shown.
var ErrNoDisplay = errors.New("no display for windows")

// sentences says in words, by their key in the translations, what each error means to people. The first match counts.
var sentences = []struct {
	err     error
	key     string
	refusal bool // the program works as it should; nothing to log
}{
	{queue.ErrAlreadyWaiting, "error.already_waiting", true},
	{queue.ErrTooEarly, "error.too_early", true},
	{queue.ErrWrongState, "error.wrong_state", true},
	{queue.ErrCounterBusy, "error.counter_busy", true},
	{queue.ErrCounterClosed, "error.counter_closed", true},
	{queue.ErrNoTicket, "error.no_ticket", true},
	{queue.ErrNoService, "error.no_service", true},
	{queue.ErrNoCounter, "error.no_counter", true},
	{queue.ErrKeyReused, "error.key_reused", true},
	{queue.ErrInvalid, "error.invalid", true},
	{web.ErrBadRequest, "error.bad_request", true},
	{web.ErrUnauthorized, "error.unauthorized", true},
	{web.ErrNotFound, "error.not_found", true},
	{context.DeadlineExceeded, "error.no_answer", false},
	{queue.ErrReadOnly, "error.read_only", false},
	{queue.ErrNotWritten, "error.not_written", false},
	{queue.ErrConflict, "error.not_written", false},
	{queue.ErrInternal, "error.unknown", false},
	{queue.ErrClosed, "error.closed", false},
	{ErrNoDisplay, "error.no_display", false},
	{queue.ErrLocked, "error.locked", false},
	{queue.ErrDamaged, "error.damaged", false},
	{queue.ErrNewer, "error.newer", false},
}

// unknown is the key for what the table does not hold.
const unknown = "error.unknown"

// sentence is the key of what an error means to people.
func sentence(err error) string {
	for _, s := range sentences {
		if errors.Is(err, s.err) {
			return s.key
		}
	}
	return unknown
}

// refusal tells whether an error is the answer to a wish, and no trouble of the program's.
func refusal(err error) bool {
	for _, s := range sentences {
		if errors.Is(err, s.err) {
			return s.refusal
		}
	}
	return false
}

// Words is an error as a sentence for staff, in Chinese and English.
func Words(err error) string {
	var port *web.PortError
	if errors.As(err, &port) {
		zh, en := assets.Words("error.port", "address", port.Address)
		return zh + " " + en
	}
	var held *queue.TicketError
	zh, en := assets.Words(sentence(err))
	if errors.As(err, &held) {
		stateZH, stateEN := assets.Words("state." + string(held.Ticket.State))
		zh += fmt.Sprintf("（%s %s）", held.Ticket.Number, stateZH)
		en += fmt.Sprintf(" (%s %s)", held.Ticket.Number, stateEN)
	}
	return zh + " " + en
}

// StartWords is why the program did not start, or ended: a sentence, and the system's own reason, since somebody has to
// mend it before the next try.
func StartWords(err error) string {
	if key := sentence(err); key != unknown || errors.As(err, new(*web.PortError)) {
		return Words(err) + "\n" + err.Error()
	}
	return assets.Both("error.start", "reason", err)
}

// words says to customers how their tickets stand.
type words struct {
	venue *queue.Venue
	near  int // people ahead at which WeChat tells them; 0 = it never does
}

// describe says what happened, the ticket's number and service, and what comes next.
func (w words) describe(first string, t queue.Standing) string {
	service, counter := named(w.venue, t)
	zh := assets.Chinese(first, "number", t.Number, "service", service.Name) + "\n" + w.next(t, counter.Name, assets.Chinese)
	en := assets.English(first, "number", t.Number, "service", cmp.Or(service.NameEN, service.Name)) + "\n" +
		w.next(t, cmp.Or(counter.NameEN, counter.Name), assets.English)
	return zh + "\n" + en
}

// welcome greets somebody who follows without having scanned anything here.
func (w words) welcome() string {
	return assets.Chinese("reply.welcome", "venue", w.venue.Name) + "\n" +
		assets.English("reply.welcome", "venue", cmp.Or(w.venue.NameEN, w.venue.Name))
}

// named is a ticket's service and counter; one that has left the settings goes by its id.
func named(v *queue.Venue, t queue.Standing) (queue.Service, queue.Counter) {
	service, ok := v.Service(t.Service)
	if !ok {
		service.Name = t.Service
	}
	counter, ok := v.Counter(t.Counter)
	if !ok {
		counter.Name = t.Counter
	}
	return service, counter
}

// next is what a customer has to know and do now. It promises a message only where one will come.
func (w words) next(t queue.Standing, counter string, say func(string, ...any) string) string {
	switch {
	case t.State != queue.Waiting:
		return say("reply."+string(t.State), "counter", counter)
	case t.Ahead == 0:
		return say("reply.ahead_none") + minutes(t.Wait, say)
	case w.near > 0 && t.Ahead > w.near:
		return say("reply.ahead", "n", t.Ahead) + minutes(t.Wait, say) + say("reply.promise")
	}
	return say("reply.ahead", "n", t.Ahead) + minutes(t.Wait, say)
}

// minutes is the estimated wait in words; without an open counter there is none.
func minutes(r *queue.Range, say func(string, ...any) string) string {
	switch {
	case r == nil:
		return say("reply.wait_unknown")
	case r.High == 0:
		return say("reply.wait_none")
	case r.Low == 0:
		return say("reply.wait_up_to", "high", int(r.High/time.Minute))
	}
	return say("reply.wait", "low", int(r.Low/time.Minute), "high", int(r.High/time.Minute))
}
