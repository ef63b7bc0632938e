package core

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"paihao/app/config"
	"paihao/app/web"
	"paihao/queue"
)

func TestDoorFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "paihao.db")
	if err := os.WriteFile(doorFile(path), []byte("of an earlier run"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := readDoor(path); err == nil {
		t.Error("a door that makes no sense: want an error")
	}
	token, err := newToken(nil)
	if err != nil || len(token) != 64 {
		t.Fatalf("the token is %q (%v), want 64 digits", token, err)
	}
	if other, err := newToken(nil); err != nil || other == token {
		t.Errorf("two tokens are the same (%v)", err)
	}
	if token, err := newToken(strings.NewReader(strings.Repeat("\x01", 32))); err != nil || token != strings.Repeat("01", 32) {
		t.Errorf("of a given source the token is %q (%v)", token, err)
	}
	if _, err := newToken(strings.NewReader("short")); err == nil {
		t.Error("a source that ends: want an error")
	}
	want := door{File: truePath(path), Address: "127.0.0.1:8081", Token: token}
	if err := want.write(doorFile(path)); err != nil {
		t.Fatal(err)
	}
	if got, err := readDoor(path); err != nil || got != want {
		t.Errorf("got %+v, %v, want %+v", got, err, want)
	}
	if info, err := os.Stat(doorFile(path)); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file: %v, %v, want mode 0600", info, err)
	}
	if entries, err := os.ReadDir(filepath.Dir(path)); err != nil || len(entries) != 1 {
		t.Errorf("the folder holds %v (%v), want the door alone", entries, err)
	}
}

// A door that an earlier run has left, and whoever has its port now, is never taken for the kiosk that holds the file.
func TestStaleDoor(t *testing.T) {
	path := filepath.Join(t.TempDir(), "paihao.db")
	q := mustQueue(t, path)
	defer q.Close()
	strangers := map[string]http.Handler{
		"another kiosk":   http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusUnauthorized) }),
		"another program": http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotFound) }),
		"one that sends elsewhere": http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://example.invalid/", http.StatusFound)
		}),
	}
	for name, stranger := range strangers {
		t.Run(name, func(t *testing.T) {
			there := httptest.NewServer(stranger)
			defer there.Close()
			checkNobody(t, path, there.Listener.Addr().String())
		})
	}
	t.Run("nobody", func(t *testing.T) {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		l.Close()
		checkNobody(t, path, l.Addr().String())
	})
	t.Run("no door", func(t *testing.T) { checkNobody(t, path, "") })
}

func checkNobody(t *testing.T, path, address string) {
	t.Helper()
	os.Remove(doorFile(path))
	if address != "" {
		if err := (door{File: truePath(path), Address: address, Token: "token"}).write(doorFile(path)); err != nil {
			t.Fatal(err)
		}
	}
	to := filepath.Join(t.TempDir(), "copy.db")
	err := source{path, time.Second}.fetch(t.Context(), to)
	if !errors.Is(err, errNobody) || !errors.Is(err, queue.ErrLocked) || !strings.Contains(FileWords(err), "没有应答") {
		t.Errorf("got %v, %s, want errNobody and its words", err, FileWords(err))
	}
	if _, err := os.Stat(to); err == nil {
		t.Error("there is a copy all the same")
	}
}

// A door that lies beside a file which nobody holds is not believed, whoever lives there: the file is read itself.
func TestDoorBesideFreeFile(t *testing.T) {
	helpful := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("well")) }))
	defer helpful.Close()
	path := filepath.Join(t.TempDir(), "paihao.db")
	mustData(t, path, 3)
	if err := (door{File: truePath(path), Address: helpful.Listener.Addr().String(), Token: "token"}).write(doorFile(path)); err != nil {
		t.Fatal(err)
	}
	if report, err := Verify(t.Context(), path); err != nil || report.Tickets != 3 {
		t.Errorf("verify: %+v, %v, want 3 tickets", report, err)
	}
	if report, err := Backup(t.Context(), path, path+".backup"); err != nil || report.Tickets != 3 {
		t.Errorf("backup: %+v, %v, want 3 tickets", report, err)
	}
	mustWriteFile(t, path, mustRead(t, path)[:9000])
	if _, err := Verify(t.Context(), path); !errors.Is(err, queue.ErrDamaged) {
		t.Errorf("verify of a damaged file: %v, want ErrDamaged", err)
	}
}

// A copy is made by reading alone: nothing is written beside the data file, nor to it.
func TestBackupOnlyReads(t *testing.T) {
	path := filepath.Join(t.TempDir(), "paihao.db")
	mustWriteFile(t, path, mustRead(t, mustElsewhere(t)))
	before := mustRead(t, path)
	if _, err := Backup(t.Context(), path, filepath.Join(t.TempDir(), "backup.db")); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(entries) != 1 || !bytes.Equal(mustRead(t, path), before) {
		t.Errorf("beside the data file are %v (%v), want it alone and as it was", entries, err)
	}
}

// mustElsewhere is a data file in a folder of its own.
func mustElsewhere(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "elsewhere.db")
	mustData(t, path, 1)
	return path
}

