package setup

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"paihao/app/config"
	"paihao/app/look"
)

// way is how a printer is reached: how its address begins, and what stands there before somebody has said.
type way struct{ name, begins, usual string }

var ways = []way{
	{"none", config.NoPrinter, ""},
	{"network", "tcp://", "192.168.1.50:9100"},
	{"device", "file:", "/dev/usb/lp0"},
	{"system", "spool:", "POS-80"},
}

// wayOf is the name of the way that a printer's address is of.
func wayOf(address string) string {
	for _, w := range ways {
		if strings.HasPrefix(address, w.begins) {
			return w.name
		}
	}
	return "none"
}

// devices asks for the printer of slips and the voice, and tries both.
func (s *Setup) devices() []fyne.CanvasObject {
	parts := append(s.heading("devices"), s.printer()...)
	return append(parts, s.voice()...)
}

func (s *Setup) printer() []fyne.CanvasObject {
	var tiles []fyne.CanvasObject
	var chosen way
	for _, w := range ways {
		if w.name == s.way {
			chosen = w
		}
		tiles = append(tiles, s.choice("printer."+w.name, s.say("printer."+w.name), "", w.name == s.way, func() {
			s.way, s.paper, s.found = w.name, outcome{}, nil
			s.draft.Printer = w.begins + w.usual
		}))
	}
	parts := []fyne.CanvasObject{container.New(stacked(3), caption(s.say("printer")), even(tiles...))}
	if chosen.begins == config.NoPrinter {
		return parts
	}
	address := s.entry("printer.url", strings.TrimPrefix(s.draft.Printer, chosen.begins), func(text string) { s.draft.Printer = chosen.begins + strings.TrimSpace(text) })
	var papers []fyne.CanvasObject
	for _, mm := range []int{58, 80} {
		papers = append(papers, s.choice("paper."+strconv.Itoa(mm), s.say("paper.mm", "n", mm), "", s.draft.Paper == mm, func() { s.draft.Paper = mm }))
	}
	where := container.New(columns{3, 2}, s.field("printer.url", "printer.at."+chosen.name, "", address),
		container.New(stacked(3), caption(s.say("paper")), even(papers...)))
	return append(parts, where, s.trial("try.paper", &s.paper, s.o.Print))
}

func (s *Setup) voice() []fyne.CanvasObject {
	on := s.choice("voice.on", s.say("voice.on"), "", s.draft.Voice, func() { s.draft.Voice = true })
	off := s.choice("voice.off", s.say("voice.off"), "", !s.draft.Voice, func() { s.draft.Voice = false })
	parts := []fyne.CanvasObject{caption(s.say("voice")), even(on, off)}
	if !s.draft.Voice {
		return []fyne.CanvasObject{container.New(stacked(3), parts...)}
	}
	var volumes []fyne.CanvasObject
	for _, n := range []int{20, 40, 60, 80, 100} {
		volumes = append(volumes, s.choice("volume."+strconv.Itoa(n), s.say("volume.n", "n", n), "", s.draft.Volume == n, func() { s.draft.Volume = n }))
	}
	return []fyne.CanvasObject{
		container.New(stacked(3), parts...), even(volumes...), s.trial("try.sound", &s.sound, s.o.Listen),
	}
}

// trial is a button that tries a device, and beside it how that went.
func (s *Setup) trial(name string, now *outcome, do func(context.Context, config.Draft) error) fyne.CanvasObject {
	button := s.button(name, s.say(name), coatPlain, func() { s.try(now, name, do) })
	button.enter = false // after a try Enter goes on, as the foot says
	return container.New(columns{1, 3}, button, s.told(name, now))
}

// told is how the last try went.
func (s *Setup) told(name string, now *outcome) *sentence {
	switch {
	case now.busy:
		return newSentence(s.say(name+".busy"), look.Ink)
	case now.err != nil:
		return newSentence(s.o.Words(s.o.Language, now.err), look.Red)
	case now.done:
		return newSentence(s.say(name+".done"), look.Green)
	}
	return newSentence(s.say(name+".hint"), look.Slate)
}
