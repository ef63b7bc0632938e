package printer

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// fake is a printer on the network. The zero value takes everything and answers nothing.
type fake struct {
	status map[byte]byte // answers by question; nil: none
	breaks atomic.Int32  // after so many bytes of a job it breaks the connection; 0: never

	mu   sync.Mutex
	jobs [][]byte
}

func breaking(after int32) *fake {
	f := &fake{}
	f.breaks.Store(after)
	return f
}

// mustServe is a printer at an address of its own, until the test ends.
func mustServe(t *testing.T, f *fake) Printer {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var serving sync.WaitGroup
	ctx, stop := context.WithCancel(context.Background())
	serving.Go(func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			serving.Go(func() { f.serve(ctx, conn) })
		}
	})
	t.Cleanup(func() {
		stop()
		l.Close()
		serving.Wait()
	})
	p := newTCP(l.Addr().String())
	p.dial = f.dial
	return mending(p)
}

// dial gives a connection that waits for whatever the fake is sure to do, however slow the machine is: for its answers, if it
// has any, and for the end.
func (f *fake) dial(ctx context.Context, network, address string) (net.Conn, error) {
	conn, err := new(net.Dialer).DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	return patient{conn.(*net.TCPConn), f.status != nil}, nil
}

type patient struct {
	*net.TCPConn
	answers bool
}

func (p patient) SetDeadline(at time.Time) error {
	if p.answers {
		at = time.Time{}
	}
	return p.TCPConn.SetDeadline(at)
}

func (p patient) SetReadDeadline(time.Time) error { return p.TCPConn.SetReadDeadline(time.Time{}) }

// serve takes a job. Questions are answered and are no part of it.
func (f *fake) serve(ctx context.Context, conn net.Conn) {
	defer conn.Close()
	context.AfterFunc(ctx, func() { conn.Close() })
	var job []byte
	buffer := make([]byte, 4096)
	for {
		n, err := conn.Read(buffer)
		got := buffer[:n]
		for len(got) >= 3 && got[0] == 0x10 && got[1] == 0x04 && len(job) == 0 {
			if b, ok := f.status[got[2]]; ok {
				_, _ = conn.Write([]byte{b})
			}
			got = got[3:]
		}
		job = append(job, got...)
		if after := int(f.breaks.Load()); after > 0 && len(job) >= after {
			if c, ok := conn.(*net.TCPConn); ok {
				_ = c.SetLinger(0)
			}
			return
		}
		if err != nil {
			break
		}
	}
	if len(job) > 0 {
		f.mu.Lock()
		f.jobs = append(f.jobs, job)
		f.mu.Unlock()
	}
}

func (f *fake) took() [][]byte {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.jobs
}

var job = Job(both.Draw(80))

func TestTCP(t *testing.T) {
	well := map[byte]byte{askPaper: 0x12, askOffline: 0x12, askPrinter: 0x12}
	for _, tt := range []struct {
		name   string
		fake   *fake
		err    error
		prints bool
	}{
		{"answers nothing", &fake{}, nil, true},
		{"well", &fake{status: well}, nil, true},
		{"near the end", &fake{status: map[byte]byte{askPaper: 0x1E, askOffline: 0x12, askPrinter: 0x12}}, nil, true},
		{"answers nonsense", &fake{status: map[byte]byte{askPaper: 0xFF}}, nil, true},
		{"no paper", &fake{status: map[byte]byte{askPaper: 0x72, askOffline: 0x32, askPrinter: 0x1A}}, ErrNoPaper, false},
		{"cover open", &fake{status: map[byte]byte{askPaper: 0x12, askOffline: 0x16, askPrinter: 0x1A}}, ErrSilent, false},
		{"breaks off", breaking(1000), ErrHalf, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := mustServe(t, tt.fake)
			if err := p.Print(t.Context(), job); !errors.Is(err, tt.err) || tt.err == nil && err != nil {
				t.Fatalf("got %v, want %v", err, tt.err)
			}
			if took := tt.fake.took(); tt.prints != (len(took) == 1) || tt.prints && !bytes.Equal(took[0], job) {
				t.Errorf("the printer took %d jobs, want it to print: %t", len(took), tt.prints)
			}
			status, err := p.Status(t.Context())
			if err != nil || status.Known != (tt.fake.status[askOffline] != 0) {
				t.Errorf("got %+v, %v", status, err)
			}
		})
	}
}

