package setup

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"paihao/app/config"
	"paihao/app/look"
	"paihao/queue"
)

// entry is a line to be filled in. Coming to it chooses all of it, so that what is typed takes the place of what stands there,
// and Enter takes that as it is and goes on.
type entry struct {
	widget.Entry
	setup *Setup
}

// entry makes one and notes it as a field of the page, under the key of the settings that it answers.
func (s *Setup) entry(key, text string, set func(string)) *entry {
	e := &entry{setup: s}
	e.ExtendBaseWidget(e)
	e.Text = text
	e.OnChanged = set
	s.note(key, e)
	return e
}

// names makes the lines for a name and for the same in English. An English one that came with a preset goes when the name
// becomes another: it would be that of something else.
func (s *Setup) names(key string, zh, en *string) (name, english *entry) {
	english = s.entry(key+"_en", *en, func(text string) { *en = text })
	name = s.entry(key, *zh, func(text string) {
		*zh = text
		if ofPreset(*en) {
			english.SetText("")
		}
	})
	if s.first == key+"_en" {
		s.first = key
	}
	return name, english
}

// ofPreset tells whether an English name came with a preset.
func ofPreset(name string) bool {
	for _, p := range config.Presets() {
		d := config.Draft{}
		d.Take(p)
		d.SetCounters(len(d.Counters)+30, p)
		if name == p.NameEN || slices.ContainsFunc(d.Services, func(x config.Service) bool { return x.NameEN == name }) ||
			slices.ContainsFunc(d.Counters, func(c queue.Counter) bool { return c.NameEN == name }) {
			return name != ""
		}
	}
	return false
}

// FocusGained chooses all that stands there.
func (e *entry) FocusGained() {
	e.Entry.FocusGained()
	e.TypedShortcut(&fyne.ShortcutSelectAll{})
	e.setup.reveal(e)
}

// KeyDown notes that a key was pressed, and not only repeated by being held.
func (e *entry) KeyDown(k *fyne.KeyEvent) {
	e.setup.pressed(k)
	e.Entry.KeyDown(k)
}

// TypedKey goes on by Enter and back by Escape.
func (e *entry) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyEscape:
		e.setup.typed(k)
	default:
		e.Entry.TypedKey(k)
	}
}

// note remembers a field of the page by its name. The first one gets the keys; those of the frame come last.
func (s *Setup) note(name string, o fyne.Focusable) {
	s.fields[name] = o
	if s.first == "" && name != "language" {
		s.first = name
	}
}

// field is a line with what it asks for above it, and below it what is wrong with the answer, or else a hint.
func (s *Setup) field(key, name, hint string, e fyne.CanvasObject) fyne.CanvasObject {
	parts := []fyne.CanvasObject{caption(s.say(name)), e}
	switch wrong := s.mistake(key); {
	case wrong != "":
		parts = append(parts, newSentence(wrong, look.Red))
	case hint != "":
		parts = append(parts, newSentence(s.say(hint), look.Slate))
	}
	return container.New(stacked(3), parts...)
}

// mistake is what is wrong with an answer, as the settings would tell it; empty when nothing is.
func (s *Setup) mistake(key string) string {
	for _, m := range s.found {
		if m.Key == key {
			return s.say("mistake", "found", s.words(m.Found), "expected", s.words(m.Expected))
		}
	}
	return ""
}

// caption is a word or two above a field.
func caption(words string) fyne.CanvasObject {
	return look.NewText(words, look.SizeBody, look.Ink, true)
}

// heading begins a page: what is asked, and what for.
func (s *Setup) heading(name string) []fyne.CanvasObject {
	return []fyne.CanvasObject{container.New(stacked(0),
		look.NewText(s.say(name+".title"), sizeTitle, look.Ink, true), newSentence(s.say(name+".text"), look.Ink))}
}

// focus gives a field the keys.
func (s *Setup) focus(name string) {
	if o, ok := s.fields[name]; ok && s.canvas != nil {
		s.canvas.Focus(o)
	}
}

// reveal scrolls to a field that got the keys.
func (s *Setup) reveal(o fyne.CanvasObject) {
	d := fyne.CurrentApp().Driver()
	at, room := d.AbsolutePositionForObject(o), d.AbsolutePositionForObject(s.scroll)
	top, bottom := at.Y-room.Y, at.Y-room.Y+o.Size().Height-s.scroll.Size().Height
	switch {
	case top < gap:
		s.scroll.ScrollToOffset(s.scroll.Offset.AddXY(0, top-gap))
	case bottom > -gap:
		s.scroll.ScrollToOffset(s.scroll.Offset.AddXY(0, bottom+gap))
	}
}
