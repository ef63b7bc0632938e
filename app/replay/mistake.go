package replay

import (
	"fmt"
	"strconv"
	"strings"

	"paihao/queue"
)

// Wrong says what is wrong with a trace or its hall. The words for it are the program's; a Mistake has what they speak of.
type Wrong string

// What is wrong with a file, and with what a row says by itself.
const (
	WrongFile     Wrong = "file"     // it cannot be read: Found says why
	WrongSize     Wrong = "size"     // the hall has more than Want bytes
	WrongSyntax   Wrong = "syntax"   // no JSON, or no CSV: Found says why
	WrongHeading  Wrong = "heading"  // the first line is not Want
	WrongColumns  Wrong = "columns"  // a row has not Want columns
	WrongTime     Wrong = "time"     // no time such as 2026-03-02T09:00:00+08:00 of the years 2000 to 2199
	WrongOrder    Wrong = "order"    // earlier than the row before, which is Want
	WrongKind     Wrong = "kind"     // none of Want
	WrongFilled   Wrong = "filled"   // to be empty in a row of this kind
	WrongText     Wrong = "text"     // no text, or not UTF-8
	WrongService  Wrong = "service"  // none of Want
	WrongCounter  Wrong = "counter"  // none of Want
	WrongPriority Wrong = "priority" // neither 0 nor 1
)

// What is wrong with a hall.
const (
	WrongObject  Wrong = "object"  // no object
	WrongList    Wrong = "list"    // no list with something in it
	WrongMany    Wrong = "many"    // a list of Found, and Want are the most
	WrongMinutes Wrong = "minutes" // no number above 0 and up to 1440
	WrongNormals Wrong = "normals" // no whole number from 1 to 1000
	WrongRule    Wrong = "rule"    // not Want
	WrongZone    Wrong = "zone"    // no name of a time zone
	WrongClock   Wrong = "clock"   // no time of day such as 04:00
	WrongTwice   Wrong = "twice"   // it stands there before
)

// What is wrong with a row after those before it.
const (
	WrongArrived  Wrong = "arrived"  // the ticket has come before
	WrongUnknown  Wrong = "unknown"  // no ticket of this name has come on this day
	WrongStep     Wrong = "step"     // the ticket's row before is not Want but Found
	WrongChanged  Wrong = "changed"  // the ticket had Want
	WrongShut     Wrong = "shut"     // the counter is not open
	WrongUnserved Wrong = "unserved" // the counter does not serve Want
	WrongBusy     Wrong = "busy"     // Want is at the counter
	WrongRefused  Wrong = "refused"  // the queue takes it for impossible: Found says why
)

// Mistake is what is wrong with a trace or its hall, and where.
type Mistake struct {
	File         string // as it was given
	Line, Column int    // from 1, the column in bytes; 0 for the whole file
	Wrong        Wrong
	Key          string // the column of the trace, or the key of the hall such as services[2].minutes, counted from 1
	Found, Want  string // literally; Found is empty where there is nothing

	cause error
}

// Where is the file with line and column.
func (m *Mistake) Where() string {
	if m.Line == 0 {
		return m.File
	}
	return m.File + ":" + strconv.Itoa(m.Line) + ":" + strconv.Itoa(m.Column)
}

// Error is for programmers; people are told by the words for Wrong.
func (m *Mistake) Error() string {
	return fmt.Sprintf("%s: %s: wrong %s: found %q, want %q", m.Where(), m.Key, m.Wrong, m.Found, m.Want)
}

// Unwrap is what the system or the queue said, if it did.
func (m *Mistake) Unwrap() error { return m.cause }

// short is a text as a mistake shows it.
func short(text string) string {
	const most = 60 // runes
	if all := []rune(strings.ToValidUTF8(text, "�")); len(all) > most {
		return string(all[:most]) + "…"
	}
	return strings.ToValidUTF8(text, "�")
}

// list names some things, the first ones where there are many.
func list[T any](all []T, name func(T) string) string {
	var names []string
	for _, one := range all {
		names = append(names, name(one))
	}
	return short(strings.Join(names, " "))
}

func serviceID(s queue.Service) string { return s.ID }

func counterID(c queue.Counter) string { return c.ID }
