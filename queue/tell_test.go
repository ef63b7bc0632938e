package queue_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"paihao/queue"
)

// mustTelling is a hall with open counters that tells its customers of everything, and forgives for ten seconds.
func mustTelling(t *testing.T, change ...func(*queue.Venue)) *hall {
	t.Helper()
	v := venue()
	v.Tells = []queue.NoticeKind{queue.Issued, queue.YouMiss, queue.YouBack, queue.Lapsed, queue.Feedback}
	v.Rules.UndoWithin, v.Rules.CallsBeforeMiss, v.Rules.MissAfter = 10*time.Second, 1, 0
	for _, f := range change {
		f(&v)
	}
	h := mustHall(t, v)
	t.Cleanup(h.mustClose)
	for _, c := range v.Counters {
		h.mustDo(queue.Command{Verb: queue.Open, Counter: c.ID})
	}
	return h
}

// notice is a ticket's newest notice of a kind, as the store has it.
func (h *hall) notice(ticket string, kind queue.NoticeKind) (newest queue.Notice) {
	h.Helper()
	saved, err := h.store.Load(context.Background())
	if err != nil {
		h.Fatalf("Load: %v", err)
	}
	for _, n := range saved.Notices {
		if n.Ticket == ticket && n.Kind == kind {
			newest = n
		}
	}
	if newest.ID == "" {
		h.Fatalf("no notice of %s about %s", kind, ticket)
	}
	return newest
}

// act plays a story from its beginning: see goOn.
func (h *hall) act(story string) (id string) {
	h.Helper()
	return h.goOn("", story)
}

// goOn plays a story on a ticket: verbs by staff, with "!" by the customer; "take" and "mini" take another, "undo" takes the
// last word back, "wait" lets half an hour pass, and "notify", "forget" and "day" speak for themselves.
func (h *hall) goOn(id, story string) string {
	h.Helper()
	last := ""
	for i, word := range strings.Fields(story) {
		verb, customers := strings.CutSuffix(word, "!")
		c := to(queue.Verb(verb), id)
		if customers {
			c.By = queue.ByCustomer
		}
		switch verb {
		case "take", "mini":
			by := map[bool]string{true: queue.ByCustomer}[customers]
			origin := map[string]queue.Origin{"take": queue.FromWeChat, "mini": queue.FromMini}[verb]
			id = h.mustDo(queue.Command{Verb: queue.Take, Service: "general", Customer: customer("ann"), Origin: origin, By: by}).Ticket.ID
			continue
		case "undo":
			h.mustDo(queue.Command{Verb: queue.Undo, Undoes: last})
			continue
		case "wait":
			h.clock.turn(30 * time.Minute)
			h.look()
			continue
		case "notify":
			c.Kind = queue.Issued
		case "forget":
			c = queue.Command{Verb: queue.Forget, Customer: customer("ann")}
		case "day":
			c.Verb = queue.CloseDay
		}
		c.Operation = fmt.Sprint(word, i, h.View().Revision)
		last = c.Operation
		h.mustDo(c)
	}
	return id
}

// What customers are told, and what becomes of it when their tickets go on. All but "near" and "called" only if the venue
// wants it; that decides nothing else.
func TestKinds(t *testing.T) {
	for _, c := range []struct{ story, want string }{
		{"take", ""},
		{"mini", "issued pending"},
		{"mini notify", "issued pending"},
		{"take notify", "issued pending"},
		{"take notify notify", "issued pending"},
		{"take call notify", "called pending"},
		{"take call release notify", "called void"}, // they were told of it, as far as one could
		{"take cancel notify", ""},
		{"take forget notify", ""},
		{"take notify call", "issued void called pending"},
		{"take notify hold", "issued void"},
		{"take notify hold resume", "issued void"},
		{"take notify cancel", "issued void"},
		{"take notify transfer", "issued pending"},
		{"take notify later", "issued pending"},
		{"take notify later!", "issued void"},
		{"take notify transfer undo", "issued pending"},
		{"take! notify transfer undo", "issued pending"},
		{"take notify hold undo", "issued void"},
		{"take notify forget", "issued void"},
		{"take call miss", "called void missed pending"},
		{"take call miss undo", "called void missed void"},
		{"take call miss call", "called void missed void called pending"},
		{"take call miss cancel", "called void missed void"},
		{"take call miss cancel!", "called void missed void"},
		{"take call miss return", "called void missed void back pending"},
		{"take call miss return!", "called void missed void"},
		{"take call miss transfer", "called void missed void back pending"},
		{"take call miss return undo", "called void missed void back void"},
		{"take call miss return call", "called void missed void back void called pending"},
		{"take call miss return hold", "called void missed void back void"},
		{"take call miss return transfer", "called void missed void back pending"},
		{"take call miss return transfer undo", "called void missed void back pending"},
		{"take call miss return later!", "called void missed void back void"},
		{"take hold resume", ""},
		{"take call release", "called void"},
		{"take call recall", "called void called pending"},
		{"take call recall undo", "called void called void"},
		{"take call start", "called void"},
		{"take call start finish", "called void feedback pending"},
		{"take call finish", "called void feedback pending"},
		{"take call finish undo", "called void feedback void"},
		{"take call miss wait", "called void missed void expired pending"},
		{"take call miss wait day undo", "called void missed void expired pending"},
		{"take call miss wait forget", "called void missed void expired void"},
		{"take cancel", ""},
		{"take day", "expired pending"},
		{"take day undo", "expired void"},
		{"take day undo day", "expired void expired pending"},
		{"take call day", "called pending expired pending"}, // the call is not sent: see Dispatches
		{"take call miss day", "called void missed pending expired pending"},
		{"take hold day", "expired pending"},
		{"take call start day", "called void"},
		{"take call finish day", "called void feedback pending"},
		{"take call finish day undo", "called void feedback pending"},
		{"take cancel day", ""},
	} {
		for _, wanted := range []bool{true, false} {
			h := mustTelling(t, func(v *queue.Venue) { v.Rules.ExpireMissed = 30 * time.Minute }, func(v *queue.Venue) {
				if !wanted {
					v.Tells = nil
				}
			})
			id := h.act(c.story)
			words, want := strings.Fields(c.want), []string{}
			for i := 0; i < len(words); i += 2 {
				if kind := queue.NoticeKind(words[i]); wanted || kind == queue.Near || kind == queue.YourTurn {
					want = append(want, words[i]+" "+words[i+1])
				}
			}
			if got := h.told(id); !slices.Equal(got, want) {
				t.Errorf("%s, wanted %v: got %q, want %q", c.story, wanted, got, want)
			}
			h.mustReopen()
			if got := h.told(id); !slices.Equal(got, want) {
				t.Errorf("%s, wanted %v, after a restart: got %q, want %q", c.story, wanted, got, want)
			}
		}
	}
}

