package queue_test

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"pgregory.net/rapid"

	"paihao/queue"
)

// fault is what the store was told to do to its next commit.
type fault string

const (
	refuse fault = "refuse" // certainly not written
	lose   fault = "lose"   // in doubt, and not written
	doubt  fault = "doubt"  // in doubt, but written
	crash  fault = "crash"  // the power fails before it is written
	flash  fault = "flash"  // the power fails after
)

// arm lets the store fail its next commit.
func (m *machine) arm(r *rapid.T) {
	if m.fault != "" || m.disk != plenty {
		r.Skip("armed already")
	}
	m.fault = rapid.SampledFrom([]fault{refuse, lose, doubt, crash, flash}).Draw(r, "fault")
	switch m.fault {
	case refuse:
		m.store.RefuseCommits(1)
	case lose, crash:
		m.store.LoseCommits(1)
	case doubt, flash:
		m.store.DoubtCommits(1)
	}
	if m.fault == crash || m.fault == flash {
		m.store.RefuseOpens(1)
	}
}

// power comes back: the queue is opened on what the store has.
func (m *machine) power() {
	m.mustReopen()
	m.clerk.watch.restart(m.clerk.kept)
	m.clerk.lose()
	m.comesToPass(m.decide(func(*clerk) bool { return false }))
	m.dark, m.shut = true, false
}

// restart closes the queue and opens it on the same store: it shows what it showed before, unless its time was nowhere written
// and is another now, on which waits depend.
func (m *machine) restart(r *rapid.T) {
	if m.fault != "" || m.disk == naught {
		r.Skip("the store is about to fail")
	}
	before, was := m.View(), m.Now()
	m.power()
	after := m.View()
	if after.Revision > before.Revision {
		return
	}
	m.checkStore(r)
	if !m.Now().Equal(was) {
		return
	}
	if g, w := timeless(r, after), timeless(r, before); g != w {
		r.Fatalf("after a restart the view is another:\n%s", difference(g, w))
	}
}

// difference is the lines in which two texts differ.
func difference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	var lines []string
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			lines = append(lines, fmt.Sprintf("line %d: got %s, want %s", i, g[i], w[i]))
		}
	}
	lines = append(lines, fmt.Sprintf("%d lines, want %d", len(g), len(w)))
	return strings.Join(lines[:min(len(lines), 20)], "\n")
}

// timeless is a view without what depends on the time, which a start may tell differently.
func timeless(r *rapid.T, v queue.View) string {
	v.At, v.Health = time.Time{}, queue.Health{}
	services := v.Services
	v.Services = nil
	for _, s := range services {
		s.Open, s.Reason, s.OpensAt = false, "", time.Time{}
		v.Services = append(v.Services, s)
	}
	return mustText(r, v)
}

// keep does housekeeping on both sides; change tells whether it writes anything. keep tells whether the queue answered.
func (m *machine) keep(r *rapid.T, change func(*clerk) bool, do func() error) (told bool) {
	d := m.decide(change)
	err := do()
	if !m.comesToPass(d) {
		m.checkUnwritten(r, "housekeeping", err)
	} else if err != nil && !m.dark {
		r.Fatalf("housekeeping: got %v, want no error", err)
	}
	return err == nil
}

// checkUnwritten checks what is said of a change that has not come to pass.
func (m *machine) checkUnwritten(r *rapid.T, what any, err error) {
	want := queue.ErrNotWritten
	if m.dark {
		want = queue.ErrReadOnly
	}
	if !errors.Is(err, want) {
		r.Fatalf("%+v that was not written: got %v, want %v", what, err, want)
	}
}
