package desk

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"paihao/app/look"
	"paihao/queue"
)

// listening is how long a sample call may take, which is said after those that wait.
const listening = 40 * time.Second

// listen is how the last try of the voice went.
type listen struct {
	trying bool  // the sample is being said
	heard  bool  // it was, and nothing was done since
	err    error // why it was not, until something else is done
}

// loudspeaker is the mark in the head that tells whether calls are heard. Pressed, it says a sample call.
type loudspeaker struct {
	room   *fyne.Container
	tile   *tile
	on     *look.Icon
	off    *look.Icon
	turned *fyne.Container // of both
}

func newLoudspeaker(d *Desk) *loudspeaker {
	l := &loudspeaker{on: look.NewIcon(look.Speaker, look.Snow), off: look.NewIcon(look.Mute, look.Coral)}
	l.turned = sized(18, 18, l.on, l.off)
	face := levelled(column(0, -1, container.NewCenter(l.turned), sized(0, 15, newCaption(keyVoice))))
	l.tile = newTile(padded(0, 6, face), coatBar, d.tryVoice)
	l.room = padded(8, 0, l.tile)
	return l
}

// show crosses the mark out in red while calls are not heard. Where there is no voice there is no mark.
func (l *loudspeaker) show(m *moment, trying bool) {
	mute := m.view.Health.Voice == queue.VoiceMute
	look.Show(m.view.Health.Voice != queue.NoVoice, l.room)
	look.Show(mute && !trying, l.off)
	look.Show(!mute || trying, l.on)
	ink := look.Snow
	if trying {
		ink = look.Amber
	}
	l.on.SetColour(ink)
	l.tile.wear(coatBar, !trying)
}

// tryVoice has a sample call said, and tells how that went: where there is no voice, that there is none.
func (d *Desk) tryVoice() {
	if d.listen.trying || d.o.Attendant == nil {
		return
	}
	d.clear()
	d.listen.trying = d.errand(func(ctx context.Context, _ queue.Commands) func() {
		ctx, stop := context.WithTimeout(ctx, listening)
		defer stop()
		err := d.o.Attendant.TryVoice(ctx)
		return func() { d.listened(err) }
	})
	d.draw()
}

func (d *Desk) listened(err error) {
	d.listen = listen{heard: err == nil, err: err}
	if err != nil {
		d.o.Log.Warn("the voice was not heard", "err", err)
	}
	d.draw()
}

// showListen tells how the try of the voice goes, or went. It tells whether there was one.
func (b *bar) showListen(d *Desk) bool {
	switch l := d.listen; {
	case l.err != nil:
		b.showTrouble(d.o.Words(d.m.language, l.err))
		return true
	case l.trying:
		b.done.SetText(d.m.say("voice.trying"))
	case l.heard:
		b.done.SetText(d.m.say("voice.tried"))
	default:
		return false
	}
	b.offer(&d.m, false, "")
	return true
}
