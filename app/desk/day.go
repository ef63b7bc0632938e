package desk

import "paihao/queue"

// askCloseDay says what becomes of the tickets when the day ends. The way back has the nearer key.
func (d *Desk) askCloseDay() {
	switch {
	case !d.m.alive():
		return
	case d.m.view.Closed:
		d.askNextDay()
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
			choices: []choice{d.back(), {text: d.m.say("ask.day.yes"), do: d.closeDay}},
		}
	})
}

// askNextDay asks for staff's word that the clock is right, when it says that the next day has come and is in doubt.
func (d *Desk) askNextDay() {
	if !d.m.view.Health.Overdue {
		return
	}
	d.put(func() question {
		return question{
			text:    d.m.say("ask.next_day", "time", d.m.now.In(d.m.zone).Format("2006-01-02 15:04")),
			still:   func(m *moment) bool { return m.view.Closed && m.view.Health.Overdue },
			choices: []choice{d.back(), {text: d.m.say("ask.next_day.yes"), do: d.closeDay}},
		}
	})
}

func (d *Desk) closeDay() { d.send(queue.Command{Verb: queue.CloseDay}) }

// reopenDay takes back that the day was ended, whoever or whatever ended it.
func (d *Desk) reopenDay() { d.send(queue.Command{Verb: queue.Undo, Undoes: queue.DayClosing}) }
