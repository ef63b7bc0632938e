package setup_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"paihao/app/look"
	"paihao/assets"
)

// keyed is a canvas that tells when a key goes down, as those of real windows do and those of Fyne's tests do not.
type keyed struct {
	fyne.Canvas
	down func(*fyne.KeyEvent)
}

var _ desktop.Canvas = (*keyed)(nil)

func (k *keyed) OnKeyDown() func(*fyne.KeyEvent)      { return k.down }
func (k *keyed) SetOnKeyDown(do func(*fyne.KeyEvent)) { k.down = do }
func (k *keyed) OnKeyUp() func(*fyne.KeyEvent)        { return nil }
func (k *keyed) SetOnKeyUp(func(*fyne.KeyEvent))      {}

type keyedWindow struct {
	fyne.Window
	keys *keyed
}

func (w keyedWindow) Canvas() fyne.Canvas { return w.keys }

// hold presses a key and keeps it down until the keyboard has repeated it for some seconds.
func (s *stage) hold(keys *keyed, name fyne.KeyName) {
	e := &fyne.KeyEvent{Name: name}
	if focused, ok := keys.Focused().(desktop.Keyable); ok {
		focused.KeyDown(e)
	} else {
		keys.down(e)
	}
	s.key(name)
	time.Sleep(500 * time.Millisecond) // after which most keyboards begin to
	for range 100 {
		s.key(name)
		time.Sleep(33 * time.Millisecond)
	}
}

// However late a keyboard begins to repeat a key, it acts once: nothing is written before somebody has read the last page.
func TestHeldAtTheEnd(t *testing.T) {
	for _, name := range []fyne.KeyName{fyne.KeyReturn, fyne.KeyEnter} {
		play(t, assets.ZH, usual, func(s *stage) {
			s.enter(3)
			keys := &keyed{Canvas: s.win.Canvas()}
			s.setup.Attach(keyedWindow{s.win, keys})
			for _, page := range []string{"wechat", "devices", "summary"} {
				s.hold(keys, name)
				s.wantWords(look.Say(assets.ZH, "setup."+page+".title"))
			}
			if len(s.written) != 0 {
				t.Error("settings were written by a key that was held down")
			}
			s.hold(keys, fyne.KeyEscape)
			s.wantWords(look.Say(assets.ZH, "setup.devices.title"))
			s.hold(keys, name)
			s.hold(keys, name)
			if len(s.written) != 1 || s.used != 1 {
				t.Errorf("it wrote %d times, was used %d times", len(s.written), s.used)
			}
		})
	}
}
