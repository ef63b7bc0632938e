package replay_test

import (
	"errors"
	"strings"
	"testing"

	"paihao/app/replay"
)

// FuzzTrace: whatever a trace says, it goes through with a row for each arrival, or its mistake is named and nothing told.
func FuzzTrace(f *testing.F) {
	whole := small(f)[inTrace]
	f.Add(whole)
	for _, w := range wrongTraces {
		f.Add(strings.Replace(whole, w.old, w.text, 1))
	}
	f.Add(random(3, 50)[inTrace])
	f.Add("")
	f.Fuzz(func(t *testing.T, text string) {
		files := small(t)
		files[inTrace] = text
		checkAny(t, files)
	})
}

// FuzzHall does so with the hall.
func FuzzHall(f *testing.F) {
	whole := small(f)[inHall]
	f.Add(whole)
	for _, w := range wrongHalls {
		f.Add(strings.Replace(whole, w.old, w.text, 1))
	}
	f.Fuzz(func(t *testing.T, text string) {
		files := small(t)
		files[inHall] = text
		checkAny(t, files)
	})
}

func checkAny(t *testing.T, f files) {
	t.Helper()
	out, err := f.run(t.Context())
	if err == nil {
		checkTold(t, f[inTrace], out)
		return
	}
	var m *replay.Mistake
	if !errors.As(err, &m) || out != "" || m.File == "" || m.Wrong == "" || m.Line < 1 || m.Column < 1 {
		t.Fatalf("got %v and %q, want a mistake with its place, and nothing", err, out)
	}
	if lines := 1 + strings.Count(f[m.File], "\n"); m.Line > lines {
		t.Errorf("got line %d of %d", m.Line, lines)
	}
	if m.Wrong == replay.WrongRefused {
		t.Errorf("got %v, want the mistake by its name", err)
	}
}
