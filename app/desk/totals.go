package desk

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"paihao/app/look"
	"paihao/queue"
)

// totals is the day in figures, along the bottom.
type totals struct {
	box, line *fyne.Container
	figures   []*figure
	wait      *mean // of those who were called
	service   *mean
	score     *score
}

// figure counts the tickets in some states.
type figure struct {
	count  *look.Text
	states []queue.State
	box    *fyne.Container
	rare   bool // hidden while there is none
}

func newTotals(s *speech) *totals {
	t := &totals{line: container.New(sparing{20, []int{7, 6, 3, 9, 10}})} // expired, cancelled, held, the average service, the score
	t.add(s, "taken",
		queue.Waiting, queue.Called, queue.Serving, queue.Held, queue.Done, queue.Missed, queue.Cancelled, queue.Expired)
	t.add(s, "waiting", queue.Waiting)
	t.add(s, "at_counters", queue.Called, queue.Serving)
	t.add(s, "held", queue.Held)
	t.add(s, "done", queue.Done)
	t.add(s, "missed", queue.Missed)
	t.add(s, "cancelled", queue.Cancelled)
	t.add(s, "expired", queue.Expired).rare = true
	t.wait = newMean(s, "wait", parting())
	t.service = newMean(s, "service")
	t.score = newScore()
	t.line.Add(t.wait.box)
	t.line.Add(t.service.box)
	t.line.Add(t.score.box)
	t.box = column(0, 1, rule(), sized(0, 51, look.NewPanel(look.White, 0), padded(0, 18, t.line)))
	return t
}

func (t *totals) add(s *speech, key string, states ...queue.State) *figure {
	f := &figure{count: look.NewText("", look.SizeList, look.Ink, true), states: states}
	f.box = row(7, -1, s.title("total."+key, 13, look.Slate, false), f.count)
	t.figures = append(t.figures, f)
	t.line.Add(f.box)
	return f
}

func (t *totals) show(m *moment) {
	for _, f := range t.figures {
		n := 0
		for _, s := range f.states {
			n += m.view.Totals[s]
		}
		f.count.SetText(fmt.Sprint(n))
		look.Show(n > 0 || !f.rare, f.box)
		again(f.box)
	}
	means := m.view.Means
	t.wait.show(means.Wait)
	t.service.show(means.Service)
	t.score.show(m)
	again(t.line)
}

// mean is an average of the day so far.
type mean struct {
	box, inside *fyne.Container
	value       *look.Text
}

// newMean is one of them; before is what parts it from the figures.
func newMean(s *speech, key string, before ...fyne.CanvasObject) *mean {
	f := &mean{value: look.NewText("", look.SizeList, look.Ink, true)}
	unit := s.title("mean.unit", 13, look.Slate, false)
	f.inside = row(7, -1, s.title("mean."+key, 13, look.Slate, false), f.value, unit)
	f.box = row(20, -1, append(before, f.inside)...)
	return f
}

// show gives minutes: whole ones from ten on, with a tenth below. While there is nothing to average it is hidden.
func (f *mean) show(d time.Duration) {
	look.Show(d > 0, f.box)
	f.value.SetText(sayMinutes(d))
	again(f.inside)
	again(f.box)
}

// parting is a thin line between two kinds of figures.
func parting() fyne.CanvasObject { return padded(14, 0, sized(1, 0, canvas.NewRectangle(look.Line))) }

func sayMinutes(d time.Duration) string {
	minutes := d.Minutes()
	if minutes >= 9.95 {
		return fmt.Sprintf("%.0f", minutes)
	}
	return fmt.Sprintf("%.1f", minutes)
}
