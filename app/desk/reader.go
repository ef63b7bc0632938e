package desk

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"strings"
	"time"

	"paihao/queue"
)

// part is a stretch of a line as it stood at one moment, and how long the whole line was.
type part struct {
	known   bool
	total   int
	from    int // place of the first of the tickets
	tickets []queue.Standing
	asOf    uint64 // it is not older than this revision
}

// at is the ticket at a place, nil where the part does not reach.
func (p *part) at(i int) *queue.Standing {
	if i -= p.from; i < 0 || i >= len(p.tickets) {
		return nil
	}
	return &p.tickets[i]
}

// holds tells whether the part has all there is from a place up to another.
func (p *part) holds(from, to int) bool {
	from, to = max(0, from), min(to, p.total)
	return p.known && (from >= to || from >= p.from && to <= p.from+len(p.tickets))
}

// reader keeps the part of a line fresh that staff look at, however long the line is. One inquiry is on its way at most,
// so that neither a fast hand nor a fast hall piles any up; until its answer comes the old part stays.
type reader struct {
	ask      func(inquiry) bool // puts an inquiry off the window's goroutine, if it can; its answer comes to answered
	query    queue.Query        // the line that is read, without From and Count
	parts    map[string]*part
	first    int // the rows that are seen
	last     int
	revision uint64 // newest known of the hall
	asking   bool
	failed   bool      // the last question had no answer
	retryAt  time.Time // when it is put again
}

// inquiry is what a reader wants to know.
type inquiry struct {
	query    queue.Query
	from, to int
	revision uint64 // of the hall when it was put
}

const (
	leastSpare = 40          // rows that are known above and below those that are seen, at the least: a page with them
	retryAfter = time.Second // after a question that had no answer
)

func newReader(ask func(inquiry) bool) *reader {
	return &reader{ask: ask, parts: map[string]*part{}}
}

// part is what is known of the line that is read.
func (r *reader) part() *part {
	p := r.parts[lineName(r.query)]
	if p == nil {
		p = &part{}
		r.parts[lineName(r.query)] = p
	}
	return p
}

// read turns to another line. Of one that was read before the last part is there at once; what was searched for is
// forgotten.
func (r *reader) read(services []string, search string) {
	q := queue.Query{Services: services, Search: search}
	if lineName(q) == lineName(r.query) {
		return
	}
	if r.query.Search != "" {
		delete(r.parts, lineName(r.query))
	}
	r.query = q
}

// lineName tells lines apart.
func lineName(q queue.Query) string { return strings.Join(q.Services, "\x00") + "\x00\x00" + q.Search }

// see says which rows are seen.
func (r *reader) see(first, last int) { r.first, r.last = first, last }

// outdate makes what is known of all lines old: time has passed, and estimates with it.
func (r *reader) outdate() {
	for _, p := range r.parts {
		p.asOf = 0
	}
}

// refresh puts the next question, if there is one and none is on its way.
func (r *reader) refresh(now time.Time) {
	if r.asking || r.failed && now.Before(r.retryAt) {
		return
	}
	p, spare := r.part(), max(leastSpare, r.last-r.first)
	if p.known && p.asOf >= max(1, r.revision) && p.holds(r.first-spare*3/4, r.last+spare*3/4) {
		return
	}
	r.asking = r.ask(inquiry{query: r.query, from: max(0, r.first-spare), to: r.last + spare, revision: r.revision})
}

// answered takes an answer up.
func (r *reader) answered(q inquiry, p part, err error, now time.Time) {
	r.asking = false
	if r.failed = err != nil; r.failed {
		r.retryAt = now.Add(retryAfter)
		return
	}
	if lineName(q.query) == lineName(r.query) || q.query.Search == "" {
		p.asOf = max(1, p.asOf, q.revision)
		r.keep(lineName(q.query), &p)
	}
}

// keep puts a part in the place of the one before it. One that says the same stays the same, so that nothing is drawn anew.
func (r *reader) keep(line string, p *part) {
	if old := r.parts[line]; old != nil && old.says(p) {
		old.asOf = p.asOf
		return
	}
	r.parts[line] = p
}

// says tells whether a part says what another does.
func (p *part) says(other *part) bool {
	return p.known && p.total == other.total && p.from == other.from && reflect.DeepEqual(p.tickets, other.tickets)
}

// errNoLine is for a line that shrinks faster than it is read.
var errNoLine = errors.New("desk: the line has changed too often")

// mostReads is how often a line is read anew from its new end when it has become shorter than where staff look.
const mostReads = 3

// answer asks for the rows, page by page. When the line has become too short to have them, it gives its end.
func (q inquiry) answer(ctx context.Context, c queue.Commands) (p part, err error) {
	from, rows := q.from, q.to-q.from
	for range mostReads {
		p, err = readPart(ctx, c, q.query, from, rows)
		if err != nil || len(p.tickets) > 0 || p.total == 0 {
			return p, err
		}
		from = max(0, p.total-rows)
	}
	return p, errNoLine
}

// readPart asks for a number of rows in as many pages as they need. A page that is of another moment than the one before it
// may repeat a ticket or pass one over; the next view mends that.
func readPart(ctx context.Context, c queue.Commands, query queue.Query, from, rows int) (p part, err error) {
	p = part{known: true, from: from}
	for rows > 0 {
		query.From, query.Count = from+len(p.tickets), min(rows, queue.MaxPage)
		page, err := c.Line(ctx, query)
		if err != nil {
			return p, err
		}
		p.total, p.tickets = page.Total, slices.Concat(p.tickets, page.Tickets)
		if p.asOf == 0 || page.Revision < p.asOf {
			p.asOf = page.Revision
		}
		if rows -= query.Count; len(page.Tickets) < query.Count {
			break
		}
	}
	return p, nil
}
