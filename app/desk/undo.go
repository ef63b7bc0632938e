package desk

import (
	"encoding/hex"
	"io"
	"strings"
	"time"

	"paihao/queue"
)

// undo is how this desk's last step on a ticket, or its end of the day, can be taken back.
type undo struct {
	done   string    // what was done, in words
	undoes string    // the name of that command, or queue.DayClosing; empty when there is no way back
	until  time.Time // steps on tickets only
}

// open tells whether there is a way back: for a step as long as the rules say, for a day until a ticket is taken.
func (u *undo) open(m *moment) bool {
	if u.undoes == queue.DayClosing {
		return m.view.Closed || m.taken() == 0
	}
	return u.undoes != "" && m.now.Before(u.until)
}

// note takes up that a command was carried out. What it does elsewhere than on a ticket or the day is seen elsewhere.
func (u *undo) note(m *moment, c queue.Command, out queue.Outcome) {
	words := sayDone(m, c, out)
	if words == "" {
		return
	}
	*u = undo{done: words, undoes: c.Operation, until: m.now.Add(m.view.Rules.UndoWithin)}
	switch {
	case c.Verb == queue.Undo:
		u.undoes = ""
	case out.Day != nil:
		u.undoes = queue.DayClosing
	}
}

// sayDone is what a command did to a ticket or the day.
func sayDone(m *moment, c queue.Command, out queue.Outcome) string {
	switch {
	case out.Day != nil && c.Verb == queue.Undo:
		return say("did.reopen", "day", out.Day.Date)
	case out.Day != nil:
		return say("did.close_day", "day", out.Day.Date)
	case c.Verb == queue.Undo:
		var numbers []string
		for _, t := range out.Restored {
			numbers = append(numbers, t.Number)
		}
		return say("did.undo", "number", strings.Join(numbers, " "))
	case out.Ticket == nil && out.Finished == nil:
		return ""
	case out.Ticket == nil:
		return say("did.finish", "number", out.Finished.Number)
	case c.Verb == queue.CallNext:
		return say("did.call", "number", out.Ticket.Number)
	}
	return say("did."+string(c.Verb), "number", out.Ticket.Number, "service", m.service(out.Ticket.Service).Name)
}

// takeBack undoes the last step of this desk, as long as that is possible.
func (d *Desk) takeBack() {
	d.m.now = d.o.Now()
	if d.undo.open(&d.m) {
		d.send(queue.Command{Verb: queue.Undo, Undoes: d.undo.undoes})
	}
}

// name is a new name for a command, by which it can be undone. Without a name, it cannot.
func name(random io.Reader) string {
	b := make([]byte, 16)
	if _, err := io.ReadFull(random, b); err != nil {
		return ""
	}
	return "desk/" + hex.EncodeToString(b)
}
