package desk

import (
	"cmp"
	"slices"
	"time"

	"paihao/queue"
)

// ringing is what staff have to know now, the most urgent first: what stops the hall, who needs somebody, what stops a part
// of it, what can wait until tomorrow.
func (d *Desk) ringing() (all []alarm) {
	if !d.m.known {
		return nil
	}
	m := &d.m
	h := m.view.Health
	ring := func(is, bad bool, name string, args ...any) {
		if is {
			all = append(all, alarm{name: name, bad: bad, what: m.say(name+".what", args...), do: m.say(name+".do", args...)})
		}
	}
	press := func(b alarmButton) {
		all[len(all)-1].button = b
	}
	ring(m.lost, true, "lost")
	ring(!h.Writable, true, "failed")
	if !h.HelpAt.IsZero() {
		ring(true, true, "help", "place", cmp.Or(h.HelpTo, m.say("help.anywhere")), "time", h.HelpAt.In(m.zone).Format("15:04"))
		press(alarmButton{words: m.say("help.go"), key: &keyGo, press: d.come, ours: true, busy: d.coming})
	}
	if h.Overdue {
		name, words := "overdue", "day.close"
		if m.view.Closed {
			name, words = "next_day", "day.begin"
		}
		ring(true, true, name)
		press(alarmButton{words: m.say(words), press: d.askCloseDay})
	}
	if m.view.Closed {
		ring(true, false, "day_over")
		press(alarmButton{words: m.say("day.reopen"), press: d.reopenDay})
	}
	ring(h.Full && !m.view.Closed, true, "full")
	ring(h.Doubt, true, "doubt")
	all = append(all, m.crowded()...)
	ring(h.Printer == queue.PrinterNoPaper, false, "no_paper")
	ring(h.Printer == queue.PrinterSilent, false, "printer")
	ring(h.Unprinted != "", false, "unprinted", "numbers", h.Unprinted)
	ring(h.Voice == queue.VoiceMute, false, "voice")
	all = append(all, m.unheard()...)
	ring(h.Damaged > 0, false, "damaged")
	ring(h.NoCopy, false, "no_copy")
	return all
}

// crowded is what is wrong with the lines: people wait for a service that no counter calls from, or too long.
func (m *moment) crowded() (all []alarm) {
	if m.view.Closed {
		return nil
	}
	var left, long []queue.ServiceView
	for _, s := range m.view.Services {
		switch {
		case s.Waiting > 0 && !m.served(s.ID):
			left = append(left, s)
		case s.Waiting > 0 && m.long(s):
			long = append(long, s)
		}
	}
	if len(left) > 0 {
		n := 0
		for _, s := range left {
			n += s.Waiting
		}
		all = append(all, m.crowd("unserved", left, "n", n))
	}
	if len(long) > 0 {
		worst := slices.MaxFunc(long, func(a, b queue.ServiceView) int { return int(m.hardship(a) - m.hardship(b)) })
		all = append(all, m.crowd("long", long, "service", m.name(worst.Name, worst.NameEN), "wait", m.sayHardship(worst)))
	}
	return all
}

// crowd is an alarm about some services.
func (m *moment) crowd(name string, services []queue.ServiceView, args ...any) alarm {
	var ids []string
	for _, s := range services {
		ids = append(ids, s.ID)
	}
	args = append(args, "services", serviceNames(m, ids))
	return alarm{name: name, what: m.say(name+".what", args...), do: m.say(name+".do", args...)}
}

// long tells whether somebody has waited, or who comes now is to wait, longer than the rules would have it.
func (m *moment) long(s queue.ServiceView) bool {
	return s.Long(m.view.Rules) || m.waitedLong(s)
}

func (m *moment) waitedLong(s queue.ServiceView) bool {
	most := m.view.Rules.LongWait
	return most > 0 && !s.OldestAt.IsZero() && m.now.Sub(s.OldestAt) > most
}

// hardship is by what the worst of the long lines is found: what has been waited, or what is still to be.
func (m *moment) hardship(s queue.ServiceView) time.Duration {
	var wait time.Duration
	if s.Wait != nil {
		wait = s.Wait.High
	}
	return max(wait, m.now.Sub(s.OldestAt))
}

func (m *moment) sayHardship(s queue.ServiceView) string {
	if m.waitedLong(s) {
		return m.say("long.waited", "time", m.sayWaited(m.now.Sub(s.OldestAt)))
	}
	return m.say("long.wait", "time", m.sayWait(s.Wait))
}

// served tells whether some open counter calls from a service's line.
func (m *moment) served(service string) bool {
	return slices.ContainsFunc(m.view.Counters, func(c queue.CounterView) bool {
		return c.State == queue.CounterOpen && slices.Contains(c.Services, service)
	})
}

// unheard is that WeChat does not do what it is asked for: it refuses, and there is something to do about it, or is silent.
func (m *moment) unheard() []alarm {
	h := m.view.Health
	since := h.Since.In(m.zone).Format("15:04")
	switch name := "refused." + h.Cause; {
	case h.WeChat == queue.WeChatUnreachable:
		return []alarm{{name: "silent", what: m.say("silent.what", "time", since), do: m.say("silent.do")}}
	case h.WeChat == queue.WeChatRefused && m.known && m.has(name+".what"): // a limit by the minute passes by itself
		return []alarm{{name: name, what: m.say(name + ".what"), do: m.say(name+".do", "address", h.Address)}}
	}
	return nil
}
