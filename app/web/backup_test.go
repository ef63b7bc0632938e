package web_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"paihao/app/web"
	"paihao/queue"
	"paihao/queue/storetest"
)

// copyOf is a copy of the data, that knows whether it was closed.
type copyOf struct {
	io.Reader
	closed chan struct{}
}

func newCopy(r io.Reader) *copyOf { return &copyOf{r, make(chan struct{})} }

// Close marks the copy as no longer needed.
func (c *copyOf) Close() error {
	close(c.closed)
	return nil
}

func backup(data io.ReadCloser, err error) web.LocalOptions {
	return web.LocalOptions{Backup: func(context.Context, bool) (io.ReadCloser, error) { return data, err }}
}

func TestBackup(t *testing.T) {
	all := strings.Repeat("all of the data\x00\xff", 100_000)
	data := newCopy(strings.NewReader(all))
	a := mustMorning(t, backup(data, nil)).api(http.MethodPost, "backup", "{}")
	if a.status != http.StatusOK || a.body != all {
		t.Errorf("got %d and %d bytes, want 200 and the %d of the copy", a.status, len(a.body), len(all))
	}
	for name, form := range map[string]string{
		"Content-Type": `^application/octet-stream$`, "Content-Disposition": `^attachment; filename="paihao-20261121-100000\.db"$`, "Cache-Control": `^no-store$`,
	} {
		if got := a.header.Get(name); !regexp.MustCompile(form).MatchString(got) {
			t.Errorf("%s: %q, want %s", name, got, form)
		}
	}
	<-data.closed
}

func TestNoBackup(t *testing.T) {
	mustMorning(t, backup(nil, errors.New("the disk is gone"))).api(http.MethodPost, "backup", "").refused(t, http.StatusServiceUnavailable, "busy")
	mustMorning(t, backup(nil, queue.ErrNoCopy)).api(http.MethodPost, "backup", "").refused(t, http.StatusNotFound, "not_found")
	mustMorning(t, web.LocalOptions{}).api(http.MethodPost, "backup", "").refused(t, http.StatusNotFound, "not_found")
}

// A copy with damaged records is offered to the program's own sub-commands alone.
func TestFlawedBackup(t *testing.T) {
	const self = "a-token-of-this-run"
	var offered bool
	o := web.LocalOptions{Self: web.NewToken("self", self, web.RoleManage), Tokens: tokens()}
	o.Backup = func(_ context.Context, flawed bool) (io.ReadCloser, error) {
		offered = flawed
		return newCopy(strings.NewReader("data")), nil
	}
	d := mustDoorOn(t, storetest.Failing(storetest.Memory()), o)
	for bearer, want := range map[string]bool{self: true, manager: false} {
		if a := d.as(bearer, http.MethodPost, "backup", ""); a.status != http.StatusOK || offered != want {
			t.Errorf("%s: got %d, offered a flawed copy: %v, want 200, %v", bearer, a.status, offered, want)
		}
	}
}

// Half a copy must never look like a whole one.
func TestBackupBreaksOff(t *testing.T) {
	broken := newCopy(io.MultiReader(bytes.NewReader(make([]byte, 1<<20)), failing{}))
	d := mustMorning(t, backup(broken, nil))
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, d.url+"/api/v1/backup", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+manager)
	resp, err := d.client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if n, err := io.Copy(io.Discard, resp.Body); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("%d bytes came and then %v, want it broken off", n, err)
	}
	<-broken.closed
}

type failing struct{}

// Read always fails.
func (failing) Read([]byte) (int, error) { return 0, errors.New("the disk is gone") }

// Making and reading a large copy may take longer than other requests.
func TestBackupOutlivesTheLimits(t *testing.T) {
	const size = 1 << 20
	data := newCopy(bytes.NewReader(make([]byte, size)))
	inBubble(t, func(t *testing.T, w *wire) {
		start, got := time.Now(), 0
		body := w.mustAsk(http.MethodPost, "backup").Body
		for part := make([]byte, 32<<10); ; {
			n, err := io.ReadFull(body, part)
			got += n
			if err != nil {
				break
			}
			<-time.After(8 * time.Second) // of the bubble's time
		}
		if took := time.Since(start); got != size || took < 4*time.Minute {
			t.Errorf("%d bytes came in %v, want %d in more than 4 min", got, took, size)
		}
	}, func(o *web.LocalOptions) {
		o.Backup = func(ctx context.Context, _ bool) (io.ReadCloser, error) {
			<-time.After(time.Minute) // of the bubble's time
			return data, ctx.Err()
		}
	})
}

// One who takes nothing of it does not keep it.
func TestDeafBackup(t *testing.T) {
	inBubble(t, func(t *testing.T, w *wire) {
		data := make([]byte, 64<<10)
		if n, err := io.ReadFull(w.mustAsk(http.MethodPost, "backup").Body, data); err != nil {
			t.Fatalf("%d bytes came, and then %v", n, err)
		}
		<-time.After(time.Minute) // of the bubble's time
		if n, err := w.conn.Read(data); !errors.Is(err, io.EOF) {
			t.Errorf("%d bytes came, and %v, want it cut off", n, err)
		}
	}, func(o *web.LocalOptions) {
		o.Backup = backup(newCopy(bytes.NewReader(make([]byte, 1<<20))), nil).Backup
	})
}
