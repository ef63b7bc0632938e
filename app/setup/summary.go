package setup

import (
	"cmp"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"paihao/app/config"
	"paihao/app/look"
)

// summary shows all answers before they are written, and where.
func (s *Setup) summary() []fyne.CanvasObject {
	s.first = "next"
	parts := s.heading("summary")
	for _, line := range [][2]string{
		{"head.venue", strings.TrimSpace(s.draft.Name + "  " + s.draft.NameEN)},
		{"head.services", s.named()},
		{"head.counters", s.say("summary.counters", "n", len(s.draft.Counters), "first", s.draft.Counters[0].Name)},
		{"head.wechat", s.account()},
		{"printer", s.printed()},
		{"voice", s.loud()},
		{"summary.path", s.o.Path},
	} {
		parts = append(parts, container.New(columns{1, 5}, caption(s.say(line[0])), newSentence(line[1], look.Ink)))
	}
	for _, m := range s.found {
		parts = append(parts, newSentence(m.Key+": "+s.mistake(m.Key), look.Red))
	}
	switch {
	case s.writes:
		parts = append(parts, newSentence(s.say("written"), look.Green))
	case s.overtaken():
		parts = append(parts, newSentence(s.say("overtaken", "path", s.o.Path), look.Red))
	case s.failed != nil:
		parts = append(parts, newSentence(s.say("failed", "path", s.o.Path), look.Red))
	}
	return parts
}

// named are the services with the letters of their numbers.
func (s *Setup) named() string {
	var all []string
	for _, x := range s.draft.Services {
		all = append(all, strings.TrimSpace(x.Prefix+" "+s.words(config.Words{ZH: x.Name, EN: cmp.Or(x.NameEN, x.Name)})))
	}
	return strings.Join(all, s.say("list"))
}

func (s *Setup) account() string {
	if s.draft.Trial {
		return s.say("wechat.trial") + s.say("summary.trial")
	}
	return s.say("wechat.account") + " " + s.draft.AppID
}

func (s *Setup) printed() string {
	if s.draft.Printer == config.NoPrinter {
		return s.say("printer.none")
	}
	return s.draft.Printer + "  " + s.say("paper.mm", "n", s.draft.Paper)
}

func (s *Setup) loud() string {
	if !s.draft.Voice {
		return s.say("voice.off")
	}
	return s.say("voice.on") + "  " + s.say("volume.n", "n", s.draft.Volume)
}
