package desk

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// choose asks what is to be done with a ticket.
func (l *line) choose(i widget.ListItemID) {
	if t := l.reader.part().at(i); t != nil && l.desk.m.alive() && !l.desk.binder.open() {
		l.desk.unfocus(l.search)
		l.desk.askTicket(*t)
	}
}

// pick chooses what was searched for: the ticket with just that number, or the first that is found. While nobody knows yet
// what is found it waits for that, since staff and scanners type faster than a network answers.
func (l *line) pick() {
	p := l.reader.part()
	if l.picking = !p.known; l.picking || p.total == 0 {
		return
	}
	first := 0
	for i, t := range p.tickets {
		if t.Number == l.search.text {
			first = p.from + i
			break
		}
	}
	l.list.goTo(first)
	l.choose(first)
}

// walk takes a key that moves into the list, wherever it was pressed.
func (l *line) walk(key fyne.KeyName) {
	l.desk.focus(l.list)
	l.list.move(key)
}

// below takes a key from the search into the list.
func (l *line) below(key fyne.KeyName) bool {
	if key != fyne.KeyDown && key != fyne.KeyPageDown {
		return false
	}
	l.list.goTo(0)
	l.desk.focus(l.list)
	return true
}
