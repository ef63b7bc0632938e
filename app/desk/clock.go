package desk

import "time"

// quick is how long an answer may take before buttons look as dead as they are. Most come sooner: then the press is seen by
// what it did, nothing flickers, and the window is not drawn once more while the call screen waits for its turn.
const quick = 100 * time.Millisecond

// due is when the desk changes by itself at the earliest: every second while a timer runs or something has to be asked for
// again, else with the minutes. Between these nothing is drawn.
func (d *Desk) due() time.Time {
	step := time.Minute
	if d.m.busy {
		return d.m.now.Add(quick)
	}
	if d.m.running || d.line.reader.failed || d.m.watched.failed {
		step = time.Second
	}
	return d.m.now.Truncate(step).Add(step)
}

// sayTime is the time of day, with seconds while something else on the desk moves with them.
func (m *moment) sayTime() string {
	if m.running {
		return m.clock(m.now)
	}
	return m.now.In(m.zone).Format("15:04")
}

// clock is a time of day in the venue's zone.
func (m *moment) clock(t time.Time) string { return t.In(m.zone).Format(time.TimeOnly) }
