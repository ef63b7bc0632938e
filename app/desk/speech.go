package desk

import (
	"image/color"

	"paihao/app/look"
	"paihao/assets"
)

// speech is how a desk speaks: its language, and the titles that change with it and with nothing else.
type speech struct {
	language assets.Language
	titles   []title
}

// title is a text that stands where it stands, whatever happens in the hall.
type title struct {
	text *look.Text
	key  string
}

// say gives a text of the desk.
func (s *speech) say(key string, args ...any) string {
	return look.Say(s.language, "desk."+key, args...)
}

// inOther gives a text of the desk in the other language.
func (s *speech) inOther(key string) string { return look.Say(s.language.Other(), "desk."+key) }

// title makes a text that keeps its words for as long as the language stays.
func (s *speech) title(key string, size float32, ink color.Color, bold bool) *look.Text {
	return s.entitle(look.NewText("", size, ink, bold), key)
}

// entitle makes a text a title.
func (s *speech) entitle(text *look.Text, key string) *look.Text {
	s.titles = append(s.titles, title{text, key})
	text.SetText(s.say(key))
	return text
}

// speak changes the language of all titles. What else is said is said anew when it is drawn.
func (s *speech) speak(l assets.Language) {
	s.language = l
	for _, t := range s.titles {
		t.text.SetText(s.say(t.key))
	}
}

// name is a name in the desk's language; without an English one it is the Chinese one.
func (s *speech) name(zh, en string) string {
	if s.language == assets.EN && en != "" {
		return en
	}
	return zh
}

// has tells whether the desk has words for a key.
func (s *speech) has(key string) bool { return s.say(key) != "desk."+key }
