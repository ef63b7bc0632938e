package web

import "paihao/queue"

// What the bodies of requests say. Each route reads the fields of its own type and refuses others.
type (
	nothing  struct{}
	ticketOf struct {
		Service  string `json:"service"`  // may be left out when the party says which table
		Priority bool   `json:"priority"` // true or false, no number
		Party    int    `json:"party"`    // how many people, 1 to 999; 0 when nobody asked
	}
	atCounter struct {
		Counter string `json:"counter"` // where the caller believes the ticket to be; empty does not ask
	}
	callTo struct {
		Counter string `json:"counter"`
		Expect  string `json:"expect"` // id of the ticket the caller sees there, or queue.Nobody; empty does not ask
	}
	expecting struct {
		Expect string `json:"expect"` // as in callTo
	}
	sendTo struct {
		Service string `json:"service"`
		Counter string `json:"counter"` // as in atCounter
	}
	takeBack struct {
		Operation string `json:"operation"` // Idempotency-Key of the request to take back, or queue.DayClosing
	}
)

// maxParty is the most people that one ticket is for.
const maxParty = 999

func take(_ string, body ticketOf) (queue.Command, error) {
	if body.Service == "" && body.Party == 0 || body.Party < 0 || body.Party > maxParty {
		return queue.Command{}, ErrBadRequest
	}
	c := queue.Command{Verb: queue.Take, Service: body.Service, Party: body.Party, Origin: queue.FromAPI}
	if body.Priority {
		c.Class = queue.Priority
	}
	return c, nil
}

func callTicket(id string, body callTo) (queue.Command, error) {
	if body.Counter == "" {
		return queue.Command{}, ErrBadRequest
	}
	return queue.Command{Verb: queue.CallTicket, Ticket: id, Counter: body.Counter, Expect: body.Expect}, nil
}

func callNext(id string, body expecting) (queue.Command, error) {
	return queue.Command{Verb: queue.CallNext, Counter: id, Expect: body.Expect}, nil
}

func transfer(id string, body sendTo) (queue.Command, error) {
	if body.Service == "" {
		return queue.Command{}, ErrBadRequest
	}
	return queue.Command{Verb: queue.Transfer, Ticket: id, Service: body.Service, Counter: body.Counter}, nil
}

func act(verb queue.Verb) func(string, atCounter) (queue.Command, error) {
	return func(id string, body atCounter) (queue.Command, error) {
		return queue.Command{Verb: verb, Ticket: id, Counter: body.Counter}, nil
	}
}

func turnCounter(verb queue.Verb) func(string, nothing) (queue.Command, error) {
	return func(id string, _ nothing) (queue.Command, error) {
		return queue.Command{Verb: verb, Counter: id}, nil
	}
}

func turnService(verb queue.Verb) func(string, nothing) (queue.Command, error) {
	return func(id string, _ nothing) (queue.Command, error) {
		return queue.Command{Verb: verb, Service: id}, nil
	}
}

func closeDay(string, nothing) (queue.Command, error) {
	return queue.Command{Verb: queue.CloseDay}, nil
}

// undo takes back what the API did, and the last day's end whoever ended it.
func undo(_ string, body takeBack) (c queue.Command, err error) {
	c = queue.Command{Verb: queue.Undo, Undoes: queue.DayClosing}
	if body.Operation != queue.DayClosing {
		c.Undoes, err = operation(body.Operation)
	}
	return c, err
}
