package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"paihao/queue"
)

// row is a ticket of a line whose numbers are the places.
func numbered(from, to int) (tickets []queue.Standing) {
	for i := from; i < to; i++ {
		tickets = append(tickets, queue.Standing{ID: fmt.Sprint(i), Number: fmt.Sprint(i)})
	}
	return tickets
}

// long is a queue with a line of so many, which counts the questions.
type long struct {
	queue.Commands
	total    int
	shrinks  int // by so many after each page
	revision uint64
	asked    []queue.Query
	err      error
}

func (l *long) Line(_ context.Context, q queue.Query) (queue.Page, error) {
	l.asked = append(l.asked, q)
	if l.err != nil {
		return queue.Page{}, l.err
	}
	from, to := min(q.From, l.total), min(q.From+q.Count, l.total)
	page := queue.Page{Revision: l.revision, Total: l.total, Tickets: numbered(from, to)}
	l.total = max(0, l.total-l.shrinks)
	return page, nil
}

func TestPartReadsInPages(t *testing.T) {
	cases := []struct {
		name           string
		total, shrinks int
		from, to       int
		wantFrom, want int // rows
		asked          int
		err            error
	}{
		{"one page", 10_000, 0, 480, 540, 480, 60, 1, nil},
		{"several pages", 10_000, 0, 100, 350, 100, 250, 3, nil},
		{"the end", 130, 0, 80, 230, 80, 50, 1, nil},
		{"nobody", 0, 0, 0, 60, 0, 0, 1, nil},
		{"shorter than where one looks", 70, 0, 200, 260, 10, 60, 2, nil},
		{"shorter at every look", 1000, 400, 2000, 2060, 0, 0, 3, errNoLine},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			l := &long{total: c.total, shrinks: c.shrinks, revision: 7}
			p, err := inquiry{from: c.from, to: c.to}.answer(t.Context(), l)
			if !errors.Is(err, c.err) || len(l.asked) != c.asked {
				t.Fatalf("error %v after %d pages, want %v after %d", err, len(l.asked), c.err, c.asked)
			}
			if err != nil {
				return
			}
			want := numbered(c.wantFrom, c.wantFrom+c.want)
			if !slices.EqualFunc(p.tickets, want, func(a, b queue.Standing) bool { return a.ID == b.ID }) || p.from != c.wantFrom {
				t.Errorf("%d rows from %d, want %d from %d", len(p.tickets), p.from, c.want, c.wantFrom)
			}
			if p.total != c.total || p.asOf != 7 || !p.known {
				t.Errorf("total %d as of %d, want %d as of 7", p.total, p.asOf, c.total)
			}
		})
	}
}

// asker is a reader whose questions a test answers by hand.
type asker struct {
	*reader
	t     *testing.T
	asked []inquiry
	now   time.Time
}

func newAsker(t *testing.T) *asker {
	a := &asker{t: t, now: time.Unix(1e9, 0)}
	a.reader = newReader(func(q inquiry) bool { a.asked = append(a.asked, q); return true })
	return a
}

// look refreshes and wants so many questions to be on their way since the last look.
func (a *asker) look(want int) {
	a.t.Helper()
	a.refresh(a.now)
	if len(a.asked) != want {
		a.t.Fatalf("%d questions, want %d", len(a.asked), want)
	}
}

// answer answers the oldest inquiry, of a hall with so many waiting.
func (a *asker) answer(total int, err error) {
	q := a.asked[0]
	a.asked = a.asked[1:]
	from, to := min(q.from, total), min(q.to, total)
	a.answered(q, part{known: true, total: total, from: from, tickets: numbered(from, to)}, err, a.now)
}

func TestReaderAsksOnlyForWhatItLacks(t *testing.T) {
	a := newAsker(t)
	a.see(0, 12)
	a.look(1)
	a.look(1) // one is on its way
	a.answer(10_000, nil)
	a.look(0)
	a.see(5, 17)
	a.look(0) // still among the rows that are known
	a.see(15, 27)
	a.look(1)
	a.see(9000, 9012)
	a.look(1)
	a.answer(10_000, nil)
	a.look(1) // meanwhile somebody scrolled on
	if got := a.asked[0]; got.from != 8960 || got.to != 9052 {
		t.Errorf("it asks for %d to %d, want 8960 to 9052", got.from, got.to)
	}
	a.answer(10_000, nil)
	a.look(0)
	if got := a.part().at(9000); got == nil || got.ID != "9000" {
		t.Errorf("row 9000 is %v, want the ticket 9000", got)
	}
}

