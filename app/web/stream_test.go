package web_test

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// event is one server-sent event; a comment has no name.
type event struct{ id, name, data string }

// String is the event as it came.
func (e event) String() string {
	return fmt.Sprintf("id: %s\nevent: %s\ndata: %s\n\n", e.id, e.name, e.data)
}

// events reads them one by one.
type events struct {
	t        testing.TB
	response *http.Response
	lines    *bufio.Scanner
	leave    context.CancelFunc
}

// mustStream asks for the queue's events. They must be left.
func (d *door) mustStream(bearer string) *events {
	d.t.Helper()
	ctx, cancel := context.WithCancel(d.t.Context())
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, d.url+"/api/v1/queue/events", nil)
	if err != nil {
		d.t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+bearer)
	response, err := d.client.Do(r)
	if err != nil {
		d.t.Fatal(err)
	}
	s := newEvents(d.t, response)
	s.leave = func() {
		cancel()
		response.Body.Close()
	}
	return s
}

func newEvents(t testing.TB, response *http.Response) *events {
	lines := bufio.NewScanner(response.Body)
	lines.Buffer(nil, 1<<20)
	return &events{t: t, response: response, lines: lines}
}

// next reads an event or a comment. At the end of the stream ok is false.
func (s *events) next() (e event, ok bool) {
	for s.lines.Scan() {
		name, value, _ := strings.Cut(s.lines.Text(), ": ")
		switch name {
		case "id":
			e.id = value
		case "event":
			e.name = value
		case "data":
			e.data = value
		case "":
			return e, true
		case ":":
		default:
			s.t.Errorf("a line that no event has: %q", s.lines.Text())
		}
	}
	return e, false
}

func (s *events) mustNext() event {
	s.t.Helper()
	e, ok := s.next()
	if !ok {
		s.t.Fatalf("the stream has ended: %v", s.lines.Err())
	}
	return e
}

// mustReach reads events until one is of a revision.
func (s *events) mustReach(revision uint64) (last event, read int) {
	s.t.Helper()
	for last.id != fmt.Sprint(revision) {
		last = s.mustNext()
		read++
	}
	return last, read
}

// mustEnd reads the stream to its end, which must be a whole one.
func (s *events) mustEnd() {
	s.t.Helper()
	for {
		if _, ok := s.next(); !ok {
			break
		}
	}
	if err := s.lines.Err(); err != nil {
		s.t.Errorf("the stream broke off: %v", err)
	}
}
