package queue_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"paihao/queue"
)

// guest is somebody who comes to a hall whose counters take the same time for everybody.
type guest struct {
	minute int // of arrival
	class  queue.Class
	number string
	called int // minute, by the queue
	fair   int // minute, first come first served
}

// lobby is one line for so many counters, and each customer takes so many minutes.
type lobby struct {
	*hall
	counters, takes int
	guests          []guest
}

// drawLobby draws a hall, its priority rules and who comes when.
func drawLobby(r *rapid.T, ratio queue.Ratio, delay time.Duration) *lobby {
	l := &lobby{counters: rapid.IntRange(1, 4).Draw(r, "counters"), takes: rapid.IntRange(1, 6).Draw(r, "minutes each")}
	v := venue()
	v.Services, v.Counters = v.Services[:1], nil
	v.Services[0].Minutes = l.takes
	for i := range l.counters {
		v.Counters = append(v.Counters, queue.Counter{ID: fmt.Sprint(i), Services: []string{"general"}})
	}
	v.Rules = queue.Rules{Priority: ratio, MaxPriorityDelay: delay}
	l.hall = mustHall(r, v)
	for _, c := range v.Counters {
		l.mustDo(queue.Command{Verb: queue.Open, Counter: c.ID})
	}
	minute := 0
	hurried := rapid.IntRange(1, 9).Draw(r, "priority of ten")
	for range rapid.IntRange(1, 60).Draw(r, "guests") {
		minute += rapid.SampledFrom([]int{0, 0, 0, 1, 1, 2, 5}).Draw(r, "later")
		g := guest{minute: minute}
		if rapid.IntRange(0, 9).Draw(r, "class") < hurried {
			g.class = queue.Priority
		}
		l.guests = append(l.guests, g)
	}
	return l
}

// run lets the day go by, minute by minute: who is due leaves, guests come, free counters call.
func (l *lobby) run(come func()) {
	busy := make([]int, l.counters) // until when
	came, waiting := 0, 0
	for minute := 0; came < len(l.guests) || waiting > 0; minute++ {
		for ; came < len(l.guests) && l.guests[came].minute == minute; came++ {
			o := l.mustDo(queue.Command{Verb: queue.Take, Service: "general", Class: l.guests[came].class})
			l.guests[came].number = o.Ticket.Number
			waiting++
			come()
		}
		for c := range busy {
			if busy[c] > minute {
				continue
			}
			if t := l.mustDo(queue.Command{Verb: queue.CallNext, Counter: fmt.Sprint(c)}).Ticket; t != nil {
				i := slices.IndexFunc(l.guests, func(g guest) bool { return g.number == t.Number })
				l.guests[i].called, busy[c] = minute, minute+l.takes
				waiting--
			}
		}
		l.clock.turn(time.Minute)
	}
}

// beFair notes when everybody would be called in the order they came.
func (l *lobby) beFair() {
	busy := make([]int, l.counters)
	for i := range l.guests {
		c := slices.Index(busy, slices.Min(busy))
		l.guests[i].fair = max(l.guests[i].minute, busy[c])
		busy[c] = l.guests[i].fair + l.takes
	}
}

// However many priority tickets come, nobody is called more than MaxPriorityDelay, and one customer's time, later than first
// come, first served would call them; and no priority ticket later than that.
func TestPriorityPromise(t *testing.T) {
	checkInBubble(t, func(r *rapid.T) {
		ratio := queue.Ratio{Priority: rapid.IntRange(1, 3).Draw(r, "priority"), Ordinary: rapid.IntRange(0, 3).Draw(r, "ordinary")}
		delay := rapid.IntRange(0, 40).Draw(r, "delay")
		l := drawLobby(r, ratio, time.Duration(delay)*time.Minute)
		defer l.mustClose()
		l.run(func() {})
		l.beFair()
		for _, g := range l.guests {
			if late := g.called - g.fair; g.class == queue.Priority && late > 0 || late > delay+l.takes {
				r.Fatalf("%s of class %d: called %d minutes later than first come, first served would, want at most %d for ordinary ones: %+v",
					g.number, g.class, late, delay+l.takes, l.guests)
			}
		}
	})
}

