package queue_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"paihao/queue"
)

// stub is a code as the clerk keeps it.
type stub struct {
	purpose               queue.Purpose
	id, service, url      string
	ticket, account, user string
	staff, from, to       string
	made, ends, used      time.Time
}

// link joins a customer to a user of an account. code is the one they scanned last for it.
type link struct {
	customer, account, user, code string
	since                         time.Time
}

// issue keeps a code.
func (k *clerk) issue(c queue.Code) {
	k.stubs[c.Key()] = stub{
		purpose: c.Purpose, id: c.ID, service: c.Service, url: c.URL, account: c.Account, user: c.User, ticket: c.For,
		made: c.CreatedAt, ends: c.ExpiresAt,
	}
}

// shown is the newest code of a service, or with "" the one for all.
func (k *clerk) shown(service string) (newest string) {
	for key, s := range k.stubs {
		other := k.stubs[newest]
		if s.purpose == queue.Join && s.service == service && (newest == "" || s.made.After(other.made) || s.made.Equal(other.made) && s.id > other.id) {
			newest = key
		}
	}
	return newest
}

// scan lets a customer scan a code.
func (k *clerk) scan(c queue.Command, a *answer) {
	s, there := k.stubs[c.Code]
	late := !s.ends.IsZero() && !k.watch.now.Before(s.ends)
	switch {
	case c.Customer.OpenID == "":
		a.err = queue.ErrInvalid
	case !there || s.used.IsZero() && late:
		a.err = queue.ErrNoCode
	case s.purpose == queue.BindTicket:
		k.hold(c, s, a)
	case s.purpose == queue.BindAccount:
		k.link(c, s, a)
	case s.purpose == queue.SignIn:
		k.signIn(c, s, a)
	default:
		a.err = queue.ErrNoCode
	}
	if a.err == nil {
		a.code = c.Code
		if used := k.stubs[c.Code]; used.used.IsZero() {
			used.used = k.watch.now
			k.stubs[c.Code] = used
			a.wrote = true
		}
	}
}

// hold gives an open slip that is nobody's to a customer.
func (k *clerk) hold(c queue.Command, s stub, a *answer) {
	p, name, person := k.page(), c.Customer.OpenID, k.asks(c)
	i := slices.IndexFunc(p.slips, func(t slip) bool { return t.id == s.ticket })
	if i < 0 {
		a.err = queue.ErrNoTicket
		return
	}
	t, other := &p.slips[i], k.open(person)
	switch {
	case t.customer != "" && slices.Contains(person, t.customer):
	case !p.state(i).Open():
		a.err, a.about = queue.InState(p.state(i)), i
	case t.customer != "":
		a.err, a.about = queue.ErrBound, i
	case !s.used.IsZero():
		a.err = queue.ErrNoCode
	case other >= 0 && k.venue.Rules.OneTicketEach:
		a.err, a.about = queue.ErrAlreadyWaiting, other
	default:
		t.customer, a.wrote = name, true
		k.bonds = append(k.bonds, bond{name, p.date, i})
		t.told = t.told || p.state(i) == queue.Waiting && k.ahead(i) <= k.venue.Rules.Near
	}
	a.ticket, a.idle = i, true
}

// link joins a customer to a user, and to no other of the same account.
func (k *clerk) link(c queue.Command, s stub, a *answer) {
	name := c.Customer.OpenID
	i := slices.IndexFunc(k.links, func(l link) bool { return l.customer == name && l.account == s.account })
	same := i >= 0 && k.links[i].user == s.user
	if !s.used.IsZero() {
		if !same {
			a.err = queue.ErrNoCode
		}
		return
	}
	l := link{name, s.account, s.user, c.Code, k.watch.now}
	switch {
	case same:
		k.links[i].code = c.Code
		return
	case i >= 0:
		old := k.links[i]
		if was := k.stubs[old.code]; was.account == old.account && was.user == old.user && !was.used.IsZero() {
			was.to = s.user
			k.stubs[old.code] = was
		}
		s.from = old.user
		k.stubs[c.Code] = s
		k.links = slices.Delete(k.links, i, i+1)
	}
	k.links = append(k.links, l)
}

