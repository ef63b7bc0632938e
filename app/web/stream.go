package web

import (
	"context"
	"net/http"
	"time"
)

const (
	// deafAfter is how long the reader of a stream may take nothing before it is cut off.
	deafAfter = 10 * time.Second
	// farewell is how long it may take the end of a stream when the server closes.
	farewell = 200 * time.Millisecond
)

// stream is an answer that takes as long as its reader goes on reading. The server's limits for a whole request do not
// hold for it; each part that is written has a limit of its own instead.
type stream struct {
	http.ResponseWriter
	control *http.ResponseController
	closing <-chan struct{} // nothing is written any more once it is closed; nil is never
}

func newStream(w http.ResponseWriter, closing <-chan struct{}) *stream {
	return &stream{w, http.NewResponseController(w), closing}
}

// Write adds a part.
func (s *stream) Write(part []byte) (int, error) {
	if err := s.control.SetWriteDeadline(time.Now().Add(deafAfter)); err != nil {
		return 0, err
	}
	select {
	case <-s.closing: // looked at last, or cut might set its limit before this one
		return 0, http.ErrServerClosed
	default:
		return s.ResponseWriter.Write(part)
	}
}

// send writes a part and sees it off.
func (s *stream) send(part []byte) error {
	if _, err := s.Write(part); err != nil {
		return err
	}
	return s.control.Flush()
}

// cut ends a part that its reader does not take, once closing has come, unless ctx ends before.
func (s *stream) cut(ctx context.Context) {
	select {
	case <-ctx.Done():
	case <-s.closing:
		_ = s.control.SetWriteDeadline(time.Now().Add(farewell)) // an error means that the reader has gone
	}
}

// end gives the end of the answer a time of its own, once cut is done: what is left of any other may be over by now, and a
// reader would take that for a broken stream. Of one that was cut off nothing is written any more.
func (s *stream) end() {
	_ = s.control.SetWriteDeadline(time.Now().Add(farewell)) // an error means that the reader has gone
}
