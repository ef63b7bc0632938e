package take

import (
	"fyne.io/fyne/v2"

	"paihao/app/look"
)

// foot is the buttons that always work: larger type, the other language, and somebody to help.
type foot struct{ large, language, help *button }

func newFoot(w *Window) *foot {
	return &foot{
		large:    newButton(w, func() { w.manner = manner{other: w.manner.other, large: !w.manner.large} }),
		language: newButton(w, func() { w.manner.other = !w.manner.other }),
		help:     newButton(w, w.call),
	}
}

func (f *foot) objects() []fyne.CanvasObject {
	return append(append(f.large.objects(), f.language.objects()...), f.help.objects()...)
}

func (f *foot) draw(m *moment, g grid) {
	if m.page == pageResult {
		look.Show(false, f.objects()...)
		return
	}
	shown := []*button{f.large}
	look.Show(true, f.large.objects()...)
	for b, wanted := range map[*button]bool{f.language: m.others != "", f.help: m.help != helpNone} {
		look.Show(wanted, b.objects()...)
	}
	if m.others != "" {
		shown = append(shown, f.language)
	}
	if m.help != helpNone {
		shown = append(shown, f.help)
	}
	size := g.size(3.4)
	for i, b := range shown {
		at := g.foot.Cell(i, len(shown), 1, g.gap)
		switch b {
		case f.large:
			f.drawLarge(at, m, g, size)
		case f.language:
			own := look.Say(m.others, "take.language."+string(m.others))
			b.draw(at, g, size, coatPlain, true, phrase{own, look.Say(m.first, "take.language."+string(m.others))}.trimmed())
		case f.help:
			f.drawHelp(at, m, g, size)
		}
	}
}

func (f *foot) drawLarge(at look.Box, m *moment, g grid, size float32) {
	if m.manner.large {
		f.large.draw(at, g, size, coatOn, true, m.say("take.large.off"))
		return
	}
	f.large.draw(at, g, size, coatPlain, true, m.say("take.large"))
}

func (f *foot) drawHelp(at look.Box, m *moment, g grid, size float32) {
	looks := map[helpState]struct {
		key  string
		coat coat
	}{
		helpReady: {"take.help", coatPlain}, helpAsking: {"take.help.asking", coatDead},
		helpComing: {"take.help.coming", coatTold}, helpFailed: {"take.help.failed", coatSorry},
	}[m.help]
	f.help.draw(at, g, size, looks.coat, m.help == helpReady, m.say(looks.key))
}
