package web

import (
	"errors"
	"net/http"

	"paihao/queue"
)

// What a caller of the API may do wrong before the queue is asked.
var (
	ErrBadRequest   = errors.New("web: request is not understood")
	ErrUnauthorized = errors.New("web: token is missing or wrong")
	ErrNotFound     = errors.New("web: no such route")
)

// answers says which status and code an error has. The first that matches counts.
var answers = []struct {
	err    error
	status int
	code   string
}{
	{ErrBadRequest, http.StatusBadRequest, "bad_request"},
	{ErrUnauthorized, http.StatusUnauthorized, "unauthorized"},
	{ErrNotFound, http.StatusNotFound, "not_found"},
	{queue.ErrInvalid, http.StatusBadRequest, "bad_request"},
	{queue.ErrNoTicket, http.StatusNotFound, "not_found"},
	{queue.ErrNoService, http.StatusNotFound, "not_found"},
	{queue.ErrNoCounter, http.StatusNotFound, "not_found"},
	{queue.ErrAlreadyWaiting, http.StatusConflict, "already_waiting"},
	{queue.ErrWrongState, http.StatusConflict, "wrong_state"},
	{queue.ErrTooEarly, http.StatusConflict, "wrong_state"},
	{queue.ErrCounterBusy, http.StatusConflict, "wrong_state"},
	{queue.ErrCounterClosed, http.StatusConflict, "closed"},
	{queue.ErrKeyReused, http.StatusUnprocessableEntity, "key_reused"},
}

// fail answers with an error in the API's form. What is not in the table is trouble of ours: try again later.
func (o LocalOptions) fail(w http.ResponseWriter, err error) {
	status, code := http.StatusServiceUnavailable, "busy"
	for _, a := range answers {
		if errors.Is(err, a.err) {
			status, code = a.status, a.code
			break
		}
	}
	reply(w, status, map[string]any{"error": map[string]string{"code": code, "message": o.Words(err)}})
}
