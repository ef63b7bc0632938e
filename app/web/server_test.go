package web_test

import (
	"bufio"
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"testing"
	"time"

	"paihao/app/web"
)

func mustClose(t testing.TB, s *web.Server) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(t.Context()), time.Second)
	defer cancel()
	if err := s.Close(ctx); err != nil {
		t.Error(err)
	}
}

func mustListen(t testing.TB) *web.Server {
	t.Helper()
	s, err := web.Listen("127.0.0.1:0", 10*time.Second, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestTakenPort(t *testing.T) {
	s := mustListen(t)
	defer mustClose(t, s) // it has not served yet
	_, err := web.Listen(s.Addr(), time.Second, slog.New(slog.DiscardHandler))
	var port *web.PortError
	if !errors.As(err, &port) || port.Address != s.Addr() || errors.Unwrap(port) == nil {
		t.Errorf("got %v, want a PortError with the address %s and the system's reason", err, s.Addr())
	}
}

// A request that is being answered is answered to its end, and then nothing serves any more.
func TestCloseLetsAnswersEnd(t *testing.T) {
	s := mustListen(t)
	arrived, release := make(chan struct{}), make(chan struct{})
	s.Serve(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		close(arrived)
		<-release
		_, _ = io.WriteString(w, "done")
	}))
	conn, err := net.Dial("tcp", s.Addr())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_, _ = io.WriteString(conn, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
	<-arrived
	closed := make(chan error, 1)
	go func() { closed <- s.Close(t.Context()) }()
	<-s.Done()
	close(release)
	resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if text, err := io.ReadAll(resp.Body); string(text) != "done" || err != nil {
		t.Errorf("answer %q (%v), want the whole of it", text, err)
	}
	if err := <-closed; err != nil || s.Err() != nil {
		t.Errorf("closed with %v and %v, want nil", err, s.Err())
	}
}

// A client that never ends its request is cut off when the time of Close is up.
func TestCloseCutsTheRest(t *testing.T) {
	s := mustListen(t)
	arrived := make(chan struct{})
	s.Serve(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		close(arrived)
		_, _ = io.Copy(io.Discard, r.Body)
	}))
	conn, err := net.Dial("tcp", s.Addr())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_, _ = io.WriteString(conn, "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nhalf")
	<-arrived
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Close(ctx); err != nil {
		t.Errorf("closed with %v", err)
	}
	if _, err := conn.Read(make([]byte, 1)); err == nil {
		t.Error("the client was not cut off")
	}
}
