package queue_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"

	"paihao/queue"
)

// wish is one call of a history: a ticket is named by its number.
type wish struct {
	verb    queue.Verb
	counter string
	number  string // with Finish
}

// reply is what came of a wish; numbers are empty where there is no ticket.
type reply struct {
	number, finished string
	refused          bool
}

// counterHall is the small sequential hall that histories are held against: who waits, who is where, how many were taken.
type counterHall struct {
	waiting string // numbers, each with a blank behind
	at      [3]string
	taken   int
}

// step tells whether a hall in this state may give a reply to a wish, and what it is like then.
func (h counterHall) step(w wish, r reply) (bool, counterHall) {
	switch w.verb {
	case queue.Take:
		h.taken++
		want := fmt.Sprintf("A%03d", h.taken)
		h.waiting += want + " "
		return r == reply{number: want}, h
	case queue.CallNext:
		c := w.counter[0] - '1'
		want := reply{finished: h.at[c]}
		if h.waiting != "" {
			want.number, h.waiting = h.waiting[:4], h.waiting[5:]
		}
		h.at[c] = want.number
		return r == want, h
	default:
		c := slices.Index(h.at[:], w.number)
		if c < 0 {
			return r.refused, h
		}
		h.at[c] = ""
		return r == reply{number: w.number}, h
	}
}

var counterModel = porcupine.Model{
	Init: func() any { return counterHall{} },
	Step: func(state, input, output any) (bool, any) {
		return state.(counterHall).step(input.(wish), output.(reply))
	},
	DescribeOperation: func(input, output any) string {
		return fmt.Sprintf("%+v → %+v", input, output)
	},
}

// recorder lets clients press a hall at once, and notes when each wish was sent and answered.
type recorder struct {
	*hall
	ticks   atomic.Int64 // rises with each event, so that no two are at once
	mu      sync.Mutex
	history []porcupine.Operation
	called  []queue.Standing
}

// send carries a wish out.
func (rec *recorder) send(client int, w wish) {
	c := queue.Command{Verb: w.verb, Counter: w.counter}
	switch w.verb {
	case queue.Take:
		c.Service = "general"
	case queue.Finish:
		rec.mu.Lock()
		if len(rec.called) > 0 {
			t := rec.called[rand.IntN(len(rec.called))]
			c.Ticket, w.number = t.ID, t.Number
		}
		rec.mu.Unlock()
		if c.Ticket == "" {
			return
		}
	}
	op := porcupine.Operation{ClientId: client, Input: w, Call: rec.ticks.Add(1)}
	o, err := rec.Do(context.Background(), c)
	op.Return = rec.ticks.Add(1)
	r := reply{refused: errors.Is(err, queue.ErrWrongState)}
	if err != nil && !r.refused {
		rec.Errorf("%+v: %v", w, err)
	}
	rec.mu.Lock()
	defer rec.mu.Unlock()
	if o.Ticket != nil {
		r.number = o.Ticket.Number
		if w.verb == queue.CallNext {
			rec.called = append(rec.called, *o.Ticket)
		}
	}
	if o.Finished != nil {
		r.finished = o.Finished.Number
	}
	op.Output = r
	rec.history = append(rec.history, op)
}

// Whatever several people press at once: there is an order, that agrees with who was answered before whom asked, in which a
// hall with one clerk would have given the same answers.
func TestLinearizable(t *testing.T) {
	const clients, each = 4, 8
	v := venue()
	v.Services = v.Services[:1]
	for i := range v.Counters {
		v.Counters[i].Services = []string{"general"}
	}
	for n := range 300 * rounds() {
		rec := &recorder{hall: mustHall(t, v)}
		for _, c := range v.Counters {
			rec.mustDo(queue.Command{Verb: queue.Open, Counter: c.ID})
		}
		var all sync.WaitGroup
		for client := range clients {
			all.Go(func() {
				for range each {
					verb := []queue.Verb{queue.Take, queue.Take, queue.CallNext, queue.CallNext, queue.Finish}[rand.IntN(5)]
					w := wish{verb: verb}
					if verb == queue.CallNext {
						w.counter = v.Counters[rand.IntN(len(v.Counters))].ID
					}
					rec.send(client, w)
				}
			})
		}
		all.Wait()
		rec.mustClose()
		if res := porcupine.CheckOperationsTimeout(counterModel, rec.history, time.Minute); res != porcupine.Ok {
			t.Fatalf("history %d is %s, want it linearizable: %v", n, res, describe(rec.history))
		}
	}
}

func describe(history []porcupine.Operation) (lines []string) {
	for _, op := range history {
		lines = append(lines, fmt.Sprintf("%d–%d %s", op.Call, op.Return, counterModel.DescribeOperation(op.Input, op.Output)))
	}
	return lines
}

// A history that no hall could have is found out: the same ticket at two counters.
func TestNotLinearizable(t *testing.T) {
	history := []porcupine.Operation{
		{ClientId: 0, Input: wish{verb: queue.Take}, Output: reply{number: "A001"}, Call: 1, Return: 2},
		{ClientId: 0, Input: wish{verb: queue.CallNext, counter: "1"}, Output: reply{number: "A001"}, Call: 3, Return: 5},
		{ClientId: 1, Input: wish{verb: queue.CallNext, counter: "2"}, Output: reply{number: "A001"}, Call: 4, Return: 6},
	}
	if porcupine.CheckOperations(counterModel, history) {
		t.Errorf("one ticket called to two counters at once: got it found linearizable")
	}
}
