package take_test

import (
	"image"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"paihao/assets"
)

func TestLanguages(t *testing.T) {
	play(t, setting{}, sample(), func(s *stage) {
		s.want("综合业务", "General services")
		s.tap("English")
		s.want("General services", "Or touch a service", "中文")
		s.wantNot("综合业务", "青禾")
		numberedEN(s)
		s.want("Your number", "ahead of you")
		s.tap("Done")
		s.want("综合业务") // the next one is somebody else
	})
	play(t, setting{languages: []assets.Language{assets.EN, assets.ZH}}, sample(), func(s *stage) {
		s.want("General services", "综合业务", "中文")
		s.tap("中文")
		s.wantNot("General services")
	})
	play(t, setting{languages: []assets.Language{assets.ZH}}, sample(), func(s *stage) {
		s.wantNot("English", "General services")
	})
}

func numberedEN(s *stage) {
	s.tap("General services")
	s.tap("Take a number")
}

// Keys: a switch can do all that a finger can, and nothing leads out.
func TestKeys(t *testing.T) {
	play(t, setting{}, sample(), func(s *stage) {
		s.key(fyne.KeyReturn, fyne.KeySpace, fyne.KeyF4, fyne.KeyF11, fyne.KeyDelete, fyne.KeyQ)
		s.want("或者触摸选择业务")
		s.key(fyne.KeyTab, fyne.KeyReturn)
		s.want("请确认")
		s.key(fyne.KeyEscape)
		s.want("或者触摸选择业务")
		s.key(fyne.KeyDown, fyne.KeyUp, fyne.KeyRight, fyne.KeyEnter)
		s.key(fyne.KeyLeft, fyne.KeyLeft, fyne.KeyLeft) // from nothing to the last: help, language, large
		s.wantTakes(0)
		s.show(sample())
		s.key(fyne.KeyEscape, fyne.KeyTab, fyne.KeySpace, fyne.KeyTab, fyne.KeyTab, fyne.KeySpace)
		s.want("A020")
		s.wantTakes(1)
		if n := len(s.win.Canvas().Overlays().List()); n != 0 {
			t.Errorf("%d overlays, want none", n)
		}
	})
}

// A button shows a finger at once, and lets go of it when it slides off.
func TestTouchDown(t *testing.T) {
	play(t, setting{}, sample(), func(s *stage) {
		var card desktop.Mouseable
		s.objects(s.win.Content(), func(o fyne.CanvasObject) {
			if m, ok := o.(desktop.Mouseable); ok && card == nil && o.Visible() {
				card = m
			}
		})
		before := s.win.Canvas().Capture()
		at := card.(fyne.CanvasObject).Position().AddXY(30, 30)
		card.MouseDown(&desktop.MouseEvent{})
		if same(before, s.win.Canvas().Capture(), at) {
			t.Error("a finger on a card is not seen")
		}
		card.(desktop.Hoverable).MouseOut()
		if !same(before, s.win.Canvas().Capture(), at) {
			t.Error("a finger that slid off is still seen")
		}
		s.wantTakes(0)
	})
}

func same(a, b image.Image, at fyne.Position) bool {
	return a.At(int(at.X), int(at.Y)) == b.At(int(at.X), int(at.Y))
}
