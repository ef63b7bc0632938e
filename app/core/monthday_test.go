//go:build linux

package core_test

import (
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"paihao/queue"
)

const (
	arrivals = 8 // customers who come at once
	dayLong  = 9 * time.Hour
)

// play is one business day: customers come, are called, and some are left over. It ends when all messages are out and, if
// that is waited for, the nightly copy is made, ten seconds after the day began.
func (m *month) play(day, tickets int, copied bool) {
	m.t.Helper()
	morning := time.Date(2026, 3, 1+day, 8, 0, 0, 0, m.settings.Venue.Timezone)
	m.clock.walk(morning.Sub(m.clock.now()))
	m.refreshCodes()
	m.waitFor("codes", func() bool { return m.readCodes(morning) })
	for _, c := range []string{"1", "2", "3"} {
		m.do(queue.Command{Verb: queue.Open, Counter: c})
	}
	step := dayLong / time.Duration(tickets/arrivals)
	for n := 0; n < tickets; n += arrivals {
		m.clock.walk(step)
		var coming sync.WaitGroup
		for i := n; i < n+arrivals; i++ {
			coming.Go(func() { m.arrive(day, i) })
		}
		coming.Wait()
		m.work(n)
	}
	date := morning.Format(time.DateOnly)
	m.waitFor("the messages of "+date, func() bool { return m.pending() == 0 })
	if copied {
		m.waitFor("the copy of "+date, func() bool { return m.newestCopy() == date })
	}
	if v := m.kiosk.Queue.View(); v.Day != date || v.Totals[queue.Done] < tickets*6/10 {
		m.t.Errorf("on %s the day is %s, and %v; want that day and most of %d done", date, v.Day, v.Totals, tickets)
	}
}

// arrive is one customer, or every tenth time somebody at the desk. A third of a day's customers were here the day before.
func (m *month) arrive(day, i int) {
	if i%10 == 9 {
		m.do(queue.Command{Verb: queue.Take, Service: "social", Origin: queue.FromDesk})
		return
	}
	openid := openidOf(day, i)
	told := m.callback(openid, "<MsgType>event</MsgType><Event>SCAN</Event><EventKey>"+m.scenes[i%len(m.scenes)]+"</EventKey>")
	if !strings.Contains(told, "您的号码是") {
		m.t.Errorf("%s was told %q, want a number", openid, told)
	}
	switch {
	case i%20 == 3:
		m.says(openid, "取消")
	case i%15 == 4:
		m.says(openid, "状态")
	case i%25 == 7:
		m.says(openid, "延后")
	}
}

func openidOf(day, i int) string { return fmt.Sprintf("o%027d", 1_000_000+day*1400+i) }

func (m *month) says(openid, words string) {
	if told := m.callback(openid, "<MsgType>text</MsgType><Content>"+words+"</Content>"); told == "" || told == "success" {
		m.t.Errorf("%s said %s and was told %q", openid, words, told)
	}
}

// work lets counters call as many as have come. Every twelfth does not come: half of them are back later, the others expire.
func (m *month) work(n int) {
	for i := range arrivals {
		counter := strconv.Itoa(1 + i%3)
		out := m.do(queue.Command{Verb: queue.CallNext, Counter: counter})
		switch {
		case out.Ticket == nil:
		case (n+i)%12 == 5:
			m.do(queue.Command{Verb: queue.Miss, Ticket: out.Ticket.ID, Counter: counter})
			if (n+i)%24 == 5 {
				m.do(queue.Command{Verb: queue.Return, Ticket: out.Ticket.ID})
			}
		case (n+i)%3 == 0:
			m.do(queue.Command{Verb: queue.Start, Ticket: out.Ticket.ID, Counter: counter})
		}
	}
}

func (c *clock) walk(by time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(by)
}
