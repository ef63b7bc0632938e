package queue_test

import (
	"context"
	"slices"
	"time"

	"pgregory.net/rapid"

	"paihao/queue"
)

// turnClock turns the clock on the wall, as time does, as a dead battery does, and as staff do who put it right.
func (m *machine) turnClock(r *rapid.T) {
	steps := []time.Duration{
		time.Second, 30 * time.Second, time.Minute, 10 * time.Minute, 30 * time.Minute, time.Hour, 20 * time.Hour, 24 * time.Hour,
		-time.Second, -time.Minute, -9 * time.Minute, -time.Hour, -48 * time.Hour, 35 * time.Hour, 37 * time.Hour, 14 * year, -10 * year,
	}
	m.clock.turn(rapid.SampledFrom(steps[:rapid.SampledFrom([]int{6, 6, len(steps)}).Draw(r, "kind")]).Draw(r, "by"))
}

// late turns the clock and presses something at once, so that what time alone does is of the same commit.
func (m *machine) late(r *rapid.T) {
	m.turnClock(r)
	rapid.SampledFrom([]func(*rapid.T){m.take, m.next, m.act, m.undo}).Draw(r, "then")(r)
}

// look lets both look at the clock.
func (m *machine) look(r *rapid.T) {
	m.keep(r, func(*clerk) bool { return false }, func() error { return m.Settle(context.Background()) })
}

// hear lets WeChat tell the time, which is another one than the clock's now and then.
func (m *machine) hear(r *rapid.T) {
	t := m.clock.Now().Add(rapid.SampledFrom([]time.Duration{0, 0, 9 * time.Minute, -11 * time.Minute, -48 * time.Hour}).Draw(r, "differs"))
	d := m.decide(func(*clerk) bool { return false })
	m.Hear(t)
	d.clerk.watch.hear(t)
	d.read.hear(t)
	m.comesToPass(d)
}

func sorted(verbs []queue.Verb) []queue.Verb {
	slices.Sort(verbs)
	return slices.Compact(verbs)
}
