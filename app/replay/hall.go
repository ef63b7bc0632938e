package replay

import (
	"encoding/json"
	"errors"
	"io"
	"math"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"

	"paihao/queue"
)

// hall is what NAME.json says: the venue of the queue, and the rule by which its counters call.
type hall struct {
	venue      queue.Venue
	interleave int // see queue.Forecast
}

const (
	largestHall    = 1 << 20 // bytes
	longestService = 24 * 60 // minutes
	mostNormals    = 1000
	mostServices   = 50 // a forecast takes longer with each
	mostCounters   = 100
)

// form reads a hall. It keeps the first mistake, and what it reads after that does not matter.
type form struct {
	file string
	data []byte
	err  error
}

// readHall reads a hall. Keys that are not known here are passed over: others have uses for them.
func readHall(file string, r io.Reader) (hall, error) {
	data, err := io.ReadAll(io.LimitReader(withoutMark(r), largestHall+1))
	if err != nil {
		return hall{}, unread(file, err)
	}
	if len(data) > largestHall {
		return hall{}, &Mistake{File: file, Wrong: WrongSize, Want: strconv.Itoa(largestHall)}
	}
	f := form{file: file, data: data}
	top, err := parse(data)
	if syntax := (*json.SyntaxError)(nil); errors.As(err, &syntax) {
		f.wrong(&node{at: int(syntax.Offset) - 1, text: syntax.Error()}, WrongSyntax, "")
		return hall{}, f.err
	} else if err != nil {
		return hall{}, err
	}
	h := f.hall(top)
	return h, f.err
}

func (f *form) hall(top *node) (h hall) {
	f.object(top)
	// The trace makes its own choices: it misses after one call, and nothing keeps it from taking tickets.
	h.venue = queue.Venue{
		Name: "replay", Zone: f.zone(top.key("timezone")), DayStarts: f.clock(top.key("day_starts")),
		Rules: queue.Rules{CallsBeforeMiss: 1},
	}
	rules := f.object(top.key("rules"))
	if rule := rules.key("priority"); rule.there() && rule.value != "interleave" {
		f.wrong(rule, WrongRule, "interleave")
	}
	h.interleave = f.normals(rules.key("normals_per_vip"))
	ids := map[string]bool{}
	for _, n := range f.list(top.key("services"), mostServices) {
		h.venue.Services = append(h.venue.Services, f.service(n, ids))
	}
	counters := map[string]bool{}
	for _, n := range f.list(top.key("counters"), mostCounters) {
		h.venue.Counters = append(h.venue.Counters, f.counter(n, counters, h.venue.Services))
	}
	return h
}

func (f *form) service(n *node, ids map[string]bool) queue.Service {
	f.object(n)
	id := f.id(n.key("id"), ids)
	s := queue.Service{ID: id, Name: id, Digits: 3, Minutes: f.minutes(n.key("minutes"))}
	if prefix := n.key("prefix"); prefix.there() {
		s.Prefix = f.text(prefix)
	}
	return s
}

func (f *form) counter(n *node, ids map[string]bool, services []queue.Service) queue.Counter {
	f.object(n)
	c := queue.Counter{ID: f.id(n.key("id"), ids)}
	c.Name = c.ID
	for _, s := range f.list(n.key("services"), mostServices) {
		id := f.text(s)
		if !slices.ContainsFunc(services, func(other queue.Service) bool { return other.ID == id }) {
			f.wrong(s, WrongService, list(services, serviceID))
		}
		if slices.Contains(c.Services, id) {
			f.wrong(s, WrongTwice, "")
		}
		c.Services = append(c.Services, id)
	}
	return c
}

// id is a text of its own among ids.
func (f *form) id(n *node, ids map[string]bool) string {
	id := f.text(n)
	if ids[id] {
		f.wrong(n, WrongTwice, "")
	}
	ids[id] = true
	return id
}

func (f *form) text(n *node) string {
	text, _ := n.value.(string)
	if text == "" || !utf8.ValidString(text) {
		f.wrong(n, WrongText, "")
	}
	return text
}

// minutes are whole ones in the queue's settings.
func (f *form) minutes(n *node) int {
	number, _ := n.value.(json.Number)
	minutes, err := number.Float64()
	if err != nil || minutes <= 0 || minutes > longestService {
		f.wrong(n, WrongMinutes, "")
		return 1
	}
	return int(max(math.Round(minutes), 1))
}

func (f *form) normals(n *node) int {
	number, _ := n.value.(json.Number)
	normals, err := strconv.Atoi(number.String())
	if err != nil || normals < 1 || normals > mostNormals {
		f.wrong(n, WrongNormals, "")
	}
	return normals
}

func (f *form) zone(n *node) *time.Location {
	name, _ := n.value.(string)
	zone, err := time.LoadLocation(name)
	if err != nil || name == "" || name == "Local" {
		f.wrong(n, WrongZone, "")
	}
	return zone
}

func (f *form) clock(n *node) time.Duration {
	text, _ := n.value.(string)
	at, err := time.Parse("15:04", text)
	if err != nil || len(text) != len("15:04") {
		f.wrong(n, WrongClock, "")
	}
	return time.Duration(at.Hour())*time.Hour + time.Duration(at.Minute())*time.Minute
}

// object is an object, none of whose keys stands twice.
func (f *form) object(n *node) *node {
	if n.keys == nil {
		f.wrong(n, WrongObject, "")
	}
	if n.twice != "" {
		f.wrong(n.key(n.twice), WrongTwice, "")
	}
	return n
}

func (f *form) list(n *node, most int) []*node {
	switch {
	case len(n.list) == 0:
		f.wrong(n, WrongList, "")
	case len(n.list) > most:
		f.wrong(&node{path: n.path, at: n.at, text: strconv.Itoa(len(n.list))}, WrongMany, strconv.Itoa(most))
		return n.list[:most]
	}
	return n.list
}

// wrong notes a mistake about a value, unless there was one before.
func (f *form) wrong(n *node, what Wrong, want string) {
	if f.err != nil {
		return
	}
	line, column := position(f.data, n.at)
	f.err = &Mistake{File: f.file, Line: line, Column: column, Wrong: what, Key: n.path, Found: short(n.text), Want: want}
}
