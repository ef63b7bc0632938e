package boltstore_test

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"runtime"
	"slices"
	"sync/atomic"
	"time"

	"paihao/queue"
	"paihao/queue/boltstore"
)

// thread is one thread of the system: strace counts the calls of each by itself.
type thread chan func()

func newThread() thread {
	t := make(thread)
	go func() {
		runtime.LockOSThread()
		for f := range t {
			f()
		}
	}()
	return t
}

func (t thread) do(f func() error) (err error) {
	done := make(chan struct{})
	t <- func() { defer close(done); err = f() }
	<-done
	return err
}

// onThread is a store all of whose calls are made by one thread.
type onThread struct {
	*boltstore.Store
	thread
}

func (s onThread) Load(ctx context.Context) (saved *queue.Saved, err error) {
	err = s.do(func() (err error) { saved, err = s.Store.Load(ctx); return err })
	return saved, err
}

func (s onThread) Commit(ctx context.Context, base uint64, batch []queue.Change) error {
	return s.do(func() error { return s.Store.Commit(ctx, base, batch) })
}

func (s onThread) Compact(ctx context.Context) error {
	return s.do(func() error { return s.Store.Compact(ctx) })
}

func (s onThread) Spare() (yes bool) {
	s.do(func() error { yes = s.Store.Spare(); return nil })
	return yes
}

func (s onThread) Close() error { return s.do(s.Store.Close) }

// said is what the program in trouble says of each command of its script.
type said struct {
	Name    string          `json:"name"`
	Verb    queue.Verb      `json:"verb"`
	Answer  string          `json:"answer"`
	Outcome json.RawMessage `json:"outcome,omitempty"`
	Opened  int             `json:"opened"` // how often the store was opened anew, until then
}

// What a command can come to.
const (
	written  = "written"
	not      = "not written"
	denied   = "refused"
	readOnly = "read only"
)

func answerTo(err error) string {
	var aboutTicket *queue.TicketError
	var limit *queue.LimitError
	switch {
	case err == nil:
		return written
	case errors.Is(err, queue.ErrNotWritten):
		return not
	case errors.Is(err, queue.ErrReadOnly):
		return readOnly
	case errors.As(err, &aboutTicket), errors.As(err, &limit), slices.ContainsFunc(refusals, func(r error) bool { return errors.Is(err, r) }):
		return denied
	}
	return err.Error()
}

// refusals are what a command of the script can meet when one before it was not written.
var refusals = []error{
	queue.ErrNoTicket, queue.ErrCounterClosed, queue.ErrCounterBusy, queue.ErrNoUndo, queue.ErrTooLate, queue.ErrDayClosed,
}

// script is two days of a small hall, one command after the other. A ticket is named by the command that took or called it.
var script = []queue.Command{
	{Verb: queue.Open, Counter: "1"},
	{Verb: queue.Take, Service: "general", Customer: queue.Customer{App: "wx0", OpenID: "ann"}}, // 1
	{Verb: queue.Take, Service: "general", Customer: queue.Customer{App: "wx0", OpenID: "bob"}},
	{Verb: queue.CallNext, Counter: "1"}, // 3
	{Verb: queue.Recall, Ticket: "3"},
	{Verb: queue.Start, Ticket: "3"},
	{Verb: queue.Take, Service: "general"}, // 6
	{Verb: queue.Cancel, Ticket: "6"},
	{Verb: queue.Undo, Undoes: "7"},
	{Verb: queue.Stop, Service: "general"},
	{Verb: queue.Issue, Service: "general"},
	{Verb: queue.CallNext, Counter: "1"},
	{Verb: queue.Take, Service: "general", Customer: queue.Customer{App: "wx0", OpenID: "cat"}}, // 12: the first of the second day
	{Verb: queue.Open, Counter: "1"},
	{Verb: queue.CallNext, Counter: "1"},
	{Verb: queue.CloseDay},
	{Verb: queue.Undo, Undoes: queue.DayClosing},
	{Verb: queue.Take, Service: "general"},
	{Verb: queue.CallNext, Counter: "1"},
}

const secondDay = 12 // the first command of the second day

// runScript plays a program whose disk fails: a queue on a store, and one command after the other. Nothing that is refused
// is tried again. It says what came of each.
func runScript(path string) error {
	var opened int
	var days atomic.Int64
	o := scriptOptions(path, &opened)
	o.Now = func() time.Time { return time.Date(2026, 11, 20+int(days.Load()), 9, 0, 0, 0, time.UTC) }
	q, err := queue.New(context.Background(), o)
	if err != nil { // as after a restart
		q, err = queue.New(context.Background(), o)
	}
	if err != nil {
		return nil // it has said nothing, so there is nothing to hold it to
	}
	defer q.Close()
	opened = 0
	tickets, out := map[string]string{}, json.NewEncoder(os.Stdout)
	for i, c := range script {
		if i == secondDay {
			days.Add(1)
		}
		c.Operation, c.Ticket = fmt.Sprint(i), cmp.Or(tickets[c.Ticket], c.Ticket)
		outcome, err := q.Do(context.Background(), c)
		s := said{Name: c.Operation, Verb: c.Verb, Answer: answerTo(err), Opened: opened}
		if outcome.Ticket != nil {
			tickets[c.Operation] = outcome.Ticket.ID
		}
		if s.Answer == written {
			if s.Outcome, err = json.Marshal(outcome); err != nil {
				return err
			}
		}
		if err := out.Encode(s); err != nil {
			return err
		}
	}
	return nil
}

// scriptOptions are those of a queue all of whose work on the disk is done by one thread. opened counts.
func scriptOptions(path string, opened *int) queue.Options {
	disk := newThread()
	return queue.Options{
		Still: true, // else a slow run has more calls to the disk
		Venue: queue.Venue{
			Zone: time.UTC, Services: []queue.Service{{ID: "general", Prefix: "A", Digits: 3, Minutes: 5}},
			Counters: []queue.Counter{{ID: "1", Services: []string{"general"}}}, Rules: queue.Rules{UndoWithin: time.Minute},
		},
		Open: func(context.Context) (queue.Store, error) {
			*opened++
			s := onThread{thread: disk}
			err := disk.do(func() (err error) {
				s.Store, err = boltstore.Open(boltstore.Options{Path: path, Reserve: smallReserve, Retry: 1})
				return err
			})
			return s, err
		},
	}
}
