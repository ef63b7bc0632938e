// Package web is the program's HTTP doors: a public one that WeChat reaches, and a local one for staff programs.
package web

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"
)

// Server is one listener and what it serves. The limits hold slow and greedy clients off; WeChat itself waits 5 s.
type Server struct {
	listener net.Listener
	server   *http.Server
	closing  context.Context // ends when Close begins
	close    context.CancelFunc
	done     chan struct{}
	err      error
}

// Listen opens the address, so that a taken port is an error at the start; Serve begins to answer.
// A port of 0 takes a free one; see Addr. An answer may take as long as within says.
func Listen(address string, within time.Duration, log *slog.Logger) (*Server, error) {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return nil, &PortError{Address: address, Err: err}
	}
	return newServer(listener, within, log), nil
}

func newServer(listener net.Listener, within time.Duration, log *slog.Logger) *Server {
	s := &Server{
		listener: listener,
		done:     make(chan struct{}),
		server: &http.Server{
			ReadHeaderTimeout: 3 * time.Second,
			ReadTimeout:       5 * time.Second,
			WriteTimeout:      within,
			IdleTimeout:       30 * time.Second,
			MaxHeaderBytes:    8 << 10,
			ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelDebug),
		},
	}
	s.closing, s.close = context.WithCancel(context.Background())
	return s
}

// PortError says which address could not be listened on.
type PortError struct {
	Address string
	Err     error
}

// Error names the address and the system's reason.
func (e *PortError) Error() string { return fmt.Sprintf("listen on %s: %v", e.Address, e.Err) }

// Unwrap gives the system's reason.
func (e *PortError) Unwrap() error { return e.Err }

// Serve answers with h, in the background, until Close. It is called once.
func (s *Server) Serve(h http.Handler) {
	s.server.Handler = h
	go func() {
		defer close(s.done)
		if err := s.server.Serve(s.listener); !errors.Is(err, http.ErrServerClosed) {
			s.err = err
		}
	}()
}

// Addr is the address it listens on, with the real port.
func (s *Server) Addr() string { return s.listener.Addr().String() }

// Closing is closed when Close begins. Whoever answers without an end has to end then, since Close waits for all answers.
func (s *Server) Closing() <-chan struct{} { return s.closing.Done() }

// Done is closed when it serves no more; Err then tells why: nil after Close.
func (s *Server) Done() <-chan struct{} { return s.done }

// Err is why serving ended.
func (s *Server) Err() error { return s.err }

// Close lets requests that are being answered end, for as long as ctx allows, and then cuts the rest.
func (s *Server) Close(ctx context.Context) error {
	s.close()
	if s.server.Handler == nil {
		return s.listener.Close()
	}
	err := s.server.Shutdown(ctx)
	if err != nil && ctx.Err() != nil {
		err = s.server.Close()
	}
	<-s.done
	return err
}
