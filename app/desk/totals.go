package desk

import (
	"fmt"

	"fyne.io/fyne/v2"

	"paihao/app/look"
	"paihao/queue"
)

// totals is the day in figures, along the bottom.
type totals struct {
	box, line *fyne.Container
	figures   []*figure
}

// figure counts the tickets in some states.
type figure struct {
	count  *look.Text
	states []queue.State
}

func newTotals(s *speech) *totals {
	t := &totals{line: row(24, -1)}
	t.add(s, "taken", queue.Waiting, queue.Called, queue.Serving, queue.Held, queue.Done, queue.Missed, queue.Cancelled, queue.Expired)
	t.add(s, "waiting", queue.Waiting)
	t.add(s, "at_counters", queue.Called, queue.Serving)
	t.add(s, "held", queue.Held)
	t.add(s, "done", queue.Done)
	t.add(s, "missed", queue.Missed)
	t.add(s, "cancelled", queue.Cancelled)
	t.add(s, "expired", queue.Expired)
	t.box = column(0, 1, rule(), sized(0, 51, look.NewPanel(look.White, 0), padded(0, 18, t.line)))
	return t
}

func (t *totals) add(s *speech, key string, states ...queue.State) {
	f := &figure{count: look.NewText("", look.SizeList, look.Ink, true), states: states}
	t.figures = append(t.figures, f)
	t.line.Add(row(8, -1, s.title("total."+key, 13, look.Slate, false), f.count))
}

func (t *totals) show(m *moment) {
	for _, f := range t.figures {
		n := 0
		for _, s := range f.states {
			n += m.view.Totals[s]
		}
		f.count.SetText(fmt.Sprint(n))
	}
	again(t.line)
}
