package desk_test

import (
	"context"
	"slices"
	"strings"
	"sync"
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

// fake is a queue that writes down what it is asked for. Answers wait for the gate, if there is one.
type fake struct {
	mu       sync.Mutex
	hand     sync.Mutex // held while the test's hand is in the window: answers come after that
	asked    []queue.Command
	gate     chan struct{}
	err      error
	out      queue.Outcome
	line     []queue.Standing // of the last scene
	all      []queue.Standing // its tickets
	lineErr  error
	lineGate chan struct{}
	views    chan queue.View
}

var _ queue.Commands = (*fake)(nil)

func (f *fake) Do(ctx context.Context, c queue.Command) (queue.Outcome, error) {
	f.mu.Lock()
	f.asked = append(f.asked, c)
	gate, err := f.gate, f.err
	f.mu.Unlock()
	if gate != nil {
		select {
		case <-gate:
		case <-ctx.Done():
			return queue.Outcome{}, ctx.Err()
		}
	}
	f.hand.Lock()
	defer f.hand.Unlock()
	return f.out, err
}

// Line finds like a queue in the last scene: in its line, or with a search among all its tickets.
func (f *fake) Line(ctx context.Context, q queue.Query) (p queue.Page, err error) {
	if gate := f.lineGate; gate != nil {
		select {
		case <-gate:
		case <-ctx.Done():
			return p, ctx.Err()
		}
	}
	f.hand.Lock()
	defer f.hand.Unlock()
	f.mu.Lock()
	defer f.mu.Unlock()
	from := f.line
	if q.Search != "" {
		from = f.all
	}
	for _, t := range from {
		if len(q.Services) > 0 && !slices.Contains(q.Services, t.Service) || !strings.Contains(t.Number, strings.ToUpper(q.Search)) {
			continue
		}
		if p.Total >= q.From && len(p.Tickets) < q.Count {
			p.Tickets = append(p.Tickets, t)
		}
		p.Total++
	}
	return p, f.lineErr
}

// Ticket finds a ticket of the last scene.
func (f *fake) Ticket(_ context.Context, id string) (queue.Standing, error) {
	f.hand.Lock()
	defer f.hand.Unlock()
	f.mu.Lock()
	defer f.mu.Unlock()
	i := slices.IndexFunc(f.all, func(t queue.Standing) bool { return t.ID == id })
	if i < 0 {
		return queue.Standing{}, queue.ErrNoTicket
	}
	return f.all[i], nil
}

func (f *fake) Watch(context.Context) <-chan queue.View { return f.views }

// commands is what was asked for since the last call.
func (f *fake) commands() []queue.Command {
	f.mu.Lock()
	defer f.mu.Unlock()
	asked := f.asked
	f.asked = nil
	return asked
}

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

// key presses keys and lets them go.
func (s *stage) key(names ...fyne.KeyName) {
	for _, k := range names {
		s.act(func() {
			s.down(k)
			s.typed(k)
		})
	}
}

// hold is a key that stays down and repeats.
func (s *stage) hold(k fyne.KeyName) {
	s.key(k)
	for range 5 {
		s.act(func() { s.typed(k) })
	}
}

// down tells that a key goes down: to what has the focus, else to the window, as Fyne does.
func (s *stage) down(k fyne.KeyName) {
	e := &fyne.KeyEvent{Name: k}
	if f := s.keys.Focused(); f != nil {
		if keyable, ok := f.(desktop.Keyable); ok {
			keyable.KeyDown(e)
		}
		return
	}
	s.keys.down(e)
}

// typed tells what a key types, once or again while it is held.
func (s *stage) typed(k fyne.KeyName) {
	e := &fyne.KeyEvent{Name: k}
	if f := s.keys.Focused(); f != nil {
		f.TypedKey(e)
		return
	}
	s.keys.OnTypedKey()(e)
}

// write types text as a keyboard does: a key goes down, then its character comes.
func (s *stage) write(text string) {
	for _, r := range text {
		s.act(func() {
			s.down(fyne.KeyName(r))
			s.typed(fyne.KeyName(r))
			if f := s.keys.Focused(); f != nil {
				f.TypedRune(r)
			}
		})
	}
}

// chord presses a key while another is held.
func (s *stage) chord(m fyne.KeyModifier, k fyne.KeyName) {
	s.act(func() {
		s.down(k)
		s.keys.shortcuts.TypedShortcut(&desktop.CustomShortcut{KeyName: k, Modifier: m})
	})
}

// undo takes the last step back.
func (s *stage) undo() {
	s.key(fyne.KeyF8)
}

// tap clicks where a text stands, the first of those that are the same.
func (s *stage) tap(words string) {
	s.t.Helper()
	s.click(s.mustFind(words)[0])
}

// tapAnswer clicks an answer. It lies over the buttons, which may say the same.
func (s *stage) tapAnswer(words string) {
	s.t.Helper()
	var answer fyne.Position
	for _, at := range s.mustFind(words) {
		if at.X < 376 && at.Y < 708 { // the left column
			answer = at
		}
	}
	s.click(answer)
}

// tapLast clicks the text with these words that is drawn last.
func (s *stage) tapLast(words string) {
	s.t.Helper()
	at := s.mustFind(words)
	s.click(at[len(at)-1])
}

func (s *stage) click(at fyne.Position) {
	s.act(func() { test.TapCanvas(s.win.Canvas(), at) })
}

// mustFind is the middle of each visible text with these words, in the order they are drawn.
func (s *stage) mustFind(words string) (at []fyne.Position) {
	s.t.Helper()
	s.walk(func(t *look.Text, pos fyne.Position) {
		if t.Words() == words {
			at = append(at, pos.AddXY(t.Size().Width/2, t.Size().Height/2))
		}
	})
	if len(at) == 0 {
		s.t.Fatalf("nothing says %q; the desk says %q", words, s.words())
	}
	return at
}

// says tells whether some visible text has these words.
func (s *stage) says(words string) bool {
	return slices.Contains(s.words(), words)
}

func (s *stage) words() (all []string) {
	s.walk(func(t *look.Text, _ fyne.Position) {
		if t.Words() != "" {
			all = append(all, t.Words())
		}
	})
	return all
}

// codes is how many QR codes are seen.
func (s *stage) codes() (n int) {
	s.visit(func(o fyne.CanvasObject, _ fyne.Position) {
		if code, ok := o.(*look.QR); ok && code.Side() > 0 {
			n++
		}
	})
	return n
}

func (s *stage) walk(see func(*look.Text, fyne.Position)) {
	s.visit(func(o fyne.CanvasObject, at fyne.Position) {
		if text, ok := o.(*look.Text); ok {
			see(text, at)
		}
	})
}

// visit goes through all that is visible, in the order it is drawn.
func (s *stage) visit(see func(fyne.CanvasObject, fyne.Position)) {
	var visit func(o fyne.CanvasObject, at fyne.Position)
	visit = func(o fyne.CanvasObject, at fyne.Position) {
		if !o.Visible() {
			return
		}
		at = at.Add(o.Position())
		see(o, at)
		switch o := o.(type) {
		case *fyne.Container:
			for _, child := range o.Objects {
				visit(child, at)
			}
		case fyne.Widget:
			for _, child := range test.WidgetRenderer(o).Objects() {
				visit(child, at)
			}
		}
	}
	s.hand.Lock()
	defer s.hand.Unlock()
	visit(s.win.Content(), fyne.Position{})
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
