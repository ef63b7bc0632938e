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
	did    *deed     // what was done
	undoes string    // the name of that command, or queue.DayClosing; empty when there is no way back by it
	took   string    // id of a walk-in's ticket: its number was told, so it is not undone but cancelled
	until  time.Time // all but the day
}

// deed is a command and what came of it.
type deed struct {
	command queue.Command
	out     queue.Outcome
}

// open tells whether there is a way back: for a step as long as the rules say, for a day until a ticket is taken.
func (u *undo) open(m *moment) bool {
	if u.undoes == queue.DayClosing {
		return m.view.Closed || m.taken() == 0
	}
	return (u.undoes != "" || u.took != "") && m.now.Before(u.until)
}

// over tells whether it says what was undone, from which no way leads back.
func (u *undo) over() bool { return u.did != nil && u.did.command.Verb == queue.Undo }

// told tells whether there is still something to say: as long as there is a way back, and of one that was taken as long.
func (u *undo) told(m *moment) bool { return u.open(m) || u.over() && m.now.Before(u.until) }

// counts tells whether the time for it is running out.
func (u *undo) counts(m *moment) bool { return u.undoes != queue.DayClosing && u.told(m) }

// note takes up that a command was carried out. What it does elsewhere than on a ticket or the day is seen elsewhere.
func (u *undo) note(m *moment, c queue.Command, out queue.Outcome) {
	did := &deed{c, out}
	if m.sayDone(did) == "" {
		return
	}
	*u = undo{did: did, undoes: c.Operation, until: m.now.Add(m.view.Rules.UndoWithin)}
	switch {
	case c.Verb == queue.Undo:
		u.undoes = ""
	case out.Day != nil:
		u.undoes = queue.DayClosing
	case c.Verb == queue.Take:
		u.undoes, u.took = "", out.Ticket.ID
	}
}

// sayDone is what a command did to a ticket or the day, empty when it did something else.
func (m *moment) sayDone(did *deed) string {
	c, out := did.command, did.out
	switch {
	case out.Day != nil && c.Verb == queue.Undo:
		return m.say("did.reopen", "day", out.Day.Date)
	case out.Day != nil:
		return m.say("did.close_day", "day", out.Day.Date)
	case c.Verb == queue.Undo:
		var numbers []string
		for _, t := range out.Restored {
			numbers = append(numbers, t.Number)
		}
		return m.say("did.undo", "number", strings.Join(numbers, " "))
	case out.Ticket == nil && out.Finished == nil:
		return ""
	case out.Ticket == nil:
		return m.say("did.finish", "number", out.Finished.Number)
	case c.Verb == queue.Take:
		return m.say("issued", "number", out.Ticket.Number)
	case c.Verb == queue.CallNext:
		return m.say("did.call", "number", out.Ticket.Number)
	}
	return m.say("did."+string(c.Verb), "number", out.Ticket.Number, "service", m.serviceName(out.Ticket.Service))
}

// takeBack undoes the last step of this desk, as long as that is possible, and not while the desk asks about another one.
func (d *Desk) takeBack() {
	d.m.now = d.o.Now()
	switch {
	case d.ask.open() || !d.undo.open(&d.m):
	case d.undo.took != "":
		d.send(queue.Command{Verb: queue.Cancel, Ticket: d.undo.took})
	default:
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
