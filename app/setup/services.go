package setup

import (
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"paihao/app/config"
	"paihao/app/look"
)

// serviceColumns are the parts of the width that a service's name, its English name, letter, minutes and button take.
var serviceColumns = columns{4, 4, 1.2, 1.4, 1.2}

// services asks what can be queued for, beginning from the usual hall of a kind of venue.
func (s *Setup) services() []fyne.CanvasObject {
	var kinds []fyne.CanvasObject
	for _, p := range config.Presets() {
		kinds = append(kinds, s.choice("preset."+p.Key, s.say("preset."+p.Key), "", p.Key == s.preset.Key, func() {
			s.preset, s.found = p, nil
			s.draft.Take(p)
		}))
	}
	head := container.New(serviceColumns, caption(s.say("service.name")), caption(s.say("service.english")),
		caption(s.say("service.prefix")), caption(s.say("service.minutes")), space(0, 0))
	rows := []fyne.CanvasObject{head}
	for i := range s.draft.Services {
		rows = append(rows, s.service(i))
	}
	parts := append(s.heading("services"), even(kinds...), container.New(stacked(6), rows...))
	if wrong := s.mistake("service"); wrong != "" {
		parts = append(parts, newSentence(wrong, look.Red))
	}
	return append(parts, container.NewHBox(s.button("service.add", s.say("service.add"), coatPlain, s.addService)))
}

// service is the line of one service.
func (s *Setup) service(i int) fyne.CanvasObject {
	x := &s.draft.Services[i]
	key := func(name string) string { return fmt.Sprintf("service[%d].%s", i+1, name) }
	name, english := s.names(key("name"), &x.Name, &x.NameEN)
	row := container.New(serviceColumns, name, english,
		s.entry(key("prefix"), x.Prefix, func(text string) { x.Prefix = strings.ToUpper(text) }),
		s.entry(key("minutes"), strconv.Itoa(x.Minutes), func(text string) { x.Minutes = number(text) }),
		s.button(fmt.Sprintf("service.remove.%d", i), s.say("remove"), coatPlain, func() { s.removeService(i) }),
	)
	return s.wrongBelow(row, key("id"), key("name"), key("name_en"), key("prefix"), key("minutes"))
}

// wrongBelow is a line with what is wrong with the answers in it.
func (s *Setup) wrongBelow(row fyne.CanvasObject, keys ...string) fyne.CanvasObject {
	parts := []fyne.CanvasObject{row}
	for _, k := range keys {
		if wrong := s.mistake(k); wrong != "" {
			parts = append(parts, newSentence(wrong, look.Red))
		}
	}
	return container.New(stacked(0), parts...)
}

func (s *Setup) addService() {
	if s.draft.AddService(s.say("service.new"), "") {
		s.again(fmt.Sprintf("service[%d].name", len(s.draft.Services)))
	}
}

// removeService leaves the last one: a venue without services gives out no tickets.
func (s *Setup) removeService(i int) {
	if len(s.draft.Services) > 1 {
		s.found = nil
		s.draft.RemoveService(i)
		s.again("service.add")
	}
}

// number is a number of minutes; 0, which the settings refuse, for what is none.
func number(text string) int {
	n, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil {
		return 0
	}
	return n
}
