package queue

import (
	"sync"
	"testing"
	"time"
)

// bank is a book of a large hall in its afternoon, all counters open, with as many past days as count.
func bank(services, counters int) (*Book, time.Time) {
	v, s := bankDay(services, counters)
	b := newBook(v)
	day := time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)
	for i := range daysKept {
		b.days = append(b.days, Day{Date: day.AddDate(0, 0, i-daysKept).Format(time.DateOnly), Seq: uint64(i), Summary: s})
	}
	var open []CounterRecord
	for _, c := range v.Counters {
		open = append(open, CounterRecord{ID: c.ID, Day: "2026-11-20", State: CounterOpen, Turns: []Turn{{At: day.Add(9 * time.Hour), State: CounterOpen}}})
	}
	b.apply(Change{Days: []Day{{Date: "2026-11-20", Seq: daysKept}}, Counters: open})
	return b, day.Add(10 * time.Hour)
}

// finished is a ticket that has been served for ten minutes.
func finished(b *Book, seq uint64, at time.Time) *Ticket {
	service, counter := b.venue.Counters[0].Services[0], b.venue.Counters[0].ID
	return &Ticket{
		ID: "a", Service: service, State: Done, Counter: counter, Steps: []Step{
			{Seq: seq, What: Take, At: at, Service: service},
			{Seq: seq + 1, What: CallNext, At: at.Add(time.Minute), Counter: counter},
			{Seq: seq + 2, What: Finish, At: at.Add(11 * time.Minute), Counter: counter},
		},
	}
}

// An outlook is kept for its minute, until something is learned or a counter turns.
func TestOutlookKept(t *testing.T) {
	b, now := bank(4, 6)
	first := b.outlook(now)
	if b.outlook(now.Add(59*time.Second)) != first {
		t.Error("in the same minute it was made anew")
	}
	done := finished(b, 1, now.Add(-time.Hour))
	for _, step := range done.Steps[1:] {
		b.note(done, step)
	}
	learned := b.outlook(now)
	if learned == first || learned.service[0] <= first.service[0] {
		t.Errorf("after a service of 10 minutes where 5 are usual: %v, before %v", learned.service[0], first.service[0])
	}
	b.unnote(done, done.Steps[1])
	b.unnote(done, done.Steps[2])
	if back := b.outlook(now); back.service[0] != first.service[0] || back.walk != first.walk || back.gap != first.gap {
		t.Errorf("taken back: %+v, want %+v", back.costs, first.costs)
	}
	b.apply(Change{Counters: []CounterRecord{{ID: "counter-0", Day: "2026-11-20", State: CounterClosed, Turns: []Turn{
		{At: now.Add(-time.Hour), State: CounterOpen}, {At: now, State: CounterClosed},
	}}}})
	if shut := b.outlook(now); len(shut.plans[0]) > 0 && shut.plans[0][0].from <= 0 || len(shut.plans[1]) == 0 || shut.plans[1][0].from > 0 {
		t.Errorf("after a counter was closed: %v and %v", shut.plans[0], shut.plans[1])
	}
	if later := b.outlook(now.Add(time.Minute)); later.at != now.Add(time.Minute) {
		t.Errorf("a minute later it is of %v", later.at)
	}
}

// Each part that is left out changes what it knows of, and nothing else.
func TestOutlookWithout(t *testing.T) {
	b, now := bank(4, 6)
	with := b.outlook(now)
	for part, gone := range map[Part]func(o *outlook) bool{
		PartLearning: func(o *outlook) bool { return o.shape == firstShape && o.usual[0] == 300 },
		PartTurnover: func(o *outlook) bool { return o.gap == 0 && o.walk == 0 },
		PartMisses:   func(o *outlook) bool { return o.miss == 0 },
		PartLeaving:  func(o *outlook) bool { return o.leave == 0 },
		PartPriority: func(o *outlook) bool { return o.urgent[0] == 0 },
		PartHours:    func(o *outlook) bool { return len(o.plans[0]) == 1 },
	} {
		if gone(with) {
			t.Errorf("%s: it is not in what is expected with it", part)
		}
		less, _ := bank(4, 6)
		less.forecasting.Without = []Part{part}
		if o := less.outlook(now); !gone(o) {
			t.Errorf("without %s: got %+v", part, o.costs)
		}
	}
}

// Readers look at the same time.
func TestOutlookShared(t *testing.T) {
	b, now := bank(12, 30)
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			for k := range 20 {
				if o := b.outlook(now.Add(time.Duration(i*k) * time.Minute)); len(o.plans) != 30 {
					t.Errorf("got plans of %d counters, want 30", len(o.plans))
				}
			}
		})
	}
	all.Wait()
}

func BenchmarkOutlook(bench *testing.B) {
	b, now := bank(12, 30)
	done := finished(b, 1, now.Add(-time.Hour))
	for name, change := range map[string]func(i int){
		"as it was":      func(int) {},
		"another minute": func(i int) { now = now.Add(time.Minute - time.Hour*time.Duration(i%60/59)) },
		"after a step":   func(i int) { b.today.note(done, done.Steps[2], int64(1-i%2*2)) },
		"another day":    func(int) { b.today.morning = newMorning(b.today.roster, b.past()) },
	} {
		bench.Run(name, func(bench *testing.B) {
			bench.ReportAllocs()
			for i := 0; bench.Loop(); i++ {
				change(i)
				b.outlook(now)
			}
		})
	}
}
