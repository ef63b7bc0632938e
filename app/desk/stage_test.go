package desk_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"paihao/app/desk"
	"paihao/app/look"
	"paihao/queue"
)

// stage is a desk in a window without a display, at a clock the test moves, on a queue the test plays.
type stage struct {
	*fake
	t     *testing.T
	desk  *desk.Desk
	win   fyne.Window
	keys  *keyed
	now   time.Time
	tick  chan time.Time
	named string // the last command that was wanted

	said, sent uint64  // revisions of the scene that was shown last: as the test has it, and as the desk got it
	minter     *minter // who makes codes, where a test has one
}

// keyed is a canvas with a keyboard, as real windows have one and those of Fyne's tests do not.
type keyed struct {
	fyne.Canvas
	shortcuts fyne.ShortcutHandler
	down      func(*fyne.KeyEvent)
	repaints  int // that the desk asked the canvas itself for
}

// Refresh has the canvas painted.
func (k *keyed) Refresh(o fyne.CanvasObject) { k.repaints++; k.Canvas.Refresh(o) }

var _ desktop.Canvas = (*keyed)(nil)

func (k *keyed) AddShortcut(s fyne.Shortcut, do func(fyne.Shortcut)) { k.shortcuts.AddShortcut(s, do) }
func (k *keyed) OnKeyDown() func(*fyne.KeyEvent)                     { return k.down }
func (k *keyed) SetOnKeyDown(do func(*fyne.KeyEvent))                { k.down = do }
func (k *keyed) OnKeyUp() func(*fyne.KeyEvent)                       { return nil }
func (k *keyed) SetOnKeyUp(func(*fyne.KeyEvent))                     {}

type keyedWindow struct {
	fyne.Window
	keys *keyed
}

func (w keyedWindow) Canvas() fyne.Canvas { return w.keys }

// play runs a test on a stage, in a bubble where waiting for goroutines is exact. The desk follows its queue until the end.
func play(t *testing.T, o desk.Options, v scene, act func(s *stage)) {
	t.Helper()
	playOn(t, o, func(s *stage) {
		s.follow(s.fake, func() {
			s.show(v)
			act(s)
		})
	})
}

// playOn runs a test on a stage whose desk follows no queue yet.
func playOn(t *testing.T, o desk.Options, act func(s *stage)) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.Light())
	synctest.Test(t, func(t *testing.T) {
		s := &stage{fake: &fake{views: make(chan queue.View)}, t: t, now: morning, tick: make(chan time.Time)}
		o.Zone, o.Now, o.Tick = shanghai, func() time.Time { return s.now }, s.tick
		s.desk = desk.New(o)
		s.win = test.NewTempWindow(t, s.desk.Content())
		s.win.SetPadded(false)
		s.win.Resize(fyne.NewSize(1100, 760))
		s.keys = &keyed{Canvas: s.win.Canvas()}
		s.desk.Attach(keyedWindow{s.win, s.keys})
		act(s)
	})
}

// follow makes the desk follow a queue while the test acts.
func (s *stage) follow(c queue.Commands, act func()) {
	ctx, stop := context.WithCancel(s.t.Context())
	go s.desk.Follow(ctx, c)
	act()
	stop()
	synctest.Wait()
}

// show is the next moment of the hall. Its revision rises, unless the test says that it is an older one.
func (s *stage) show(v scene) {
	said := v.Revision
	if said >= s.said {
		v.Revision = max(said, s.sent+1)
		s.sent = v.Revision
	}
	s.said = said
	s.set(v)
	s.views <- v.view()
	synctest.Wait()
}

// set is what the queue holds from now on.
func (f *fake) set(v scene) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.line, f.all = v.Line, v.tickets()
}

// act is what the test's hand does in the window.
func (s *stage) act(do func()) {
	s.hand.Lock()
	do()
	s.hand.Unlock()
	synctest.Wait()
}

// later moves the clock and lets it tick once.
func (s *stage) later(d time.Duration) {
	s.now = s.now.Add(d)
	s.tick <- s.now
	synctest.Wait()
}

// wantOne checks that exactly this command was given since the last check.
func (s *stage) wantOne(want queue.Command) {
	s.t.Helper()
	want.By = queue.ByDesk
	got := s.commands()
	if len(got) != 1 {
		s.t.Errorf("commands %+v, want %+v", got, want)
		return
	}
	if got[0].Operation == "" || got[0].Operation == s.named {
		s.t.Errorf("the command is called %q, the one before it %q, want a name of its own", got[0].Operation, s.named)
	}
	s.named, want.Operation = got[0].Operation, got[0].Operation
	if got[0] != want {
		s.t.Errorf("command %+v, want %+v", got[0], want)
	}
}

func (s *stage) wantNone() {
	s.t.Helper()
	if got := s.commands(); len(got) != 0 {
		s.t.Errorf("commands %+v, want none", got)
	}
}
