package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"paihao/app/replay"
	"paihao/assets"
	"paihao/queue"
)

// A replay needs no settings and leaves nothing behind; it says what it cannot use.
func TestReplay(t *testing.T) {
	p := newProgram(t)
	trace := filepath.Join("replay", "testdata", "small.csv")
	e := p.run("replay", trace)
	e.ends(t, "a replay", well)
	if lines := strings.Split(e.stdout, "\n"); lines[0] != "ticket,at,low_s,point_s,high_s" || len(lines) != 13 || e.stderr != "" {
		t.Errorf("got %d lines and %q, want a heading, 11 rows and no words:\n%s", len(lines), e.stderr, e.stdout)
	}
	p.run("replay", "-without", "hours,priority", trace).ends(t, "without two parts", well, "d3-A002,2026-05-11T09:02:00+08:00,")
	p.run("replay").ends(t, "without a trace", misuse, "用法：paihao replay", "learning,pace,spread,elapsed,hours,turnover,misses,leaving,priority")
	p.run("replay", "-without", "hours,luck", trace).ends(t, "without an unknown part", misuse, `没有这个部分："luck"`, `No such part: "luck"`)
	p.run("replay", "-without", ",", trace).ends(t, "without a nameless part", misuse, `No such part: ""`)

	text := string(mustRead(t, trace))
	wrong := mustWrite(t, filepath.Join(p.home, "wrong.csv"), []byte(strings.Replace(text, "miss,d1-B001", "finish,d1-B001", 1)))
	p.run("replay", wrong).ends(t, "without its hall", failed, filepath.Join(p.home, "wrong.json")+"：读不出来", "no such file")
	mustWrite(t, filepath.Join(p.home, "wrong.json"), mustRead(t, filepath.Join("replay", "testdata", "small.json")))
	e = p.run("replay", wrong)
	e.ends(t, "a wrong trace", failed, wrong+":9:34：这张号的上一行是 call；应为 start", wrong+":9:34: the row of this ticket before is call; expected start")
	if e.stdout != "" {
		t.Errorf("a wrong trace: got %q, want nothing", e.stdout)
	}
	if entries, err := os.ReadDir(filepath.Join(p.home, "paihao")); err == nil {
		t.Errorf("replays left %v behind", entries)
	}
}

// Each mistake of a trace has its words, and they name what was found.
func TestReplayWords(t *testing.T) {
	found := regexp.MustCompile(`Wrong = "(\w+)"`).FindAllStringSubmatch(string(mustRead(t, filepath.Join("replay", "mistake.go"))), -1)
	if len(found) < 20 {
		t.Fatalf("got %d mistakes, want those of the room", len(found))
	}
	for _, name := range found {
		m := &replay.Mistake{File: "a.csv", Line: 3, Column: 4, Wrong: replay.Wrong(name[1]), Key: "KEY", Found: "FOUND", Want: "WANT"}
		for _, text := range strings.Split(replayWords(m), "\n") {
			named := m.Wrong == replay.WrongSize || strings.Contains(text, "FOUND")
			if strings.Contains(text, "replay.") || strings.Contains(text, "{") || !strings.HasPrefix(text, "a.csv:3:4") || !named {
				t.Errorf("%s: got %q, want its place and its words", name[1], text)
			}
		}
	}
	m := &replay.Mistake{File: "a.csv", Wrong: replay.WrongHeading}
	if text := replayWords(m); !strings.Contains(text, assets.English("replay.nothing")) {
		t.Errorf("an empty file: got %q, want that there is nothing", text)
	}
}

// What stands in a file is shown, and does nothing to the terminal that it is shown on.
func TestReplayQuotes(t *testing.T) {
	p := newProgram(t)
	hall := string(mustRead(t, filepath.Join("replay", "testdata", "small.json")))
	trace := string(mustRead(t, filepath.Join("replay", "testdata", "small.csv")))
	tests := []struct{ name, hall, trace, want string }{
		{"a colour", hall, strings.Replace(trace, "d1-B001,dye", "d1-B001,\x1b[31mdye", 1), `service 是 \x1b[31mdye；`},
		{"a bell", hall, strings.Replace(trace, "time,kind", "time\a,kind", 1), `第一行是 time\a,kind`},
		{"a turn of the line", hall, strings.Replace(trace, "d1-B001,dye", "d1-B001,\u202edye", 1), `service 是 \u202edye；`},
		{"C1", hall, strings.Replace(trace, "d1-B001,dye", "d1-B001,\u009b31mdye", 1), `service 是 \u009b31mdye；`},
		{"no text", hall, strings.Replace(trace, "d1-B001,dye", "d1-B001,\xff\x00", 1), `service 是 �\x00；`},
		{"lines of a hall", "{\n\"timezone\": {\n}}", trace, `timezone 是 {\n}；`},
		{"null", "null", trace, "wrong.json:1:1：整个文件 是 null；应为一个对象"},
		{"an empty list", "[]", trace, "wrong.json:1:1: the whole file is []; expected an object"},
	}
	for _, tt := range tests {
		mustWrite(t, filepath.Join(p.home, "wrong.json"), []byte(tt.hall))
		e := p.run("replay", mustWrite(t, filepath.Join(p.home, "wrong.csv"), []byte(tt.trace)))
		e.ends(t, tt.name, failed, tt.want)
		unseen := func(r rune) bool { return r != '\n' && !unicode.IsGraphic(r) }
		if strings.ContainsFunc(e.stderr, unseen) || strings.Count(e.stderr, "\n") != 2 {
			t.Errorf("%s: got %q, want two lines of signs that are seen", tt.name, e.stderr)
		}
	}
}

// The table of what the parts of the forecast are worth is made of all of them.
func TestEstimatesParts(t *testing.T) {
	script := string(mustRead(t, filepath.Join("..", ".ci", "estimates")))
	if want := "parts='" + strings.ReplaceAll(partNames(queue.Parts()), ",", " ") + "'\n"; !strings.Contains(script, want) {
		t.Errorf(".ci/estimates: want the line %q", want)
	}
}
