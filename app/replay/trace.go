package replay

import (
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"paihao/queue"
)

// columns are those of a trace.
var columns = []string{"time", "kind", "ticket", "service", "counter", "priority"}

// Where the columns are.
const (
	timeColumn = iota
	kindColumn
	ticketColumn
	serviceColumn
	counterColumn
	priorityColumn
)

// kind is what a row tells of.
type kind string

// The kinds of a counter, then those of a ticket.
const (
	open   kind = "open"
	pause  kind = "pause"
	shut   kind = "close"
	arrive kind = "arrive"
	cancel kind = "cancel"
	call   kind = "call"
	start  kind = "start"
	miss   kind = "miss"
	finish kind = "finish"
)

// fields says which columns a kind of row fills, beside time and kind.
var fields = map[kind][]int{
	open:   {counterColumn},
	pause:  {counterColumn},
	shut:   {counterColumn},
	arrive: {ticketColumn, serviceColumn, priorityColumn},
	cancel: {ticketColumn, serviceColumn, priorityColumn},
	call:   {ticketColumn, serviceColumn, counterColumn, priorityColumn},
	start:  {ticketColumn, serviceColumn, counterColumn, priorityColumn},
	miss:   {ticketColumn, serviceColumn, counterColumn, priorityColumn},
	finish: {ticketColumn, serviceColumn, counterColumn, priorityColumn},
}

// kinds are all kinds, as they are told to people.
var kinds = []kind{open, pause, shut, arrive, cancel, call, start, miss, finish}

// row is one thing that happened in the hall.
type row struct {
	at                       time.Time
	time                     string // as it stands in the trace
	kind                     kind
	ticket, service, counter string
	class                    queue.Class

	file  string
	place [priorityColumn + 1]struct{ line, column int }
}

// trace gives one row after the other. What a row says by itself is right then.
type trace struct {
	file  string
	lines *csv.Reader
	venue queue.Venue
	begun bool
	last  row
}

func newTrace(file string, r io.Reader, venue queue.Venue) *trace {
	lines := csv.NewReader(withoutMark(r))
	lines.FieldsPerRecord, lines.ReuseRecord = len(columns), true
	return &trace{file: file, lines: lines, venue: venue}
}

// next is the next row; io.EOF after the last. Errors: *Mistake.
func (t *trace) next() (row, error) {
	if !t.begun {
		t.begun = true
		if err := t.heading(); err != nil {
			return row{}, err
		}
	}
	texts, err := t.lines.Read()
	if err == io.EOF {
		return row{}, io.EOF
	}
	if err != nil {
		return row{}, t.unreadable(texts, err)
	}
	r, err := t.row(texts)
	if err == nil {
		t.last = r
	}
	return r, err
}

// heading reads the first line.
func (t *trace) heading() error {
	texts, err := t.lines.Read()
	if syntax := (*csv.ParseError)(nil); err != nil && err != io.EOF && !errors.As(err, &syntax) {
		return unread(t.file, err)
	}
	if err != nil || !slices.Equal(texts, columns) {
		return &Mistake{
			File: t.file, Line: 1, Column: 1,
			Wrong: WrongHeading, Found: short(strings.Join(texts, ",")), Want: strings.Join(columns, ","),
		}
	}
	return nil
}

// unreadable is a line that is no row.
func (t *trace) unreadable(texts []string, err error) error {
	syntax := (*csv.ParseError)(nil)
	if !errors.As(err, &syntax) {
		return unread(t.file, err)
	}
	m := &Mistake{
		File: t.file, Line: syntax.Line, Column: max(syntax.Column, 1), Wrong: WrongSyntax, Found: syntax.Err.Error(), cause: err,
	}
	if errors.Is(err, csv.ErrFieldCount) {
		m.Wrong, m.Found, m.Want = WrongColumns, strconv.Itoa(len(texts)), strconv.Itoa(len(columns))
	}
	return m
}

// row reads the columns of a row.
func (t *trace) row(texts []string) (row, error) {
	r := row{
		file: t.file, time: texts[timeColumn], kind: kind(texts[kindColumn]), ticket: texts[ticketColumn],
		service: texts[serviceColumn], counter: texts[counterColumn],
	}
	for i := range columns {
		r.place[i].line, r.place[i].column = t.lines.FieldPos(i)
	}
	var err error
	if r.at, err = time.Parse(time.RFC3339, r.time); err != nil || r.at.Year() < 2000 || r.at.Year() > 2199 {
		return r, r.wrong(timeColumn, WrongTime, r.time, "")
	}
	if r.at.Before(t.last.at) {
		return r, r.wrong(timeColumn, WrongOrder, r.time, t.last.time)
	}
	filled, ok := fields[r.kind]
	if !ok {
		return r, r.wrong(kindColumn, WrongKind, string(r.kind), list(kinds, func(k kind) string { return string(k) }))
	}
	for i := ticketColumn; i <= priorityColumn; i++ {
		if texts[i] != "" && !slices.Contains(filled, i) {
			return r, r.wrong(i, WrongFilled, texts[i], "")
		}
	}
	for _, i := range filled {
		if err := t.check(&r, i, texts[i]); err != nil {
			return r, err
		}
	}
	return r, nil
}

// check reads a column that the row's kind fills.
func (t *trace) check(r *row, column int, text string) error {
	switch column {
	case ticketColumn:
		if text == "" || !utf8.ValidString(text) {
			return r.wrong(column, WrongText, text, "")
		}
	case serviceColumn:
		if _, ok := t.venue.Service(text); !ok {
			return r.wrong(column, WrongService, text, list(t.venue.Services, serviceID))
		}
	case counterColumn:
		if _, ok := t.venue.Counter(text); !ok {
			return r.wrong(column, WrongCounter, text, list(t.venue.Counters, counterID))
		}
	case priorityColumn:
		if text != "0" && text != "1" {
			return r.wrong(column, WrongPriority, text, "")
		}
		if text == "1" {
			r.class = queue.Priority
		}
	}
	return nil
}

// wrong is a mistake in a column of the row.
func (r *row) wrong(column int, what Wrong, found, want string) error {
	at := r.place[column]
	return &Mistake{
		File: r.file, Line: at.line, Column: at.column, Wrong: what, Key: columns[column], Found: short(found), Want: want,
	}
}

// where is the file, with line and column.
func (r *row) where(column int) string {
	return (&Mistake{File: r.file, Line: r.place[column].line, Column: r.place[column].column}).Where()
}
