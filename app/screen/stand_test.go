package screen_test

import (
	"image"
	"image/color"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"paihao/app/look"
	"paihao/app/screen"
	"paihao/queue"
)

// clock is a clock that only moves when told to.
type clock struct{ now time.Time }

func (c *clock) Now() time.Time       { return c.now }
func (c *clock) pass(d time.Duration) { c.now = c.now.Add(d) }

// stand is a screen in a window of its own, with a clock to drive it.
type stand struct {
	*screen.Screen
	*clock
	window fyne.Window
}

func mustStand(t testing.TB, width, height float32) *stand {
	t.Helper()
	return mustStandWith(t, width, height, screen.Options{})
}

// mustStandWith is a stand of a screen with options; zone and clock are the stand's own.
func mustStandWith(t testing.TB, width, height float32, o screen.Options) *stand {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.Light())
	c := &clock{now: morning}
	o.Zone, o.Now = zone, c.Now
	s := screen.New(o)
	w := test.NewWindow(s.Content())
	w.SetPadded(false)
	w.Resize(fyne.NewSize(width, height))
	t.Cleanup(w.Close)
	return &stand{Screen: s, clock: c, window: w}
}

// later lets time pass in steps, as Follow would.
func (s *stand) later(d time.Duration) {
	for d > 0 {
		step := min(d, 250*time.Millisecond)
		s.pass(step)
		s.Refresh()
		d -= step
	}
}

func (s *stand) picture() image.Image { return s.window.Canvas().Capture() }

// walk visits everything visible that Fyne draws; inside is the widget around it.
func (s *stand) walk(visit func(o fyne.CanvasObject, inside fyne.Widget)) {
	var walk func(o fyne.CanvasObject, inside fyne.Widget)
	walk = func(o fyne.CanvasObject, inside fyne.Widget) {
		if !o.Visible() {
			return
		}
		switch o := o.(type) {
		case *fyne.Container:
			for _, child := range o.Objects {
				walk(child, nil)
			}
		case fyne.Widget:
			for _, child := range test.WidgetRenderer(o).Objects() {
				walk(child, o)
			}
		default:
			visit(o, inside)
		}
	}
	walk(s.Content(), nil)
}

// words are all words on the screen.
func (s *stand) words() (words []string) {
	s.walk(func(o fyne.CanvasObject, _ fyne.Widget) {
		if text, ok := o.(*canvas.Text); ok && text.Text != "" {
			words = append(words, text.Text)
		}
	})
	return words
}

// says tells whether something is on the screen whole, be it on several lines.
func (s *stand) says(words string) bool {
	said := strings.ReplaceAll(strings.Join(s.words(), ""), " ", "")
	return strings.Contains(said, strings.ReplaceAll(words, " ", ""))
}

// largest is the text that stands largest: the number in the call panel.
func (s *stand) largest() *canvas.Text {
	largest := &canvas.Text{}
	s.walk(func(o fyne.CanvasObject, _ fyne.Widget) {
		if text, ok := o.(*canvas.Text); ok && text.TextSize > largest.TextSize {
			largest = text
		}
	})
	return largest
}

func (s *stand) number() string            { return s.largest().Text }
func (s *stand) numberColour() color.Color { return s.largest().Color }

// numbers are the texts of the called numbers on the screen, and where they stand.
func (s *stand) numbers(v queue.View) map[*canvas.Text]image.Rectangle {
	called := map[string]bool{}
	for _, c := range v.Calls {
		called[c.Number] = true
	}
	for _, c := range v.Counters {
		if c.Current != nil {
			called[c.Current.Number] = true
		}
	}
	found := map[*canvas.Text]image.Rectangle{}
	s.walk(func(o fyne.CanvasObject, inside fyne.Widget) {
		if text, ok := o.(*canvas.Text); ok && called[text.Text] {
			at, size := fyne.CurrentApp().Driver().AbsolutePositionForObject(inside), inside.Size()
			found[text] = image.Rect(int(at.X), int(at.Y), int(at.X+size.Width), int(at.Y+size.Height))
		}
	})
	return found
}

// lit tells whether the call is in the bright half of a flash: Ink, on Amber.
func (s *stand) lit() bool { return s.numberColour() == look.Ink }

func same(a, b color.Color) bool {
	r1, g1, b1, _ := a.RGBA()
	r2, g2, b2, _ := b.RGBA()
	return r1 == r2 && g1 == g2 && b1 == b2
}
