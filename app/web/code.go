package web

import (
	"context"
	"net/http"
	"slices"
	"time"

	"paihao/queue"
)

// Codes makes what people scan. An error that is none of the queue's says that WeChat makes no code now.
type Codes interface {
	// TicketCode binds a paper or desk ticket: the code that waits already, or with renew a new one instead of it. Errors:
	// queue.ErrNoTicket, and a *queue.TicketError for one that is over or bound.
	TicketCode(ctx context.Context, ticket string, renew bool) (queue.Code, error)
	// AccountCode binds a user of another system's account: the one that waits already, or with refresh a new one instead of
	// it.
	AccountCode(ctx context.Context, account, user string, refresh bool) (queue.Code, error)
	// SignInCode lets a member of staff in.
	SignInCode(ctx context.Context) (queue.Code, error)
	// Refresh gives a service a new code instead of those before; where one code stands for all services, that one, and no
	// service need be named. Errors: queue.ErrNoService, and queue.ErrInvalid when one has to be.
	Refresh(ctx context.Context, service string) (queue.Code, error)
	// Picture is WeChat's own picture of a code, a JPEG.
	Picture(ctx context.Context, code queue.Code) ([]byte, error)
	// Stock counts the permanent codes.
	Stock() Stock
}

// codeWithin is how long WeChat may take over a code.
const codeWithin = 8 * time.Second

// madeCode is a code that was asked for.
type madeCode struct {
	ID        string    `json:"id"`
	URL       string    `json:"url"` // what its picture says
	ExpiresAt time.Time `json:"expires_at"`
}

// give answers with a code that make makes from what the request says.
func give[B any](o LocalOptions, mint func(ctx context.Context, id string, body B) (queue.Code, error)) handler {
	return func(w http.ResponseWriter, r *http.Request, _ Token) {
		body, err := read[B](w, r)
		if err != nil {
			o.fail(w, err)
			return
		}
		ctx, cancel := context.WithTimeout(r.Context(), codeWithin)
		defer cancel()
		c, err := mint(ctx, r.PathValue("id"), body)
		if err != nil {
			o.fail(w, err)
			return
		}
		reply(w, http.StatusOK, madeCode{ID: c.ID, URL: c.URL, ExpiresAt: c.ExpiresAt})
	}
}

// What the bodies of requests for codes say.
type (
	accountUser struct {
		Account string `json:"account"`
		User    string `json:"user_id"`
		Refresh bool   `json:"refresh"`
	}
	ofService struct {
		Service string `json:"service"`
	}
)

func (o LocalOptions) ticketCode(ctx context.Context, id string, _ nothing) (queue.Code, error) {
	return o.Codes.TicketCode(ctx, id, false)
}

func (o LocalOptions) signInCode(ctx context.Context, _ string, _ nothing) (queue.Code, error) {
	return o.Codes.SignInCode(ctx)
}

func (o LocalOptions) freshCode(ctx context.Context, _ string, body ofService) (queue.Code, error) {
	return o.Codes.Refresh(ctx, body.Service)
}

func (o LocalOptions) accountCode(ctx context.Context, _ string, body accountUser) (queue.Code, error) {
	if err := o.checkUser(body.Account, body.User); err != nil {
		return queue.Code{}, err
	}
	return o.Codes.AccountCode(ctx, body.Account, body.User, body.Refresh)
}

// query reads the parameters of a request, each of which may be given once. One that the route does not read is refused.
func query(r *http.Request, names ...string) (map[string]string, error) {
	found := map[string]string{}
	for name, values := range r.URL.Query() {
		if !slices.Contains(names, name) || len(values) != 1 {
			return nil, ErrBadRequest
		}
		found[name] = values[0]
	}
	return found, nil
}
