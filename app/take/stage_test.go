package take_test

import (
	"context"
	"io"
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"paihao/app/look"
	"paihao/app/take"
	"paihao/assets"
	"paihao/queue"
)

// stage is a touch window without a display, at a clock the test moves, on a queue the test plays.
type stage struct {
	*fake
	t     testing.TB
	take  *take.Window
	win   fyne.Window
	keys  *keyed
	clock time.Time
	tick  chan time.Time
	stop  context.CancelFunc

	printer bool // the hall has one
}

// keyed is a canvas with a keyboard, as real windows have one and those of Fyne's tests do not.
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

// setting is how a test wants its stage.
type setting struct {
	width, height float32 // 0 = 1080×1920
	languages     []assets.Language
	services      []string
	printer       bool
	alone         bool // no attendant
	random        io.Reader
	ownTime       bool // it looks at its own clock, and wakes by itself
}

// play runs a test on a stage, in a bubble where waiting for goroutines is exact. The window follows its queue until the end.
func play(t *testing.T, o setting, v queue.View, act func(s *stage)) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.Light())
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t, o)
		defer s.end()
		s.show(v)
		act(s)
	})
}

func newStage(t testing.TB, o setting) *stage {
	t.Helper()
	if o.width == 0 {
		o.width, o.height = 1080, 1920
	}
	s := &stage{t: t, clock: morning, tick: make(chan time.Time), fake: &fake{
		views: make(chan queue.View), made: map[string]queue.Standing{}, codeURL: joinURL("ticket"),
	}}
	options := take.Options{
		Zone: zone, Random: o.random, Now: func() time.Time { return s.clock }, Tick: s.tick, Languages: o.languages, Services: o.services,
		OneCode: true,
		Words: func(l assets.Language, _ error) string {
			return look.Say(l, "take.failed.any")
		},
	}
	if o.ownTime {
		options.Now, options.Tick = nil, nil
	}
	if !o.alone {
		options.Attendant = s.fake
	}
	s.printer = o.printer
	s.take = take.New(options)
	s.win = test.NewWindow(s.take.Content())
	s.win.SetPadded(false)
	s.win.Resize(fyne.NewSize(o.width, o.height))
	s.keys = &keyed{Canvas: s.win.Canvas()}
	s.take.Attach(keyedWindow{s.win, s.keys})
	ctx, stop := context.WithCancel(context.Background())
	s.stop = stop
	go s.take.Follow(ctx, s.fake)
	synctest.Wait()
	return s
}

func (s *stage) end() {
	s.stop()
	synctest.Wait()
	s.win.Close()
}

func (s *stage) show(v queue.View) {
	if s.printer && v.Health.Printer == queue.NoPrinter {
		v.Health.Printer = queue.PrinterWell
	}
	s.views <- v
	synctest.Wait()
}

// later moves the window's clock and lets it tick once.
func (s *stage) later(d time.Duration) {
	s.clock = s.clock.Add(d)
	s.tick <- s.clock
	synctest.Wait()
}

// pass lets time go by for everybody: for the window's clock, and for those who wait for an answer. Views keep coming.
func (s *stage) pass(d time.Duration, v queue.View) {
	for ; d > 0; d -= time.Second {
		s.sleep()
		s.clock = s.clock.Add(time.Second)
		s.show(v)
	}
}

// sleep is a second for those who wait for an answer. The window draws once before, so that what its own goroutine does next
// comes after all that the test has read.
func (s *stage) sleep() {
	s.later(0)
	time.Sleep(time.Second) // the bubble's clock
	synctest.Wait()
}

// tap touches the button that says words, after the page has settled.
func (s *stage) tap(words string) {
	s.t.Helper()
	s.clock = s.clock.Add(time.Second)
	s.quick(words)
}

// quick touches at once.
func (s *stage) quick(words string) {
	s.t.Helper()
	s.click(s.mustFind(words))
}

func (s *stage) click(at fyne.Position) {
	s.hand.Lock()
	test.TapCanvas(s.win.Canvas(), at)
	s.hand.Unlock()
	synctest.Wait()
}

func (s *stage) key(names ...fyne.KeyName) {
	for _, k := range names {
		s.clock = s.clock.Add(600 * time.Millisecond)
		s.hand.Lock()
		s.keys.down(&fyne.KeyEvent{Name: k})
		s.hand.Unlock()
		synctest.Wait()
	}
}

// numbered takes a ticket.
func numbered(s *stage) {
	s.tap("综合业务")
	s.tap("确认取号")
}