// A new revision keeps the old rows until the new ones are there.
func TestReaderKeepsOldRows(t *testing.T) {
	a := newAsker(t)
	a.see(0, 12)
	a.look(1)
	a.answer(500, nil)
	a.revision = 9
	a.look(1)
	if got := a.part(); got.total != 500 || got.at(0) == nil {
		t.Errorf("while it is read anew the line has %d rows, want the 500 of before", got.total)
	}
	a.answer(499, nil)
	a.look(0)
	if got := a.part().total; got != 499 {
		t.Errorf("the line has %d rows, want 499", got)
	}
	a.outdate()
	a.look(1)
}

// A question without an answer is put again a little later, not at once.
func TestReaderTriesAgain(t *testing.T) {
	a := newAsker(t)
	a.see(0, 12)
	a.look(1)
	a.answer(0, context.DeadlineExceeded)
	a.look(0)
	a.now = a.now.Add(retryAfter)
	a.look(1)
	a.answer(3, nil)
	a.look(0)
	if a.failed {
		t.Error("it still says that the line cannot be read")
	}
}

// Of a line that is turned back to, what was read last is there at once; an answer for another line is not mistaken for it.
func TestReaderTurns(t *testing.T) {
	a := newAsker(t)
	a.see(0, 12)
	a.read([]string{"general"}, "")
	a.look(1)
	a.read(nil, "")
	a.look(1)
	a.answer(7, nil) // of general
	a.look(1)
	if a.part().known {
		t.Error("the answer for one service is taken for the whole hall")
	}
	a.read([]string{"general"}, "")
	if got := a.part().total; got != 7 {
		t.Errorf("general has %d rows, want 7", got)
	}
	a.answer(90, nil)
	a.read(nil, "A0")
	a.look(1)
	a.read(nil, "A01")
	a.answer(5, nil)
	if len(a.parts) != 2 {
		t.Errorf("%d lines are kept, want the two that were no search", len(a.parts))
	}
	a.look(1)
	if a.part().known {
		t.Error("what was found for A0 is taken for A01")
	}
	a.answer(4, nil)
	a.read(nil, "A01")
	a.look(0)
	if got := a.part().total; got != 4 {
		t.Errorf("%d tickets are found, want 4 as long as the same is searched for", got)
	}
}

// A desk that follows no queue asks nothing, and asks once it does.
func TestReaderWithoutQueue(t *testing.T) {
	var follows bool
	var asked int
	r := newReader(func(inquiry) bool {
		if follows {
			asked++
		}
		return follows
	})
	r.refresh(time.Time{})
	follows = true
	r.refresh(time.Time{})
	if asked != 1 {
		t.Errorf("%d questions, want 1", asked)
	}
}

// Whatever order rows are looked at in, and whatever happens meanwhile: one question at a time, and in the end the rows that
// are seen are known.
func FuzzReader(f *testing.F) {
	f.Add([]byte{1, 200, 3, 0, 9, 255, 7})
	f.Add([]byte{0, 0, 1, 1, 2, 2, 3, 3, 4, 4})
	f.Fuzz(func(t *testing.T, moves []byte) {
		a, total := newAsker(t), 10_000
		moves = moves[:min(len(moves), 500)]
		for i, m := range moves {
			switch m % 4 {
			case 0:
				a.see(int(m)*40, int(m)*40+12)
			case 1:
				a.revision++
				total = max(0, total-int(m))
			case 2:
				a.read([]string{fmt.Sprint(m % 3)}, "")
			case 3:
				if len(a.asked) > 0 {
					a.answer(total, nil)
				}
			}
			if a.refresh(a.now); len(a.asked) > 1 {
				t.Fatalf("after move %d there are %d questions on their way", i, len(a.asked))
			}
		}
		for a.refresh(a.now); len(a.asked) > 0; a.refresh(a.now) {
			a.answer(total, nil)
		}
		for i := a.first; i < min(a.last, total); i++ {
			if a.part().at(i) == nil {
				t.Fatalf("row %d of %d is not known in the end", i, total)
			}
		}
	})
}
