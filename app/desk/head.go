package desk

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"paihao/app/look"
	"paihao/queue"
)

// head is the dark bar on top: which counter, whether it is open, what it serves, and how the program is.
type head struct {
	desk    *Desk
	box     *fyne.Container
	bar     *fyne.Container
	counter *look.Text
	choose  *tile
	turns   [3]*turn
	serves  *look.Text
	trial   *look.Pill
	mark    *fyne.Container // its room
	dot     *canvas.Circle
	wechat  *look.Text
	clock   *look.Text
	time    *fyne.Container // its room
	other   *tile           // speaks the other language
	voice   *loudspeaker
}

// turn is one position of the switch that opens, pauses and closes the counter.
type turn struct {
	tile  *tile
	title *look.Text
	key   *look.Text
	state queue.CounterState
	coat  coat
	ink   color.Color
}

func newHead(d *Desk) *head {
	h := &head{
		desk:    d,
		counter: look.NewText("", look.SizeList, look.Snow, true),
		serves:  look.NewText("", look.SizeBody, look.Mist, false),
		trial:   look.NewTrialMark(13),
		dot:     canvas.NewCircle(look.Mint),
		wechat:  look.NewText("", look.SizeBody, look.Snow, false),
		clock:   look.NewText("", 24, look.Snow, true),
	}
	arrow := look.NewText("▼", look.SizeLeast, look.Mist, false)
	face := row(8, 0, h.counter, arrow, newCaption(keyCounter))
	h.choose = newTile(padded(0, 12, face), coatBar, d.openChooser)
	dot := container.NewCenter(sized(9, 9, h.dot))
	language := d.m.title("language", look.SizeBody, look.Snow, true)
	h.other = newTile(keyed(language, newCaption(keyLanguage)), coatBar, d.switchLanguage)
	h.voice = newLoudspeaker(d)
	h.time = sized(look.Width("00:00:00", 24, true), 0, h.clock) // the same room with and without seconds
	h.mark = padded(15, 0, h.trial)
	h.bar = row(gap, 2,
		padded(8, 0, h.choose), padded(5, 0, h.turnSwitch()), container.New(legible{look.SizeLeast}, h.serves), h.mark,
		row(8, 1, dot, uncut(h.wechat, look.SizeBody)), h.voice.room, h.time, padded(8, 0, h.other))
	h.box = sized(0, 56, look.NewPanel(look.Ink, 0), padded(0, margin, h.bar))
	return h
}

func (h *head) turnSwitch() fyne.CanvasObject {
	h.turns = [3]*turn{
		h.newTurn("open", keyOpen, queue.Open, queue.CounterOpen, coat{look.Jade, look.Jade, look.Jade}, look.Ink),
		h.newTurn("pause", keyPause, queue.Pause, queue.CounterPaused, coat{look.Sand, look.Sand, look.Sand}, look.Brown),
		h.newTurn("close", keyClose, queue.Close, queue.CounterClosed, coat{look.Mist, look.Mist, look.Mist}, look.Ink),
	}
	line := row(2, -1, h.turns[0].tile, h.turns[1].tile, h.turns[2].tile)
	return container.NewStack(look.NewPanel(look.Deck, look.RadiusTile), padded(3, 3, line))
}

func (h *head) newTurn(word string, key chord, verb queue.Verb, state queue.CounterState, c coat, ink color.Color) *turn {
	title := h.desk.m.title(word, look.SizeBody, look.Mist, true)
	t := &turn{title: title, key: newCaption(key), state: state, coat: c, ink: ink}
	t.tile = newTile(keyed(t.title, t.key), coat{look.Deck, look.Rise, look.Deck}, func() {
		h.desk.send(queue.Command{Verb: verb, Counter: h.desk.m.counter})
	})
	return t
}

// keyed is a title with its key below it, for the bar has more height than width to give.
func keyed(title, key *look.Text) fyne.CanvasObject {
	title.SetAlign(fyne.TextAlignCenter)
	key.SetAlign(fyne.TextAlignCenter)
	return levelled(padded(0, 10, column(0, -1, sized(0, 18, title), sized(0, 15, key))))
}

// newCaption is the name of a key in small letters.
func newCaption(key chord) *look.Text {
	return look.NewText(key.String(), look.SizeLeast, look.Mist, false)
}

func (h *head) show(m *moment) {
	c := m.at()
	counter, serves := m.say("choose"), ""
	if c != nil {
		counter, serves = m.name(c.Name, c.NameEN), m.say("serves", "services", serviceNames(m, c.Services))
	}
	h.counter.SetText(counter)
	h.serves.SetText(serves)
	h.choose.wear(coatBar, m.known)
	h.other.wear(coatBar, true)
	for _, t := range h.turns {
		t.show(c != nil && c.State == t.state, m.alive() && c != nil && c.State != t.state)
	}
	look.Show(m.view.Health.Trial, h.mark)
	h.showWeChat(m)
	h.voice.show(m, h.desk.listen.trying)
	h.clock.SetText(m.sayTime())
	again(h.bar)
}

// show lights the position the counter is in; the others can be pressed.
func (t *turn) show(on, alive bool) {
	c, ink := coat{look.Deck, look.Rise, look.Deck}, color.Color(look.Mist)
	if on {
		c, ink = t.coat, t.ink
	}
	t.tile.wear(c, alive)
	t.title.SetColour(ink)
	t.key.SetColour(ink)
}

// showWeChat says whether messages get through, and since when they do not.
func (h *head) showWeChat(m *moment) {
	words, dot := m.say("wechat.unknown"), color.Color(look.Mist)
	since := m.view.Health.Since.In(m.zone).Format("15:04")
	switch m.view.Health.WeChat {
	case queue.WeChatWell:
		words, dot = m.say("wechat.well"), look.Mint
	case queue.WeChatUnreachable:
		words, dot = m.say("wechat.unreachable", "time", since), look.Coral
	case queue.WeChatRefused:
		words, dot = m.say("wechat.refused", "time", since), look.Coral
	}
	h.wechat.SetText(words)
	if h.dot.FillColor != dot {
		h.dot.FillColor = dot
		h.dot.Refresh()
	}
}

func serviceNames(m *moment, ids []string) string {
	var names []string
	for _, id := range ids {
		names = append(names, m.serviceName(id))
	}
	return strings.Join(names, " · ")
}
