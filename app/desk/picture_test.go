//go:build !race

package desk_test

import (
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"paihao/app/desk"
	"paihao/app/look"
	"paihao/app/look/looktest"
	"paihao/assets"
	"paihao/queue"
)

// sentence is as long as the real ones are.
func sentence(l assets.Language, _ error) string {
	if l == assets.EN {
		return "The counter has another ticket now; nothing was called. Look again, then press. (A013 is being served.)"
	}
	return "窗口的当前号码已经变了，没有叫号。请看一眼再按。（A013 办理中）"
}

// state is one moment of the desk that is pictured.
type state struct {
	name    string
	counter string // empty: 3
	view    scene
	act     func(s *stage, say func(key string) string)
}

// states are all that the desk can look like.
func states() []state {
	unbound := called(1)
	paper := unbound.Counters[2].Current
	paper.Bound, paper.Notices, paper.Origin = false, nil, queue.FromDesk
	keys := func(names ...fyne.KeyName) func(*stage, func(string) string) {
		return func(s *stage, _ func(string) string) { s.key(names...) }
	}
	return []state{
		{name: "empty", view: empty()},
		{name: "called", view: called(2)},
		{name: "unbound", view: unbound},
		{name: "serving", view: serving()},
		{name: "told", view: told()},
		{name: "missed", view: missed()},
		{name: "error", view: called(2), act: func(s *stage, _ func(string) string) {
			s.err = queue.ErrCounterBusy
			s.key(fyne.KeyF2)
		}},
		{name: "asking", view: called(2), act: keys(fyne.KeyF1)},
		{name: "trial", counter: "2", view: trial(), act: func(s *stage, _ func(string) string) {
			s.out.Ticket = &queue.Standing{ID: "id-C321", Number: "C321", Service: "family", State: queue.Waiting}
			s.chord(fyne.KeyModifierControl, fyne.Key3)
		}},
		{name: "readonly", view: readOnly()},
		{name: "chosen", view: hall(), act: func(s *stage, _ func(string) string) { s.tap("C006") }},
		{name: "undo", view: held(), act: func(s *stage, _ func(string) string) {
			s.out = queue.Outcome{Ticket: &queue.Standing{Number: "A009", Service: "general"}}
			s.tap("A009")
		}},
		{name: "lunch", view: lunch(), act: func(s *stage, say func(string) string) { s.tapLast(say("priority")) }},
		{name: "troubled", view: troubled(), act: func(s *stage, say func(string) string) { s.tap(say("day.close")) }},
		{name: "help", view: helpless()},
		{name: "over", view: over()},
		{name: "mute", view: heard(queue.VoiceMute)},
		{name: "slips", view: withPrinter(called(2), "A015 A017")},
		{name: "counters", view: many(), act: keys(fyne.KeyF10, fyne.KeyDown, fyne.KeyDown)},
		{name: "keys", view: called(2), act: keys(fyne.KeyF12)},
		{name: "search", view: past(), act: func(s *stage, _ func(string) string) {
			s.key(fyne.KeyF9)
			s.write("A00")
		}},
		{name: "found", view: past(), act: func(s *stage, _ func(string) string) {
			s.key(fyne.KeyF9)
			s.write("A005")
			s.key(fyne.KeyReturn)
		}},
		{name: "bind", view: hall(), act: binds},
		{name: "bound", view: hall(), act: func(s *stage, say func(string) string) {
			binds(s, say)
			s.show(english(change("A015", func(t *queue.Standing) { t.Bound = true })))
		}},
		{name: "unbindable", view: hall(), act: func(s *stage, say func(string) string) {
			s.minter.err = queue.ErrCounterBusy
			binds(s, say)
		}},
	}
}

// binds opens the binding of A015.
func binds(s *stage, say func(string) string) {
	s.tap("A015")
	s.tapAnswer(say("ask.ticket.bind"))
}

// helpless is the hall while a customer asks for help, two lines are too long, and nobody serves the others.
func helpless() scene {
	v := hall()
	v.Health.HelpAt, v.Health.HelpTo = ago(2, 0), "入口触摸屏"
	v.Rules.LongWait = 45 * time.Minute
	v.Counters[0].State = queue.CounterPaused
	v.Services[0].OldestAt = ago(52, 0)
	v.Services[2].Wait = &queue.Range{Low: 50 * time.Minute, High: 65 * time.Minute}
	v.Score = scored("2026-11-19")
	v.Means = queue.Means{Wait: 11 * time.Minute, Service: 5*time.Minute + 24*time.Second}
	return v
}

// in plays a state in a window of a size, in a language.
func (x state) in(t *testing.T, l assets.Language, size fyne.Size, see func(s *stage)) {
	t.Helper()
	counter := x.counter
	if counter == "" {
		counter = "3"
	}
	o := desk.Options{Counter: counter, Words: sentence, Language: l}
	mint := &minter{}
	o.Attendant = mint
	play(t, o, english(x.view), func(s *stage) {
		s.minter, mint.hand = mint, &s.hand
		s.win.Resize(size)
		if x.act != nil {
			x.act(s, func(key string) string { return look.Say(l, "desk."+key) })
		}
		see(s)
	})
}

var (
	usual = fyne.NewSize(1100, 760)
	small = fyne.NewSize(1024, 700)
	large = fyne.NewSize(1920, 1080)
)

// Each picture is drawn by the software renderer with the bundled font and compared with the one kept: every state in both
// languages, the Chinese one as it is usual and the English one, whose words are longer, as small as a window gets.
func TestPictures(t *testing.T) {
	for _, x := range states() {
		for _, c := range []struct {
			language assets.Language
			size     fyne.Size
		}{{assets.ZH, usual}, {assets.EN, small}} {
			x.mustMatch(t, c.language, c.size)
		}
		switch x.name {
		case "called":
			x.mustMatch(t, assets.ZH, large)
		case "help":
			x.mustMatch(t, assets.EN, large)
		}
	}
}

func (x state) mustMatch(t *testing.T, l assets.Language, size fyne.Size) {
	name := fmt.Sprintf("%s-%s-%.0f", x.name, l, size.Width)
	t.Run(name, func(t *testing.T) {
		x.in(t, l, size, func(s *stage) { looktest.MustMatch(t, name, s.win.Canvas().Capture()) })
	})
}
