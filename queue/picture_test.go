package queue_test

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"paihao/queue"
)

// standingLine is a ticket in one line of text.
func standingLine(s queue.Standing) string {
	notes := []string{}
	for _, n := range s.Notices {
		notes = append(notes, fmt.Sprintf("%s:%s:%s:%s", n.Kind, n.State, n.Way, n.Reason))
	}
	return fmt.Sprintf("%s %s %s@%s class %d party %d from %s ahead %d calls %d bound %v issued %s called %s started %s %v",
		s.Number, s.Service, s.State, s.Counter, s.Class, s.Party, s.Origin, s.Ahead, s.Calls, s.Bound,
		clockText(s.IssuedAt), clockText(s.CalledAt), clockText(s.StartedAt), notes)
}

func lineOrNone(s *queue.Standing) string {
	if s == nil {
		return "none"
	}
	return standingLine(*s)
}

func clockText(t time.Time) string {
	if t.IsZero() {
		return "never"
	}
	return t.In(shanghai).Format("01-02T15:04:05.999999999")
}

// lineOf is what standingLine makes of the ticket; −1 is none.
func (k *clerk) lineOf(i int) string {
	if i < 0 {
		return "none"
	}
	t := k.page().slips[i]
	s := queue.Standing{
		Number: t.number, Service: t.service, State: k.page().state(i), Counter: t.counter, Class: t.class, Party: t.party,
		Origin: t.origin, Bound: t.customer != "", IssuedAt: t.issued,
	}
	switch s.State {
	case queue.Waiting:
		s.Ahead = k.ahead(i)
	case queue.Called, queue.Serving:
		s.Calls, s.CalledAt, s.StartedAt = t.calls, t.called, t.started
	}
	for _, n := range t.notes[max(0, len(t.notes)-10):] {
		s.Notices = append(s.Notices, queue.NoticeView{Kind: n.kind, State: n.state, Way: n.way, Reason: n.reason})
	}
	return standingLine(s)
}

// viewPicture is what a view and the line show, but for estimates.
func viewPicture(v queue.View, line []queue.Standing) string {
	lines := []string{fmt.Sprintf("day %s closed %v doubt %v overdue %v full %v writable %v",
		v.Day, v.Closed, v.Health.Doubt, v.Health.Overdue, v.Health.Full, v.Health.Writable)}
	for _, s := range v.Services {
		lines = append(lines, fmt.Sprintf("service %s waiting %d since %s estimate %v open %v %s %s",
			s.ID, s.Waiting, clockText(s.OldestAt), s.Wait != nil, s.Open, s.Reason, clockText(s.OpensAt)))
	}
	for _, c := range v.Counters {
		lines = append(lines, fmt.Sprintf("counter %s %s next %s", c.ID, c.State, lineOrNone(c.Next)))
		if c.Current != nil {
			lines = append(lines, " "+standingLine(*c.Current))
		}
	}
	for i, c := range v.Calls {
		lines = append(lines, fmt.Sprintf("call %s>%s void %v", c.Number, c.Counter, c.Void))
		if i > 0 && v.Calls[i-1].Seq <= c.Seq {
			lines = append(lines, "calls do not rise")
		}
	}
	for i, list := range [][]queue.Standing{v.Missed, v.Held, line} {
		for _, s := range list {
			lines = append(lines, []string{"missed ", "held ", "line "}[i]+standingLine(s))
		}
	}
	lines = append(lines, fmt.Sprint(v.Totals), fmt.Sprint(v.Means))
	for _, c := range v.Codes {
		lines = append(lines, "code "+c.Key()+" "+c.URL)
	}
	return strings.Join(lines, "\n")
}

// reasons are the words of the view for what closes the gate.
var reasons = map[error]string{
	queue.ErrStopped: "stopped", queue.ErrOutOfHours: "hours", queue.ErrQuota: "quota", queue.ErrCrowded: "crowded",
	queue.ErrNoNumbers: "numbers", queue.ErrDayClosed: "day",
	queue.ErrDiskFull: "disk",
}

// picture is what viewPicture makes of the view.
func (k *clerk) picture(writable bool) string {
	p, totals := k.page(), map[queue.State]int{}
	overdue := k.dayOf(k.watch.wall) != p.clock
	lines := []string{fmt.Sprintf("day %s closed %v doubt %v overdue %v full %v writable %v",
		p.date, p.closed, k.watch.doubt, overdue, k.full, writable)}
	for _, s := range k.venue.Services {
		lines = append(lines, k.serviceLine(s))
	}
	for _, c := range k.venue.Counters {
		lines = append(lines, fmt.Sprintf("counter %s %s next %s", c.ID, k.counter(c.ID), k.lineOf(k.next(c))))
		if i := k.here(c.ID); i >= 0 {
			lines = append(lines, " "+k.lineOf(i))
		}
	}
	for _, s := range k.shouts() {
		lines = append(lines, "call "+s)
	}
	missed, held := p.in(queue.Missed), p.in(queue.Held)
	slices.Reverse(missed)
	slices.Reverse(held)
	for i, list := range [][]int{missed, held, p.line()} {
		for _, t := range list {
			lines = append(lines, []string{"missed ", "held ", "line "}[i]+k.lineOf(t))
		}
	}
	for i := range p.slips {
		totals[p.state(i)]++
	}
	lines = append(lines, fmt.Sprint(totals), fmt.Sprint(k.means()))
	for _, s := range append(slices.Clone(k.venue.Services), queue.Service{}) {
		if key := k.shown(s.ID); key != "" {
			lines = append(lines, "code "+key+" "+k.stubs[key].url)
		}
	}
	return strings.Join(lines, "\n")
}

func (k *clerk) serviceLine(s queue.Service) string {
	waiting, staffed, reason, until, since := 0, false, "", time.Time{}, time.Time{}
	for _, t := range k.page().line() {
		if k.page().slips[t].service == s.ID {
			waiting++
		}
	}
	for i, t := range slices.Backward(k.page().slips) {
		if k.page().state(i) == queue.Waiting && t.service == s.ID {
			since = t.issued
		}
	}
	for _, c := range k.venue.Counters {
		staffed = staffed || !k.page().closed && k.counter(c.ID) == queue.CounterOpen && slices.Contains(c.Services, s.ID)
	}
	if limit := k.limit(s); limit != nil {
		reason, until = reasons[limit.Err], limit.Until
	}
	return fmt.Sprintf("service %s waiting %d since %s estimate %v open %v %s %s", s.ID, waiting, clockText(since), staffed, reason == "", reason, clockText(until))
}

func dispatchLines(list []queue.Dispatch) (lines []string) {
	for _, d := range list {
		lines = append(lines, fmt.Sprintf("%s %s %s", d.Notice.Kind, d.Ticket.Number, d.Reach[0].Customer.OpenID))
	}
	return lines
}
