package printer

import (
	"context"
	"errors"
	"io"
	"net"
	"os"
	"time"
)

// tcp is a printer on the network that takes what comes over a connection, mostly at port 9100.
type tcp struct {
	address string
	dial    func(ctx context.Context, network, address string) (net.Conn, error)
}

// sendBuffer is how much of a job may be on its way, unread by the printer: the rest waits in our write, whose deadline then
// tells a printer that hangs from one that prints.
const sendBuffer = 4 << 10

func newTCP(address string) *tcp { return &tcp{address, new(net.Dialer).DialContext} }

// Print connects, asks how the printer is, and writes.
func (t *tcp) Print(ctx context.Context, job []byte) error {
	conn, done, err := t.connect(ctx)
	if err != nil {
		return err
	}
	defer done()
	if s := ask(conn); s.Err() != nil {
		return s.Err()
	}
	_ = conn.SetWriteDeadline(endOf(ctx, writeWithin))
	if n, err := conn.Write(job); err != nil {
		return broken(n, err)
	}
	return farewell(conn, len(job))
}

// Status connects and asks.
func (t *tcp) Status(ctx context.Context) (Status, error) {
	conn, done, err := t.connect(ctx)
	if err != nil {
		return Status{}, err
	}
	defer done()
	return ask(conn), nil
}

// connect opens a connection that breaks when ctx ends. done closes it.
func (t *tcp) connect(ctx context.Context) (conn net.Conn, done func(), err error) {
	dialling, cancel := within(ctx, connectWithin)
	defer cancel()
	conn, err = t.dial(dialling, "tcp", t.address)
	if err != nil {
		return nil, nil, silent(err)
	}
	if c, ok := conn.(interface{ SetWriteBuffer(bytes int) error }); ok {
		_ = c.SetWriteBuffer(sendBuffer) // the usual one only tells of a hanging printer later
	}
	forget := context.AfterFunc(ctx, func() { _ = conn.Close() })
	return conn, func() { forget(); _ = conn.Close() }, nil
}

// ask asks for the paper, for what keeps it off line, and whether it is. One that does not answer the first is asked no more.
func ask(conn net.Conn) (s Status) {
	sent := make([]byte, 64)
	for _, n := range []byte{askPaper, askOffline, askPrinter} {
		_ = conn.SetDeadline(time.Now().Add(answerWithin))
		if _, err := conn.Write(question(n)); err != nil {
			return s
		}
		k, err := conn.Read(sent)
		b, ok := answer(sent[:k])
		if err != nil && k == 0 || !ok {
			return s
		}
		s.take(n, b)
	}
	return s
}

// farewell ends a connection in order: what the printer has sent is read first, since closing before it would take back what
// it has not read. A connection that it broke has lost the end of the slip; one that it leaves open says nothing.
func farewell(conn net.Conn, written int) error {
	if c, ok := conn.(interface{ CloseWrite() error }); ok {
		if err := c.CloseWrite(); err != nil {
			return broken(written, err)
		}
	}
	_ = conn.SetReadDeadline(time.Now().Add(closeWithin))
	_, err := io.Copy(io.Discard, conn)
	if err != nil && !errors.Is(err, os.ErrDeadlineExceeded) {
		return broken(written, err)
	}
	return nil
}