// While nobody has waited too long, at most Ordinary ordinary tickets stand before the first priority ticket and between two,
// and at most Priority of these together before an ordinary one that came before them.
func TestPriorityRatio(t *testing.T) {
	checkInBubble(t, func(r *rapid.T) {
		ratio := queue.Ratio{Priority: rapid.IntRange(1, 3).Draw(r, "priority"), Ordinary: rapid.IntRange(1, 3).Draw(r, "ordinary")}
		l := drawLobby(r, ratio, 1000*time.Hour)
		defer l.mustClose()
		l.run(func() {
			ordinary, overtook := 0, []string{}
			for _, t := range l.inLine() {
				if t.Class == queue.Priority {
					if ordinary > ratio.Ordinary {
						r.Fatalf("%d ordinary tickets before %s, want at most %d of %v", ordinary, t.Number, ratio.Ordinary, numbers(l))
					}
					ordinary, overtook = 0, append(overtook, t.Number)
					continue
				}
				if n := overtaken(t.Number, overtook); n > ratio.Priority {
					r.Fatalf("%d priority tickets together went before %s, want at most %d of %v", n, t.Number, ratio.Priority, numbers(l))
				}
				ordinary, overtook = ordinary+1, nil
			}
		})
	})
}

// overtaken counts those that came after a number.
func overtaken(number string, by []string) (n int) {
	for _, other := range by {
		if other > number {
			n++
		}
	}
	return n
}

func numbers(l *lobby) (list []string) {
	for _, t := range l.inLine() {
		list = append(list, fmt.Sprintf("%s of class %d", t.Number, t.Class))
	}
	return list
}

// Nobody is passed by more priority tickets than MaxPriorityDelay has room for: as many as the open counters call in that time.
func TestAgeing(t *testing.T) {
	for counters, room := range map[int]int{0: 2, 1: 2, 2: 4, 3: 6} { // 10 minutes, 5 each
		v := venue()
		v.Services, v.Counters = v.Services[:1], nil
		v.Rules.Priority, v.Rules.MaxPriorityDelay = queue.Ratio{Priority: 9, Ordinary: 0}, 10*time.Minute
		for i := range 3 {
			v.Counters = append(v.Counters, queue.Counter{ID: fmt.Sprint(i), Services: []string{"general"}})
		}
		h := mustHall(t, v)
		for i := range counters {
			h.mustDo(queue.Command{Verb: queue.Open, Counter: fmt.Sprint(i)})
		}
		id := h.mustTake("general", "").ID
		for range 9 {
			h.mustDo(queue.Command{Verb: queue.Take, Service: "general", Class: queue.Priority})
		}
		if got := h.ticket(id).Ahead; got != room {
			t.Errorf("%d counters open: got %d priority tickets before an ordinary one, want %d", counters, got, room)
		}
		h.mustClose()
	}
}

// Without priority it is first come, first served: no counter calls a ticket while an older one waits that it serves.
func TestFirstComeFirstServed(t *testing.T) {
	checkInBubble(t, func(r *rapid.T) {
		h := mustHall(r, venue())
		defer h.mustClose()
		for _, c := range h.options.Venue.Counters {
			h.mustDo(queue.Command{Verb: queue.Open, Counter: c.ID})
		}
		var waiting []queue.Standing
		r.Repeat(map[string]func(*rapid.T){
			"take": func(r *rapid.T) {
				waiting = append(waiting, h.mustTake(rapid.SampledFrom(h.options.Venue.Services).Draw(r, "service").ID, ""))
			},
			"next": func(r *rapid.T) {
				c := rapid.SampledFrom(h.options.Venue.Counters).Draw(r, "counter")
				i := slices.IndexFunc(waiting, func(t queue.Standing) bool { return slices.Contains(c.Services, t.Service) })
				got := h.mustDo(queue.Command{Verb: queue.CallNext, Counter: c.ID}).Ticket
				switch {
				case i < 0 && got != nil, i >= 0 && (got == nil || got.ID != waiting[i].ID):
					r.Fatalf("next at %s: got %s, want number %d of %v", c.ID, lineOrNone(got), i, waiting)
				case i >= 0:
					waiting = slices.Delete(waiting, i, i+1)
				}
			},
			"clock": func(r *rapid.T) {
				h.clock.turn(time.Duration(rapid.IntRange(-3600, 3600).Draw(r, "seconds")) * time.Second)
			},
		})
	})
}
