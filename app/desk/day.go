package desk

import (
	"fyne.io/fyne/v2"

	"paihao/queue"
)

// dayItem is the last item of the menu: it ends the day, or takes that back. It stands there and has no key of its own so
// that nobody hits it by accident.
func (d *Desk) dayItem() *fyne.MenuItem {
	item := fyne.NewMenuItem(d.m.say("day.close"), d.askCloseDay)
	if d.m.view.Closed {
		item = fyne.NewMenuItem(d.m.say("day.reopen"), d.reopenDay)
	}
	item.Disabled = !d.m.alive()
	return item
}

// askCloseDay says what becomes of the tickets when the day ends. The way back has the nearer key.
func (d *Desk) askCloseDay() {
	if d.m.view.Closed || !d.m.alive() {
		return
	}
	open := 0
	for _, s := range []queue.State{queue.Waiting, queue.Called, queue.Held, queue.Missed} {
		open += d.m.view.Totals[s]
	}
	day := d.m.view.Day
	d.put(func() question {
		return question{
			text:    d.m.say("ask.day", "day", day, "n", open),
			still:   func(m *moment) bool { return m.view.Day == day && !m.view.Closed },
			choices: []choice{d.back(), {text: d.m.say("ask.day.yes"), do: func() { d.send(queue.Command{Verb: queue.CloseDay}) }}},
		}
	})
}

// reopenDay takes back that the day was ended, whoever or whatever ended it.
func (d *Desk) reopenDay() { d.send(queue.Command{Verb: queue.Undo, Undoes: queue.DayClosing}) }
