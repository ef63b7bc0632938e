//go:build unix

package queue_test

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"paihao/queue"
)

// lengths are the lines that are compared: of a small hall, ten times that of the largest, and ten times that.
var lengths = []int{10, 100_000, 1_000_000}

const (
	growthRounds = 9               // in each of them every length has its turn, so that the machine's mood is the same for all
	growthBurst  = 32              // acts of a kind in a row, by so many the shortest line grows meanwhile
	growthCalm   = 2 * time.Second // between two calls in the hall, so that a service of its 30 counters lasts a minute
	growthGlance = 30              // times as many of those that change nothing: so the processor warms to them, as in a busy hall
)

// cost is what one act came to in one round.
type cost struct{ wall, cpu, allocs float64 }

// spending is the cost of each act of a burst. The processor's time is that of the whole process.
func spending(n int, act func(i int)) cost {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	cpu, begin := spent(), time.Now()
	for i := range n {
		act(i)
	}
	wall, used := time.Since(begin), spent()-cpu
	runtime.ReadMemStats(&after)
	return cost{float64(wall) / float64(n), float64(used) / float64(n), float64(after.Mallocs-before.Mallocs) / float64(n)}
}

func spent() time.Duration {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// median is the middle of what the costs have of something.
func median(list []cost, of func(cost) float64) float64 {
	values := make([]float64, len(list))
	for i, c := range list {
		values[i] = of(c)
	}
	slices.Sort(values)
	return values[len(values)/2]
}

// reportGrowth tells what an act costs at each length, and how many times the processor's time with the shortest that is.
func reportGrowth(b *testing.B, costs [][]cost) {
	b.Helper()
	cpu := func(c cost) float64 { return c.cpu }
	for i, list := range costs {
		b.ReportMetric(median(list, cpu), fmt.Sprintf("cpu-ns-%d", lengths[i]))
		b.ReportMetric(median(list, func(c cost) float64 { return c.wall }), fmt.Sprintf("ns-%d", lengths[i]))
		b.ReportMetric(median(list, func(c cost) float64 { return c.allocs }), fmt.Sprintf("allocs-%d", lengths[i]))
		if i > 0 {
			b.ReportMetric(median(list, cpu)/median(costs[0], cpu), fmt.Sprintf("x10-%d", lengths[i]))
		}
	}
	b.ReportMetric(0, "ns/op") // of three lengths together it says nothing
}

// act is something a queue does, with what has to be done before a burst of it and after, which is not measured: it leaves
// the line as long as it was.
type act struct {
	name              string
	before, do, after func(a *actor, i int)
}

// actor does it, in the i-th place of a burst.
type actor struct {
	*hall
	waiting int
	news    <-chan queue.View
	rest    func()   // ends the news
	all     []string // some who wait, all over the line
	heads   []string // the first and the last of each line
	ends    []string
	tickets [growthBurst]string // that the burst is about
	round   int
}

func (a *actor) take(i int) { a.tickets[i] = a.mustTake(fmt.Sprint("s", i%12), "").ID }

// call comes a while after the last: services that last no time at all, and those that do, would make a hall of its own kind.
func (a *actor) call(i int) {
	a.clock.turn(growthCalm)
	a.tickets[i] = a.mustCall(fmt.Sprint("c", i%30)).ID
}

func (a *actor) step(i int, verb queue.Verb) {
	a.mustDo(queue.Command{Verb: verb, Ticket: a.tickets[i]})
}

// middle is somebody in the middle of their line, and which of the 12 lines that was at first.
func (a *actor) middle(i int) (id string, service int) {
	n := a.waiting + i%max(1, a.waiting/4)
	return fmt.Sprint("ticket ", n+1), n
}

// transfer sends somebody from the middle of a line to the middle of another, or back.
func (a *actor) transfer(i, by int) {
	id, service := a.middle(i)
	if a.waiting < growthBurst {
		service += i / (a.waiting / 4) // the same few go on and on
	}
	a.mustDo(queue.Command{Verb: queue.Transfer, Ticket: id, Service: fmt.Sprint("s", (service+by)%12)})
}

func (a *actor) look(ids ...string) {
	a.Look(func(b *queue.Book) {
		for _, id := range ids {
			if _, ok := b.Ticket(id); !ok {
				a.Fatalf("ticket %s: not in the book", id)
			}
		}
	})
}

// watched takes a ticket while somebody watches.
func (a *actor) watched(i int) {
	if a.take(i); i == 0 {
		ctx, rest := context.WithCancel(context.Background())
		a.news, a.rest = a.Watch(ctx), rest
	}
}

// see waits until the watcher has what was done last.
func (a *actor) see() {
	for want := a.View().Revision; (<-a.news).Revision < want; {
	}
}

var acts = []act{
	{"position", nil, func(a *actor, i int) {
		a.Look(func(b *queue.Book) { b.Ahead(a.all[(7*a.round+i)%len(a.all)]) })
	}, nil},
	{"estimate", nil, func(a *actor, i int) { a.look(a.all[(7*a.round+i)%len(a.all)]) }, nil},
	{"estimate of 12 heads", nil, func(a *actor, i int) { a.look(a.heads...) }, nil},
	{"estimate of 12 ends", nil, func(a *actor, i int) { a.look(a.ends...) }, nil},
	{"page", nil, func(a *actor, i int) {
		if p, err := a.Line(context.Background(), queue.Query{From: a.waiting / 2, Count: 5}); err != nil || p.Total < a.waiting {
			a.Fatalf("line: got %d, %v", p.Total, err)
		}
	}, nil},
	{"transfer", nil, func(a *actor, i int) { a.transfer(i, 1) }, func(a *actor, i int) { a.transfer(growthBurst-1-i, 0) }},
	{"take", nil, (*actor).take, func(a *actor, i int) { a.step(i, queue.Cancel) }},
	{"next", (*actor).take, (*actor).call, nil},
	{"next shown", (*actor).watched, func(a *actor, i int) { a.call(i); a.see() }, func(a *actor, i int) { a.rest() }},
	{"publish", nil, func(a *actor, i int) { a.View() }, nil},
	{
		"return", func(a *actor, i int) { a.take(i); a.call(i); a.step(i, queue.Miss) },
		func(a *actor, i int) { a.step(i, queue.Return) }, func(a *actor, i int) { a.step(i, queue.Cancel) },
	},
}

// burst does an act many times over.
func (a *actor) burst(act act) cost {
	a.round++
	aside := func(do func(*actor, int)) {
		for i := 0; do != nil && i < growthBurst; i++ {
			do(a, i)
		}
	}
	aside(act.before)
	n := growthBurst
	if act.before == nil && act.after == nil {
		n *= growthGlance
	}
	c := spending(n, func(i int) { act.do(a, i) })
	aside(act.after)
	return c
}

// mustActor opens the largest hall with so many waiting .
func mustActor(b *testing.B, waiting int) *actor {
	b.Helper()
	a := &actor{hall: mustGreat(b, waiting), waiting: waiting}
	for i := range 10_000 {
		a.all = append(a.all, fmt.Sprint("ticket ", waiting/2+1+i*7919%waiting))
	}
	for _, s := range a.options.Venue.Services {
		p, err := a.Line(context.Background(), queue.Query{Services: []string{s.ID}, Count: 1})
		if err != nil || p.Total == 0 {
			continue // the shortest line has not somebody for each
		}
		a.heads = append(a.heads, p.Tickets[0].ID)
		if p, err = a.Line(context.Background(), queue.Query{Services: []string{s.ID}, From: p.Total - 1, Count: 1}); err == nil {
			a.ends = append(a.ends, p.Tickets[0].ID)
		}
	}
	for i := 0; len(a.heads) < len(a.options.Venue.Services); i++ {
		a.heads, a.ends = append(a.heads, a.heads[i]), append(a.ends, a.ends[i])
	}
	return a
}

// BenchmarkColdPosition is what a position costs in a hall, where seconds lie between two that are asked for: nothing of the
// book is left in the processor's caches by then, in a short line no more than in a long one. Before each lookup a room larger
// than all caches is written to, which is not measured; then the id comes in, as with a request. Medians of wall time, since no
// other clock is fine enough; the 40 ns or so that this one takes are in them. "position" of BenchmarkGrowth asks many times in
// a row, so there the short line lies in the nearest cache and the long one in memory: it compares these two, and not the work.
func BenchmarkColdPosition(b *testing.B) {
	const lookups = 101
	room := make([]byte, 96<<20)
	var actors []*actor
	for _, waiting := range lengths {
		actors = append(actors, mustActor(b, waiting))
	}
	took := make([][]time.Duration, len(lengths))
	for b.Loop() {
		for k := range lookups {
			for i, a := range actors {
				for at := 0; at < len(room); at += 64 {
					room[at]++
				}
				id := strings.Clone(a.all[(7919*k)%len(a.all)])
				time.Now() // so that the clock is at hand
				begin, ahead := time.Now(), 0
				a.Look(func(b *queue.Book) { ahead = b.Ahead(id) })
				took[i] = append(took[i], time.Since(begin))
				if ahead < 0 || ahead >= a.waiting {
					b.Fatalf("ahead of %s: got %d of %d", id, ahead, a.waiting)
				}
			}
		}
	}
	for i, list := range took {
		b.ReportMetric(1e6*middle(list), fmt.Sprintf("ns-%d", lengths[i]))
		if i > 0 {
			b.ReportMetric(middle(list)/middle(took[0]), fmt.Sprintf("x10-%d", lengths[i]))
		}
	}
	b.ReportMetric(0, "ns/op")
}

// BenchmarkGrowth is what the queue's acts cost by how many wait, in a hall of 12 services and 30 counters: those of 100,000
// may take twice the processor's time of those of 10, and those of 1,000,000 three times. That is x10-…. An estimate costs
// as much at any length from some dozens on, which it walks call by call: there are fewer to walk with 10.
func BenchmarkGrowth(b *testing.B) {
	var actors []*actor
	for _, waiting := range lengths {
		actors = append(actors, mustActor(b, waiting))
	}
	for _, act := range acts {
		b.Run(act.name, func(b *testing.B) {
			costs := make([][]cost, len(lengths))
			for b.Loop() {
				for range growthRounds {
					for i, a := range actors {
						costs[i] = append(costs[i], a.burst(act))
					}
				}
			}
			reportGrowth(b, costs)
		})
	}
}
