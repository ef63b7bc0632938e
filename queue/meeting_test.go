package queue_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"paihao/queue"
)

// meet notes what is known of a customer.
func (h *hall) mustMeet(name string, met queue.Meeting) {
	h.Helper()
	h.mustDo(queue.Command{Verb: queue.Meet, Customer: customer(name), Meeting: &met})
}

// contact is what is known of a customer.
func (h *hall) contact(name string) (c queue.Contact, ok bool) {
	h.Look(func(b *queue.Book) { c, ok = b.Contact(customer(name)) })
	return c, ok
}

func grant(template string, left int) queue.Grant { return queue.Grant{Template: template, Left: left} }

// window is one that is open for so long from noon on.
func window(d time.Duration, left int) queue.Window {
	return queue.Window{Until: noon.Add(d), Left: left}
}

// Each thing that a meeting says is noted by its own rule, and a restart finds it.
func TestMeetings(t *testing.T) {
	grants := func(list ...queue.Grant) queue.Meeting { return queue.Meeting{Grants: list} }
	for _, c := range []struct {
		name string
		met  []queue.Meeting // all at noon
		want queue.Contact
	}{
		{"nothing", []queue.Meeting{{}}, queue.Contact{}},
		{"who they are", []queue.Meeting{{Union: "u", Phone: "1"}, {Phone: "2"}, {}}, queue.Contact{Union: "u", Phone: "2"}},
		{"a scan", []queue.Meeting{{Channel: "door"}, {Channel: "desk"}}, queue.Contact{Channel: "door"}},
		{"follows", []queue.Meeting{{Channel: "door"}, {Follow: true, Channel: "desk"}}, queue.Contact{Channel: "desk", Followed: noon}},
		{"follows without a channel", []queue.Meeting{{Channel: "door"}, {Follow: true}}, queue.Contact{Channel: "door", Followed: noon}},
		{
			"heard of late, then at once",
			[]queue.Meeting{{Follow: true, Channel: "door", Followed: noon.Add(-time.Minute)}, {Follow: true, Channel: "desk"}},
			queue.Contact{Channel: "door", Followed: noon.Add(-time.Minute)},
		},
		{
			"followed again, and nobody heard that they had left",
			[]queue.Meeting{{Follow: true, Channel: "door", Followed: noon.Add(-time.Hour)}, {Follow: true, Channel: "desk"}},
			queue.Contact{Channel: "desk", Followed: noon},
		},
		{"a window", []queue.Meeting{{Window: window(time.Minute, 3)}}, queue.Contact{Window: window(time.Minute, 3)}},
		{"a longer one", []queue.Meeting{{Window: window(time.Minute, 3)}, {Window: window(time.Hour, 5)}}, queue.Contact{Window: window(time.Hour, 5)}},
		{"a shorter one", []queue.Meeting{{Window: window(time.Hour, 1)}, {Window: window(time.Minute, 3)}}, queue.Contact{Window: window(time.Hour, 1)}},
		{"one that is over", []queue.Meeting{{Window: window(-time.Second, 3)}}, queue.Contact{}},
		{"grants", []queue.Meeting{grants(grant("a", 1), grant("b", 2)), grants(grant("a", 1))}, queue.Contact{Grants: []queue.Grant{grant("a", 2), grant("b", 2)}}},
		{"fewer grants", []queue.Meeting{grants(grant("a", 3)), grants(grant("a", -1), grant("b", -1))}, queue.Contact{Grants: []queue.Grant{grant("a", 2), grant("b", 0)}}},
		{"never below none", []queue.Meeting{grants(grant("a", 1)), grants(grant("a", -5)), grants(grant("a", 1))}, queue.Contact{Grants: []queue.Grant{grant("a", 1)}}},
		{"no end of grants", []queue.Meeting{grants(grant("a", 1<<62)), grants(grant("a", 1<<62), grant("", 1))}, queue.Contact{Grants: []queue.Grant{grant("a", 1000)}}},
		{"a tag", []queue.Meeting{{Tag: "vip"}, {}}, queue.Contact{Tag: "vip"}},
		{"a tag that was given", []queue.Meeting{{Tag: "vip"}, {Tagged: "vip"}}, queue.Contact{}},
		{"another than was given", []queue.Meeting{{Tag: "vip"}, {Tagged: "old"}}, queue.Contact{Tag: "vip"}},
		{"one given, and another to give", []queue.Meeting{{Tag: "vip"}, {Tagged: "vip", Tag: "new"}}, queue.Contact{Tag: "new"}},
	} {
		h := mustStaffed(t)
		for _, met := range c.met {
			h.mustMeet("ann", met)
		}
		for _, when := range []string{"at once", "after a restart"} {
			got, ok := h.contact("ann")
			c.want.ID, c.want.Customer, c.want.SeenAt = got.ID, customer("ann"), noon
			if g, w := mustText(t, got), mustText(t, c.want); !ok || got.ID == "" || g != w {
				t.Errorf("%s, %s: got %s, want %s", c.name, when, g, w)
			}
			h.mustReopen()
		}
	}
}

