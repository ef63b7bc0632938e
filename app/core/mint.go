package core

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"paihao/queue"
)

// How long codes live that are made on demand. Whoever scans one of them first has it.
const (
	ticketCodeLife  = 24 * time.Hour  // as long as a ticket may be held
	accountCodeLife = time.Hour       // somebody has a page open, or walks over to a counter
	signInCodeLife  = 5 * time.Minute // it lets staff in
)

// errNoCode says that WeChat does not make a code, or show one, now.
var errNoCode = errors.New("core: no code from wechat now")

// TicketCode is the code that binds a paper or desk ticket to the WeChat of who holds it: the one that waits already, until
// 80 % of its life have passed, or with renew a new one that makes those before worthless. Errors: those of queue about the
// ticket, queue.ErrBound, and that WeChat makes none now.
func (c *codes) TicketCode(ctx context.Context, ticket string, renew bool) (queue.Code, error) {
	var t queue.Standing
	found := false
	c.queue.Look(func(b *queue.Book) { t, found = b.Ticket(ticket) })
	switch {
	case !found:
		return queue.Code{}, queue.ErrNoTicket
	case !t.State.Open():
		return queue.Code{}, &queue.TicketError{Err: queue.InState(t.State), Ticket: t}
	case t.Bound:
		return queue.Code{}, &queue.TicketError{Err: queue.ErrBound, Ticket: t}
	}
	return c.standing(ctx, queue.Code{Purpose: queue.BindTicket, For: ticket}, ticketCodeLife, renew)
}

// AccountCode is the code that binds a user of another system's account: the one that waits already, until 80 % of its life
// have passed, or with refresh a new one that makes those before worthless.
func (c *codes) AccountCode(ctx context.Context, account, user string, refresh bool) (queue.Code, error) {
	return c.standing(ctx, queue.Code{Purpose: queue.BindAccount, Account: account, User: user}, accountCodeLife, refresh)
}

// SignInCode is a new code that a lock screen shows, for staff to scan.
func (c *codes) SignInCode(ctx context.Context) (queue.Code, error) {
	return c.onDemand(ctx, queue.Code{Purpose: queue.SignIn}, signInCodeLife, nil)
}

// Refresh makes a new code for a service and makes those before worthless, with the one for all that other settings have left.
// When WeChat makes none, they stay. Where one code stands for all services it is renewed whichever is named, or none, and all
// before it go. Errors: queue.ErrNoService, and queue.ErrInvalid when a service has to be named.
func (c *codes) Refresh(ctx context.Context, service string) (queue.Code, error) {
	_, known := c.venue.Service(service)
	all := asksWhich(c.oneCode, c.venue)
	switch {
	case service == "" && !all:
		return queue.Code{}, queue.ErrInvalid
	case service != "" && !known:
		return queue.Code{}, queue.ErrNoService
	case all:
		service = ""
	}
	done, err := c.turns.take(ctx, joinTurn(service))
	if err != nil {
		return queue.Code{}, err
	}
	defer done()
	old := c.joinCodes(func(code queue.Code) bool { return all || code.Service == service || code.Service == "" })
	return c.onDemand(ctx, queue.Code{Purpose: queue.Join, Service: service}, codeLife, old)
}

// Picture is WeChat's own picture of a code, a JPEG.
func (c *codes) Picture(ctx context.Context, code queue.Code) ([]byte, error) {
	picture, err := c.minter.QRPicture(ctx, code.Ticket)
	report(c.queue, "pictures", err)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errNoCode, err)
	}
	return picture, nil
}

// standing is the newest code that waits for the same as wanted, or a new one. One at a time looks and makes.
func (c *codes) standing(ctx context.Context, wanted queue.Code, life time.Duration, refresh bool) (queue.Code, error) {
	done, err := c.turns.take(ctx, string(wanted.Purpose)+"\x00"+wanted.For+"\x00"+wanted.Account+"\x00"+wanted.User)
	if err != nil {
		return queue.Code{}, err
	}
	defer done()
	waiting := c.waiting(wanted)
	if refresh {
		return c.onDemand(ctx, wanted, life, waiting)
	}
	if n := len(waiting); n > 0 && c.now().Before(waiting[n-1].RenewAt()) {
		return waiting[n-1], nil
	}
	return c.onDemand(ctx, wanted, life, nil)
}

// onDemand makes a code on demand, and ends others once it is there.
func (c *codes) onDemand(ctx context.Context, wanted queue.Code, life time.Duration, old []queue.Code) (queue.Code, error) {
	if err := c.allowed.spend(c.now()); err != nil {
		return queue.Code{}, fmt.Errorf("%w: %w", errNoCode, err)
	}
	code, err := c.mint(ctx, wanted, life)
	if err != nil {
		return code, err
	}
	return code, c.end(ctx, old)
}

// turns lets one at a time do what goes by the same name. The zero value is ready.
type turns struct {
	mu   sync.Mutex
	busy map[string]chan struct{} // closed when the turn ends
}

// take waits for the turn, which ends when done is called.
func (t *turns) take(ctx context.Context, name string) (done func(), err error) {
	for {
		before, done := t.begin(name)
		if before == nil {
			return done, nil
		}
		select {
		case <-before:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// begin takes the turn, or gives what to wait for.
func (t *turns) begin(name string) (before chan struct{}, done func()) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if before = t.busy[name]; before != nil {
		return before, nil
	}
	if t.busy == nil {
		t.busy = map[string]chan struct{}{}
	}
	mine := make(chan struct{})
	t.busy[name] = mine
	return nil, func() {
		t.mu.Lock()
		defer t.mu.Unlock()
		delete(t.busy, name)
		close(mine)
	}
}
