package voice

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"paihao/assets"
	"paihao/queue"
)

func TestCallIsSaid(t *testing.T) {
	play(t, 3, Options{}, func(s *stage) {
		time.Sleep(time.Minute)
		s.wantHeard(0)
		s.call(3, "A012")
		time.Sleep(20 * time.Second)
		if got := s.wantHeard(1); len(got) == 1 && (got[0].length < 4*time.Second || got[0].length > 7*time.Second) {
			t.Errorf("chime and sentence last %v, want 4 to 7 s", got[0].length)
		}
		s.call(3, "A012") // again
		time.Sleep(20 * time.Second)
		s.wantHeard(1)
		s.show() // nothing new
		time.Sleep(20 * time.Second)
		s.wantHeard(0)
	})
}

// What was called before the start is not said, nor what nobody waits for by the time its turn comes.
func TestCallsThatAreNotSaid(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var l line
		l.hear(queue.View{Snapshot: queue.Snapshot{Day: "1", Calls: []queue.Call{{Seq: 4, Ticket: "a", Counter: "1", At: time.Now()}}}})
		if c, ok := l.next(time.Now()); ok {
			t.Errorf("after a start %v is said", c)
		}
	})
	for name, change := range map[string]func(s *stage){
		"put back": func(s *stage) { s.leave(2) },
		"served": func(s *stage) {
			s.v.Counters[1].Current.State = queue.Serving
			s.show()
		},
		"overtaken": func(s *stage) {
			s.v.Counters[1].Current = &queue.Standing{ID: "else", State: queue.Called}
			s.show()
		},
		"closed": func(s *stage) { s.v.Closed = true; s.show() },
		"next day": func(s *stage) {
			s.v.Day, s.v.Calls = "2026-11-21", nil
			s.show()
		},
	} {
		play(t, 3, Options{}, func(s *stage) {
			s.call(1, "A001")
			s.call(2, "A002")
			time.Sleep(time.Second)
			if name == "served" {
				current := *s.v.Counters[1].Current
				s.v.Counters[1].Current = &current
			}
			change(s)
			time.Sleep(time.Minute)
			if got := s.wantHeard(1); name == "" {
				t.Log(got)
			}
		})
	}
}

// A business day that is opened again brings up no old call; one that begins is heard from its first.
func TestDays(t *testing.T) {
	play(t, 3, Options{}, func(s *stage) {
		s.call(1, "A001")
		time.Sleep(20 * time.Second)
		s.wantHeard(1)
		before := s.v
		s.v.Day, s.v.Calls, s.seq = "2026-11-21", nil, 0
		s.show()
		synctest.Wait()
		s.call(2, "A001")
		time.Sleep(20 * time.Second)
		s.wantHeard(1)
		s.v = before
		s.show()
		time.Sleep(20 * time.Second)
		s.wantHeard(0)
	})
}

// Thirty counters that call at once are said within the time in which a call is fresh, with a chime now and then; the first
// and the last of them are heard in order.
func TestRush(t *testing.T) {
	play(t, 30, Options{Languages: assets.Languages()}, func(s *stage) {
		start := time.Now()
		for i := range 30 {
			s.call(i+1, fmt.Sprintf("A%03d", i+1))
		}
		time.Sleep(5 * time.Minute)
		got := s.wantHeard(30)
		if last := got[len(got)-1].at.Sub(start); last > fresh {
			t.Errorf("the last of thirty was said after %v, want within %v", last, fresh)
		} else {
			t.Logf("thirty calls took %v", last)
		}
	})
}

// A player that fails is told once, tried by itself, and what is still fresh is said when it plays again.
func TestCardComesBack(t *testing.T) {
	play(t, 3, Options{}, func(s *stage) {
		if got := s.told(); got != "[false]" {
			t.Errorf("at the start the desks were told %s, want that it is well", got)
		}
		s.turn(errors.New("unplugged"), false)
		s.call(1, "A001")
		time.Sleep(10 * time.Minute)
		s.wantHeard(0)
		if got := s.told(); got != "[false true]" {
			t.Errorf("the desks were told %s, want once that nothing is heard", got)
		}
		if n := strings.Count(s.log.String(), "unplugged"); n != 1 {
			t.Errorf("%d lines in the log, want one: %s", n, s.log.String())
		}
		s.call(2, "A002")
		s.turn(nil, false)
		time.Sleep(again + 10*time.Second)
		s.wantHeard(1) // A001 is too old by now
		if got := s.told(); got != "[false true false]" {
			t.Errorf("the desks were told %s, want that it is well again", got)
		}
	})
}