// A text opens the window again that the last text to them has used up, also within the same moment.
func TestWindowOpensAgain(t *testing.T) {
	h := mustStaffed(t)
	h.mustTake("general", "ann")
	h.mustMeet("ann", queue.Meeting{Window: window(time.Hour, 1)})
	h.mustCall("1")
	id := h.dispatches()[0].Notice.ID
	if _, err := h.Claim(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	if err := h.Settle(t.Context(), queue.Settlement{Notice: id, State: queue.Accepted, Way: queue.ByService, To: customer("ann")}); err != nil {
		t.Fatal(err)
	}
	if c, _ := h.contact("ann"); c.Window.Open(noon) {
		t.Errorf("after the last text: got %+v, want it closed", c.Window)
	}
	h.mustMeet("ann", queue.Meeting{Window: window(time.Hour, 1)})
	if c, _ := h.contact("ann"); !c.Window.Open(noon) {
		t.Errorf("after another word: got %+v, want it open", c.Window)
	}
}

// Templates are kept for twenty at the most: those that are used up go first, then those known longest.
func TestTemplates(t *testing.T) {
	h := mustStaffed(t)
	for i := range 20 {
		h.mustMeet("ann", queue.Meeting{Grants: []queue.Grant{{Template: fmt.Sprint(i), Left: 1}}})
	}
	h.mustMeet("ann", queue.Meeting{Grants: []queue.Grant{{Template: "7", Left: -1}}})
	for _, c := range []struct{ more, gone string }{{"20", "7"}, {"21", "0"}} {
		h.mustMeet("ann", queue.Meeting{Grants: []queue.Grant{{Template: c.more, Left: 1}}})
		got, _ := h.contact("ann")
		gone := slices.ContainsFunc(got.Grants, func(g queue.Grant) bool { return g.Template == c.gone })
		if len(got.Grants) != 20 || got.Granted(c.more) != 1 || gone {
			t.Errorf("template %s: got %v, want 20 of them without %s", c.more, got.Grants, c.gone)
		}
	}
}

// However many messages somebody is said to allow, a thousand count, and none is the least.
func TestMostGranted(t *testing.T) {
	h := mustStaffed(t)
	for _, c := range []struct{ more, want int }{{5, 5}, {math.MaxInt, 1000}, {1, 1000}, {-1, 999}, {math.MinInt, 0}, {-1, 0}, {1, 1}} {
		h.mustMeet("ann", queue.Meeting{Grants: []queue.Grant{grant("a", c.more)}})
		if got, _ := h.contact("ann"); got.Granted("a") != c.want {
			t.Errorf("%d more: got %d, want %d", c.more, got.Granted("a"), c.want)
		}
	}
}

// A meeting without news is no commit, whatever its name; with another command it is one with it, and none when that is
// refused.
func TestMeetingsCostNothing(t *testing.T) {
	h := mustStaffed(t)
	writes := func(name string, c queue.Command, want uint64) {
		t.Helper()
		before := h.View().Revision
		c.Customer = customer("ann")
		_, err := h.Do(context.Background(), c)
		if got := h.View().Revision - before; got != want {
			t.Errorf("%s: got %d commits, %v, want %d", name, got, err, want)
		}
	}
	meet := func(met queue.Meeting) queue.Command { return queue.Command{Verb: queue.Meet, Meeting: &met} }
	word := func() queue.Command {
		met := queue.Meeting{Window: queue.Window{Until: h.clock.Now().Add(48 * time.Hour), Left: 5}}
		return queue.Command{Operation: fmt.Sprint("word at ", h.clock.Now()), Verb: queue.Meet, Meeting: &met}
	}
	writes("the first", meet(queue.Meeting{}), 1)
	writes("the second", meet(queue.Meeting{}), 0)
	writes("without a meeting", queue.Command{Verb: queue.Meet}, 0)
	writes("a word", word(), 1)
	h.clock.turn(10 * time.Hour)
	writes("another of the day", word(), 0)
	writes("the first one's name", queue.Command{Operation: fmt.Sprint("word at ", h.clock.Now()), Verb: queue.Take, Service: "general"}, 1)
	h.clock.turn(7 * time.Hour)
	h.look()
	writes("of the next day", word(), 1)
	writes("a phone with a refused command", queue.Command{Verb: queue.Take, Service: "none", Meeting: &queue.Meeting{Phone: "1"}}, 0)
	writes("a phone with a command", queue.Command{Verb: queue.Take, Service: "general", Meeting: &queue.Meeting{Phone: "1"}}, 1)
	writes("the same phone", meet(queue.Meeting{Phone: "1"}), 0)
	writes("a phone with one that changes nothing", queue.Command{Verb: queue.Open, Counter: "1", Meeting: &queue.Meeting{Phone: "2"}}, 1)
	if c, _ := h.contact("ann"); c.Phone != "2" {
		t.Errorf("phone: got %s, want 2", c.Phone)
	}
	if _, err := h.Do(t.Context(), queue.Command{Verb: queue.Meet, Meeting: &queue.Meeting{}}); !errors.Is(err, queue.ErrInvalid) {
		t.Errorf("met nobody: got %v, want %v", err, queue.ErrInvalid)
	}
}

// Whatever texts and scans come and texts are sent when, the window that is kept is never open for longer, or for more, than
// one that was opened, and it is open for half of the longest one's time at the least.
func TestWindowProperty(t *testing.T) {
	checkInBubble(t, func(r *rapid.T) {
		h := mustHall(r, venue())
		defer h.mustClose()
		var longest time.Time
		for range rapid.IntRange(1, 20).Draw(r, "meetings") {
			h.clock.turn(time.Duration(rapid.IntRange(0, 5000).Draw(r, "seconds")) * time.Second)
			now := h.clock.Now()
			w := queue.Window{Until: now.Add(time.Minute), Left: 3}
			if rapid.Bool().Draw(r, "a text") {
				w = queue.Window{Until: now.Add(48 * time.Hour), Left: 5}
			}
			if w.Until.After(longest) {
				longest = w.Until
			}
			h.mustMeet("ann", queue.Meeting{Window: w})
			c, _ := h.contact("ann")
			if !c.Window.Open(now) || c.Window.Until.After(longest) || 2*c.Window.Until.Sub(now) < longest.Sub(now) {
				r.Fatalf("at %v the window is %+v, want it open, and half as long as until %v", now, c.Window, longest)
			}
		}
	})
}

// Who is said to follow the account since a time to come follows it since now, and is counted again after they had left.
func TestFollowedInFuture(t *testing.T) {
	h := mustStaffed(t)
	h.mustMeet("ann", queue.Meeting{Channel: "door", Follow: true, Followed: noon.Add(1000 * time.Hour)})
	if c, _ := h.contact("ann"); !c.Followed.Equal(noon) {
		t.Errorf("follows since %v, want %v", c.Followed, noon)
	}
	h.clock.turn(time.Hour)
	h.mustMeet("ann", queue.Meeting{Channel: "door", Follow: true})
	h.wantChannels("once more", "20 door 2 0 0 0")
}
