package web

import (
	"errors"
	"net/http"
	"strconv"
	"time"

	"paihao/queue"
)

// What a caller of the API may do wrong before the queue is asked.
var (
	ErrBadRequest   = errors.New("web: request is not understood")
	ErrUnauthorized = errors.New("web: token is missing or wrong")
	ErrForbidden    = errors.New("web: token may not do this")
	ErrNotFound     = errors.New("web: no such route")
	ErrNoMember     = errors.New("web: no such member of staff in the settings")
	ErrNoWindows    = errors.New("web: this program runs without windows")
)

// answers says which status and code an error has. The first that matches counts; what is not here is busy.
var answers = []struct {
	err    error
	status int
	code   string
}{
	{ErrBadRequest, http.StatusBadRequest, "bad_request"},
	{ErrUnauthorized, http.StatusUnauthorized, "unauthorized"},
	{ErrForbidden, http.StatusUnauthorized, "unauthorized"}, // the API's list of errors has no 403
	{ErrNotFound, http.StatusNotFound, "not_found"},
	{ErrNoMember, http.StatusNotFound, "not_found"},
	{ErrLogin, http.StatusUnauthorized, "unauthorized"},
	{ErrTooFast, http.StatusTooManyRequests, "full"},
	{queue.ErrInvalid, http.StatusBadRequest, "bad_request"},
	{queue.ErrNoTicket, http.StatusNotFound, "not_found"},
	{queue.ErrNoService, http.StatusNotFound, "not_found"},
	{queue.ErrNoCounter, http.StatusNotFound, "not_found"},
	{queue.ErrParty, http.StatusNotFound, "not_found"},  // no such table
	{queue.ErrNoUndo, http.StatusNotFound, "not_found"}, // no such operation
	{queue.ErrNoCopy, http.StatusNotFound, "not_found"}, // a store without a file has no copy to give
	{queue.ErrNoCode, http.StatusNotFound, "not_found"},
	{queue.ErrNotBound, http.StatusNotFound, "not_found"},
	{queue.ErrNoStaff, http.StatusNotFound, "not_found"},
	{ErrNoWindows, http.StatusConflict, "wrong_state"},
	{queue.ErrBound, http.StatusConflict, "wrong_state"},
	{queue.ErrAlreadyWaiting, http.StatusConflict, "already_waiting"},
	{queue.ErrWrongState, http.StatusConflict, "wrong_state"},
	{queue.ErrTooEarly, http.StatusConflict, "wrong_state"},
	{queue.ErrTooLate, http.StatusConflict, "wrong_state"},
	{queue.ErrCounterBusy, http.StatusConflict, "wrong_state"},
	{queue.ErrNotServed, http.StatusConflict, "wrong_state"},
	{queue.ErrCounterClosed, http.StatusConflict, "closed"}, // and so ErrCounterPaused
	{queue.ErrStopped, http.StatusConflict, "closed"},
	{queue.ErrOutOfHours, http.StatusConflict, "closed"},
	{queue.ErrDayClosed, http.StatusConflict, "closed"},
	{queue.ErrQuota, http.StatusTooManyRequests, "full"},
	{queue.ErrCrowded, http.StatusTooManyRequests, "full"},
	{queue.ErrCooldown, http.StatusTooManyRequests, "full"},
	{queue.ErrNoNumbers, http.StatusTooManyRequests, "full"},
	{queue.ErrKeyReused, http.StatusUnprocessableEntity, "key_reused"},
}

// failure is an error as the API tells it. Only code and message are there always.
type failure struct {
	Code    string       `json:"code"`
	Message string       `json:"message"`          // a sentence for people, in Chinese and English
	Ticket  string       `json:"ticket,omitempty"` // id of the ticket it is about
	State   queue.State  `json:"state,omitempty"`  // and how that stands
	Reason  queue.Reason `json:"reason,omitempty"` // why no ticket is given out
	Until   time.Time    `json:"until,omitzero"`   // when it may be tried again, where that is known
}

// soon is how far off a time may be for Retry-After to name it: a program that waits longer has been forgotten.
const soon = time.Hour

// fail answers with an error in the API's form. What is not in the table is trouble of ours: try again later.
func (o LocalOptions) fail(w http.ResponseWriter, err error) {
	status, f := http.StatusServiceUnavailable, failure{Code: "busy", Message: o.Words(err)}
	for _, a := range answers {
		if errors.Is(err, a.err) {
			status, f.Code = a.status, a.code
			break
		}
	}
	var held *queue.TicketError
	if errors.As(err, &held) {
		f.Ticket, f.State = held.Ticket.ID, held.Ticket.State
	}
	var limit *queue.LimitError
	if errors.As(err, &limit) {
		f.Reason, f.Until = limit.Reason(), limit.Until
	}
	o.advise(w.Header(), err, f.Until)
	reply(w, status, map[string]failure{"error": f})
}

// advise says in headers what to do about an error: which token to show, or when to come again.
func (o LocalOptions) advise(h http.Header, err error, until time.Time) {
	switch {
	case errors.Is(err, ErrUnauthorized):
		h.Set("WWW-Authenticate", "Bearer")
	case errors.Is(err, ErrForbidden):
		h.Set("WWW-Authenticate", `Bearer error="insufficient_scope"`)
	case !until.IsZero():
		if wait := until.Sub(o.Hall.View().At); 0 < wait && wait <= soon {
			h.Set("Retry-After", strconv.Itoa(int((wait+time.Second-1)/time.Second)))
		}
	}
}
