package web_test

import (
	"bufio"
	"io"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"paihao/app/web"
	"paihao/queue"
	"paihao/queue/storetest"
)

// wire is one connection to the local door of a hall, in a bubble with a time of its own: what is written waits until it is
// read.
type wire struct {
	t      *testing.T
	hall   *queue.Queue
	server *web.Server
	conn   net.Conn
	reader *bufio.Reader
}

// inBubble runs a test on a wire.
func inBubble(t *testing.T, test func(t *testing.T, w *wire), more ...func(*web.LocalOptions)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		w := &wire{t: t, hall: mustHall(t, queue.Options{Venue: hall(), Open: storetest.Memory().Open})}
		near, far := net.Pipe()
		l := &listener{conns: make(chan net.Conn, 1), closed: make(chan struct{})}
		l.conns <- far
		w.server, w.conn, w.reader = web.NewServer(l, 10*time.Second, slog.New(slog.DiscardHandler)), near, bufio.NewReader(near)
		o := web.LocalOptions{Hall: w.hall, Words: inWords, Tokens: tokens(), Closing: w.server.Closing()}
		for _, add := range more {
			add(&o)
		}
		w.server.Serve(web.Local(o))
		t.Cleanup(func() { mustClose(t, w.server) })
		t.Cleanup(func() { near.Close() })
		test(t, w)
	})
}

// mustAsk sends a request of the manager and reads the head of its answer.
func (w *wire) mustAsk(method, path string) *http.Response {
	w.t.Helper()
	r, err := http.NewRequestWithContext(w.t.Context(), method, "http://localhost/api/v1/"+path, nil)
	if err != nil {
		w.t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+manager)
	if err := r.Write(w.conn); err != nil {
		w.t.Fatal(err)
	}
	resp, err := http.ReadResponse(w.reader, r)
	if err != nil {
		w.t.Fatal(err)
	}
	if resp.StatusCode != http.StatusOK {
		text, _ := io.ReadAll(resp.Body)
		w.t.Fatalf("%s %s: %d %s", method, path, resp.StatusCode, text)
	}
	return resp
}

func (w *wire) mustTake() {
	w.t.Helper()
	if _, err := w.hall.Do(w.t.Context(), queue.Command{Verb: queue.Take, Service: "general"}); err != nil {
		w.t.Fatal(err)
	}
}

// listener accepts connections that a test made.
type listener struct {
	conns  chan net.Conn
	once   sync.Once
	closed chan struct{}
}

// Accept gives the next connection.
func (l *listener) Accept() (net.Conn, error) {
	select {
	case c := <-l.conns:
		return c, nil
	case <-l.closed:
		return nil, net.ErrClosed
	}
}

// Close ends Accept.
func (l *listener) Close() error {
	l.once.Do(func() { close(l.closed) })
	return nil
}

// Addr is of no use.
func (l *listener) Addr() net.Addr { return &net.TCPAddr{} }
