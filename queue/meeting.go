package queue

import (
	"cmp"
	"slices"
	"time"
)

// Meeting is what an act of a customer lets us know about them, whatever else it asks for. It is noted in the same commit.
type Meeting struct {
	Window   Window    `json:"window,omitzero"`   // opened by it; an open one that ends later stays
	Channel  string    `json:"channel,omitempty"` // whose code was scanned
	Follow   bool      `json:"follow,omitempty"`  // they follow the account since it
	Followed time.Time `json:"followed,omitzero"` // and since when, if that was not now: heard of late
	Union    string    `json:"union,omitempty"`
	Phone    string    `json:"phone,omitempty"`
	Grants   []Grant   `json:"grants,omitempty"` // Left is added, or taken away when it is negative; never below none
	Tag      string    `json:"tag,omitempty"`    // the tag that they are to be given
	Tagged   string    `json:"tagged,omitempty"` // the tag that they were given: it is not to be given any more
}

// What is kept of grants at the most: they are counted from what strangers' programs report.
const (
	mostTemplates = 20
	mostGranted   = 1000
)

// noteMeeting adds to a change what the command lets us know of its customer, in their contact and in the counts of
// channels. Who leaves is not noted.
func (b *Book) noteMeeting(c Command, m moment, change *Change) {
	met := c.Meeting
	if met == nil && c.Verb == Meet {
		met = &Meeting{} // they were heard of
	}
	if met == nil || c.Customer.OpenID == "" || c.Verb == Forget {
		return
	}
	known, _ := b.Contact(c.Customer)
	followed := met.followed(known, m.now)
	switch {
	case met.Channel == "":
	case !followed.IsZero() && !followed.Before(b.knownSince()):
		b.count(change, b.dateAt(followed), ChannelCount{Channel: met.Channel, Followers: 1})
	case !met.Follow:
		b.count(change, b.day.Date, ChannelCount{Channel: met.Channel, Scans: 1})
	}
	next := met.noted(known, followed, m.now)
	if !b.newsworthy(known, next, m.now) {
		return
	}
	if next.ID == "" {
		next.ID, next.Customer = m.id(), c.Customer
	}
	change.Contacts = append(change.Contacts, next)
}

// followed is when the customer began to follow the account, zero when the meeting does not say so.
//
// The rule: who is known to follow it does not begin again by the same news that comes twice, from an event and from asking
// WeChat, whose clock may differ from ours. They do by later news, since that they had left was missed then. Nobody follows
// it since a time that is still to come: such a clock is wrong, and would make all that follows look like old news.
func (met *Meeting) followed(known Contact, now time.Time) time.Time {
	if !met.Follow {
		return time.Time{}
	}
	since := now
	if !met.Followed.IsZero() && met.Followed.Before(now) {
		since = met.Followed
	}
	if !known.Followed.IsZero() && since.Sub(known.Followed) <= clockSlack {
		return time.Time{}
	}
	return since
}

// noted is a contact after the meeting. followed is since when they follow the account, if the meeting says so.
func (met *Meeting) noted(c Contact, followed, now time.Time) Contact {
	c.SeenAt = now
	if !followed.IsZero() {
		c.Followed = followed
	}
	if met.Channel != "" && (c.Channel == "" || !followed.IsZero()) {
		c.Channel = met.Channel
	}
	if met.Window.Open(now) && (!c.Window.Open(now) || c.Window.Until.Before(met.Window.Until)) {
		c.Window = met.Window
	}
	c.Union = cmp.Or(met.Union, c.Union)
	c.Phone = cmp.Or(met.Phone, c.Phone)
	if met.Tagged == c.Tag {
		c.Tag = ""
	}
	c.Tag = cmp.Or(met.Tag, c.Tag)
	c.Grants = met.granted(c.Grants)
	return c
}

// granted is a list of grants with those of the meeting. One that is used up stays: that none is left is another thing than
// that none was ever counted. When they are of too many templates, used ones go first, then those known longest.
func (met *Meeting) granted(known []Grant) []Grant {
	list := slices.Clone(known)
	for _, g := range met.Grants {
		i := slices.IndexFunc(list, func(other Grant) bool { return other.Template == g.Template })
		if i < 0 {
			list, i = append(list, Grant{Template: g.Template}), len(list)
		}
		more := min(max(g.Left, -mostGranted), mostGranted)
		list[i].Left = min(max(list[i].Left+more, 0), mostGranted)
	}
	list = slices.DeleteFunc(list, func(g Grant) bool { return g.Template == "" })
	for len(list) > mostTemplates {
		i := max(0, slices.IndexFunc(list, func(g Grant) bool { return g.Left == 0 }))
		list = slices.Delete(list, i, i+1)
	}
	return list
}

// newsworthy tells whether a contact is worth writing anew. That somebody was heard of again on the same business day is
// not, nor is a window while the one before has as many texts left and at least half of the new one's time: so nobody who
// chats on costs a commit for each word.
func (b *Book) newsworthy(old, next Contact, now time.Time) bool {
	other := next.Window.Left != old.Window.Left || !next.Window.Until.Equal(old.Window.Until)
	lasts := old.Window.Left >= next.Window.Left && 2*old.Window.Until.Sub(now) >= next.Window.Until.Sub(now)
	return old.ID == "" || !next.Followed.Equal(old.Followed) || next.Channel != old.Channel || next.Union != old.Union ||
		next.Phone != old.Phone || next.Tag != old.Tag || !slices.Equal(next.Grants, old.Grants) ||
		other && !lasts ||
		b.venue.BusinessDay(next.SeenAt) != b.venue.BusinessDay(old.SeenAt)
}