// Who is called and was near is told to come, and not that the turn is near; who was finished by the call of the next is
// thanked.
func TestNextOvertakesNear(t *testing.T) {
	h := mustTelling(t)
	first := h.mustTake("general", "ann").ID
	for range 2 {
		h.mustTake("general", "")
	}
	last := h.mustTake("general", "bob").ID
	h.mustCall("1")
	h.wantTold(last, "near pending")
	for range 3 {
		h.mustCall("1")
	}
	h.wantTold(first, "called void", "feedback pending")
	h.wantTold(last, "near void", "called pending")
}

// Whoever leaves the account with several tickets brings those behind each of them nearer, and nobody is told twice.
func TestSeveralLeaveAtOnce(t *testing.T) {
	h := mustTelling(t, func(v *queue.Venue) {
		v.Rules.CancelOnUnfollow, v.Rules.OneTicketEach, v.Rules.Near = true, false, 1
	})
	h.mustTake("general", "ann")
	between := h.mustTake("general", "bob").ID
	h.mustDo(queue.Command{Verb: queue.Notify, Ticket: h.mustTake("general", "ann").ID, Kind: queue.Issued})
	last := h.mustTake("general", "cat").ID
	h.mustForget("ann")
	h.wantTold(between)
	h.wantTold(last, "near pending")
}

func TestNotifyRefused(t *testing.T) {
	h := mustTelling(t)
	id := h.mustTake("general", "ann").ID
	for want, c := range map[error]queue.Command{
		queue.ErrInvalid:  {Verb: queue.Notify, Ticket: id, Kind: queue.YourTurn},
		queue.ErrNoTicket: {Verb: queue.Notify, Ticket: "none", Kind: queue.Issued},
	} {
		if _, err := h.Do(context.Background(), c); !errors.Is(err, want) {
			t.Errorf("%+v: got %v, want %v", c, err, want)
		}
	}
	revision := h.View().Revision
	for range 3 {
		h.mustDo(queue.Command{Verb: queue.Notify, Ticket: id, Kind: queue.Issued})
	}
	if got := h.View().Revision; got != revision+1 {
		t.Errorf("notified three times: %d commits, want one", got-revision)
	}
}

// However often somebody is called, a view holds the newest of what they were told, and in order.
func TestStandingIsBounded(t *testing.T) {
	h := mustTelling(t)
	id := h.mustTake("general", "ann").ID
	h.mustCall("1")
	for range 3 * queue.MaxNotices {
		h.clock.turn(time.Second)
		h.mustDo(queue.Command{Verb: queue.Recall, Ticket: id})
	}
	told := h.ticket(id).Notices
	if len(told) != queue.MaxNotices || told[len(told)-1].State != queue.Pending {
		t.Errorf("told: got %d, the last %s, want %d, the last pending", len(told), told[len(told)-1].State, queue.MaxNotices)
	}
	if !slices.IsSortedFunc(told, func(x, y queue.NoticeView) int { return x.At.Compare(y.At) }) {
		t.Errorf("told: got %v, want the oldest first", told)
	}
	var counts map[queue.NoticeState]int
	h.Look(func(b *queue.Book) { counts = b.Notices() })
	if len(counts) != 2 || counts[queue.Void] != 3*queue.MaxNotices || counts[queue.Pending] != 1 {
		t.Errorf("Notices: got %v, want %d void and one pending", counts, 3*queue.MaxNotices)
	}
}
