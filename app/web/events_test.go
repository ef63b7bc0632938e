package web_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"paihao/app/web"
	"paihao/queue"
	"paihao/queue/storetest"
)

// An event tells the same as a request would: the first at once, and others when something has changed.
func TestEvents(t *testing.T) {
	d := mustDoor(t)
	s := d.mustStream(reader)
	defer s.leave()
	if got := s.response.Header.Get("Content-Type"); got != "text/event-stream" {
		t.Errorf("content type %q, want text/event-stream", got)
	}
	for range 3 {
		e, _ := s.mustReach(d.hall.View().Revision)
		if want := d.api(http.MethodGet, "queue", "").body; e.data+"\n" != want || e.name != "queue" {
			t.Errorf("event %s %s, want queue %s", e.name, e.data, want)
		}
		d.mustTake("general")
	}
}

// News that are no change of a ticket have an event too.
func TestEventsOfHealth(t *testing.T) {
	d := mustDoor(t)
	s := d.mustStream(reader)
	defer s.leave()
	s.mustNext()
	d.hall.Report(queue.Report{State: queue.WeChatUnreachable})
	if e := s.mustNext(); !strings.Contains(e.data, `"wechat":"unreachable"`) {
		t.Errorf("event %s, want WeChat unreachable", e.data)
	}
}

// Whoever asks for the head alone is not kept: the connection is free for the next request at once.
func TestHeadOfEvents(t *testing.T) {
	inBubble(t, func(t *testing.T, w *wire) {
		head := w.mustAsk(http.MethodHead, "queue/events")
		if got := head.Header.Get("Content-Type"); got != "text/event-stream" {
			t.Errorf("content type %q, want text/event-stream", got)
		}
		if text, err := io.ReadAll(w.mustAsk(http.MethodGet, "queue").Body); !json.Valid(text) || err != nil {
			t.Errorf("the next answer is %q, %v; want the queue", text, err)
		}
	})
}

func TestEventsEndWithTheQueue(t *testing.T) {
	d := mustDoor(t)
	s := d.mustStream(reader)
	defer s.leave()
	s.mustNext()
	if err := d.hall.Close(); err != nil {
		t.Fatal(err)
	}
	s.mustEnd()
}

// They end whole also when nothing was written for so long that the last part's time is over.
func TestEventsEndAfterSilence(t *testing.T) {
	inBubble(t, func(t *testing.T, w *wire) {
		s := newEvents(t, w.mustAsk(http.MethodGet, "queue/events"))
		s.mustNext()
		<-time.After(12 * time.Second) // of the bubble's time
		if err := w.hall.Close(); err != nil {
			t.Fatal(err)
		}
		s.mustEnd()
	})
}

// A server that closes does not wait for those who listen.
func TestEventsEndWithTheServer(t *testing.T) {
	d := mustDoor(t)
	var open []*events
	for range 3 {
		s := d.mustStream(reader)
		defer s.leave()
		s.mustNext()
		open = append(open, s)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	if err := d.server.Close(ctx); err != nil || ctx.Err() != nil {
		t.Errorf("closed with %v, %v; want before its time was up", err, ctx.Err())
	}
	for _, s := range open {
		s.mustEnd()
	}
}

// The server's limits for a whole request do not hold for events, and silence is broken every 15 s.
func TestEventsOutliveTheLimits(t *testing.T) {
	inBubble(t, func(t *testing.T, w *wire) {
		s := newEvents(t, w.mustAsk(http.MethodGet, "queue/events"))
		first := s.mustNext()
		start, comments := time.Now(), 0
		for time.Since(start) < time.Hour {
			if e := s.mustNext(); e != (event{}) {
				t.Fatalf("after %v: event %v, want a comment, since nothing has changed since %v", time.Since(start), e, first)
			}
			comments++
		}
		if want := int(time.Hour / (15 * time.Second)); comments != want {
			t.Errorf("%d comments within an hour, want %d", comments, want)
		}
		w.mustTake()
		s.mustReach(w.hall.View().Revision)
	})
}

// A slow reader is shown the newest and not all between, and nobody waits for it.
func TestSlowReader(t *testing.T) {
	inBubble(t, func(t *testing.T, w *wire) {
		s := newEvents(t, w.mustAsk(http.MethodGet, "queue/events"))
		s.mustNext()
		const changes = 50
		for range changes {
			w.mustTake()
			<-time.After(150 * time.Millisecond) // of the bubble's time: each change is published
		}
		if _, read := s.mustReach(w.hall.View().Revision); read > 3 {
			t.Errorf("it read %d events for %d changes that it was too slow for, want at most 3", read, changes)
		}
	})
}

// A reader that takes nothing for 10 s is cut off.
func TestDeafReader(t *testing.T) {
	inBubble(t, func(t *testing.T, w *wire) {
		s := newEvents(t, w.mustAsk(http.MethodGet, "queue/events"))
		s.mustNext()
		w.mustTake()
		<-time.After(time.Minute) // of the bubble's time
		if _, ok := s.next(); ok || !errors.Is(s.lines.Err(), io.ErrUnexpectedEOF) {
			t.Errorf("the stream ended with %v, want it cut off", s.lines.Err())
		}
	})
}

// Nor does a server that closes wait for a reader that takes nothing.
func TestCloseWhileAReaderIsDeaf(t *testing.T) {
	inBubble(t, func(t *testing.T, w *wire) {
		s := newEvents(t, w.mustAsk(http.MethodGet, "queue/events"))
		s.mustNext()
		w.mustTake()
		<-time.After(time.Second) // of the bubble's time: now the event is on its way
		start := time.Now()
		mustClose(t, w.server)
		if took := time.Since(start); took >= time.Second {
			t.Errorf("close took %v, want hardly any", took)
		}
	})
}

// A door without a server that closes serves events all the same.
func TestEventsWithoutClosing(t *testing.T) {
	q := mustHall(t, queue.Options{Venue: hall(), Open: storetest.Memory().Open})
	url := mustServe(t, web.Local(web.LocalOptions{Hall: q, Words: func(error) string { return "" }, Tokens: tokens()}))
	d := &door{t: t, hall: q, url: url, client: &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}}
	s := d.mustStream(reader)
	s.mustNext()
	s.leave()
}
