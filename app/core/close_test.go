package core_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"paihao/app/core"
	"paihao/app/web"
	"paihao/assets"
	"paihao/queue"
	"paihao/queue/boltstore"
)

// closeLimit is what the windows' users wait for at the most.
const closeLimit = 3 * time.Second

// After Close the file belongs to whoever opens it next, and both doors are shut.
func TestCloseLetsGo(t *testing.T) {
	dir := t.TempDir()
	s := mustSettings(t, dir)
	s.Listen.Public, s.Listen.Local = mustFreePort(t), mustFreePort(t) // which nobody is given by chance once they are free
	h := mustOpen(t, s)
	h.see("its codes", func(v queue.View) bool { return code(v, "general") != "" })
	start := time.Now()
	h.mustClose()
	if took := time.Since(start); took > closeLimit {
		t.Errorf("close took %v, want at most %v", took, closeLimit)
	}
	store, err := boltstore.Open(boltstore.Options{Path: filepath.Join(dir, "trial.db"), Timeout: time.Millisecond})
	if err != nil {
		t.Fatalf("open right after close: %v", err)
	}
	if err := store.Close(); err != nil {
		t.Error(err)
	}
	for _, address := range []string{s.Listen.Public, s.Listen.Local} {
		l, err := net.Listen("tcp", address)
		if err != nil {
			t.Errorf("%s is still taken: %v", address, err)
			continue
		}
		l.Close()
	}
	if _, err := h.Queue.Do(t.Context(), queue.Command{Verb: queue.Take, Service: "general"}); !errors.Is(err, queue.ErrClosed) {
		t.Errorf("a command after close: %v, want ErrClosed", err)
	}
}

// mustFreePort is a port below those that systems give to whoever asks for any, and that connections go out by.
func mustFreePort(t testing.TB) string {
	t.Helper()
	for range 100 {
		if l, err := net.Listen("tcp", fmt.Sprint("127.0.0.1:", 15_000+rand.N(15_000))); err == nil {
			defer l.Close()
			return l.Addr().String()
		}
	}
	t.Fatal("of a hundred ports none is free")
	return ""
}

// Callers that never end their requests do not hold a close up.
func TestCloseWhileRequestsHang(t *testing.T) {
	t.Parallel()
	h := mustOpen(t, mustPlainSettings(t))
	h.see("its codes", func(v queue.View) bool { return code(v, "general") != "" })
	for _, address := range []string{h.PublicAddr(), h.LocalAddr()} {
		conn, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		_, _ = io.WriteString(conn, "POST /wechat/callback?signature=x&timestamp=1&nonce=1 HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n<xml>")
	}
	h.post(scanOf("o-one", "other"), time.Now(), "n") // by now the hanging ones have arrived
	start := time.Now()
	h.mustClose()
	if took := time.Since(start); took > closeLimit {
		t.Errorf("close took %v, want at most %v", took, closeLimit)
	}
}

// A door that somebody has removed does not make a good end a failed one.
func TestCloseWithoutDoor(t *testing.T) {
	s := mustSettings(t, t.TempDir())
	h := mustOpen(t, s)
	if err := os.Remove(s.DataFile() + ".door"); err != nil {
		t.Fatal(err)
	}
	h.mustClose()
}

func TestCloseTwice(t *testing.T) {
	h := mustOpen(t, mustSettings(t, t.TempDir()))
	h.mustClose()
	h.mustClose()
}

// A kiosk that cannot open leaves nothing behind: neither a port nor the file.
func TestOpenFails(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	dir := t.TempDir()
	s := mustSettings(t, dir)
	s.Listen.Local = taken.Addr().String()
	_, err = core.Open(t.Context(), core.Options{Settings: s, Trial: true, Sandbox: "127.0.0.1:0"})
	var port *web.PortError
	if !errors.As(err, &port) || !strings.Contains(core.Words(assets.ZH, err), taken.Addr().String()) {
		t.Fatalf("open with a taken port: %v, want a PortError and a sentence with the address", err)
	}
	s.Listen.Local = "127.0.0.1:0"
	h := mustOpen(t, s)
	_, err = core.Open(t.Context(), core.Options{Settings: s, Trial: true, Sandbox: "127.0.0.1:0"})
	if !errors.Is(err, queue.ErrLocked) || !strings.Contains(core.Words(assets.ZH, err), "已经在运行") {
		t.Errorf("a second kiosk on the same file: %v, want ErrLocked and its sentence", err)
	}
	h.see("its codes", func(v queue.View) bool { return code(v, "general") != "" }) // the first is none the worse for it
}

// In a trial the sandbox takes another port when its own is taken, and the kiosk finds it.
func TestTakenSandboxPort(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	k, err := core.Open(t.Context(), core.Options{Settings: mustSettings(t, t.TempDir()), Trial: true, Sandbox: taken.Addr().String()})
	if err != nil {
		t.Fatal(err)
	}
	defer k.Close()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	ended := make(chan error, 1)
	go func() { ended <- k.Run(ctx) }()
	for v := range k.Queue.Watch(ctx) {
		if code(v, "general") != "" {
			break
		}
	}
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if k.Sandbox.Addr() == taken.Addr().String() {
		t.Error("the sandbox listens where somebody else does")
	}
}

// The two doors know different paths: nothing of the local one is reached from outside.
func TestDoors(t *testing.T) {
	h := mustOpen(t, mustSettings(t, t.TempDir()))
	for address, want := range map[string]int{
		h.PublicAddr() + "/healthz": 404, h.PublicAddr() + "/api/v1/queue": 404, h.PublicAddr() + "/wechat/callback": 403,
		h.LocalAddr() + "/healthz": 200, h.LocalAddr() + "/api/v1/queue": 401, h.LocalAddr() + "/wechat/callback": 404,
	} {
		resp, err := http.Get("http://" + address)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != want {
			t.Errorf("GET %s: %d, want %d", address, resp.StatusCode, want)
		}
	}
}
