package replay_test

import (
	"errors"
	"io"
	"os"
	"strings"
	"testing"

	"paihao/app/replay"
)

// wrong is a change to the small trace or its hall, and the mistake that it makes.
type wrong struct {
	name, old, text string
	mistake         replay.Mistake
}

const (
	inTrace = "t.csv"
	inHall  = "t.json"
)

var wrongTraces = []wrong{
	{"no heading", "time,kind,ticket,service,counter,priority\n", "", replay.Mistake{
		Line: 1, Column: 1, Wrong: replay.WrongHeading, Found: "2026-05-07T08:55:00+08:00,arrive,d1-A001,cut,,0", Want: "time,kind,ticket,service,counter,priority",
	}},
	{"too few columns", "d1-B001,dye,,0", "d1-B001,dye", replay.Mistake{
		Line: 3, Column: 1, Wrong: replay.WrongColumns, Found: "4", Want: "6",
	}},
	{"a quote", "d1-B001,dye,,0", "d1-B0\"01,dye,,0", replay.Mistake{
		Line: 3, Column: 39, Wrong: replay.WrongSyntax, Found: `bare " in non-quoted-field`,
	}},
	{"no zone", "2026-05-07T09:02:00+08:00", "2026-05-07T09:02:00", replay.Mistake{
		Line: 9, Column: 1, Wrong: replay.WrongTime, Key: "time", Found: "2026-05-07T09:02:00",
	}},
	{"another age", "2026-05-07T09:02:00+08:00", "1926-05-07T09:02:00+08:00", replay.Mistake{
		Line: 9, Column: 1, Wrong: replay.WrongTime, Key: "time", Found: "1926-05-07T09:02:00+08:00",
	}},
	{"not sorted", "2026-05-07T09:02:00+08:00", "2026-05-07T09:00:59+08:00", replay.Mistake{
		Line: 9, Column: 1, Wrong: replay.WrongOrder, Key: "time", Found: "2026-05-07T09:00:59+08:00", Want: "2026-05-07T09:01:00+08:00",
	}},
	{"unknown kind", "miss,d1-B001", "lost,d1-B001", replay.Mistake{
		Line: 9, Column: 27, Wrong: replay.WrongKind, Key: "kind", Found: "lost", Want: "open pause close arrive cancel call start miss finish",
	}},
	{"a ticket of a counter", "open,,,1,", "open,d1-A001,,1,", replay.Mistake{
		Line: 4, Column: 32, Wrong: replay.WrongFilled, Key: "ticket", Found: "d1-A001",
	}},
	{"the priority of a counter", "open,,,1,", "open,,,1,0", replay.Mistake{
		Line: 4, Column: 36, Wrong: replay.WrongFilled, Key: "priority", Found: "0",
	}},
	{"a counter of an arrival", "d1-B001,dye,,0", "d1-B001,dye,2,0", replay.Mistake{
		Line: 3, Column: 46, Wrong: replay.WrongFilled, Key: "counter", Found: "2",
	}},
	{"no ticket", "arrive,d1-B001,dye,,0", "arrive,,dye,,0", replay.Mistake{
		Line: 3, Column: 34, Wrong: replay.WrongText, Key: "ticket",
	}},
	{"bytes that are no text", "arrive,d1-B001,dye,,0", "arrive,\xff,dye,,0", replay.Mistake{
		Line: 3, Column: 34, Wrong: replay.WrongText, Key: "ticket", Found: "�",
	}},
	{"unknown service", "arrive,d1-B001,dye,,0", "arrive,d1-B001,wax,,0", replay.Mistake{
		Line: 3, Column: 42, Wrong: replay.WrongService, Key: "service", Found: "wax", Want: "cut dye",
	}},
	{"unknown counter", "open,,,1,", "open,,,3,", replay.Mistake{
		Line: 4, Column: 34, Wrong: replay.WrongCounter, Key: "counter", Found: "3", Want: "1 2",
	}},
	{"no counter", "open,,,1,", "open,,,,", replay.Mistake{
		Line: 4, Column: 34, Wrong: replay.WrongCounter, Key: "counter", Want: "1 2",
	}},
	{"a priority of 2", "arrive,d1-B001,dye,,0", "arrive,d1-B001,dye,,2", replay.Mistake{
		Line: 3, Column: 47, Wrong: replay.WrongPriority, Key: "priority", Found: "2",
	}},
	{"arrives twice", "arrive,d1-B001", "arrive,d1-A001", replay.Mistake{
		Line: 3, Column: 34, Wrong: replay.WrongArrived, Key: "ticket", Found: "d1-A001",
	}},
	{"arrives on two days", "arrive,d2-A001", "arrive,d1-A001", replay.Mistake{
		Line: 25, Column: 34, Wrong: replay.WrongArrived, Key: "ticket", Found: "d1-A001",
	}},
	{"a call of nobody", "call,d1-B001", "call,d1-B007", replay.Mistake{
		Line: 8, Column: 32, Wrong: replay.WrongUnknown, Key: "ticket", Found: "d1-B007",
	}},
	{"a call of somebody who went home", "call,d2-A001,cut,2", "call,d1-A004,cut,2", replay.Mistake{
		Line: 28, Column: 32, Wrong: replay.WrongUnknown, Key: "ticket", Found: "d1-A004",
	}},
	{"a call of somebody who left", "close,,,1,", "call,d1-B002,dye,2,0", replay.Mistake{
		Line: 21, Column: 32, Wrong: replay.WrongStep, Key: "ticket", Found: "cancel", Want: "arrive",
	}},
	{"missed and called again", "2026-05-07T09:03:30+08:00,arrive,d1-A002,cut,,0", "2026-05-07T09:03:30+08:00,call,d1-B001,dye,2,0", replay.Mistake{
		Line: 10, Column: 32, Wrong: replay.WrongStep, Key: "ticket", Found: "miss", Want: "arrive",
	}},
	{"a start without a call", "call,d1-A001,cut,1,0\n2026-05-07T09:00:20+08:00,", "", replay.Mistake{
		Line: 5, Column: 33, Wrong: replay.WrongStep, Key: "ticket", Found: "arrive", Want: "call",
	}},
	{"a finish without a start", "start,d1-A001", "finish,d1-A001", replay.Mistake{
		Line: 6, Column: 34, Wrong: replay.WrongStep, Key: "ticket", Found: "call", Want: "start",
	}},
	{"a cancel at the counter", "miss,d1-B001,dye,2", "cancel,d1-B001,dye,", replay.Mistake{
		Line: 9, Column: 34, Wrong: replay.WrongStep, Key: "ticket", Found: "call", Want: "arrive",
	}},
	{"another service", "call,d1-A001,cut,1,0", "call,d1-A001,dye,1,0", replay.Mistake{
		Line: 5, Column: 40, Wrong: replay.WrongChanged, Key: "service", Found: "dye", Want: "cut",
	}},
	{"another priority", "call,d1-A001,cut,1,0", "call,d1-A001,cut,1,1", replay.Mistake{
		Line: 5, Column: 46, Wrong: replay.WrongChanged, Key: "priority", Found: "1", Want: "0",
	}},
	{"another counter", "finish,d1-A001,cut,1", "finish,d1-A001,cut,2", replay.Mistake{
		Line: 17, Column: 46, Wrong: replay.WrongChanged, Key: "counter", Found: "2", Want: "1",
	}},
	{"a call of a closed counter", "call,d1-A001,cut,1", "call,d1-A001,cut,2", replay.Mistake{
		Line: 5, Column: 44, Wrong: replay.WrongShut, Key: "counter", Found: "2",
	}},
	{"a call of a paused counter", "call,d1-A002,cut,1", "call,d1-A002,cut,2", replay.Mistake{
		Line: 18, Column: 44, Wrong: replay.WrongShut, Key: "counter", Found: "2",
	}},
	{"a call of a counter that does other things", "call,d3-B001,dye,2", "open,,,1,\n2026-05-11T09:00:00+08:00,call,d3-B001,dye,1", replay.Mistake{
		Line: 37, Column: 44, Wrong: replay.WrongUnserved, Key: "counter", Found: "1", Want: "dye",
	}},
	{"a call of a busy counter", "call,d1-A003,cut,2", "call,d1-A003,cut,1", replay.Mistake{
		Line: 12, Column: 44, Wrong: replay.WrongBusy, Key: "counter", Found: "1", Want: "d1-A001",
	}},
}

