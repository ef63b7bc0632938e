package core

import (
	"context"
	"errors"

	"paihao/app/printer"
	"paihao/app/voice"
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
	{queue.ErrCounterPaused, "error.counter_paused", true},
	{queue.ErrCounterClosed, "error.counter_closed", true},
	{queue.ErrNotServed, "error.not_served", true},
	{queue.ErrNoTicket, "error.no_ticket", true},
	{queue.ErrNoService, "error.no_service", true},
	{queue.ErrNoCounter, "error.no_counter", true},
	{queue.ErrParty, "error.party", true},
	{queue.ErrNoUndo, "error.no_undo", true},
	{queue.ErrTooLate, "error.too_late", true},
	{queue.ErrStopped, "error.stopped", true},
	{queue.ErrOutOfHours, "error.hours", true},
	{queue.ErrQuota, "error.quota", true},
	{queue.ErrCrowded, "error.crowded", true},
	{queue.ErrCooldown, "error.cooldown", true},
	{queue.ErrNoNumbers, "error.numbers", true},
	{queue.ErrDayClosed, "error.day_closed", true},
	{queue.ErrDiskFull, "error.disk_full", true},
	{queue.ErrKeyReused, "error.key_reused", true},
	{queue.ErrNoCode, "error.no_code", true},
	{queue.ErrBound, "error.bound", true},
	{queue.ErrNotBound, "error.not_bound", true},
	{queue.ErrNoStaff, "error.no_staff", true},
	{queue.ErrInvalid, "error.invalid", true},
	{web.ErrBadRequest, "error.bad_request", true},
	{web.ErrUnauthorized, "error.unauthorized", true},
	{web.ErrForbidden, "error.forbidden", true},
	{web.ErrNotFound, "error.not_found", true},
	{web.ErrNoMember, "error.no_member", true},
	{web.ErrLogin, "error.login", true},
	{web.ErrLoginLater, "error.login_later", true},
	{web.ErrTooFast, "error.too_fast", true},
	{web.ErrNoWindows, "error.no_windows", true},
	{voice.ErrQuiet, "error.quiet", true},
	{errNoVoice, "error.no_voice", true},
	{voice.ErrNoSound, "error.no_sound", false},
	{errNoCode, "error.code_later", false},
	{errNoPrinter, "error.no_printer", true},
	{errSlipBusy, "error.slip_busy", true},
	{printer.ErrNoPaper, "error.no_paper", false},
	{printer.ErrHalf, "error.slip_half", false},
	{printer.ErrSilent, "error.printer_silent", false},
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
	{queue.ErrNoCopy, "error.no_copy", true},
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

// Words is an error as a sentence for staff, in one language.
func Words(l assets.Language, err error) string { return explain(err, speak(l).say) }

// bothWords is an error as a sentence for staff, in Chinese and English.
func bothWords(err error) string { return Words(assets.ZH, err) + " " + Words(assets.EN, err) }

// explain is an error in one language, with the ticket it is about, or the limit that was reached and when it is over.
func explain(err error, say func(string, ...any) string) string {
	var port *web.PortError
	var held *queue.TicketError
	var limit *queue.LimitError
	text := say(sentence(err))
	switch {
	case errors.As(err, &port):
		return say("error.port", "address", port.Address)
	case errors.As(err, &held):
		return text + say("error.about", "number", held.Ticket.Number, "state", say("state."+string(held.Ticket.State)))
	case !errors.As(err, &limit):
		return text
	}
	if limit.Most > 0 {
		text += say("error.most", "n", limit.Most)
	}
	if !limit.Until.IsZero() { // in the venue's zone, as the queue gives it; people on other machines read it too
		text += say("error.until", "time", limit.Until.Format("2006-01-02 15:04"))
	}
	return text
}

// StartWords is why the program did not start, or ended: a sentence, and the system's own reason, since somebody has to
// mend it before the next try.
func StartWords(err error) string {
	if key := sentence(err); key != unknown || errors.As(err, new(*web.PortError)) {
		return bothWords(err) + "\n" + err.Error()
	}
	return assets.Both("error.start", "reason", err)
}
