package desk

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"paihao/app/look"
	"paihao/assets"
)

// alarm is the red bar of a store that has failed: what happened, what is safe, what to do. It takes its room from the
// line, so that no button moves.
type alarm struct{ box *fyne.Container }

func newAlarm() *alarm {
	lines := column(0, -1)
	for i, key := range []string{"desk.failed.what", "desk.failed.safe", "desk.failed.do"} {
		zh, en := assets.Words(key)
		size := float32(look.SizeBody)
		if i == 0 {
			size = look.SizeList
		}
		lines.Add(row(gap, 1, uncut(look.NewText(zh, size, look.White, i == 0), size), look.NewText(en, look.SizeLeast, look.White, false)))
	}
	a := &alarm{container.NewStack(look.NewPanel(look.Red, 12), padded(8, margin, lines))}
	a.box.Hide()
	return a
}

func (a *alarm) show(m *moment) {
	look.Show(m.known && !m.view.Health.Writable, a.box)
}
