package replay_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"io"
	"os"
	"strconv"
	"strings"
	"testing"
	"testing/iotest"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"paihao/app/replay"
	"paihao/queue"
)

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m)
}

// files are a trace and its hall, by name.
type files map[string]string

func (f files) open(path string) (io.ReadCloser, error) {
	text, ok := f[path]
	if !ok {
		return nil, &os.PathError{Op: "open", Path: path, Err: os.ErrNotExist}
	}
	return io.NopCloser(strings.NewReader(text)), nil
}

// run replays t.csv.
func (f files) run(ctx context.Context, without ...queue.Part) (string, error) {
	var out bytes.Buffer
	err := replay.Run(ctx, replay.Options{Path: "t.csv", Without: without, Open: f.open}, &out)
	return out.String(), err
}

func (f files) mustRun(t *testing.T, without ...queue.Part) string {
	t.Helper()
	out, err := f.run(t.Context(), without...)
	if err != nil {
		t.Fatalf("replay: got %v, want no error", err)
	}
	return out
}

// small is the trace of testdata.
func small(t testing.TB) files {
	t.Helper()
	f := files{}
	for name, path := range map[string]string{"t.csv": "testdata/small.csv", "t.json": "testdata/small.json"} {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		f[name] = string(text)
	}
	return f
}

// Each arrival has a row, in order, with the time as the trace has it and a range around the wait.
func TestRun(t *testing.T) {
	f := small(t)
	checkTold(t, f["t.csv"], f.mustRun(t))
	for _, part := range queue.Parts() {
		checkTold(t, f["t.csv"], f.mustRun(t, part))
	}
	checkTold(t, f["t.csv"], f.mustRun(t, queue.Parts()...))
}

// A day begins by day_starts and not at midnight, also after a weekend: the counters are closed then.
func TestDays(t *testing.T) {
	for hour, open := range map[string]bool{"01": true, "03": true, "04": false} {
		f := small(t)
		f["t.csv"] = strings.ReplaceAll(f["t.csv"], "2026-05-09T01:", "2026-05-09T"+hour+":")
		_, err := f.run(t.Context())
		if m := (*replay.Mistake)(nil); (err == nil) != open || errors.As(err, &m) && (m.Wrong != replay.WrongShut || m.Line != 32) {
			t.Errorf("a call at %s: got %v, want a closed counter at 04 alone", hour, err)
		}
	}
	f := small(t)
	f["t.csv"] += "2026-05-11T09:03:00+08:00,call,d3-A001,cut,1,0\n"
	if _, err := f.run(t.Context()); !errors.As(err, new(*replay.Mistake)) {
		t.Errorf("a call of the counter that was open on Friday: got %v, want a mistake", err)
	}
}

// What is told does not depend on what comes later: a trace that is cut anywhere is told the same as far as it goes.
func TestCut(t *testing.T) {
	f := small(t)
	whole, lines := f.mustRun(t), strings.SplitAfter(f["t.csv"], "\n")
	for n := 1; n < len(lines); n++ {
		f["t.csv"] = strings.Join(lines[:n], "")
		if got := f.mustRun(t); !strings.HasPrefix(whole, got) {
			t.Errorf("the first %d lines: got\n%s\nwant the first rows of\n%s", n, got, whole)
		}
		checkTold(t, f["t.csv"], f.mustRun(t))
	}
}

func TestSameAgain(t *testing.T) {
	f := random(1, 2000)
	if first, second := f.mustRun(t), f.mustRun(t); first != second {
		t.Error("two replays of one trace differ")
	}
}

// Real time is nothing to a replay, however much of it goes by before a row.
func TestSlowTrace(t *testing.T) {
	f := random(1, 300)
	want := f.mustRun(t)
	synctest.Test(t, func(t *testing.T) {
		var out bytes.Buffer
		open := func(path string) (io.ReadCloser, error) {
			file, err := f.open(path)
			return slow{iotest.OneByteReader(file)}, err
		}
		if err := replay.Run(t.Context(), replay.Options{Path: inTrace, Open: open}, &out); err != nil || out.String() != want {
			t.Errorf("got %v, and %d bytes that are those of a quick replay: %t", err, out.Len(), out.String() == want)
		}
	})
}

