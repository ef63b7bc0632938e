package queue_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"paihao/queue"
)

// card is what the clerk has noted of a customer.
type card struct {
	seen, followed             time.Time
	channel, union, phone, tag string
	until                      time.Time // texts may be sent
	left                       int       // and so many
	grants                     map[string]int
}

// person lists those who are known to be one person: who share a unionid, be it noted on the card or just told.
func (k *clerk) person(name, union string) []string {
	if union == "" {
		union = k.cards[name].union
	}
	list := []string{name}
	for _, other := range names {
		if other != name && union != "" && k.cards[other].union == union {
			list = append(list, other)
		}
	}
	return list
}

// who names a person, whichever of their names is given.
func (k *clerk) who(name string) string {
	return slices.Min(k.person(name, ""))
}

// asks is who gives a command.
func (k *clerk) asks(c queue.Command) []string {
	union := ""
	if c.Meeting != nil {
		union = c.Meeting.Union
	}
	return k.person(c.Customer.OpenID, union)
}

// jot notes what a command tells of its customer. It tells whether that was worth the ink.
func (k *clerk) jot(c queue.Command) (wrote bool) {
	met, name := c.Meeting, c.Customer.OpenID
	if met == nil && c.Verb == queue.Meet {
		met = &queue.Meeting{}
	}
	if met == nil || name == "" || c.Verb == queue.Forget {
		return false
	}
	old, known := k.cards[name]
	now, next := k.watch.now, old
	next.grants = maps.Clone(old.grants)
	began, since := met.Follow, now
	if !met.Followed.IsZero() && met.Followed.Before(now) {
		since = met.Followed
	}
	if !old.followed.IsZero() && !since.After(old.followed.Add(10*time.Minute)) {
		began = false
	}
	wrote = k.count(met, began, since)
	next.seen = now
	if began {
		next.followed = since
	}
	if met.Channel != "" && (began || next.channel == "") {
		next.channel = met.Channel
	}
	if next.tag == met.Tagged {
		next.tag = ""
	}
	for _, text := range []struct {
		said string
		on   *string
	}{{met.Union, &next.union}, {met.Phone, &next.phone}, {met.Tag, &next.tag}} {
		if text.said != "" {
			*text.on = text.said
		}
	}
	for _, g := range met.Grants {
		if next.grants == nil {
			next.grants = map[string]int{}
		}
		next.grants[g.Template] = max(0, next.grants[g.Template]+g.Left)
	}
	opened := met.Window.Left > 0 && now.Before(met.Window.Until)
	shut := old.left == 0 || !now.Before(old.until)
	better := opened && (shut || met.Window.Until.After(old.until))
	if better {
		next.until, next.left = met.Window.Until, met.Window.Left
	}
	worth := better && (shut || next.left > old.left || 2*old.until.Sub(now) < next.until.Sub(now))
	same := known && k.dayOf(old.seen) == k.dayOf(now) && old.followed.Equal(next.followed) && old.channel == next.channel &&
		old.union == next.union && old.phone == next.phone && old.tag == next.tag && maps.Equal(old.grants, next.grants)
	if !same || worth {
		k.cards[name] = next
		return true
	}
	return wrote
}

// charge takes off a card what a message to its customer has used up.
func (k *clerk) charge(s queue.Settlement) {
	c, known := k.cards[s.To.OpenID]
	if !known || s.State != queue.Accepted {
		return
	}
	switch s.Way {
	case queue.ByService:
		c.left = max(0, c.left-1)
	case queue.BySubscribe, queue.ByMini:
		if c.grants[s.Template] > 0 {
			c.grants = maps.Clone(c.grants)
			c.grants[s.Template]--
		}
	}
	k.cards[s.To.OpenID] = c
}

// tidyCards throws away the cards that are not needed any more when a page ends: of who is bound to nothing and of whom
// nothing much is known, not seen since the pages that are still known; of all who are bound to no account after 90 days.
func (k *clerk) tidyCards() {
	keep := max(1, k.venue.Rules.KeepBindingsDays)
	since, opened := k.pages[max(0, len(k.pages)-keep)].opened, k.page().opened
	maps.DeleteFunc(k.cards, func(name string, c card) bool {
		account := slices.ContainsFunc(k.links, func(l link) bool { return l.customer == name })
		bound := account || slices.ContainsFunc(k.bonds, func(b bond) bool { return b.customer == name })
		granted := slices.ContainsFunc(slices.Collect(maps.Values(c.grants)), func(n int) bool { return n > 0 })
		age := opened.Sub(c.seen)
		old := age >= 90*24*time.Hour || -age >= 90*24*time.Hour
		return !account && (old || !bound && !granted && c.phone == "" && c.union == "" && c.seen.Before(since))
	})
}

// contactLine is a contact in one line of text.
func contactLine(c queue.Contact) string {
	grants := []string{}
	for _, g := range c.Grants {
		grants = append(grants, fmt.Sprint(g.Template, ":", g.Left))
	}
	slices.Sort(grants)
	return fmt.Sprintf("%s seen %s followed %s by %q union %q phone %q tag %q until %s left %d grants %v", c.Customer.OpenID,
		clockText(c.SeenAt), clockText(c.Followed), c.Channel, c.Union, c.Phone, c.Tag, clockText(c.Window.Until), c.Window.Left, grants)
}

// cardLines is what contactLine makes of the cards, by name.
func (k *clerk) cardLines() (lines []string) {
	for name, c := range k.cards {
		contact := queue.Contact{
			Customer: customer(name), SeenAt: c.seen, Followed: c.followed, Channel: c.channel, Union: c.union, Phone: c.phone, Tag: c.tag,
			Window: queue.Window{Until: c.until, Left: c.left},
		}
		for template, n := range c.grants {
			contact.Grants = append(contact.Grants, queue.Grant{Template: template, Left: n})
		}
		lines = append(lines, contactLine(contact))
	}
	slices.SortFunc(lines, strings.Compare)
	return lines
}
