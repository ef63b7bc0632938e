package core

import (
	"cmp"
	"context"
	"crypto/hmac"
	"encoding/base64"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"paihao/app/config"
	"paihao/app/web"
	"paihao/queue"
	"paihao/wechat"
)

const (
	// sessionLife is how long who has opened the mini program need not be asked for at WeChat again.
	sessionLife = 12 * time.Hour
	// complainEvery is the least time between two complaints.
	complainEvery = 10 * time.Second
	// askedAtOnce is how many templates WeChat asks somebody about at a time.
	askedAtOnce = 3
	// mostGranted is how many messages of a template somebody can allow in a request: each tap allows one.
	mostGranted = 9
)

// opener tells who has opened the mini program: *wechat.Client.
type opener interface {
	Login(ctx context.Context, code string) (wechat.Session, error)
	Phone(ctx context.Context, code string) (string, error)
}

// miniProgram is the mini program's side of the queue: who its people are, and what they allow.
type miniProgram struct {
	contacts contacts
	client   opener
	messages map[string]config.MiniMessage
	tally    *tally
	taps     taps
	receive  func(ctx context.Context, app string, e wechat.Event) // takes what WeChat reports of messages
	now      func() time.Time
	log      *slog.Logger

	complained atomic.Int64 // when it did last, in Unix nanoseconds
}

var _ web.MiniProgram = (*miniProgram)(nil)

// handle is the wechat.Handler of the mini program's callbacks. WeChat shows nothing of an answer there.
func (p *miniProgram) handle(ctx context.Context, e wechat.Event) wechat.Reply {
	p.tally.count(e)
	if e.Stale {
		p.contacts.stale(e)
		return wechat.Reply{}
	}
	if e.Kind == wechat.KindSubscribeSent {
		p.receive(ctx, p.contacts.app, e)
		return wechat.Reply{}
	}
	m, name := p.contacts.meeting(e), p.contacts.operation(e)
	m.Window = queue.Window{} // texts go out by the account alone
	if e.Kind == wechat.KindGrants {
		m.Grants = p.taps.happened(name, e.From, m.Grants, p.now())
	}
	p.contacts.meet(ctx, name, p.contacts.customer(e), news(m))
	return wechat.Reply{}
}

// Login asks WeChat who is behind the code, and makes them known.
func (p *miniProgram) Login(ctx context.Context, code, phone string) (web.Login, error) {
	who, err := p.client.Login(ctx, code)
	if err != nil {
		return web.Login{}, p.loginTrouble(err)
	}
	m := queue.Meeting{Union: who.Union}
	if phone != "" {
		if m.Phone, err = p.client.Phone(ctx, phone); err != nil {
			p.complain("a phone number was not told", err)
		}
	}
	customer := queue.Customer{App: p.contacts.app, OpenID: who.OpenID}
	if _, err := p.contacts.queue.Do(ctx, queue.Command{Verb: queue.Meet, Customer: customer, Meeting: &m}); err != nil {
		return web.Login{}, err
	}
	var known queue.Contact
	p.contacts.queue.Look(func(b *queue.Book) { known, _ = b.Contact(customer) })
	until := p.now().Add(sessionLife)
	return web.Login{Session: p.session(known.ID, until), Life: sessionLife, Phone: known.Phone != ""}, nil
}

// loginTrouble tells a code that does not work from WeChat's not answering.
func (p *miniProgram) loginTrouble(err error) error {
	if errors.Is(err, wechat.ErrNoCode) || errors.Is(err, wechat.ErrLimit) {
		return web.ErrLogin
	}
	p.complain("a login of the mini program failed", err)
	return fmt.Errorf("%w: %w", web.ErrLoginLater, err)
}

// complain logs trouble at most once in complainEvery, since anybody can knock here.
func (p *miniProgram) complain(what string, err error) {
	now, last := p.now(), p.complained.Load()
	if now.Sub(time.Unix(0, last)).Abs() >= complainEvery && p.complained.CompareAndSwap(last, now.UnixNano()) {
		p.log.Warn(what, "err", err)
	}
}

// session is a contact's id and an end, sealed with a key of the store: it outlives a restart, and nobody can make one up.
func (p *miniProgram) session(contact string, until time.Time) string {
	said := contact + "." + strconv.FormatInt(until.Unix(), 36)
	mac := p.contacts.queue.Secret().Mac("mini session\x00", p.contacts.app, "\x00", said)
	return said + "." + base64.RawURLEncoding.EncodeToString(mac[:18])
}

// Person is the contact of a session that has not ended. Who was forgotten meanwhile logs in again.
func (p *miniProgram) Person(session string) (known queue.Contact, err error) {
	parts := strings.Split(session, ".")
	if len(session) > 200 || len(parts) != 3 {
		return known, web.ErrUnauthorized
	}
	seconds, err := strconv.ParseInt(parts[1], 36, 64)
	until := time.Unix(seconds, 0)
	if err != nil || !hmac.Equal([]byte(session), []byte(p.session(parts[0], until))) || !p.now().Before(until) {
		return known, web.ErrUnauthorized
	}
	found := false
	p.contacts.queue.Look(func(b *queue.Book) { known, found = b.Met(parts[0]) })
	if !found {
		return known, web.ErrUnauthorized
	}
	return known, nil
}

// asked is in which order people are asked to allow messages: what they would miss most comes first.
var asked = []queue.NoticeKind{
	queue.YourTurn, queue.Near, queue.YouMiss, queue.Issued, queue.YouBack, queue.Lapsed, queue.Feedback,
}

// Ask lists the templates of which somebody allows no more messages.
func (p *miniProgram) Ask(c queue.Customer) []string {
	var known queue.Contact
	p.contacts.queue.Look(func(b *queue.Book) { known, _ = b.Contact(c) })
	ids := []string{}
	for _, kind := range asked {
		id := p.messages[string(kind)].TemplateID
		if id != "" && known.Granted(id) == 0 && !slices.Contains(ids, id) && len(ids) < askedAtOnce {
			ids = append(ids, id)
		}
	}
	return ids
}

// Grant notes what the mini program says that somebody has just allowed. WeChat tells of most taps too, so each counts once.
func (p *miniProgram) Grant(ctx context.Context, c queue.Customer, counts map[string]int) error {
	var grants []queue.Grant
	for id, n := range counts {
		if !p.uses(id) || n < 1 || n > mostGranted {
			return web.ErrBadRequest
		}
		grants = append(grants, queue.Grant{Template: id, Left: n})
	}
	slices.SortFunc(grants, func(a, b queue.Grant) int { return cmp.Compare(a.Template, b.Template) })
	grants = p.taps.reported(c.OpenID, grants, p.now())
	if len(grants) == 0 {
		return nil
	}
	_, err := p.contacts.queue.Do(ctx, queue.Command{Verb: queue.Meet, Customer: c, Meeting: &queue.Meeting{Grants: grants}})
	return err
}

// uses tells whether a template is one of the settings'.
func (p *miniProgram) uses(template string) bool {
	for _, m := range p.messages {
		if m.TemplateID == template {
			return true
		}
	}
	return false
}
