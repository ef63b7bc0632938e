package desk

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"paihao/app/look"
	"paihao/queue"
)

// bulletin is the alarm that WeChat refuses the account or this machine: why, and what to do about it.
type bulletin struct {
	box      *fyne.Container
	what, do *look.Text
}

func newBulletin() *bulletin {
	b := &bulletin{what: newAlarmLine(look.Brown, true), do: newAlarmLine(look.Brown, false)}
	b.box = container.NewStack(look.NewPanel(look.Sand, 12), padded(8, margin, column(0, -1, b.what, b.do)))
	b.box.Hide()
	return b
}

// show says why, and tells whether there is something to do. A limit by the minute passes by itself.
func (b *bulletin) show(m *moment) bool {
	h, key := m.view.Health, "refused."+m.view.Health.Cause
	what := m.say(key + ".what")
	if h.WeChat != queue.WeChatRefused || what == "desk."+key+".what" {
		return false
	}
	b.what.SetText(what)
	b.do.SetText(m.say(key+".do", "address", h.Address))
	return true
}
