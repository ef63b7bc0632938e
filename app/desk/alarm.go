package desk

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"paihao/app/look"
)

// alarms are what staff have to know of the program and the day: what happened, what is safe, what to do. They take their
// room from the line, so that no button moves.
type alarms struct {
	box                   *fyne.Container
	failed, full, doubt   *fyne.Container
	overdue, over         *fyne.Container
	damaged, noCopy       *fyne.Container
	refused               *bulletin
	closeDay, reopen      *tile
	closeWords, openWords *look.Text // theirs
}

func newAlarms(d *Desk) *alarms {
	a := &alarms{
		closeWords: d.m.title("day.close", look.SizeBody, look.Red, true),
		openWords:  d.m.title("day.reopen", look.SizeBody, look.Brown, true),
	}
	a.closeDay = newTile(padded(0, 12, a.closeWords), coatPlain, d.askCloseDay)
	a.reopen = newTile(padded(0, 12, a.openWords), coatPlain, d.reopenDay)
	s := d.m.speech
	a.failed = newAlarm(s, look.Red, look.White, nil, "failed.what", "failed.safe", "failed.do")
	a.over = newAlarm(s, look.Sand, look.Brown, a.reopen, "day_over.what", "day_over.do")
	a.overdue = newAlarm(s, look.Red, look.White, a.closeDay, "overdue.what", "overdue.do")
	a.doubt = newAlarm(s, look.Red, look.White, nil, "doubt.what", "doubt.do")
	a.full = newAlarm(s, look.Red, look.White, nil, "full.what", "full.do")
	a.damaged = newAlarm(s, look.Sand, look.Brown, nil, "damaged.what", "damaged.do")
	a.noCopy = newAlarm(s, look.Sand, look.Brown, nil, "no_copy.what", "no_copy.do")
	a.refused = newBulletin()
	a.box = column(8, -1, a.failed, a.over, a.overdue, a.doubt, a.full, a.refused.box, a.damaged, a.noCopy)
	return a
}

// newAlarm is a bar with some lines, and perhaps a button.
func newAlarm(s *speech, ground, ink color.Color, button *tile, keys ...string) *fyne.Container {
	lines := column(0, -1)
	for i, key := range keys {
		line := newAlarmLine(ink, i == 0)
		s.entitle(line, key)
		lines.Add(line)
	}
	inside := row(gap, 0, lines)
	if button != nil {
		inside.Add(padded(4, 0, button))
	}
	box := container.NewStack(look.NewPanel(ground, 12), padded(8, margin, inside))
	box.Hide()
	return box
}

// newAlarmLine is a line of an alarm; the first one is larger.
func newAlarmLine(ink color.Color, first bool) *look.Text {
	size := float32(look.SizeBody)
	if first {
		size = look.SizeList
	}
	return look.NewText("", size, ink, first)
}

// show rings what is the case. When nothing can be written, nothing else counts; what can wait until tomorrow waits for the
// rest to be mended.
func (a *alarms) show(m *moment) {
	health, closed := m.view.Health, m.view.Closed
	failed := m.known && !health.Writable
	heard := m.known && !failed
	urgent := closed || health.Overdue || health.Doubt || health.Full
	look.Show(failed, a.failed)
	look.Show(heard && closed, a.over)
	look.Show(heard && health.Overdue, a.overdue)
	look.Show(heard && health.Doubt, a.doubt)
	look.Show(heard && health.Full && !closed, a.full)
	refused := a.refused.show(m) && !urgent
	look.Show(heard && refused, a.refused.box)
	urgent = urgent || refused
	look.Show(heard && !urgent && health.Damaged > 0, a.damaged)
	look.Show(heard && !urgent && health.Damaged == 0 && health.NoCopy, a.noCopy)
	look.Show(failed || heard && (urgent || health.Damaged > 0 || health.NoCopy), a.box)
	a.closeDay.dress(a.closeWords, look.Red, m.alive())
	a.reopen.dress(a.openWords, look.Brown, m.alive())
	again(a.box)
}