// A player that hangs is given up, and keeps nobody from ending the program.
func TestPlayerHangs(t *testing.T) {
	play(t, 3, Options{}, func(s *stage) {
		s.turn(nil, true)
		s.call(1, "A001")
		time.Sleep(time.Minute)
		if got := s.told(); got != "[false true]" {
			t.Errorf("the desks were told %s, want that nothing is heard", got)
		}
		time.Sleep(again - 20*time.Second) // it hangs just then
	})
}

func TestQuietHours(t *testing.T) {
	night := func(clock time.Duration) bool { return clock >= 22*time.Hour || clock < 7*time.Hour }
	zone := time.FixedZone("", 8*60*60) // the bubble begins on 2000-01-01 at 00:00 UTC
	play(t, 3, Options{Quiet: night, Zone: zone}, func(s *stage) {
		for _, c := range []struct {
			clock string
			want  int
			err   error
		}{
			{"21:59", 1, nil},
			{"22:00", 0, ErrQuiet},
			{"23:59", 0, ErrQuiet},
			{"00:00", 0, ErrQuiet},
			{"06:59", 0, ErrQuiet},
			{"07:01", 1, nil},
		} {
			at, err := time.Parse("15:04", c.clock)
			if err != nil {
				t.Fatal(err)
			}
			now := time.Now().In(zone)
			day := time.Date(now.Year(), now.Month(), now.Day(), at.Hour(), at.Minute(), 0, 0, zone)
			if day.Before(now) {
				day = day.AddDate(0, 0, 1)
			}
			time.Sleep(day.Sub(now))
			s.call(1, "A"+c.clock)
			time.Sleep(10 * time.Second)
			s.wantHeard(c.want)
			if err := s.a.Try(s.t.Context()); !errors.Is(err, c.err) {
				t.Errorf("at %s a sample gives %v, want %v", c.clock, err, c.err)
			}
			s.mu.Lock()
			s.heard = nil
			s.mu.Unlock()
		}
	})
	a := New(Options{Player: quietPlayer{}, Languages: assets.Languages(), Volume: 0})
	if err := a.Try(t.Context()); !errors.Is(err, ErrQuiet) {
		t.Errorf("at volume 0 a sample gives %v, want %v", err, ErrQuiet)
	}
}

// A sample is heard between calls; who asks learns whether, also when nobody announces any more.
func TestTry(t *testing.T) {
	play(t, 3, Options{}, func(s *stage) {
		if err := s.a.Try(s.t.Context()); err != nil {
			t.Errorf("got %v, want it heard", err)
		}
		s.wantHeard(1)
		s.turn(errors.New("unplugged"), false)
		if err := s.a.Try(s.t.Context()); !errors.Is(err, ErrNoSound) {
			t.Errorf("got %v, want %v", err, ErrNoSound)
		}
		s.turn(nil, false)
		if err := s.a.Try(s.t.Context()); err != nil || s.a.mute {
			t.Errorf("got %v and mute %t, want a sample to find the card again", err, s.a.mute)
		}
		s.wantHeard(1)
		s.call(1, "A001")
		synctest.Wait()
		ctx, stop := context.WithTimeout(s.t.Context(), time.Second)
		defer stop()
		if err := s.a.Try(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("while a call is said: got %v after a second, want %v", err, context.DeadlineExceeded)
		}
		close(s.views)
		<-s.a.ended
		if err := s.a.Try(s.t.Context()); !errors.Is(err, ErrNoSound) {
			t.Errorf("after the end: got %v, want %v", err, ErrNoSound)
		}
	})
}

// A volume is heard.
func TestVolume(t *testing.T) {
	loudest := New(Options{Player: quietPlayer{}, Languages: assets.Languages(), Counters: counterNames, Volume: 100})
	half := New(Options{Player: quietPlayer{}, Languages: assets.Languages(), Counters: counterNames, Volume: 50})
	m := manner{chime: true}
	a, b := loudest.sound(t.Context(), "A012", counterNames[1], m), half.sound(t.Context(), "A012", counterNames[1], m)
	if ratio := b.loudness() / a.loudness(); len(a) != len(b) || ratio < 0.49 || ratio > 0.51 {
		t.Errorf("at half the volume the sound is %.3f as loud, want half", ratio)
	}
}
