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
	called, inEnglish := s.names("venue.name", &s.draft.Name, &s.draft.NameEN)
	name := s.field("venue.name", "venue.name", "venue.name.hint", called)
	english := s.field("venue.name_en", "venue.english", "venue.english.hint", inEnglish)
	var tiles []fyne.CanvasObject
	for _, x := range spoken {
		tiles = append(tiles, s.choice(x.name, s.say("spoken."+x.name), "", slices.Equal(x.languages, s.draft.Languages), func() {
			s.draft.Languages = x.languages
		}))
	}
	return append(s.heading("venue"), name, english, container.New(stacked(3), caption(s.say("spoken")), even(tiles...)))
}
