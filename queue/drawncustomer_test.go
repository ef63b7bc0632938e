package queue_test

import (
	"context"
	"fmt"
	"slices"
	"time"

	"pgregory.net/rapid"

	"paihao/queue"
)

// drawMeeting is what an act of a customer says about them, nil as often as not.
func (m *machine) drawMeeting(r *rapid.T) *queue.Meeting {
	if rapid.Bool().Draw(r, "unmet") {
		return nil
	}
	now := m.clock.Now()
	windows := []queue.Window{{}, {Until: now.Add(time.Minute), Left: 3}, {Until: now.Add(48 * time.Hour), Left: 5}}
	one := func(name string, texts ...string) string {
		return rapid.SampledFrom(append(texts, "", "", "")).Draw(r, name)
	}
	met := queue.Meeting{
		Channel: one("channel", "door", "desk"), Union: one("union", "union of o-Ann"), Phone: one("phone", "o-Ann's", "o-Bob's"),
		Tag: one("tag", "old", "new"), Tagged: one("tagged", "old", "new"),
		Window: rapid.SampledFrom(windows).Draw(r, "window"),
		Follow: rapid.IntRange(0, 3).Draw(r, "follow") == 0,
	}
	if met.Follow {
		late := rapid.SampledFrom([]time.Duration{0, 0, -time.Hour, time.Minute, 26 * time.Hour, 100 * time.Hour}).Draw(r, "late")
		met.Followed = map[bool]time.Time{true: now.Add(-late)}[late != 0]
	}
	if left := rapid.IntRange(-1, 2).Draw(r, "grants"); left != 0 {
		met.Grants = []queue.Grant{{Template: theTemplate, Left: left}}
	}
	return &met
}

// encounter lets the queue know something of a customer.
func (m *machine) encounter(r *rapid.T) {
	name := rapid.SampledFrom(append(names, "")).Draw(r, "customer")
	m.press(r, queue.Command{Operation: m.operation(r), Verb: queue.Meet, Customer: customer(name), Meeting: m.drawMeeting(r)})
}

// scan lets a customer scan a code, most often one that there is.
func (m *machine) scan(r *rapid.T) {
	keys := []string{"ticket/none"}
	for key, s := range m.clerk.stubs {
		if keys = append(keys, key); s.purpose != queue.Join && s.purpose != queue.Channel {
			keys = append(keys, key, key)
		}
	}
	slices.Sort(keys)
	m.press(r, queue.Command{
		Operation: m.operation(r), Verb: queue.Bind, Code: rapid.SampledFrom(keys).Draw(r, "code"), By: queue.ByCustomer,
		Customer: customer(rapid.SampledFrom(names).Draw(r, "customer")), Meeting: m.drawMeeting(r),
	})
}

func drawAccount(r *rapid.T) (account, user string) {
	return rapid.SampledFrom([]string{"shop", queue.StaffAccount}).Draw(r, "account"), rapid.SampledFrom([]string{"u1", "u2"}).Draw(r, "user")
}

func (m *machine) disconnect(r *rapid.T) {
	c := queue.Command{Operation: m.operation(r), Verb: queue.Disconnect, By: queue.ByAPI}
	c.Account, c.User = drawAccount(r)
	m.press(r, c)
}

// forget lets a customer leave the account.
func (m *machine) forget(r *rapid.T) {
	name := rapid.SampledFrom(names).Draw(r, "customer")
	m.press(r, queue.Command{Operation: m.operation(r), Verb: queue.Forget, Customer: customer(name), Meeting: m.drawMeeting(r)})
}

// keepCodes puts a code of any kind into the store, now and then in the place of one that is there.
func (m *machine) keepCodes(r *rapid.T) {
	purposes := []queue.Purpose{queue.Join, queue.BindTicket, queue.BindTicket, queue.BindAccount, queue.SignIn, queue.Channel}
	c := queue.Code{
		ID:      fmt.Sprint(rapid.IntRange(1, 3).Draw(r, "id")),
		Purpose: rapid.SampledFrom(purposes).Draw(r, "purpose"),
		URL:     rapid.SampledFrom([]string{"one", "two"}).Draw(r, "url"), CreatedAt: m.clock.Now(),
	}
	if life := rapid.SampledFrom([]time.Duration{0, time.Minute, 20 * time.Hour, 720 * time.Hour}).Draw(r, "life"); life > 0 {
		c.ExpiresAt = c.CreatedAt.Add(life)
	}
	switch c.Purpose {
	case queue.Join:
		c.Service = rapid.SampledFrom(append(slices.Clone(m.options.Venue.Services), queue.Service{})).Draw(r, "service").ID
	case queue.BindTicket:
		c.For = m.drawTicket(r)
	case queue.BindAccount:
		c.Account, c.User = drawAccount(r)
	}
	m.keep(r, func(k *clerk) bool { k.issue(c); return true }, func() error { return m.KeepCodes(context.Background(), c) })
}

// endCode makes a code worthless.
func (m *machine) endCode(r *rapid.T) {
	keys := []string{"ticket/none"}
	for key := range m.clerk.stubs {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	key := rapid.SampledFrom(keys).Draw(r, "code")
	m.keep(r, func(k *clerk) bool { return k.end(key) }, func() error { return m.EndCodes(context.Background(), key) })
}

// checkCustomers compares what is known of customers, codes and channels with what the clerk has.
func (m *machine) checkCustomers(r *rapid.T) {
	var contacts, codes, accounts []string
	m.Look(func(b *queue.Book) {
		for _, name := range names {
			if c, ok := b.Contact(customer(name)); ok {
				contacts = append(contacts, contactLine(c))
			}
			last, ok := b.Last(customer(name))
			if i := m.clerk.last(m.clerk.person(name, "")); ok != (i >= 0) || ok && last.ID != m.clerk.page().slips[i].id {
				r.Fatalf("last ticket of %s: got %s %v, want slip %d", name, last.Number, ok, i)
			}
		}
		for _, p := range []queue.Purpose{queue.Join, queue.BindTicket, queue.BindAccount, queue.SignIn, queue.Channel} {
			for _, c := range b.Codes(p) {
				codes = append(codes, codeLine(c))
			}
		}
		for _, account := range []string{"shop", "staff"} {
			for _, user := range []string{"u1", "u2"} {
				for _, a := range b.Accounts(account, user) {
					accounts = append(accounts, accountLine(a.Customer.OpenID, a.Account, a.User, a.Since))
				}
			}
		}
	})
	m.compareLines(r, "the book", contacts, codes, accounts, dayTallies(m.mustDays()))
}

// compareLines compares four lists with the clerk's, in any order.
func (m *machine) compareLines(r *rapid.T, where string, contacts, codes, accounts, tallies []string) {
	for _, c := range []struct {
		what      string
		got, want []string
	}{
		{"contacts", contacts, m.clerk.cardLines()},
		{"codes", codes, m.clerk.stubLines()},
		{"accounts", accounts, m.clerk.linkLines()},
		{"channels", tallies, m.clerk.tallyLines()},
	} {
		slices.Sort(c.got)
		slices.Sort(c.want)
		if !slices.Equal(c.got, c.want) {
			r.Fatalf("%s of %s: got\n%q, want\n%q", c.what, where, c.got, c.want)
		}
	}
}
