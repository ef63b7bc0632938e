package setup

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"paihao/app/look"
)

// step is one page of the window.
type step struct {
	name string
	keys []string // how the keys of the settings begin that are asked for here
	page func(s *Setup) []fyne.CanvasObject
}

// steps are the pages in their order.
var steps []step

func init() {
	steps = []step{
		{"welcome", nil, (*Setup).welcome},
		{"venue", []string{"venue."}, (*Setup).venue},
		{"services", []string{"service"}, (*Setup).services},
		{"counters", []string{"counter"}, (*Setup).counters},
		{"wechat", []string{"wechat.", "listen."}, (*Setup).wechat},
		{"devices", []string{"printer.", "voice."}, (*Setup).devices},
		{"summary", []string{""}, (*Setup).summary},
	}
}

// owns tells whether a key of the settings is asked for here.
func (x step) owns(key string) bool {
	for _, begins := range x.keys {
		if strings.HasPrefix(key, begins) {
			return true
		}
	}
	return false
}

const (
	margin    = 24
	gap       = 12
	widest    = 900 // of a page, in Fyne's units: longer lines are hard to read
	sizeTitle = 28
)

// show draws the page from its beginning and gives a field the keys, the first one unless one is named.
func (s *Setup) show(name string) {
	s.scroll = nil
	s.draw()
	if name == "" {
		name = s.first
	}
	s.focus(name)
}

// again draws the page anew where it stands. The field that is named gets the keys, or keeps them if none is.
func (s *Setup) again(name string) {
	for known, field := range s.fields {
		if name == "" && s.canvas != nil && s.canvas.Focused() == field {
			name = known
		}
	}
	at := s.scroll.Offset
	s.draw()
	s.scroll.ScrollToOffset(at)
	s.focus(name)
}

// draw makes the page anew: each is small, and what was answered is kept in the draft.
func (s *Setup) draw() {
	s.fields, s.first = map[string]fyne.Focusable{}, ""
	head := s.head()
	var parts []fyne.CanvasObject
	if s.asking {
		parts = s.leave()
	} else {
		parts = steps[s.step].page(s)
	}
	column := container.New(stacked(gap), parts...)
	s.scroll = container.NewVScroll(container.New(centred{}, column))
	page := container.NewBorder(head, s.foot(), nil, nil, s.scroll)
	s.root.Objects = []fyne.CanvasObject{look.NewPanel(look.Paper, 0), page}
	s.root.Refresh()
}

// head says where in the setup this is.
func (s *Setup) head() fyne.CanvasObject {
	title := look.NewText(s.say("title"), 20, look.Snow, true)
	row := []fyne.CanvasObject{title}
	for i, x := range steps[1:] {
		ink, bold := look.Mist, i+1 == s.step
		if bold {
			ink = look.Amber
		}
		row = append(row, look.NewText(s.say("step", "n", i+1, "name", s.say("head."+x.name)), look.SizeBody, ink, bold))
	}
	language := s.button("language", s.say("language"), coatBar, s.turn)
	language.frame, language.enter = true, false
	inside := container.NewBorder(nil, nil, nil, language, container.NewHBox(spread(row)...))
	return container.NewStack(look.NewPanel(look.Ink, 0), container.New(inset{margin, 10}, inside))
}

// spread puts room between the parts of a row.
func spread(parts []fyne.CanvasObject) (row []fyne.CanvasObject) {
	for _, o := range parts {
		row = append(row, o, space(gap, 0))
	}
	return row
}

// foot leads on and back.
func (s *Setup) foot() fyne.CanvasObject {
	back, next := s.say("back"), s.say("next")
	switch {
	case s.asking || s.step == 0:
		return space(0, margin)
	case s.writes:
		next = s.say("starting")
	case s.overtaken():
		next = s.say("use")
	case s.step == len(steps)-1:
		next = s.say("finish")
	}
	left, on := s.button("back", back, coatPlain, s.back), s.button("next", next, coatMain, s.next)
	left.frame, on.frame = true, true
	hint := look.NewText(s.say("hint"), look.SizeLeast, look.Slate, false)
	hint.SetAlign(fyne.TextAlignCenter)
	row := container.NewBorder(nil, nil, wide(140, left), wide(260, on), hint)
	edge := look.NewPanel(look.Line, 0)
	edge.SetMinSize(fyne.NewSize(0, 1))
	return container.NewBorder(edge, nil, nil, nil, container.NewStack(look.NewPanel(look.White, 0), container.New(inset{margin, 14}, row)))
}
