package setup

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"paihao/app/look"
)

// counterColumns are the parts of the width that a counter's name, its English name and its services take.
var counterColumns = columns{3, 3, 6}

// chipsBeside is how many of a counter's services stand beside each other.
const chipsBeside = 6

// counters asks how many there are, what they are called, and which services each of them serves.
func (s *Setup) counters() []fyne.CanvasObject {
	count := look.NewText(strconv.Itoa(len(s.draft.Counters)), sizeTitle, look.Ink, true)
	count.SetAlign(fyne.TextAlignCenter)
	more := container.NewHBox(s.more("fewer", "-1", -1), wide(72, count), s.more("more", "+1", 1), s.more("many", "+5", 5))
	rows := []fyne.CanvasObject{container.New(counterColumns, caption(s.say("counter.name")), caption(s.say("counter.english")), caption(s.say("counter.services")))}
	for i := range s.draft.Counters {
		rows = append(rows, s.counter(i))
	}
	s.first = "more"
	return append(s.heading("counters"), container.New(stacked(3), caption(s.say("counter.count")), more), container.New(stacked(6), rows...))
}

// more is a button that changes how many counters there are. Enter goes on all the same.
func (s *Setup) more(name, words string, by int) fyne.CanvasObject {
	t := s.button(name, words, coatPlain, func() {
		s.found = nil
		s.draft.SetCounters(len(s.draft.Counters)+by, s.preset)
		s.again(name)
	})
	t.enter = false
	return wide(64, t)
}

// counter is the line of one counter.
func (s *Setup) counter(i int) fyne.CanvasObject {
	c := &s.draft.Counters[i]
	key := func(name string) string { return fmt.Sprintf("counter[%d].%s", i+1, name) }
	var chips []fyne.CanvasObject
	for _, x := range s.draft.Services {
		serves := s.draft.Serves(i, x.ID)
		words := cmp.Or(x.Prefix, x.Name)
		if len(s.draft.Services) <= 4 {
			words = x.Prefix + " " + x.Name
		}
		chips = append(chips, s.choice(key(x.ID), words, "", serves, func() { s.draft.Serve(i, x.ID, !serves) }))
	}
	name, english := s.names(key("name"), &c.Name, &c.NameEN)
	var rows []fyne.CanvasObject
	for few := range slices.Chunk(chips, chipsBeside) {
		rows = append(rows, even(few...))
	}
	row := container.New(counterColumns, name, english, container.New(stacked(4), rows...))
	return s.wrongBelow(row, key("name"), key("name_en"), key("services"))
}
