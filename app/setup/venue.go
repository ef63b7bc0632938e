package setup

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"paihao/assets"
)

// spoken are the languages that the public windows may have, the first of two first and large.
var spoken = []struct {
	name      string
	languages []assets.Language
}{
	{"both", []assets.Language{assets.ZH, assets.EN}},
	{"english", []assets.Language{assets.EN, assets.ZH}},
	{"chinese.only", []assets.Language{assets.ZH}},
	{"english.only", []assets.Language{assets.EN}},
}

// venue asks what the place is called, and in what language its windows are.
func (s *Setup) venue() []fyne.CanvasObject {
	name := s.field("venue.name", "venue.name", "venue.name.hint", s.entry("venue.name", s.draft.Name, func(text string) { s.draft.Name = text }))
	english := s.field("venue.name_en", "venue.english", "venue.english.hint",
		s.entry("venue.name_en", s.draft.NameEN, func(text string) { s.draft.NameEN = text }))
	var tiles []fyne.CanvasObject
	for _, x := range spoken {
		tiles = append(tiles, s.choice(x.name, s.say("spoken."+x.name), "", slices.Equal(x.languages, s.draft.Languages), func() {
			s.draft.Languages = x.languages
		}))
	}
	return append(s.heading("venue"), name, english, container.New(stacked(3), caption(s.say("spoken")), even(tiles...)))
}
