package queue

import (
	"context"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"sync/atomic"
	"time"
)

// Summary is what the day has taught, if staff ended it as soon as it had begun.
func (b *Book) Summary() *Summary { return b.summary(moment{now: b.day.OpenedAt}, ByDesk) }

// BreakForecast lets the next forecast of the writer end in a fault. Nothing may be on its way to it. It is whole again when the
// fault is logged, since the book may be the readers' soon after.
func (q *Queue) BreakForecast() {
	q.draft.seen = nil
	q.log = slog.New(mender{q.log.Handler(), q.draft})
}

// mender is where the fault is logged.
type mender struct {
	slog.Handler
	broken *Book
}

func (mender) Enabled(context.Context, slog.Level) bool { return true }

func (m mender) Handle(context.Context, slog.Record) error {
	m.broken.seen = &atomic.Pointer[outlook]{}
	return nil
}

// Reloaded is the book as it were after a restart.
func (b *Book) Reloaded() *Book { return b.copy() }

// Expected is what is expected of the rest of the day at a time, in words.
func (b *Book) Expected(now time.Time) string {
	o := *b.outlook(now)
	spread := *o.shape
	o.shape, o.of, o.turned = nil, nil, 0
	return fmt.Sprintf("%+v\n%+v", o, spread)
}

// Standings is where everybody stands and what was given out, in words: all that commands are decided on but for who is known.
func (b *Book) Standings() string {
	var text strings.Builder
	for _, lines := range []map[string]*line{b.lines, b.urgent, b.arrived} {
		for _, service := range slices.Sorted(maps.Keys(lines)) {
			fmt.Fprintf(&text, "%s:", service)
			for i := range lines[service].len() {
				p, t, _ := lines[service].at(i)
				fmt.Fprintf(&text, " %v %s", p, t.ID)
			}
			text.WriteByte('\n')
		}
	}
	ids := func(list []*Ticket) (ids []string) {
		for _, t := range list {
			ids = append(ids, t.ID)
		}
		return ids
	}
	fmt.Fprintf(&text, "out of line %v %v, issued %v, asleep %v\n", ids(b.missed), ids(b.held), ids(b.issued), slices.Sorted(maps.Keys(b.asleep)))
	fmt.Fprintf(&text, "hurried %v\nserials %v\ntaken %v\nsteps %d\n", b.hurried, b.serials, b.taken, b.steps)
	totals := maps.Clone(b.totals)
	maps.DeleteFunc(totals, func(_ State, n int) bool { return n == 0 })
	fmt.Fprintf(&text, "counters %v\nstopped %v\ncurrent %v\ntotals %v\ncalls %v\n", b.counters, b.stopped, b.current, totals, b.calls)
	fmt.Fprintf(&text, "operations %v", slices.Sorted(maps.Keys(b.operations)))
	return text.String()
}

// AppendCommand appends what a command is hashed as.
func AppendCommand(c *Command, dst []byte) ([]byte, error) {
	p := pen{text: dst}
	p.command(c)
	return p.text, p.err
}

// Read is the summary with all that its record says, as the store may have given it unread.
func (s *Summary) Read() *Summary { return s.read() }
