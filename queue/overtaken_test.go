package queue_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"paihao/queue"
)

// What a story overtakes while it is being sent is not tried again. What WeChat took it took, and what it refused it
// refused.
func TestOvertakenWhileSent(t *testing.T) {
	ends := map[queue.NoticeState]queue.NoticeState{
		queue.Pending: queue.Void, queue.Accepted: queue.Accepted, queue.Refused: queue.Refused, queue.Stale: queue.Stale,
	}
	for _, c := range []struct {
		story, then string
		kind        queue.NoticeKind
	}{
		{"take call", "recall", queue.YourTurn},
		{"take call", "start", queue.YourTurn},
		{"take call", "forget", queue.YourTurn},
		{"mini", "cancel!", queue.Issued},
		{"take call miss", "return", queue.YouMiss},
		{"take call miss return", "call", queue.YouBack},
		{"take call miss wait", "forget", queue.Lapsed},
		{"take day", "undo", queue.Lapsed},
		{"take call finish", "undo", queue.Feedback},
	} {
		for as, want := range ends {
			h := mustTelling(t, func(v *queue.Venue) { v.Rules.ExpireMissed = 30 * time.Minute })
			id := h.act(c.story)
			n := h.notice(id, c.kind).ID
			if c.story == "take day" {
				h.clock.turn(10 * time.Second) // until then it is held back
			}
			h.mustClaim(n)
			if c.then == "undo" {
				h.mustDo(queue.Command{Verb: queue.Undo, Undoes: h.lastOperation()})
			} else {
				h.goOn(id, c.then)
			}
			if got := h.notice(id, c.kind); got.ID == n && (got.State != queue.Sending || !got.Overtaken) {
				t.Errorf("%s, sent, %s: got %s, overtaken %v, want it sending and overtaken", c.story, c.then, got.State, got.Overtaken)
			}
			h.settle(queue.Settlement{Notice: n, State: as})
			if got := h.noticeByID(n).State; got != want {
				t.Errorf("%s, sent, %s, settled as %s: got %s, want %s", c.story, c.then, as, got, want)
			}
		}
	}
}

// Nobody could note what became of a notice. If it was overtaken meanwhile, it is not sent again, and blocks nobody.
func TestOvertakenAndForgotten(t *testing.T) {
	for _, restart := range []bool{false, true} {
		h := mustTelling(t)
		id := h.act("take call")
		first := h.notice(id, queue.YourTurn).ID
		h.mustClaim(first)
		h.goOn(id, "recall")
		if restart {
			h.mustReopen()
		}
		h.wantTold(id, "called sending", "called pending")
		second := h.notice(id, queue.YourTurn).ID
		h.wantClaimed([]string{"called A001"}, second, first)
		h.wantTold(id, "called void", "called sending")
	}
}

// A store that fails, or is opened anew while the program runs, changes nothing about what is on its way.
func TestOnItsWay(t *testing.T) {
	for name, fail := range map[string]func(h *hall){
		"never":   func(*hall) {},
		"refused": func(h *hall) { h.store.RefuseCommits(1) },
		"lost":    func(h *hall) { h.store.LoseCommits(1) },
		"doubt":   func(h *hall) { h.store.DoubtCommits(1) },
	} {
		h := mustTelling(t, func(v *queue.Venue) { v.Rules.OneTicketEach = false })
		id := h.act("take call")
		h.act("take notify")
		h.mustClaim(h.notice(id, queue.YourTurn).ID)
		fail(h)
		if _, err := h.Do(context.Background(), take("eve")); err != nil && !errors.Is(err, queue.ErrNotWritten) {
			t.Fatalf("%s: %v", name, err)
		}
		h.Look(func(b *queue.Book) {
			others := b.Dispatches(0, func(n queue.Notice) bool { return n.State == queue.Sending })
			if len(others) > 0 {
				t.Errorf("%s: to send beside what is on its way: got %q, want nothing", name, dispatchKinds(others))
			}
		})
		h.goOn(id, "recall")
		h.wantTold(id, "called sending", "called pending")
		h.settle(queue.Settlement{Notice: h.ledger.sending().ID, State: queue.Pending})
		h.wantTold(id, "called void", "called pending")
	}
}

// What was on its way when the program ended is nobody's after the start: it may be claimed again, and when it is overtaken
// it is void at once; also when a claim of it could not be written, and when it was taken back to be tried again.
func TestLostByARestart(t *testing.T) {
	for name, then := range map[string]func(h *hall, n string){
		"nothing": func(*hall, string) {},
		"a claim that is lost": func(h *hall, n string) {
			h.store.LoseCommits(1)
			if _, err := h.Claim(context.Background(), n); !errors.Is(err, queue.ErrNotWritten) {
				t.Errorf("Claim: got %v, want %v", err, queue.ErrNotWritten)
			}
		},
		"a try": func(h *hall, n string) {
			h.mustClaim(n)
			h.settle(queue.Settlement{Notice: n, State: queue.Pending})
		},
	} {
		h := mustTelling(t)
		id := h.act("take call")
		n := h.notice(id, queue.YourTurn).ID
		h.mustClaim(n)
		h.mustReopen()
		h.wantTold(id, "called sending")
		if d := h.dispatches(); len(d) != 1 || d[0].Notice.Attempt != 1 {
			t.Errorf("to send after a start: got %v, want what was on its way", d)
		}
		then(h, n)
		h.goOn(id, "recall")
		if got := h.noticeByID(n); got.State != queue.Void {
			t.Errorf("%s: got %s, want it void", name, got.State)
		}
	}
}

// What was on its way when a day ended by itself is nobody's after the day is opened again, also when both happen in one
// commit, whatever that comes to.
func TestLostByADay(t *testing.T) {
	for name, before := range map[string]func(*hall){
		"after a beat":     func(h *hall) { h.look() },
		"at once":          func(*hall) {},
		"at once in doubt": func(h *hall) { h.store.DoubtCommits(1) },
	} {
		h := mustTelling(t)
		id := h.act("take call")
		n := h.notice(id, queue.YourTurn).ID
		h.mustClaim(n)
		h.clock.turn(17 * time.Hour)
		before(h)
		h.undo(queue.DayClosing, nil)
		h.goOn(id, "recall")
		if got := h.noticeByID(n); got.State != queue.Void {
			t.Errorf("%s: got %s, overtaken %v, want it void", name, got.State, got.Overtaken)
		}
	}
}

// noticeByID is a notice as the store has it.
func (h *hall) noticeByID(id string) queue.Notice {
	h.Helper()
	n, ok := h.ledger.notices[id]
	if !ok {
		h.Fatalf("no notice %s", id)
	}
	return n
}

// lastOperation is the name of what was done last.
func (h *hall) lastOperation() string {
	h.Helper()
	saved, err := h.store.Load(context.Background())
	if err != nil || len(saved.Operations) == 0 {
		h.Fatalf("Load: %d operations, %v", len(saved.Operations), err)
	}
	return slices.MaxFunc(saved.Operations, func(x, y queue.Operation) int { return strings.Compare(x.ID, y.ID) }).Name
}