// Each bearer of the settings may do what its role says, at the local door too.
func TestBearers(t *testing.T) {
	if got := bearers(config.Settings{}); got != nil {
		t.Errorf("without tokens: %+v, want none", got)
	}
	s := config.Settings{Tokens: []config.Token{
		{ID: "board", Role: config.MayRead, Hash: sha256.Sum256([]byte("one"))},
		{ID: "clerk", Role: config.MayCall, Hash: sha256.Sum256([]byte("two"))},
		{ID: "robot", Role: config.MayManage, Hash: sha256.Sum256([]byte("three"))},
	}}
	s.Listen.APIToken = "zero"
	want := []web.Token{
		web.NewToken("", "zero", web.RoleManage), web.NewToken("board", "one", web.RoleRead),
		web.NewToken("clerk", "two", web.RoleCall), web.NewToken("robot", "three", web.RoleManage),
	}
	if got := bearers(s); !slices.Equal(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

// A door that cannot be written at the start, as on a full disk, is written as soon as it can.
func TestDoorToldLate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "paihao.db")
		if err := os.Mkdir(doorFile(path), 0o700); err != nil { // nothing can be written in its place
			t.Fatal(err)
		}
		k := &Kiosk{storage: &storage{path: path}, door: door{Address: "127.0.0.1:8081", Token: "token"}}
		if err := k.tellDoor(t.Context(), &Options{Log: slog.New(slog.DiscardHandler)}); err != nil {
			t.Fatal(err)
		}
		go k.tellDoorLate(t.Context())
		time.Sleep(3 * tellAgain) // of the bubble's time
		if err := os.Remove(doorFile(path)); err != nil {
			t.Fatal(err)
		}
		time.Sleep(2 * tellAgain)
		synctest.Wait()
		if d, err := readDoor(path); err != nil || d != k.door {
			t.Errorf("the door is %+v (%v), want %+v", d, err, k.door)
		}
		if err := k.Close(); err != nil {
			t.Error(err)
		}
		if _, err := os.Stat(doorFile(path)); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("after the end the door is still told (%v)", err)
		}
	})
}

// The door of one hall in the folder of another, which runs too, is nobody's.
func TestDoorOfAnotherHall(t *testing.T) {
	kiosk := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("its data")) }))
	defer kiosk.Close()
	dir := t.TempDir()
	path, other := filepath.Join(dir, "paihao.db"), filepath.Join(dir, "other.db")
	q := mustQueue(t, path)
	defer q.Close()
	mustData(t, other, 1)
	if err := (door{File: truePath(other), Address: kiosk.Listener.Addr().String(), Token: "token"}).write(doorFile(path)); err != nil {
		t.Fatal(err)
	}
	if err := (source{path, time.Second}).fetch(t.Context(), filepath.Join(dir, "copy.db")); !errors.Is(err, errNobody) {
		t.Errorf("got %v, want errNobody", err)
	}
	link := filepath.Join(dir, "link.db") // the same hall by another name
	if err := os.Symlink(other, link); err != nil {
		t.Fatal(err)
	}
	if err := (door{File: truePath(other)}).write(doorFile(link)); err != nil {
		t.Fatal(err)
	}
	if _, err := readDoor(link); err != nil {
		t.Errorf("through a link: %v", err)
	}
}

// What the kiosk says to a wish it does not fulfil is told on, and a copy that breaks off is none.
func TestDoorRefuses(t *testing.T) {
	path := filepath.Join(t.TempDir(), "paihao.db")
	q := mustQueue(t, path)
	defer q.Close()
	answers := map[string]http.HandlerFunc{
		"the disk is full": func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusServiceUnavailable)
			_, _ = w.Write([]byte(`{"error":{"code":"busy","message":"the disk is full"}}`))
		},
		"503 Service Unavailable": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) },
		"unexpected EOF": func(w http.ResponseWriter, _ *http.Request) {
			_, _ = w.Write(make([]byte, 100_000))
			panic(http.ErrAbortHandler)
		},
	}
	for words, answer := range answers {
		t.Run(words, func(t *testing.T) {
			kiosk := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.Method == http.MethodPost {
					answer(w, r)
				}
			}))
			defer kiosk.Close()
			if err := (door{File: truePath(path), Address: kiosk.Listener.Addr().String(), Token: "token"}).write(doorFile(path)); err != nil {
				t.Fatal(err)
			}
			to := filepath.Join(t.TempDir(), "copy.db")
			err := source{path, time.Second}.fetch(t.Context(), to)
			if err == nil || errors.Is(err, errNobody) || !strings.Contains(FileWords(err), words) {
				t.Errorf("got %v, want %q", err, words)
			}
			if _, err := os.Stat(to); err == nil {
				t.Error("there is a copy all the same")
			}
		})
	}
}

// A kiosk that hangs does not hold a sub-command for ever.
func TestKnockAtDeafDoor(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0") // takes connections, and never answers
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	if err := (door{Address: l.Addr().String(), Token: "token"}).knock(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v, want that time is up", err)
	}
}
