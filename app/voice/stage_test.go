package voice

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"paihao/assets"
	"paihao/queue"
)

// stage is a hall whose calls a test makes, and what is heard there.
type stage struct {
	t      *testing.T
	views  chan queue.View
	v      queue.View
	seq    uint64
	mu     sync.Mutex       // of what stands until busy
	fault  error            // of the player
	saying func(seq uint64) // told which call is said; nil = nobody
	hangs  bool             // the player does not play, and ends with its context
	heard  []utterance
	mutes  []bool // as they were told
	busy   bool
	log    bytes.Buffer
	a      *Announcer
	began  time.Time
}

// decoded are the default clips that some test has heard already.
var decoded = map[string]Sound{}

// utterance is one thing that was heard.
type utterance struct {
	at     time.Time
	length time.Duration
}

func (s *stage) Watch(context.Context) <-chan queue.View { return s.views }

// Play takes as long as the samples.
func (s *stage) Play(ctx context.Context, samples []int16) error {
	length := Sound(samples).Length()
	fault, hangs := s.begin(length)
	defer s.end()
	if hangs {
		<-ctx.Done()
		return ctx.Err()
	}
	if fault != nil {
		return fault
	}
	select {
	case <-time.After(length):
	case <-ctx.Done():
		return ctx.Err()
	}
	if length > breath {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.heard = append(s.heard, utterance{at: time.Now(), length: length})
	}
	return nil
}

func (s *stage) begin(length time.Duration) (fault error, hangs bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.busy {
		s.t.Error("two sounds at a time")
	}
	s.busy = true
	if length > breath && s.saying != nil && s.fault == nil {
		s.saying(s.a.line.waiting[0].Seq) // it is the announcer's own goroutine
	}
	return s.fault, s.hangs
}

func (s *stage) end() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.busy = false
}

// turn says how the player does from now on.
func (s *stage) turn(fault error, hangs bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fault, s.hangs = fault, hangs
}

// mark is a desk.
func (s *stage) mark(mute bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.mutes = append(s.mutes, mute)
}

// told is what the desks were told of the player.
func (s *stage) told() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return fmt.Sprint(s.mutes)
}

// play runs a test in a hall of so many counters, in a bubble whose clock is the hall's.
func play(t *testing.T, counters int, o Options, act func(s *stage)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		s := &stage{t: t, views: make(chan queue.View, 1), began: time.Now()}
		s.v.Day = "2026-11-20"
		o.Counters = nil
		for i := range counters {
			id := fmt.Sprint(i + 1)
			o.Counters = append(o.Counters, queue.Counter{ID: id, Name: id + "号窗口"})
			s.v.Counters = append(s.v.Counters, queue.CounterView{ID: id, State: queue.CounterOpen})
		}
		o.Player, o.Mute, o.Log = s, s.mark, slog.New(slog.NewTextHandler(&s.log, nil))
		if o.Languages == nil {
			o.Languages = assets.Languages()[:1]
		}
		if o.Volume == 0 {
			o.Volume = 80
		}
		s.a = New(o)
		s.a.clips.read = decoded
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan struct{})
		go func() {
			s.a.Follow(ctx, s)
			close(ended)
		}()
		s.show()
		time.Sleep(time.Second) // for the first try of the player
		act(s)
		stop()
		<-ended
	})
}

// show publishes the hall as a queue does: a view that was not read makes room.
func (s *stage) show() {
	select {
	case <-s.views:
	default:
	}
	v := s.v
	v.Calls = append([]queue.Call(nil), s.v.Calls...)
	v.Counters = append([]queue.CounterView(nil), s.v.Counters...)
	s.views <- v
}

// call has a counter call a ticket, or call it again.
func (s *stage) call(counter int, ticket string) {
	s.seq++
	s.v.Calls = append([]queue.Call{{Seq: s.seq, Ticket: ticket, Number: ticket, Counter: fmt.Sprint(counter), At: time.Now()}}, s.v.Calls...)
	s.v.Calls = s.v.Calls[:min(len(s.v.Calls), queue.MaxCalls)]
	s.v.Counters[counter-1].Current = &queue.Standing{ID: ticket, Number: ticket, State: queue.Called}
	s.show()
}

// leave has nobody awaited at a counter any more.
func (s *stage) leave(counter int) {
	s.v.Counters[counter-1].Current = nil
	s.show()
}

// wantHeard checks how many sounds were heard since the last check.
func (s *stage) wantHeard(n int) (got []utterance) {
	s.t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	got, s.heard = s.heard, nil
	if len(got) != n {
		s.t.Errorf("after %v: %d sounds were heard, want %d", time.Since(s.began), len(got), n)
	}
	return got
}
