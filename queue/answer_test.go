package queue_test

import (
	"errors"

	"pgregory.net/rapid"

	"paihao/queue"
)

// compare checks an outcome, and tells the clerk the id of a new ticket.
func (m *machine) compare(r *rapid.T, c queue.Command, got queue.Outcome, want answer) {
	if c.Verb == queue.Take && got.Ticket != nil {
		m.meet(want.ticket, got.Ticket.ID)
	}
	if g, w := lineOrNone(got.Ticket), m.clerk.lineOf(want.ticket); g != w {
		r.Fatalf("%+v: got ticket\n%s, want\n%s", c, g, w)
	}
	if g, w := lineOrNone(got.Finished), m.clerk.lineOf(want.finished); g != w {
		r.Fatalf("%+v: got finished\n%s, want\n%s", c, g, w)
	}
	if len(got.Restored) != len(want.restored) {
		r.Fatalf("%+v: got %d tickets restored, want %d", c, len(got.Restored), len(want.restored))
	}
	for i, t := range want.restored {
		if g, w := standingLine(got.Restored[i]), m.clerk.lineOf(t); g != w {
			r.Fatalf("%+v: got restored\n%s, want\n%s", c, g, w)
		}
	}
	if (got.Code != nil) != (want.code != "") || got.Code != nil && codeLine(*got.Code) != m.clerk.stubLine(want.code) {
		r.Fatalf("%+v: got code %+v, want %s", c, got.Code, want.code)
	}
	if (got.Day != nil) != (want.day != nil) || got.Day != nil && (got.Day.Date != want.day.date || got.Day.Closed() != want.day.closed || got.Day.By != want.day.by || got.Day.Summary != nil) {
		r.Fatalf("%+v: got day %+v, want %+v", c, got.Day, want.day)
	}
}

// compareRefusal checks what a refusal says beside its reason.
func (m *machine) compareRefusal(r *rapid.T, c queue.Command, err error, want answer) {
	var about *queue.TicketError
	if errors.As(err, &about) && want.about >= 0 && standingLine(about.Ticket) != m.clerk.lineOf(want.about) || about == nil && want.about >= 0 {
		r.Fatalf("%+v: got %v, want it to be about %s", c, err, m.clerk.lineOf(want.about))
	}
	var limit *queue.LimitError
	if got := errors.As(err, &limit); got != (want.limit != nil) {
		r.Fatalf("%+v: got %v, want limit %v", c, err, want.limit)
	} else if got && (limit.Err != want.limit.Err || limit.Service != want.limit.Service || limit.Most != want.limit.Most || !limit.Until.Equal(want.limit.Until)) {
		r.Fatalf("%+v: got limit %+v, want %+v", c, *limit, *want.limit)
	}
}
