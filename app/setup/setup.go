// Package setup is the window that leads the owner of a venue through its settings: one thing at a time, with an answer that
// stands everywhere, so that going on each time gives a venue that works. Nothing is written before the last step.
package setup

import (
	"context"
	"errors"
	"io/fs"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"paihao/app/config"
	"paihao/app/look"
	"paihao/assets"
)

// Options of a Setup. All are needed but Language.
type Options struct {
	Language assets.Language // Chinese unless it is said
	Draft    config.Draft    // the answers that stand before anybody has given one
	Sample   []byte          // the commented settings that answers are filled into
	Path     string          // where the settings will stand

	Print  func(context.Context, config.Draft) error // prints a sample slip
	Listen func(context.Context, config.Draft) error // says a sample call
	Words  func(assets.Language, error) string       // an error as a sentence
	Copy   func(text string)                         // puts a text where others paste it from
	Write  func(config.Draft) error                  // writes the settings; fs.ErrExist where there are some by now
	Use    func()                                    // starts with those that are written: the window has done its work
	Leave  func()                                    // goes on with the trial: the window closes
}

// tryWithin is how long a sample may take to be printed or said.
const tryWithin = 40 * time.Second

// Setup is the window's content. It belongs to the window's goroutine.
type Setup struct {
	o      Options
	draft  config.Draft
	preset config.Preset
	way    string // by which the printer is reached, see ways
	step   int
	asking bool      // whether to leave
	went   time.Time // when somebody last wanted to go on
	failed error
	writes bool // the settings are written, and the next start is on its way
	paper  outcome
	sound  outcome

	found  []config.Mistake // in the answers, when somebody last wanted to go on
	root   *fyne.Container
	scroll *container.Scroll
	canvas fyne.Canvas
	tells  bool                      // the window tells presses of keys and repeats apart
	down   fyne.KeyName              // pressed and not yet acted upon
	fields map[string]fyne.Focusable // of the page that is shown
	first  string                    // the field that a page begins with
}

// outcome is how the last try of a printer or a voice went.
type outcome struct {
	busy, done bool
	err        error
}

// New makes the content of a window. Attach has to be given the window before it is shown.
func New(o Options) *Setup {
	if o.Language == "" {
		o.Language = assets.ZH
	}
	s := &Setup{o: o, draft: o.Draft, preset: config.Presets()[0], way: wayOf(o.Draft.Printer), root: container.NewStack()}
	s.draft.Services, s.draft.Counters = slices.Clone(o.Draft.Services), slices.Clone(o.Draft.Counters)
	s.draw()
	return s
}

// Content is what the window shows.
func (s *Setup) Content() fyne.CanvasObject { return s.root }

// Close is the wish to close the window. Once something was answered that is asked: what was answered is not kept.
func (s *Setup) Close() {
	switch {
	case s.writes:
	case s.step == 0 || s.asking:
		s.o.Leave()
	default:
		s.asking = true
		s.show("leave.no")
	}
}

func (s *Setup) say(key string, args ...any) string {
	return look.Say(s.o.Language, "setup."+key, args...)
}

// words is the one of two that is in the window's language.
func (s *Setup) words(w config.Words) string {
	if s.o.Language == assets.EN {
		return w.EN
	}
	return w.ZH
}

// turn changes the language of the window.
func (s *Setup) turn() {
	s.o.Language = s.o.Language.Other()
	look.Speak(s.o.Language)
	s.again("language")
}

// twiceWithin is how close to the one before a wish to go on is none: it comes from a double click, or from a key that is held
// down where no window tells that, and would write what nobody has read.
const twiceWithin = 300 * time.Millisecond

// next goes on, unless an answer of this step is wrong: then it is told beside its field.
func (s *Setup) next() {
	before := s.went
	s.went = time.Now()
	switch {
	case s.went.Sub(before) < twiceWithin:
	case s.asking || s.writes:
	case s.overtaken():
		s.use()
	case s.wrong():
	case s.step == len(steps)-1:
		s.finish()
	default:
		s.step++
		s.show("")
	}
}

// back goes to the step before, with all that was answered.
func (s *Setup) back() {
	switch {
	case s.writes:
	case s.asking:
		s.asking = false
		s.show("")
	case s.step > 0:
		s.step--
		s.found, s.failed = nil, nil
		s.show("")
	}
}

// finish writes the settings and has the program start with them.
func (s *Setup) finish() {
	if s.failed = s.o.Write(s.draft); s.failed != nil {
		s.again("next")
		return
	}
	s.use()
}

// overtaken tells whether settings were written elsewhere while this window asked. They are left as they are.
func (s *Setup) overtaken() bool { return errors.Is(s.failed, fs.ErrExist) }

// use starts with the settings that are there.
func (s *Setup) use() {
	s.writes = true
	s.again("next")
	s.o.Use()
}

// wrong looks for mistakes in the answers of this step, and shows the first one.
func (s *Setup) wrong() bool {
	s.look()
	for _, m := range s.found {
		if steps[s.step].owns(m.Key) {
			s.again(m.Key)
			return true
		}
	}
	return false
}

// look notes all mistakes in the answers. A sample without its places is a mistake of the program, and told at the end.
func (s *Setup) look() {
	found, err := s.draft.Mistakes(s.o.Sample)
	s.found, s.failed = found, err
}

// try does something that takes its time, away from the window, and shows how it went.
func (s *Setup) try(now *outcome, name string, do func(context.Context, config.Draft) error) {
	if now.busy || s.wrong() {
		return
	}
	*now = outcome{busy: true}
	s.again(name)
	draft := s.draft
	go func() {
		ctx, stop := context.WithTimeout(context.Background(), tryWithin)
		defer stop()
		err := do(ctx, draft)
		fyne.Do(func() {
			*now = outcome{done: true, err: err}
			s.again("")
		})
	}()
}