// slow is a file of which each byte takes a second.
type slow struct{ io.Reader }

func (s slow) Read(b []byte) (int, error) {
	time.Sleep(time.Second)
	return s.Reader.Read(b)
}

func (slow) Close() error { return nil }

// A mistake leaves nothing that could be taken for the whole, nor does somebody who stops it.
func TestNothingHalf(t *testing.T) {
	f := small(t)
	f["t.csv"] += "2026-05-11T09:02:00+08:00,call,d3-A002,cut,1,0\n"
	if out, err := f.run(t.Context()); err == nil || out != "" {
		t.Errorf("a mistake in the last line: got %v and %q, want an error and nothing", err, out)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if out, err := small(t).run(ctx); !errors.Is(err, context.Canceled) || out != "" {
		t.Errorf("stopped: got %v and %q, want %v and nothing", err, out, context.Canceled)
	}
}

// A disk that is full is told.
func TestNoRoom(t *testing.T) {
	full := errors.New("no room")
	if err := replay.Run(t.Context(), replay.Options{Path: "t.csv", Open: small(t).open}, refusing{full}); !errors.Is(err, full) {
		t.Errorf("got %v, want %v", err, full)
	}
}

type refusing struct{ error }

func (r refusing) Write([]byte) (int, error) { return 0, r.error }

// Without Open the files are those of the system.
func TestOpen(t *testing.T) {
	var out bytes.Buffer
	if err := replay.Run(t.Context(), replay.Options{Path: "testdata/small.csv"}, &out); err != nil || out.String() != small(t).mustRun(t) {
		t.Errorf("got %v and %q, want what the same text gives", err, out.String())
	}
}

// checkTold compares what was told with the arrivals of a trace.
func checkTold(t *testing.T, trace, told string) {
	t.Helper()
	rows, arrivals := mustRows(t, told), [][]string{{"ticket", "at"}}
	for _, r := range mustRows(t, trace) {
		if r[1] == "arrive" {
			arrivals = append(arrivals, []string{r[2], r[0]})
		}
	}
	if len(rows) != len(arrivals) {
		t.Fatalf("got %d rows, want %d", len(rows), len(arrivals))
	}
	for i, r := range rows {
		if r[0] != arrivals[i][0] || r[1] != arrivals[i][1] {
			t.Errorf("row %d: got %v, want %v first", i, r, arrivals[i])
		}
	}
	for name, e := range mustTold(t, told) {
		if !(0 <= e[0] && e[0] <= e[1] && e[1] <= e[2] && e[2] < 1e6) {
			t.Errorf("%s: got %v, want 0 ≤ low ≤ point ≤ high", name, e)
		}
	}
}

// mustTold is what was told in seconds, by ticket.
func mustTold(t *testing.T, text string) map[string][3]float64 {
	t.Helper()
	told := map[string][3]float64{}
	for _, r := range mustRows(t, text)[1:] {
		var e [3]float64
		for i := range e {
			var err error
			if e[i], err = strconv.ParseFloat(r[2+i], 64); err != nil {
				t.Fatal(err)
			}
		}
		told[r[0]] = e
	}
	return told
}

func mustRows(t *testing.T, text string) [][]string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// Some programs put a mark before UTF-8: it is no part of a file.
func TestMark(t *testing.T) {
	f := small(t)
	want := f.mustRun(t)
	for name, text := range f {
		f[name] = "\uFEFF" + text
	}
	if got := f.mustRun(t); got != want {
		t.Errorf("with a mark before both files: got\n%s\nwant\n%s", got, want)
	}
}

// A hall of more services than any has is refused before a forecast takes for ever.
func TestCrowdedHall(t *testing.T) {
	f := small(t)
	var services []string
	for i := range 51 {
		services = append(services, `{"id": "s`+strconv.Itoa(i)+`", "minutes": 1}`)
	}
	f["t.json"] = strings.Replace(f["t.json"], `"services": [`, `"services": [`+strings.Join(services, ",")+`,`, 1)
	_, err := f.run(t.Context())
	if m := (*replay.Mistake)(nil); !errors.As(err, &m) || m.Wrong != replay.WrongMany || m.Key != "services" || m.Found != "53" || m.Want != "50" {
		t.Errorf("53 services: got %v, want a list that is too long", err)
	}
}
