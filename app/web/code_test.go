package web_test

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"paihao/app/web"
	"paihao/queue"
)

// mint makes codes without WeChat. They live for five minutes by the hall's clock.
type mint struct {
	hall *queue.Queue
	made atomic.Int64
	err  error
}

func (m *mint) make(ctx context.Context, c queue.Code) (queue.Code, error) {
	if m.err != nil {
		return queue.Code{}, m.err
	}
	c.ID = fmt.Sprint(c.Purpose, "-", m.made.Add(1))
	c.Scene, c.Ticket, c.URL = c.ID, c.ID, "http://weixin.qq.com/q/"+c.ID
	c.CreatedAt = m.hall.View().At
	c.ExpiresAt = c.CreatedAt.Add(5 * time.Minute)
	return c, m.hall.KeepCodes(ctx, c)
}

// TicketCode makes one for a ticket of the hall.
func (m *mint) TicketCode(ctx context.Context, ticket string, _ bool) (c queue.Code, err error) {
	m.hall.Look(func(b *queue.Book) {
		if _, ok := b.Ticket(ticket); !ok {
			err = queue.ErrNoTicket
		}
	})
	if err != nil {
		return c, err
	}
	return m.make(ctx, queue.Code{Purpose: queue.BindTicket, For: ticket})
}

// AccountCode always makes a new one.
func (m *mint) AccountCode(ctx context.Context, account, user string, _ bool) (queue.Code, error) {
	return m.make(ctx, queue.Code{Purpose: queue.BindAccount, Account: account, User: user})
}

// SignInCode makes one.
func (m *mint) SignInCode(ctx context.Context) (queue.Code, error) {
	return m.make(ctx, queue.Code{Purpose: queue.SignIn})
}

// Refresh makes one for a service of the hall.
func (m *mint) Refresh(ctx context.Context, service string) (queue.Code, error) {
	if service == "" {
		return queue.Code{}, queue.ErrInvalid
	}
	for _, s := range m.hall.View().Services {
		if s.ID == service {
			return m.make(ctx, queue.Code{Purpose: queue.Join, Service: service})
		}
	}
	return queue.Code{}, queue.ErrNoService
}

// Picture is no real one.
func (m *mint) Picture(_ context.Context, c queue.Code) ([]byte, error) {
	return []byte("picture of " + c.Ticket), m.err
}

// Stock is that of two channels.
func (m *mint) Stock() web.Stock { return web.Stock{Used: 2, Free: 99_998, Most: 100_000} }

var errNoCode = errors.New("while testing: no code")

// mustKeep puts a code into the hall's store.
func (d *door) mustKeep(c queue.Code) {
	d.t.Helper()
	c.Scene, c.Ticket, c.URL = c.ID, c.ID, "http://weixin.qq.com/q/"+c.ID
	c.CreatedAt = d.hall.View().At
	c.ExpiresAt = c.CreatedAt.Add(time.Hour)
	if err := d.hall.KeepCodes(d.t.Context(), c); err != nil {
		d.t.Fatal(err)
	}
}

// mustScan lets a customer scan a code.
func (d *door) mustScan(openid, key string) {
	d.t.Helper()
	c := queue.Command{Verb: queue.Bind, Code: key, Customer: queue.Customer{App: "wx", OpenID: openid}}
	if _, err := d.hall.Do(d.t.Context(), c); err != nil {
		d.t.Fatal(err)
	}
}

// mustBeUsed lets codes of the hall be scanned: o-bound is user 7 of crm and was user 6 before, by the code called bound;
// o-wang has signed in by the code called entry. One customer came by a channel of the settings, one by another.
func (d *door) mustBeUsed() {
	d.t.Helper()
	account := func(id, account, user string) queue.Code {
		return queue.Code{ID: id, Purpose: queue.BindAccount, Account: account, User: user}
	}
	for _, c := range []queue.Code{account("before", "crm", "6"), account("bound", "crm", "7"), account("of-staff", "staff", "wang"), {ID: "entry", Purpose: queue.SignIn}} {
		d.mustKeep(c)
	}
	d.mustScan("o-bound", "account/before")
	d.mustScan("o-bound", "account/bound")
	d.mustScan("o-wang", "account/of-staff")
	d.mustScan("o-wang", "staff/entry")
	for channel, follow := range map[string]bool{"door": true, "gone": false} {
		met := queue.Command{Verb: queue.Meet, Customer: queue.Customer{App: "wx", OpenID: "o-" + channel}, Meeting: &queue.Meeting{Channel: channel, Follow: follow}}
		if _, err := d.hall.Do(d.t.Context(), met); err != nil {
			d.t.Fatal(err)
		}
	}
}