func TestWrongTraces(t *testing.T) { checkWrong(t, inTrace, wrongTraces) }

var wrongHalls = []wrong{
	{"no JSON", `"minutes": 12}`, `"minutes": 12]`, replay.Mistake{
		Line: 8, Column: 63, Wrong: replay.WrongSyntax, Found: "invalid character ']' after object key:value pair",
	}},
	{"cut off", "\n ]\n}", "", replay.Mistake{
		Line: 13, Column: 63, Wrong: replay.WrongSyntax, Found: "unexpected end of JSON input",
	}},
	{"no zone", ` "timezone": "Asia/Shanghai",`, "", replay.Mistake{Line: 1, Column: 1, Wrong: replay.WrongZone, Key: "timezone"}},
	{"unknown zone", `"Asia/Shanghai"`, `"Mars/Olympus"`, replay.Mistake{
		Line: 4, Column: 14, Wrong: replay.WrongZone, Key: "timezone", Found: `"Mars/Olympus"`,
	}},
	{"the machine's zone", `"Asia/Shanghai"`, `"Local"`, replay.Mistake{
		Line: 4, Column: 14, Wrong: replay.WrongZone, Key: "timezone", Found: `"Local"`,
	}},
	{"no time of day", `"04:00"`, `"4"`, replay.Mistake{Line: 5, Column: 16, Wrong: replay.WrongClock, Key: "day_starts", Found: `"4"`}},
	{"no rules", `{"priority": "interleave", "normals_per_vip": 2}`, "[]", replay.Mistake{
		Line: 6, Column: 11, Wrong: replay.WrongObject, Key: "rules", Found: "[]",
	}},
	{"another rule", `"interleave"`, `"strict"`, replay.Mistake{
		Line: 6, Column: 24, Wrong: replay.WrongRule, Key: "rules.priority", Found: `"strict"`, Want: "interleave",
	}},
	{"no ratio", `, "normals_per_vip": 2`, "", replay.Mistake{Line: 6, Column: 11, Wrong: replay.WrongNormals, Key: "rules.normals_per_vip"}},
	{"a ratio of 0", `"normals_per_vip": 2`, `"normals_per_vip": 0`, replay.Mistake{
		Line: 6, Column: 57, Wrong: replay.WrongNormals, Key: "rules.normals_per_vip", Found: "0",
	}},
	{"a key that stands twice", `"normals_per_vip": 2`, `"normals_per_vip": 2, "normals_per_vip": 3`, replay.Mistake{
		Line: 6, Column: 79, Wrong: replay.WrongTwice, Key: "rules.normals_per_vip", Found: "3",
	}},
	{"no counters", `"counters"`, `"desks"`, replay.Mistake{Line: 1, Column: 1, Wrong: replay.WrongList, Key: "counters"}},
	{"a service that is a word", `{"id": "dye", "name": "染发", "prefix": "B", "minutes": 40.5}`, `"dye"`, replay.Mistake{
		Line: 9, Column: 3, Wrong: replay.WrongObject, Key: "services[2]", Found: `"dye"`,
	}},
	{"no minutes", `, "minutes": 12`, "", replay.Mistake{Line: 8, Column: 3, Wrong: replay.WrongMinutes, Key: "services[1].minutes"}},
	{"minutes in words", `"minutes": 12`, `"minutes": "12"`, replay.Mistake{
		Line: 8, Column: 61, Wrong: replay.WrongMinutes, Key: "services[1].minutes", Found: `"12"`,
	}},
	{"too many minutes", `40.5`, `1e400`, replay.Mistake{
		Line: 9, Column: 61, Wrong: replay.WrongMinutes, Key: "services[2].minutes", Found: "1e400",
	}},
	{"a prefix that is a number", `"prefix": "B"`, `"prefix": 2`, replay.Mistake{
		Line: 9, Column: 45, Wrong: replay.WrongText, Key: "services[2].prefix", Found: "2",
	}},
	{"an id twice", `"id": "dye"`, `"id": "cut"`, replay.Mistake{
		Line: 9, Column: 10, Wrong: replay.WrongTwice, Key: "services[2].id", Found: `"cut"`,
	}},
	{"a counter twice", `"id": "2"`, `"id": "1"`, replay.Mistake{
		Line: 13, Column: 10, Wrong: replay.WrongTwice, Key: "counters[2].id", Found: `"1"`,
	}},
	{"a counter of an unknown service", `["dye", "cut"]`, `["dye", "wax"]`, replay.Mistake{
		Line: 13, Column: 56, Wrong: replay.WrongService, Key: "counters[2].services[2]", Found: `"wax"`, Want: "cut dye",
	}},
	{"a counter that serves one twice", `["dye", "cut"]`, `["dye", "dye"]`, replay.Mistake{
		Line: 13, Column: 56, Wrong: replay.WrongTwice, Key: "counters[2].services[2]", Found: `"dye"`,
	}},
}