// signIn notes who of the staff it is.
func (k *clerk) signIn(c queue.Command, s stub, a *answer) {
	i := slices.IndexFunc(k.links, func(l link) bool { return l.customer == c.Customer.OpenID && l.account == "staff" })
	switch {
	case i < 0:
		a.err = queue.ErrNoStaff
	case !s.used.IsZero() && s.staff != k.links[i].user:
		a.err = queue.ErrNoCode
	default:
		s.staff = k.links[i].user
		k.stubs[c.Code] = s
	}
}

// end makes a code worthless: a service's is torn up, one that waits for somebody crossed out.
func (k *clerk) end(key string) (wrote bool) {
	s, there := k.stubs[key]
	switch {
	case there && s.purpose == queue.Join:
		delete(k.stubs, key)
	case there && k.waits(s):
		k.stubs[key] = s.crossed(k.watch.now)
	default:
		return false
	}
	return true
}

func (k *clerk) waits(s stub) bool {
	return s.used.IsZero() && s.to == "" && (s.ends.IsZero() || k.watch.now.Before(s.ends))
}

// crossed is a stub that nobody is bound by, or will be.
func (s stub) crossed(now time.Time) stub {
	s.ends, s.used, s.from = now, time.Time{}, ""
	return s
}

// disconnect parts a user from all, and crosses out the codes that bound them or wait for somebody.
func (k *clerk) disconnect(c queue.Command, a *answer) {
	links := len(k.links)
	k.links = slices.DeleteFunc(k.links, func(l link) bool { return l.account == c.Account && l.user == c.User })
	a.wrote = len(k.links) < links
	for key, s := range k.stubs {
		bound := !s.used.IsZero() && s.to == ""
		if s.purpose == queue.BindAccount && s.account == c.Account && s.user == c.User && (bound || k.waits(s)) {
			k.stubs[key], a.wrote = s.crossed(k.watch.now), true
		}
	}
	if !a.wrote {
		a.err = queue.ErrNotBound
	}
}

// tidyStubs tears up codes that ended before the page that ends now was begun, but for those of channels.
func (k *clerk) tidyStubs() {
	maps.DeleteFunc(k.stubs, func(_ string, s stub) bool {
		end := s.ends
		if s.purpose == queue.BindTicket {
			end = s.made
		}
		if !s.used.IsZero() {
			end = s.used
		}
		return s.purpose != queue.Channel && !end.IsZero() && end.Before(k.page().opened)
	})
}

// codeLine is a code in one line of text.
func codeLine(c queue.Code) string {
	return fmt.Sprintf("%s service %q url %q for %q %s/%s made %s ends %s used %s staff %q from %q to %q", c.Key(), c.Service, c.URL, c.For,
		c.Account, c.User, clockText(c.CreatedAt), clockText(c.ExpiresAt), clockText(c.UsedAt), c.Staff, c.MovedFrom, c.MovedTo)
}

// stubLine is what codeLine makes of a stub.
func (k *clerk) stubLine(key string) string {
	s := k.stubs[key]
	return codeLine(queue.Code{
		ID: s.id, Purpose: s.purpose, Service: s.service, URL: s.url, For: s.ticket, Account: s.account, User: s.user, CreatedAt: s.made,
		ExpiresAt: s.ends, UsedAt: s.used, Staff: s.staff, MovedFrom: s.from, MovedTo: s.to,
	})
}

// stubLines is all of them, by key.
func (k *clerk) stubLines() (lines []string) {
	for key := range k.stubs {
		lines = append(lines, k.stubLine(key))
	}
	slices.SortFunc(lines, strings.Compare)
	return lines
}

// accountLine is what binds somebody to a user, in one line of text.
func accountLine(name, account, user string, since time.Time) string {
	return fmt.Sprintf("%s is %s of %s since %s", name, user, account, clockText(since))
}

// linkLines is what accountLine makes of the links, oldest first.
func (k *clerk) linkLines() (lines []string) {
	for _, l := range k.links {
		lines = append(lines, accountLine(l.customer, l.account, l.user, l.since))
	}
	return lines
}
