package desk

import (
	"context"
	"errors"
	"time"

	"fyne.io/fyne/v2"

	"paihao/queue"
)

// binder is how a ticket that was taken on paper or at a desk gets to its customer's WeChat: a code that they scan. It lies
// over the desk, and goes away by itself when the ticket is bound.
type binder struct {
	desk   *Desk
	face   *bindFace
	serial int            // of the opening, so that late answers are known as such
	ticket queue.Standing // as it was when it was opened
	code   queue.Code     // the one that is shown, or was until it was used; zero until there is one
	asking bool           // for a code
	failed error          // why there is no other code
	ended  time.Time      // when it will close, zero while it waits
}

// bindStage is how far it has come.
type bindStage int

const (
	bindAsks    bindStage = iota // WeChat makes a code
	bindWaits                    // for a scan
	bindKept                     // as before; WeChat has not made another code
	bindFailed                   // there is no code
	bindExpired                  // the code is too old
	bindDone                     // the ticket is bound
	bindOver                     // the ticket is over
)

// bindStays is how long it says that the ticket is bound before it goes away.
const bindStays = 4 * time.Second

func newBinder(d *Desk) *binder {
	b := &binder{desk: d}
	b.face = newBindFace(d, b.renew, b.close)
	return b
}

// openBind shows a code for a ticket that waits to be bound.
func (d *Desk) openBind(t queue.Standing) {
	if !d.m.known || d.m.lost || !d.binds(t) {
		return
	}
	d.ask.drop()
	d.freeKeys()
	d.binder.face.box.Show()
	*d.binder = binder{desk: d, face: d.binder.face, serial: d.binder.serial + 1, ticket: t}
	d.watch(t)
	d.binder.fetch(false)
	d.draw()
}

// bindKey opens it for the ticket that staff have just taken for a customer, else for the one at the counter.
func (d *Desk) bindKey() {
	if t := d.bindable(); t != nil {
		d.openBind(*t)
	}
}

// bindable is the ticket that the key opens it for, nil when there is none.
func (d *Desk) bindable() *queue.Standing {
	if n := len(d.issued); n > 0 && d.binds(d.issued[n-1]) {
		return &d.issued[n-1]
	}
	if t := d.m.current(); t != nil && d.binds(*t) {
		return t
	}
	return nil
}

// bindCurrent opens it for the ticket at the counter.
func (d *Desk) bindCurrent() {
	if t := d.m.current(); t != nil {
		d.openBind(*t)
	}
}

func (b *binder) open() bool { return b.face.box.Visible() }

// close takes the code away.
func (b *binder) close() {
	if !b.open() {
		return
	}
	b.serial++
	b.code = queue.Code{}
	b.face.drop()
	b.face.box.Hide()
	b.desk.draw()
}

// renew asks for another code; the one that is shown is worthless from the moment that there is a new one.
func (b *binder) renew() {
	if s := b.stage(&b.desk.m); s == bindWaits || s == bindKept || s == bindFailed || s == bindExpired {
		b.fetch(s != bindFailed || b.code.URL != "")
		b.desk.draw()
	}
}

// fetch asks for a code off the window's goroutine.
func (b *binder) fetch(renew bool) {
	d, serial, id := b.desk, b.serial, b.ticket.ID
	b.failed = nil
	b.asking = d.errand(func(ctx context.Context, _ queue.Commands) func() {
		ctx, stop := context.WithTimeout(ctx, patience)
		defer stop()
		code, err := d.o.Attendant.TicketCode(ctx, id, renew)
		return func() { b.fetched(serial, code, err) }
	})
}

// fetched takes the code up, if it is still wanted.
func (b *binder) fetched(serial int, code queue.Code, err error) {
	if serial != b.serial || !b.open() {
		return
	}
	b.asking = false
	if err != nil {
		b.desk.o.Log.Warn("no code for a ticket", "ticket", b.ticket.ID, "err", err)
		b.failed = err
		b.learn(err)
	} else {
		b.code = code
	}
	b.desk.draw()
}

// typed is a key while it is open: no other does anything.
func (b *binder) typed(key fyne.KeyName) {
	switch key {
	case fyne.KeyR:
		b.renew()
	case fyne.KeyEscape, fyne.KeyReturn, fyne.KeyEnter:
		b.close()
	}
}

// learn takes up what a refusal says of the ticket: it was bound or ended meanwhile.
func (b *binder) learn(err error) {
	var refused *queue.TicketError
	w := &b.desk.m.watched
	switch {
	case errors.Is(err, queue.ErrNoTicket):
		w.gone = true
	case errors.As(err, &refused):
		w.ticket = refused.Ticket
		if errors.Is(err, queue.ErrBound) {
			w.ticket.Bound = true
		}
	}
}

// now is how the ticket stands, nil when it is none of today any more.
func (b *binder) now(m *moment) *queue.Standing { return m.watched.at(b.ticket.ID) }

// stage is how far it has come.
func (b *binder) stage(m *moment) bindStage {
	t := b.now(m)
	switch {
	case t != nil && t.Bound:
		return bindDone
	case t == nil || !t.State.Open():
		return bindOver
	case b.asking:
		return bindAsks
	case b.code.URL == "":
		return bindFailed
	case !b.code.Valid(m.now):
		return bindExpired
	case b.failed != nil:
		return bindKept
	}
	return bindWaits
}

// show draws it while it is open, and closes it when it has said long enough that the ticket is bound.
func (b *binder) show(m *moment) {
	if !b.open() {
		return
	}
	s := b.stage(m)
	if s != bindDone {
		b.ended = time.Time{}
	} else if b.ended.IsZero() {
		b.ended = m.now.Add(bindStays)
	} else if !m.now.Before(b.ended) {
		b.close()
		return
	}
	b.face.show(m, b, s)
}
