package core_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"paihao/app/config"
	"paihao/app/core"
	"paihao/assets"
	"paihao/queue"
)

// patience is how long these tests wait for what has to come: no promise, but the end of a test that would wait for ever.
const patience = time.Minute

// hall is a running kiosk in trial mode, with a window that only remembers.
type hall struct {
	*core.Kiosk
	t      *testing.T
	stop   context.CancelFunc
	ended  chan error
	window <-chan queue.View
	log    *bytes.Buffer
}

func mustSettings(t testing.TB, dir string) config.Settings {
	t.Helper()
	s, err := config.Parse("trial.toml", assets.TrialSettings, config.Options{Trial: true})
	if err != nil {
		t.Fatal(err)
	}
	s.Listen.Public, s.Listen.Local = "127.0.0.1:0", "127.0.0.1:0"
	s.Store.URL = "bolt:" + filepath.Join(dir, "trial.db")
	return s
}

// begun is when the tests began.
var begun = time.Now()

// mustOpen opens a kiosk and lets it run, on a business day that does not end now, and is the same for who opens the same data
// again; before that, faults may be prepared.
func mustOpen(t *testing.T, s config.Settings, prepare ...func(*hall)) *hall {
	t.Helper()
	s.Venue.DayStarts = time.Duration((begun.In(s.Venue.Timezone).Hour()+12)%24) * time.Hour
	return mustOpenBy(t, time.Now, s, prepare...)
}

// mustOpenBy opens a kiosk that goes by a clock of the test's own.
func mustOpenBy(t *testing.T, now func() time.Time, s config.Settings, prepare ...func(*hall)) *hall {
	t.Helper()
	h := &hall{t: t, ended: make(chan error, 1), log: &bytes.Buffer{}}
	log := slog.New(slog.NewTextHandler(io.MultiWriter(h.log, t.Output()), &slog.HandlerOptions{Level: slog.LevelDebug}))
	k, err := core.Open(t.Context(), core.Options{Settings: s, Trial: true, Sandbox: "127.0.0.1:0", Now: now, Log: log})
	if err != nil {
		t.Fatal(err)
	}
	h.Kiosk = k
	for _, p := range prepare {
		p(h)
	}
	ctx, stop := context.WithCancel(context.Background())
	h.stop, h.window = stop, k.Queue.Watch(ctx)
	go func() { h.ended <- k.Run(ctx) }()
	t.Cleanup(h.mustClose)
	return h
}

// mustClose may be called twice.
func (h *hall) mustClose() {
	h.stop()
	err := <-h.ended
	h.ended <- nil
	if err = errors.Join(err, h.Close()); err != nil {
		h.t.Errorf("close: %v", err)
	}
}

// see waits for a view in which the window shows what is wanted.
func (h *hall) see(what string, wanted func(queue.View) bool) queue.View {
	h.t.Helper()
	deadline := time.After(patience)
	for {
		select {
		case v, ok := <-h.window:
			if !ok {
				h.t.Fatalf("the window was closed before it showed %s", what)
			}
			if wanted(v) {
				return v
			}
		case <-deadline:
			h.t.Fatalf("the window never showed %s", what)
		}
	}
}

func (h *hall) do(c queue.Command) queue.Outcome {
	h.t.Helper()
	out, err := h.Queue.Do(h.t.Context(), c)
	if err != nil {
		h.t.Fatalf("%s: %v", c.Verb, err)
	}
	return out
}

// line is those who wait, in the order of calling.
func (h *hall) line() []queue.Standing {
	h.t.Helper()
	page, err := h.Queue.Line(h.t.Context(), queue.Query{Count: queue.MaxPage})
	if err != nil {
		h.t.Fatal(err)
	}
	return page.Tickets
}

// code is the scene ticket of a service's code on the screen.
func code(v queue.View, service string) string {
	for _, c := range v.Codes {
		if c.Service == service {
			return c.Ticket
		}
	}
	return ""
}

// last is the newest text in a customer's chat that holds words.
func (h *hall) told(openid, words string) string {
	h.t.Helper()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); {
		for _, m := range h.Sandbox.Messages(openid) {
			if strings.Contains(string(must(json.Marshal(m))), words) {
				return string(must(json.Marshal(m)))
			}
		}
		<-time.After(10 * time.Millisecond)
	}
	h.t.Fatalf("%s was never told %q; the chat: %s", openid, words, must(json.Marshal(h.Sandbox.Messages(openid))))
	return ""
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func scan(t *testing.T, h *hall, openid, ticket string) {
	t.Helper()
	if err := h.Sandbox.Scan(t.Context(), openid, ticket); err != nil {
		t.Fatal(err)
	}
}

// pullThePlug copies the data file as it lies on the disk at this moment, while the kiosk has it open.
func pullThePlug(t *testing.T, s config.Settings, dir string) config.Settings {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, "trial.db"))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "trial.db")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	s.Store.URL = "bolt:" + path
	return s
}
