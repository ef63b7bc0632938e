package desk

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"paihao/app/look"
	"paihao/assets"
	"paihao/queue"
)

// bulletin is the alarm that WeChat refuses the account or this machine: why, and what to do about it.
type bulletin struct {
	box      *fyne.Container
	what, do alarmLine
}

func newBulletin() *bulletin {
	b := &bulletin{what: newAlarmLine(look.Brown, true), do: newAlarmLine(look.Brown, false)}
	lines := column(0, -1, b.what.box, b.do.box)
	b.box = container.NewStack(look.NewPanel(look.Sand, 12), padded(8, margin, lines))
	b.box.Hide()
	return b
}

// show says why, and tells whether there is something to do. A limit by the minute passes by itself.
func (b *bulletin) show(h queue.Health) bool {
	key := "desk.refused." + h.Cause
	if what := assets.Chinese(key + ".what"); h.WeChat != queue.WeChatRefused || what == key+".what" {
		return false
	}
	b.what.say(key+".what", h.Address)
	b.do.say(key+".do", h.Address)
	return true
}

// say sets the words of a line in both languages.
func (l alarmLine) say(key, address string) {
	l.zh.SetText(assets.Chinese(key, "address", address))
	l.en.SetText(assets.English(key, "address", address))
	again(l.box)
}