func TestRefused(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	p, err := Open("tcp://" + l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Print(t.Context(), job); !errors.Is(err, ErrSilent) {
		t.Errorf("got %v, want ErrSilent", err)
	}
	if _, err := p.Status(t.Context()); !errors.Is(err, ErrSilent) {
		t.Errorf("status: got %v, want ErrSilent", err)
	}
}

// After a job that broke off, the next one begins with zeros for the rest of the band that the printer may wait for.
func TestMend(t *testing.T) {
	f := breaking(1000)
	p := mustServe(t, f)
	if err := p.Print(t.Context(), job); !errors.Is(err, ErrHalf) {
		t.Fatalf("got %v, want ErrHalf", err)
	}
	f.breaks.Store(0)
	for range 2 {
		if err := p.Print(t.Context(), job); err != nil {
			t.Fatal(err)
		}
	}
	took := f.took()
	if !bytes.Equal(took[0], append(make([]byte, largestBand), job...)) || !bytes.Equal(took[1], job) {
		t.Errorf("took %d and %d bytes, want %d and %d", len(took[0]), len(took[1]), largestBand+len(job), len(job))
	}
	half := append(append([]byte{}, job[:1000]...), took[0]...) // what a printer sees that did not notice
	for half[0] != 0x1D {
		half = half[1:]
	}
	if _, err := unroll(append([]byte{0x1B, 0x40}, half...)); err != nil {
		t.Errorf("what comes after a broken slip: %v", err)
	}
}

// stuck is a network on which a connection takes forever, or takes nothing.
func stuck(t *testing.T, reads bool) *tcp {
	t.Helper()
	p := newTCP("printer")
	p.dial = func(ctx context.Context, _, _ string) (net.Conn, error) {
		if !reads {
			<-ctx.Done()
			return nil, ctx.Err()
		}
		near, far := net.Pipe()
		go func() {
			_, _ = io.ReadFull(far, make([]byte, 3+100)) // a question and some of the job
			<-t.Context().Done()
			far.Close()
		}()
		return near, nil
	}
	return p
}

// A printer that hangs is given up: 3 s for a connection, half a second for an answer, 10 s for a job.
func TestDeadlines(t *testing.T) {
	for _, tt := range []struct {
		reads bool
		want  time.Duration
		err   error
	}{{false, connectWithin, ErrSilent}, {true, answerWithin + writeWithin, ErrHalf}} {
		synctest.Test(t, func(t *testing.T) {
			began := time.Now()
			err := stuck(t, tt.reads).Print(t.Context(), job)
			if took := time.Since(began); took != tt.want || !errors.Is(err, tt.err) {
				t.Errorf("got %v after %v, want %v after %v", err, took, tt.err, tt.want)
			}
		})
	}
}

// Who stops waiting is let go at once, wherever the printer hangs: at its connection, at its answer, or within a job.
func TestStopped(t *testing.T) {
	for _, tt := range []struct {
		reads bool
		after time.Duration
	}{{false, connectWithin / 2}, {true, answerWithin / 2}, {true, answerWithin + writeWithin/2}} {
		synctest.Test(t, func(t *testing.T) {
			ctx, stop := context.WithCancel(t.Context())
			time.AfterFunc(tt.after, stop)
			began := time.Now()
			err := stuck(t, tt.reads).Print(ctx, job)
			if took := time.Since(began); took != tt.after || err == nil {
				t.Errorf("stopped after %v: got %v after %v, want an error at once", tt.after, err, took)
			}
		})
	}
}
