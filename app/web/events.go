package web

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"time"

	"paihao/queue"
)

// comfort is how often a stream of events says something, so that nobody on the way takes it for dead.
const comfort = 15 * time.Second

// getEvents answers with the queue, as getQueue does, and again whenever it has changed, as server-sent events. A slow
// reader is shown the newest queue and not those between. It ends when the reader goes, when the queue is closed, or
// when the server is.
func (o LocalOptions) getEvents(w http.ResponseWriter, r *http.Request, _ Token) {
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	if r.Method == http.MethodHead {
		return
	}
	s := newStream(w, o.Closing)
	ctx, cancel := context.WithCancel(r.Context())
	var cutting sync.WaitGroup
	defer s.end()
	defer cutting.Wait()
	defer cancel()
	cutting.Go(func() { s.cut(ctx) })
	s.follow(o.Hall.Watch(ctx))
}

// follow shows views until there are no more, or nobody takes them.
func (s *stream) follow(views <-chan queue.View) {
	idle := time.NewTicker(comfort)
	defer idle.Stop()
	var last []byte
	for {
		var err error
		select {
		case <-s.closing:
			return
		case <-idle.C:
			err = s.send([]byte(":\n\n"))
		case v, more := <-views:
			if !more {
				return
			}
			last, err = s.show(v, last)
		}
		if err != nil {
			return
		}
	}
}

// show sends a view as one event, unless it says what the last one said: the queue shows itself now and then although
// nothing has changed.
func (s *stream) show(v queue.View, last []byte) ([]byte, error) {
	data, err := json.Marshal(hallJSON(v))
	if err != nil || bytes.Equal(data, last) {
		return data, err
	}
	return data, s.send(fmt.Appendf(nil, "id: %d\nevent: queue\ndata: %s\n\n", v.Revision, data))
}
