package web

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"time"

	"paihao/queue"
)

const (
	// maxBody is how large a request of the API may be, in bytes.
	maxBody = 64 << 10
	// answerWithin is how long a command may take; then the answer is that it is not known what came of it.
	answerWithin = 5 * time.Second
)

var (
	actions  = verbs(queue.Recall, queue.Start, queue.Finish, queue.Miss, queue.Return, queue.Cancel)
	controls = verbs(queue.Open, queue.Pause, queue.Close)
	states   = map[queue.Verb]queue.CounterState{
		queue.Open: queue.CounterOpen, queue.Pause: queue.CounterPaused, queue.Close: queue.CounterClosed,
	}
)

func verbs(list ...queue.Verb) map[string]queue.Verb {
	m := map[string]queue.Verb{}
	for _, v := range list {
		m[string(v)] = v
	}
	return m
}

// wish is the body of a request. Each route reads the fields that are its own.
type wish struct {
	Service string `json:"service"`
	Counter string `json:"counter"`
	Expect  string `json:"expect"`
}

func (o LocalOptions) api() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /queue", o.getQueue)
	mux.HandleFunc("POST /tickets", o.postTicket)
	mux.HandleFunc("GET /tickets/{id}", o.getTicket)
	mux.HandleFunc("POST /tickets/{id}/{action}", o.postAction)
	mux.HandleFunc("POST /counters/{id}/next", o.postNext)
	mux.HandleFunc("POST /counters/{id}/{control}", o.postControl)
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) { o.fail(w, ErrNotFound) })
	return mux
}

func (o LocalOptions) getQueue(w http.ResponseWriter, _ *http.Request) {
	reply(w, http.StatusOK, hallJSON(o.Hall.View()))
}

func (o LocalOptions) getTicket(w http.ResponseWriter, r *http.Request) {
	var s queue.Standing
	found := false
	o.Hall.Look(func(b *queue.Book) { s, found = b.Ticket(r.PathValue("id")) })
	if !found {
		o.fail(w, queue.ErrNoTicket)
		return
	}
	reply(w, http.StatusOK, ticketJSON(s))
}

func (o LocalOptions) postTicket(w http.ResponseWriter, r *http.Request) {
	o.run(w, r, http.StatusCreated, func(body wish) (queue.Command, error) {
		if body.Service == "" {
			return queue.Command{}, ErrBadRequest
		}
		return queue.Command{Verb: queue.Take, Service: body.Service, Origin: queue.FromAPI}, body.only("service")
	}, func(out queue.Outcome) any { return ticketJSON(*out.Ticket) })
}

func (o LocalOptions) postAction(w http.ResponseWriter, r *http.Request) {
	verb, ok := actions[r.PathValue("action")]
	if !ok {
		o.fail(w, ErrNotFound)
		return
	}
	o.run(w, r, http.StatusOK, func(body wish) (queue.Command, error) {
		return queue.Command{Verb: verb, Ticket: r.PathValue("id"), Counter: body.Counter}, body.only("counter")
	}, func(out queue.Outcome) any { return ticketJSON(*out.Ticket) })
}

func (o LocalOptions) postNext(w http.ResponseWriter, r *http.Request) {
	o.run(w, r, http.StatusOK, func(body wish) (queue.Command, error) {
		return queue.Command{Verb: queue.CallNext, Counter: r.PathValue("id"), Expect: body.Expect}, body.only("expect")
	}, func(out queue.Outcome) any {
		return map[string]*ticket{"finished": optional(out.Finished), "called": optional(out.Ticket)}
	})
}

func (o LocalOptions) postControl(w http.ResponseWriter, r *http.Request) {
	verb, ok := controls[r.PathValue("control")]
	if !ok {
		o.fail(w, ErrNotFound)
		return
	}
	id := r.PathValue("id")
	o.run(w, r, http.StatusOK, func(body wish) (queue.Command, error) {
		return queue.Command{Verb: verb, Counter: id}, body.only("")
	}, func(queue.Outcome) any { return turned{id, states[verb]} })
}

// run reads the body, carries the command out and answers with what came of it. The caller's Idempotency-Key names
// the command, so that a repeat gets the same answer.
func (o LocalOptions) run(
	w http.ResponseWriter, r *http.Request, status int,
	command func(wish) (queue.Command, error), answer func(queue.Outcome) any,
) {
	body, err := read(w, r)
	if err != nil {
		o.fail(w, err)
		return
	}
	c, err := command(body)
	if err != nil {
		o.fail(w, err)
		return
	}
	c.By = "api"
	if c.Operation, err = operation(r); err != nil {
		o.fail(w, err)
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), answerWithin)
	defer cancel()
	out, err := o.Hall.Do(ctx, c)
	if err != nil {
		o.fail(w, err)
		return
	}
	reply(w, status, answer(out))
}

// operation is the caller's name for the command, empty without one. It is kept as it is, so it must be a text that
// every store gives back byte for byte: 1 to 255 printable characters of ASCII.
func operation(r *http.Request) (string, error) {
	keys := r.Header.Values("Idempotency-Key")
	switch {
	case len(keys) == 0:
		return "", nil
	case len(keys) > 1, keys[0] == "", len(keys[0]) > 255, strings.ContainsFunc(keys[0], func(c rune) bool { return c < ' ' || c > '~' }):
		return "", ErrBadRequest
	}
	return "api/" + keys[0], nil
}

// read is the strict reading of a body: one JSON object of known fields, or nothing.
func read(w http.ResponseWriter, r *http.Request) (body wish, err error) {
	d := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBody))
	d.DisallowUnknownFields()
	if err := d.Decode(&body); errors.Is(err, io.EOF) {
		return wish{}, nil
	} else if err != nil {
		return wish{}, ErrBadRequest
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return wish{}, ErrBadRequest
	}
	return body, nil
}

// only refuses a body that says more than the route reads.
func (b wish) only(field string) error {
	for name, value := range map[string]string{"service": b.Service, "counter": b.Counter, "expect": b.Expect} {
		if value != "" && name != field {
			return ErrBadRequest
		}
	}
	return nil
}
