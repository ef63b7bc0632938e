package web

import (
	"net/http"
	"slices"
	"time"

	"paihao/queue"
)

// finder finds the code that a request names. Errors: queue.ErrNoCode, queue.ErrNoTicket.
type finder func(b *queue.Book, id string) (queue.Code, error)

// byID finds a code of a purpose by its own id.
func byID(p queue.Purpose) finder {
	return func(b *queue.Book, id string) (queue.Code, error) {
		c, ok := b.CodeOf(p, id)
		if !ok {
			return c, queue.ErrNoCode
		}
		return c, nil
	}
}

// ofTicket finds the newest code of a ticket, or the one by which it was bound. One by which nobody can be bound any
// more has expired, however long WeChat keeps it: the ticket is over, or its customer has left.
func ofTicket(b *queue.Book, id string) (queue.Code, error) {
	t, ok := b.Ticket(id)
	codes := b.CodesLike(queue.Code{Purpose: queue.BindTicket, For: id})
	switch {
	case !ok:
		return queue.Code{}, queue.ErrNoTicket
	case len(codes) == 0:
		return queue.Code{}, queue.ErrNoCode
	}
	newest := codes[len(codes)-1]
	switch i := slices.IndexFunc(codes, func(c queue.Code) bool { return !c.UsedAt.IsZero() }); {
	case t.Bound && i >= 0:
		return codes[i], nil
	case !t.State.Open() || !newest.UsedAt.IsZero():
		newest.UsedAt, newest.ExpiresAt = time.Time{}, newest.CreatedAt
	}
	return newest, nil
}

// state is how far a code has come, where there is no more to tell.
type state struct {
	State queue.CodeState `json:"state"`
}

func boundTicket(c queue.Code, at time.Time) any { return state{c.State(at)} }

// scanned tells how far a code has come, at once or when it has been scanned, or shows its picture.
func (o LocalOptions) scanned(find finder, tell func(c queue.Code, at time.Time) any) handler {
	return func(w http.ResponseWriter, r *http.Request, _ Token) {
		q, err := query(r, "wait", "format", "picture")
		if err != nil {
			o.fail(w, err)
			return
		}
		if q["format"] != "" || q["picture"] != "" {
			o.showCode(w, r, find, q)
			return
		}
		c, at, err := o.awaited(w, r, find, q["wait"])
		if err != nil {
			o.fail(w, err)
			return
		}
		reply(w, http.StatusOK, tell(c, at))
	}
}
