package core

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"time"

	"paihao/app/config"
	"paihao/assets"
	"paihao/queue"
	"paihao/queue/storetest"
	"paihao/wechat"
)

const (
	app     = "wx0123456789abcdef"
	miniApp = "wxfedcba9876543210"
)

// stage is a hall without doors: its queue, and what core does around it.
type stage struct {
	*queue.Queue
	t        testing.TB
	venue    queue.Venue
	settings config.Settings
	log      *slog.Logger
	logged   *bytes.Buffer
	scan     *scanner
	codes    *codes
	errands  errands
	bare     bool             // no codes are there yet
	now      func() time.Time // the machine's clock; nil: the real one
}

// disk opens a store, as often as it is asked.
type disk interface {
	Open(ctx context.Context) (queue.Store, error)
}

// mustStage opens the hall of the trial settings on a store.
func mustStage(t testing.TB, store disk, changes ...func(*stage)) *stage {
	t.Helper()
	settings, err := config.Parse("trial.toml", assets.TrialSettings, config.Options{Environ: []string{}, Trial: true})
	if err != nil {
		t.Fatal(err)
	}
	s := &stage{t: t, venue: settings.Hall(), settings: settings, logged: &bytes.Buffer{}}
	s.log = slog.New(slog.NewTextHandler(s.logged, &slog.HandlerOptions{Level: slog.LevelDebug}))
	s.settings.WeChat.AppID, s.settings.Mini.AppID = app, miniApp
	for _, change := range changes {
		change(s)
	}
	if s.Queue, err = queue.New(t.Context(), queue.Options{Venue: s.venue, Open: store.Open, Now: s.now, Log: s.log}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.mustClose)
	scenes := scenes{secret: s.Secret(), app: app}
	s.scan = &scanner{
		queue: s.Queue, scenes: scenes, errands: &s.errands, tally: &tally{},
		words:    words{venue: &s.venue, near: s.venue.Rules.Near, asks: asksWhich(s.settings.Screen.OneCode, &s.venue)},
		contacts: contacts{queue: s.Queue, app: app, zone: s.venue.Zone, log: s.log},
		receive:  func(context.Context, string, wechat.Event) {}, wonder: func(string) {}, tagged: func() {}, now: time.Now, log: s.log,
	}
	s.codes = &codes{queue: s.Queue, venue: &s.venue, oneCode: s.settings.Screen.OneCode, scenes: scenes, now: time.Now, log: s.log}
	if asksWhich(s.settings.Screen.OneCode, &s.venue) {
		s.mustKeep(queue.Code{ID: "for-all", Purpose: queue.Join}, codeLife)
	}
	if !s.bare {
		for _, service := range s.venue.Services {
			s.mustKeep(queue.Code{ID: service.ID, Purpose: queue.Join, Service: service.ID}, codeLife)
		}
	}
	return s
}

// mustKeep puts a code into the store, as if WeChat had made it; without a life it is permanent.
func (s *stage) mustKeep(c queue.Code, life time.Duration) queue.Code {
	s.t.Helper()
	c.Scene = s.scan.scenes.of(c.Purpose, c.ID)
	c.Ticket, c.URL, c.CreatedAt = "ticket-"+c.ID, "http://weixin.qq.com/q/"+c.Key(), time.Now()
	if life > 0 {
		c.ExpiresAt = c.CreatedAt.Add(life)
	}
	if err := s.KeepCodes(s.t.Context(), c); err != nil {
		s.t.Fatal(err)
	}
	return c
}

// mustClose may be called twice.
func (s *stage) mustClose() {
	s.t.Helper()
	if err := s.Close(); err != nil {
		s.t.Errorf("close: %v", err)
	}
}

func memory() *storetest.FailingStore { return storetest.Failing(storetest.Memory()) }

// background runs f until the function it gives is called, which waits for f's end.
func background(t testing.TB, f func(context.Context)) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() { f(ctx) })
	stop = func() { cancel(); running.Wait() }
	t.Cleanup(stop)
	return stop
}

func (s *stage) mustDo(c queue.Command) queue.Outcome {
	s.t.Helper()
	out, err := s.Do(s.t.Context(), c)
	if err != nil {
		s.t.Fatalf("%s: %v", c.Verb, err)
	}
	return out
}

func customer(n int) queue.Customer {
	return queue.Customer{App: app, OpenID: fmt.Sprintf("o-customer-%04d", n)}
}

// mustTake lets customers from 1 on take a ticket each.
func (s *stage) mustTake(n int, service string) (tickets []queue.Standing) {
	s.t.Helper()
	for i := range n {
		tickets = append(tickets, *s.mustDo(queue.Command{Verb: queue.Take, Service: service, Customer: customer(i + 1)}).Ticket)
	}
	return tickets
}

func (s *stage) mustOpen(counter string) { s.mustDo(queue.Command{Verb: queue.Open, Counter: counter}) }

func (s *stage) mustCall(counter string) *queue.Standing {
	s.t.Helper()
	return s.mustDo(queue.Command{Verb: queue.CallNext, Counter: counter}).Ticket
}

// line is those who wait, in the order of calling.
func (s *stage) line() []queue.Standing {
	s.t.Helper()
	page, err := s.Line(s.t.Context(), queue.Query{Count: queue.MaxPage})
	if err != nil {
		s.t.Fatal(err)
	}
	return page.Tickets
}

// notices is how the messages about a ticket stand.
func (s *stage) notices(ticket string) []queue.NoticeView {
	var t queue.Standing
	s.Look(func(b *queue.Book) { t, _ = b.Ticket(ticket) })
	return t.Notices
}
