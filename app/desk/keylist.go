package desk

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"paihao/app/look"
)

// newKeyList is the list of all keys and what they do.
func newKeyList(d *Desk) *sheet {
	s := d.m.speech
	var rows []fyne.CanvasObject
	add := func(cap, words string) {
		room := sized(118, 25, container.NewHBox(newKeycap(cap, 13)))
		rows = append(rows, row(gap, 1, room, s.title(words, look.SizeBody, look.Ink, false)))
	}
	for _, b := range d.bindings() {
		add(b.String(), b.words)
	}
	for _, l := range d.series() {
		add(chord{key: "1…9", modifier: l.modifier}.String(), l.words)
	}
	add("↑↓/Home/End", "key.move")
	half := (len(rows) + 1) / 2
	heading := row(gap, 0, s.title("key.list", look.SizeList, look.Ink, true), newKeycap(keyHelp.String(), look.SizeLeast))
	lists := container.NewGridWithColumns(2, column(0, -1, rows[:half]...), column(0, -1, rows[half:]...))
	return newSheet(column(gap, 1, heading, lists))
}
