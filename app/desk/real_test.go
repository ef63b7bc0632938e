package desk_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2"

	"paihao/app/desk"
	"paihao/queue"
	"paihao/queue/storetest"
)

// handed is a real queue whose views and answers come after what the test's hand does in the window.
type handed struct {
	*queue.Queue
	hand *sync.Mutex
}

func (h handed) Watch(ctx context.Context) <-chan queue.View {
	views := make(chan queue.View)
	go func() {
		defer close(views)
		for v := range h.Queue.Watch(ctx) {
			h.give(ctx, views, v)
		}
	}()
	return views
}

func (h handed) give(ctx context.Context, views chan<- queue.View, v queue.View) {
	h.hand.Lock()
	defer h.hand.Unlock()
	select {
	case views <- v:
	case <-ctx.Done():
	}
}

func (h handed) Line(ctx context.Context, q queue.Query) (queue.Page, error) {
	page, err := h.Queue.Line(ctx, q)
	h.hand.Lock()
	defer h.hand.Unlock()
	return page, err
}

func (h handed) Ticket(ctx context.Context, id string) (queue.Standing, error) {
	t, err := h.Queue.Ticket(ctx, id)
	h.hand.Lock()
	defer h.hand.Unlock()
	return t, err
}

// mustQueue is a hall with one counter for two services, and some waiting.
func mustQueue(t *testing.T, waiting int) *queue.Queue {
	t.Helper()
	q, err := queue.New(context.Background(), queue.Options{Open: storetest.Memory().Open, Venue: queue.Venue{
		Name: "大厅", Zone: shanghai,
		Rules: queue.Rules{Priority: queue.Ratio{Priority: 1, Ordinary: 2}, UndoWithin: 10 * time.Second},
		Services: []queue.Service{
			{ID: "general", Name: "综合业务", Prefix: "A", Digits: 3, Minutes: 5},
			{ID: "social", Name: "社会保险", Prefix: "B", Digits: 3, Minutes: 5},
		},
		Counters: []queue.Counter{{ID: "3", Name: "3号窗口", Services: []string{"general", "social"}}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	mustDo(t, q, queue.Command{Verb: queue.Open, Counter: "3"})
	for i := range waiting {
		mustDo(t, q, queue.Command{Verb: queue.Take, Service: []string{"general", "social"}[i%2], Origin: queue.FromDesk})
	}
	return q
}

func mustDo(t *testing.T, q *queue.Queue, c queue.Command) {
	t.Helper()
	if _, err := q.Do(context.Background(), c); err != nil {
		t.Fatalf("%v: %v", c.Verb, err)
	}
}

// mustLine is all that the queue gives for a question.
func mustLine(t *testing.T, q *queue.Queue, ask queue.Query) (numbers []string) {
	t.Helper()
	for {
		ask.From, ask.Count = len(numbers), queue.MaxPage
		page, err := q.Line(context.Background(), ask)
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range page.Tickets {
			numbers = append(numbers, x.Number)
		}
		if len(numbers) >= page.Total {
			return numbers
		}
	}
}

// A hall where much happens at once: wherever staff scroll and whatever they search for, as soon as it is quiet the desk
// shows just what the queue holds.
func TestLineOfARealQueue(t *testing.T) {
	playReal(t, 600, func(s *stage, q *queue.Queue) {
		random := rand.New(rand.NewPCG(1, 2))
		for round := range 30 {
			for range 5 {
				happen(t, q, random)
				synctest.Wait()
				s.scroll(float32(random.IntN(9000) - 4000))
			}
			s.settle()
			ask := queue.Query{}
			if round%3 == 2 {
				ask.Search = fmt.Sprint(random.IntN(60))
				s.key(fyne.KeyF9)
				s.write(ask.Search)
				s.settle()
			}
			want, got := mustLine(t, q, ask), s.numbers()
			at := 0
			if len(got) > 0 {
				at = slices.Index(want, got[0])
			}
			if len(got) < min(10, len(want)) || at < 0 || !slices.Equal(got, want[at:min(at+len(got), len(want))]) {
				t.Fatalf("round %d, search %q: the desk shows %q, the queue has %d, %q there", round, ask.Search, got, len(want), want[max(0, at):min(max(0, at)+12, len(want))])
			}
			if ask.Search != "" {
				s.key(fyne.KeyEscape)
			}
		}
	})
}

// happen is something that happens in the hall.
func happen(t *testing.T, q *queue.Queue, random *rand.Rand) {
	t.Helper()
	switch random.IntN(4) {
	case 0:
		mustDo(t, q, queue.Command{Verb: queue.Take, Service: "general", Origin: queue.FromAPI, Class: queue.Class(random.IntN(2))})
	case 1:
		mustDo(t, q, queue.Command{Verb: queue.CallNext, Counter: "3"})
	default:
		page, err := q.Line(context.Background(), queue.Query{From: random.IntN(200), Count: 1})
		if err != nil {
			t.Fatal(err)
		}
		if len(page.Tickets) == 1 {
			mustDo(t, q, queue.Command{Verb: queue.Cancel, Ticket: page.Tickets[0].ID})
		}
	}
}

// A ticket that is searched for and done elsewhere meanwhile takes its question with it.
func TestQuestionOfARealQueue(t *testing.T) {
	playReal(t, 40, func(s *stage, q *queue.Queue) {
		s.key(fyne.KeyF9)
		s.write("B020")
		s.key(fyne.KeyReturn)
		s.wantWords("B020 社会保险")
		page, err := q.Line(context.Background(), queue.Query{Search: "B020", Count: 1})
		if err != nil || len(page.Tickets) != 1 {
			t.Fatalf("B020 is not found: %v", err)
		}
		mustDo(t, q, queue.Command{Verb: queue.Take, Service: "general", Origin: queue.FromAPI})
		s.settle()
		s.wantWords("B020 社会保险")
		mustDo(t, q, queue.Command{Verb: queue.Cancel, Ticket: page.Tickets[0].ID})
		s.settle()
		if s.says("B020 社会保险") {
			t.Error("the question outlived its ticket")
		}
		s.wantWords("已取消")
	})
}

// settle lets all that is on its way come.
func (s *stage) settle() {
	<-time.After(time.Second) // the bubble's clock: views come at most ten times a second
	synctest.Wait()
}

// playReal runs a test on a stage whose desk follows a real queue.
func playReal(t *testing.T, waiting int, act func(*stage, *queue.Queue)) {
	t.Helper()
	playOn(t, desk.Options{Counter: "3"}, func(s *stage) {
		q := mustQueue(t, waiting)
		s.follow(handed{q, &s.hand}, func() {
			s.settle()
			act(s, q)
		})
		if err := q.Close(); err != nil {
			t.Error(err)
		}
	})
}
