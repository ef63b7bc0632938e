package queue_test

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"paihao/queue"
	"paihao/queue/storetest"
)

// noon is when most tests begin: in the middle of the business day of 2026-11-20.
var noon = time.Date(2026, 11, 20, 12, 0, 0, 0, shanghai)

var shanghai = time.FixedZone("CST", 8*60*60)

// clock is a time that tests turn.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) turn(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// venue is a hall of three services, two of which count their numbers together, and three counters.
func venue() queue.Venue {
	return queue.Venue{
		Name: "测试大厅", NameEN: "Test hall", Zone: shanghai, DayStarts: 4 * time.Hour,
		Rules: queue.Rules{Near: 2, ReturnAfter: 2, MissAfter: time.Minute, CallsBeforeMiss: 2, OneTicketEach: true},
		Services: []queue.Service{
			{ID: "general", Prefix: "A", Digits: 3, Minutes: 5},
			{ID: "social", Prefix: "A", Digits: 3, Minutes: 10},
			{ID: "company", Prefix: "C", Digits: 2, Minutes: 5},
		},
		Counters: []queue.Counter{
			{ID: "1", Services: []string{"general"}},
			{ID: "2", Services: []string{"general", "social"}},
			{ID: "3", Services: []string{"company"}},
		},
	}
}

// hall is a queue on a store that outlives it, and a clock that stands still until it is turned.
type hall struct {
	failer
	*queue.Queue
	store   *storetest.FailingStore
	opened  atomic.Bool // the store
	damaged bool        // and cannot be loaded
	ledger  ledger      // what it holds of notices
	grader  grader      // and of tickets and days
	clock   *clock
	log     pad
	options queue.Options
}

// pad is what the log writes on, from any goroutine.
type pad struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (p *pad) Write(text []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.text.Write(text)
}

func (p *pad) String() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.text.String()
}

// failer is what *testing.T, *testing.B and *rapid.T share.
type failer interface {
	Helper()
	Fatalf(format string, args ...any)
	Errorf(format string, args ...any)
}

// mustHall opens a hall on an empty store. Its user closes it.
func mustHall(f failer, v queue.Venue) *hall {
	f.Helper()
	return mustHallAt(f, v, noon)
}

// mustHallAt is one that opens at another time.
func mustHallAt(f failer, v queue.Venue, now time.Time) *hall {
	f.Helper()
	h := &hall{failer: f, store: storetest.Failing(storetest.Memory()), clock: &clock{now: now}}
	h.options = queue.Options{Venue: v, Open: h.openStore, Now: h.clock.Now, Still: true, Log: slog.New(slog.NewTextHandler(&h.log, nil))}
	h.mustOpen()
	return h
}

// mustBeat opens the hall anew as one that looks at the clock by itself too, every five seconds.
func (h *hall) mustBeat() {
	h.Helper()
	h.mustClose()
	h.options.Still = false
	h.mustOpen()
}

// openStore opens the store as a file would be: by one at a time.
func (h *hall) openStore(ctx context.Context) (queue.Store, error) {
	if h.opened.Swap(true) {
		h.Errorf("the store was opened before it was closed")
	}
	s, err := h.store.Open(ctx)
	if err != nil {
		h.opened.Store(false)
		return nil, err
	}
	return &door{Store: s, hall: h}, nil
}

// door is a store that tells its hall when it is closed.
type door struct {
	queue.Store
	hall *hall
}

// Spare lets the queue ask for the room that the store pretends to have.
func (d *door) Spare() bool { return d.hall.store.Spare() }

func (d *door) Load(ctx context.Context) (*queue.Saved, error) {
	if d.hall.damaged {
		return nil, queue.ErrDamaged
	}
	saved, err := d.Store.Load(ctx)
	if err == nil {
		d.hall.ledger.open(saved)
		d.hall.grader.open(saved)
	}
	return saved, err
}

// Commit checks what is said of notices and of estimates, once it is written.
func (d *door) Commit(ctx context.Context, base uint64, batch []queue.Change) error {
	err := d.Store.Commit(ctx, base, batch)
	if err == nil {
		d.hall.ledger.enter(d.hall, batch)
		d.hall.grader.enter(d.hall, batch)
	}
	return err
}

func (d *door) Close() error {
	d.hall.opened.Store(false)
	return d.Store.Close()
}

func (h *hall) mustOpen() {
	h.Helper()
	q, err := queue.New(context.Background(), h.options)
	if err != nil {
		h.Fatalf("New: %v", err)
	}
	h.Queue = q
}

func (h *hall) mustClose() {
	h.Helper()
	if err := h.Close(); err != nil {
		h.Fatalf("Close: %v", err)
	}
}

func (h *hall) mustReopen() {
	h.Helper()
	h.mustClose()
	h.mustOpen()
}

func (h *hall) mustDo(c queue.Command) queue.Outcome {
	h.Helper()
	o, err := h.Do(context.Background(), c)
	if err != nil {
		h.Fatalf("%s: %v", c.Verb, err)
	}
	return o
}

// mustTake takes a ticket; a name binds it to the customer of that name.
func (h *hall) mustTake(service, name string) queue.Standing {
	h.Helper()
	return *h.mustDo(queue.Command{Verb: queue.Take, Service: service, Customer: customer(name)}).Ticket
}

// mustCall calls the next ticket to a counter.
func (h *hall) mustCall(counter string) queue.Standing {
	h.Helper()
	o := h.mustDo(queue.Command{Verb: queue.CallNext, Counter: counter})
	if o.Ticket == nil {
		h.Fatalf("next at %s: nobody waits", counter)
	}
	return *o.Ticket
}

// ticket is how a ticket stands now.
func (h *hall) ticket(id string) (s queue.Standing) {
	h.Helper()
	h.Look(func(b *queue.Book) {
		found := false
		if s, found = b.Ticket(id); !found {
			h.Errorf("ticket %s: not in the book", id)
		}
	})
	return s
}

// inLine is all that wait, or those for some services, in the order of calling: page after page, as a window reads them.
func (h *hall) inLine(services ...string) (list []queue.Standing) {
	h.Helper()
	for {
		p, err := h.Line(context.Background(), queue.Query{Services: services, From: len(list), Count: queue.MaxPage})
		if err != nil {
			h.Fatalf("line from %d: %v", len(list), err)
		}
		if list = append(list, p.Tickets...); len(p.Tickets) < queue.MaxPage {
			return list
		}
	}
}

func (h *hall) dispatches() (list []queue.Dispatch) {
	h.Look(func(b *queue.Book) { list = b.Dispatches(0, nil) })
	return list
}

func customer(name string) queue.Customer {
	if name == "" {
		return queue.Customer{}
	}
	return queue.Customer{App: "wx0000000000000000", OpenID: name}
}

// mustText is JSON, so that what has passed through a store can be compared with what has not.
func mustText(f failer, v any) string {
	f.Helper()
	text, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		f.Fatalf("json: %v", err)
	}
	return string(text)
}
