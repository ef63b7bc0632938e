package queue_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"paihao/queue"
)

// The same wait is told everywhere: on the screen to who comes next, in the answer to taking the ticket, and to all who ask
// afterwards, one by one or a page at a time.
func TestOneWait(t *testing.T) {
	checkInBubble(t, func(r *rapid.T) {
		v := venue()
		v.Rules = drawRules(r)
		v.Rules.OneTicketEach, v.Rules.MaxWaiting, v.Rules.StopNumbers = false, 0, false
		v.Rules.AutoMiss = false // taking a ticket may be what does it
		h := mustHall(r, v)
		defer h.mustClose()
		h.mustDo(queue.Command{Verb: queue.Open, Counter: "1"})
		h.mustDo(queue.Command{Verb: queue.Open, Counter: "2"})
		for range rapid.IntRange(0, 60).Draw(r, "acts") {
			h.crowdOn(r)
		}
		service := rapid.SampledFrom([]string{"general", "social", "company"}).Draw(r, "service")
		i := slices.IndexFunc(v.Services, func(s queue.Service) bool { return s.ID == service })
		shown := h.View().Services[i].Wait
		taken := h.mustTake(service, "")
		var told queue.Estimate
		h.Look(func(b *queue.Book) { told, _ = b.Told(taken.ID) })
		asked, err := h.Ticket(context.Background(), taken.ID)
		if err != nil {
			r.Fatalf("Ticket: %v", err)
		}
		line := h.inLine()
		listed := line[slices.IndexFunc(line, func(s queue.Standing) bool { return s.ID == taken.ID })]
		want := fmt.Sprint(shown)
		for name, got := range map[string]*queue.Range{
			"taken": taken.Wait, "kept": told.Range(), "asked": asked.Wait, "listed": listed.Wait,
		} {
			if fmt.Sprint(got) != want {
				r.Fatalf("%s: got %v, the screen said %v", name, got, want)
			}
		}
	})
}

// crowdOn lets something happen in a hall with open counters.
func (h *hall) crowdOn(r *rapid.T) {
	counter := rapid.SampledFrom([]string{"1", "2"}).Draw(r, "counter")
	ctx := context.Background()
	switch rapid.IntRange(0, 9).Draw(r, "act") {
	case 0:
		_, _ = h.Do(ctx, queue.Command{Verb: queue.CallNext, Counter: counter})
	case 1:
		if at := h.View().Counters[counter[0]-'1'].Current; at != nil {
			_, _ = h.Do(ctx, queue.Command{Verb: rapid.SampledFrom([]queue.Verb{queue.Start, queue.Finish}).Draw(r, "verb"), Ticket: at.ID})
		}
	case 2:
		h.clock.turn(time.Duration(rapid.IntRange(1, 900).Draw(r, "seconds")) * time.Second)
	default:
		class := queue.Class(rapid.SampledFrom([]int{0, 0, 0, 1}).Draw(r, "class"))
		h.mustDo(queue.Command{Verb: queue.Take, Service: rapid.SampledFrom([]string{"general", "social"}).Draw(r, "service"), Class: class})
	}
}

// What is forecast goes on with the time, without anything happening.
func TestWaitGoesOn(t *testing.T) {
	h := mustHall(t, venue())
	defer h.mustClose()
	h.mustDo(queue.Command{Verb: queue.Open, Counter: "1"})
	for range 5 {
		h.mustTake("general", "")
	}
	h.mustDo(queue.Command{Verb: queue.Start, Ticket: h.mustCall("1").ID})
	before := h.View().Services[0].Wait
	h.clock.turn(4 * time.Minute)
	if after := h.View().Services[0].Wait; after.Low > before.Low || after.High > before.High || *after == *before {
		t.Errorf("4 minutes into a service: got %v, want less than %v", after, before)
	}
}
