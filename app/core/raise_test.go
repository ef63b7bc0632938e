package core

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"paihao/app/web"
	"paihao/queue"
)

// raising is the kiosk of a trial, with windows or without, beside which another is started.
func raising(t *testing.T, windows bool) *Kiosk {
	t.Helper()
	k, err := Open(t.Context(), Options{Settings: mustTrialSettings(t), Trial: true, Sandbox: "127.0.0.1:0", Windows: windows})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := k.Close(); err != nil {
			t.Error(err)
		}
	})
	return k
}

// A second start is heard by the windows of the first, and by nobody when there are none.
func TestRaise(t *testing.T) {
	k := raising(t, true)
	for range 3 {
		if err := Raise(t.Context(), k.storage.path); err != nil {
			t.Fatal(err)
		}
	}
	<-k.Raised()
	select {
	case <-k.Raised():
		t.Error("wishes that nobody had taken are more than one")
	default:
	}
	if err := Raise(t.Context(), k.storage.path); err != nil {
		t.Error(err)
	}
	<-k.Raised()

	k = raising(t, false)
	if err := Raise(t.Context(), k.storage.path); !errors.Is(err, web.ErrNoWindows) || errors.Is(err, queue.ErrLocked) {
		t.Errorf("without windows: %v, want ErrNoWindows", err)
	}
	if k.Raised() != nil {
		t.Error("without windows there is something to hear")
	}
}

// Whoever does not say that the windows were raised has not raised them: one that starts, an older kiosk, another program that
// has the port of one that died, and the kiosk of another hall.
func TestRaiseNobody(t *testing.T) {
	path := filepath.Join(t.TempDir(), "paihao.db")
	q := mustQueue(t, path)
	defer q.Close()
	answers := map[string]http.HandlerFunc{
		"an older kiosk":                func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotFound) },
		"one that knows no such token":  func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusUnauthorized) },
		"one that is content with all":  func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("<html>welcome</html>")) },
		"one that answers in JSON":      func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(`{"ok":true}`)) },
		"one that says that it has not": func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(`{"raised":false}`)) },
		"one without an end": func(w http.ResponseWriter, _ *http.Request) {
			_, _ = w.Write([]byte(`{"raised":"` + strings.Repeat("x", 1<<20)))
		},
	}
	for name, answer := range answers {
		t.Run(name, func(t *testing.T) {
			there := httptest.NewServer(answer)
			defer there.Close()
			d := door{File: truePath(path), Address: there.Listener.Addr().String(), Token: "token"}
			checkNotRaised(t, path, d)
		})
	}
	kiosk := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(`{"raised":true}`)) }))
	address := kiosk.Listener.Addr().String()
	t.Run("another hall", func(t *testing.T) {
		checkNotRaised(t, path, door{File: truePath(path) + "2", Address: address, Token: "token"})
	})
	kiosk.Close()
	t.Run("one that died", func(t *testing.T) {
		checkNotRaised(t, path, door{File: truePath(path), Address: address, Token: "token"})
	})
	if err := os.Remove(doorFile(path)); err != nil {
		t.Fatal(err)
	}
	if err := Raise(t.Context(), path); !errors.Is(err, queue.ErrLocked) {
		t.Errorf("without a door: %v, want ErrLocked", err)
	}
}

func checkNotRaised(t *testing.T, path string, d door) {
	t.Helper()
	if err := d.write(doorFile(path)); err != nil {
		t.Fatal(err)
	}
	if err := Raise(t.Context(), path); !errors.Is(err, queue.ErrLocked) || errors.Is(err, web.ErrNoWindows) {
		t.Errorf("got %v, want ErrLocked", err)
	}
}