func TestWrongHalls(t *testing.T) { checkWrong(t, inHall, wrongHalls) }

func checkWrong(t *testing.T, file string, all []wrong) {
	for _, w := range all {
		t.Run(w.name, func(t *testing.T) {
			f := small(t)
			if !strings.Contains(f[file], w.old) {
				t.Fatalf("%s has no %q", file, w.old)
			}
			f[file] = strings.Replace(f[file], w.old, w.text, 1)
			out, err := f.run(t.Context())
			var m *replay.Mistake
			if !errors.As(err, &m) || out != "" {
				t.Fatalf("got %v and %q, want a mistake and nothing", err, out)
			}
			want := w.mistake
			want.File = file
			if got := (replay.Mistake{
				File: m.File, Line: m.Line, Column: m.Column, Wrong: m.Wrong, Key: m.Key, Found: m.Found, Want: m.Want,
			}); got != want {
				t.Errorf("got %+v, want %+v", got, want)
			}
		})
	}
}

// A file that is not there, or breaks off on a bad disk, is named.
func TestUnreadable(t *testing.T) {
	for _, file := range []string{inTrace, inHall} {
		f := small(t)
		delete(f, file)
		_, err := f.run(t.Context())
		var m *replay.Mistake
		if !errors.As(err, &m) || m.Wrong != replay.WrongFile || m.Where() != file || !errors.Is(err, os.ErrNotExist) {
			t.Errorf("without %s: got %v, want that it is not there", file, err)
		}
		bad := errors.New("bad disk")
		o := replay.Options{Path: inTrace, Open: func(path string) (io.ReadCloser, error) {
			if path == file {
				return io.NopCloser(io.MultiReader(strings.NewReader(small(t)[path][:100]), refusing{bad})), nil
			}
			return small(t).open(path)
		}}
		if err := replay.Run(t.Context(), o, io.Discard); !errors.As(err, &m) || m.Where() != file || !errors.Is(err, bad) {
			t.Errorf("a bad disk: got %v, want it for %s", err, file)
		}
	}
	f := small(t)
	f[inHall] = strings.Repeat(" ", 1<<20) + f[inHall]
	var m *replay.Mistake
	if _, err := f.run(t.Context()); !errors.As(err, &m) || m.Wrong != replay.WrongSize {
		t.Errorf("a hall of more than 1 MiB: got %v, want that it is too large", err)
	}
}

func (r refusing) Read([]byte) (int, error) { return 0, r.error }
