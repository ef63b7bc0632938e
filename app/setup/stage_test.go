package setup_test

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"paihao/app/config"
	"paihao/app/look"
	"paihao/app/setup"
	"paihao/assets"
)

// stage is a setup in a window without a display. What it wishes for is noted.
type stage struct {
	t       *testing.T
	setup   *setup.Setup
	win     fyne.Window
	written []config.Draft
	tried   []config.Draft // for printing or saying a sample
	copied  string
	used    int
	left    int
	err     error // of whatever is wished for next
}

// play runs a test on a stage, in a bubble where waiting for goroutines is exact.
func play(t *testing.T, l assets.Language, size fyne.Size, act func(s *stage)) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.Light())
	synctest.Test(t, func(t *testing.T) {
		s := &stage{t: t}
		d := config.NewDraft()
		d.Token, d.EncodingAESKey = "0123456789abcdefTOKEN", "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
		try := func(_ context.Context, d config.Draft) error { s.tried = append(s.tried, d); return s.err }
		s.setup = setup.New(setup.Options{
			Language: l, Draft: d, Sample: assets.SampleSettings, Path: "/home/venue/.config/paihao/paihao.toml", Print: try, Listen: try,
			Words: func(l assets.Language, err error) string { return string(l) + ": " + err.Error() },
			Copy:  func(text string) { s.copied = text },
			Write: func(d config.Draft) error {
				if s.err == nil {
					s.written = append(s.written, d)
				}
				return s.err
			},
			Use: func() { s.used++ }, Leave: func() { s.left++ },
		})
		s.win = test.NewTempWindow(t, s.setup.Content())
		s.win.SetPadded(false)
		s.win.Resize(size)
		s.setup.Attach(s.win)
		act(s)
	})
}

var (
	usual = fyne.NewSize(1100, 760)
	small = fyne.NewSize(1024, 700)
	large = fyne.NewSize(1920, 1080)
)

// key presses keys where the keys go to.
func (s *stage) key(names ...fyne.KeyName) {
	s.t.Helper()
	for _, name := range names {
		e := &fyne.KeyEvent{Name: name}
		switch focused := s.win.Canvas().Focused(); {
		case name == fyne.KeyTab:
			s.win.Canvas().FocusNext()
		case focused != nil:
			focused.TypedKey(e)
		default:
			s.win.Canvas().OnTypedKey()(e)
		}
		synctest.Wait()
	}
}

// enter presses Enter so many times, as slowly as a person does.
func (s *stage) enter(times int) {
	s.t.Helper()
	for range times {
		time.Sleep(time.Second) // of the bubble's time
		s.key(fyne.KeyReturn)
	}
}

// write types into what has the keys.
func (s *stage) write(text string) {
	s.t.Helper()
	for _, r := range text {
		s.win.Canvas().Focused().TypedRune(r)
	}
	synctest.Wait()
}

// tap presses the first button with these words.
func (s *stage) tap(words string) {
	s.t.Helper()
	var found fyne.Tappable
	s.each(func(o fyne.CanvasObject, inside []fyne.Tappable) {
		if text, ok := o.(*look.Text); ok && text.Words() == words && found == nil && len(inside) > 0 {
			found = inside[len(inside)-1]
		}
	})
	if found == nil {
		s.t.Fatalf("no button says %q; the window says %q", words, s.words())
	}
	time.Sleep(time.Second)
	found.Tapped(&fyne.PointEvent{})
	synctest.Wait()
}

// words is all that the window says.
func (s *stage) words() (all []string) {
	s.each(func(o fyne.CanvasObject, _ []fyne.Tappable) {
		switch o := o.(type) {
		case *look.Text:
			all = append(all, o.Words())
		case *canvas.Text:
			all = append(all, o.Text)
		}
	})
	return all
}

// each visits all that is visible, with the buttons that it is within.
func (s *stage) each(see func(o fyne.CanvasObject, inside []fyne.Tappable)) {
	var visit func(o fyne.CanvasObject, inside []fyne.Tappable)
	visit = func(o fyne.CanvasObject, inside []fyne.Tappable) {
		if !o.Visible() {
			return
		}
		see(o, inside)
		if t, ok := o.(fyne.Tappable); ok {
			inside = append(inside[:len(inside):len(inside)], t)
		}
		for _, child := range childrenOf(o) {
			visit(child, inside)
		}
	}
	visit(s.win.Content(), nil)
}

func childrenOf(o fyne.CanvasObject) []fyne.CanvasObject {
	switch o := o.(type) {
	case *fyne.Container:
		return o.Objects
	case *container.Scroll:
		return []fyne.CanvasObject{o.Content}
	case *look.Text:
		return nil
	case fyne.Widget:
		return test.WidgetRenderer(o).Objects()
	}
	return nil
}

// wantWords checks that the window says these words, each somewhere in a line of its own.
func (s *stage) wantWords(words ...string) {
	s.t.Helper()
	said := strings.Join(s.words(), "\n")
	for _, w := range words {
		if !strings.Contains(said, w) {
			s.t.Errorf("it does not say %q, but\n%s", w, said)
		}
	}
}
