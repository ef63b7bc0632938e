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

	"go.uber.org/goleak"

	"paihao/app/config"
	"paihao/app/core"
	"paihao/assets"
	"paihao/queue"
)

func TestMain(m *testing.M) {
	if os.Getenv(asCrowd) != "" {
		os.Exit(runCrowd(os.Stdin, os.Stdout))
	}
	goleak.VerifyTestMain(m)
}

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

// mustOpen opens a kiosk and lets it run; before that, faults may be prepared.
func mustOpen(t *testing.T, s config.Settings, prepare ...func(*hall)) *hall {
	t.Helper()
	h := &hall{t: t, ended: make(chan error, 1), log: &bytes.Buffer{}}
	log := slog.New(slog.NewTextHandler(io.MultiWriter(h.log, t.Output()), &slog.HandlerOptions{Level: slog.LevelDebug}))
	k, err := core.Open(t.Context(), core.Options{Settings: s, Trial: true, Sandbox: "127.0.0.1:0", Log: log})
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
	deadline := time.After(10 * time.Second)
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
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); {
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

// A customer scans and gets a number, staff call, the screen shows it and WeChat tells it; the power fails,
// and after the start all of it is still there.
func TestStory(t *testing.T) {
	dir := t.TempDir()
	settings := mustSettings(t, dir)
	h := mustOpen(t, settings)

	v := h.see("its codes", func(v queue.View) bool { return code(v, "general") != "" && code(v, "social") != "" })
	if !v.Health.Trial {
		t.Error("a view of the trial does not say so")
	}
	h.do(queue.Command{Verb: queue.Open, Counter: "1"})
	scan(t, h, "o-first", code(v, "general"))
	h.told("o-first", "A001")
	v = h.see("the line", func(v queue.View) bool { return len(v.Line) == 1 })
	ticket := v.Line[0]

	scan(t, h, "o-first", code(v, "general"))
	h.told("o-first", "您已经有号了：A001")

	out := h.do(queue.Command{Verb: queue.CallNext, Counter: "1", By: "desk"})
	if out.Ticket == nil || out.Ticket.ID != ticket.ID {
		t.Fatalf("called %+v, want %s", out.Ticket, ticket.Number)
	}
	v = h.see("the call", func(v queue.View) bool { return len(v.Calls) == 1 })
	if c := v.Calls[0]; c.Number != "A001" || c.Counter != "1" {
		t.Errorf("the screen calls %s to %s, want A001 to 1", c.Number, c.Counter)
	}
	h.told("o-first", "请到1号窗口")
	h.see("an accepted notice", func(v queue.View) bool {
		c := v.Counters[0].Current
		return c != nil && len(c.Notices) == 1 && c.Notices[0].State == queue.Accepted
	})

	pulled := pullThePlug(t, settings, dir)
	h.mustClose()
	h = mustOpen(t, pulled)
	v = h.see("the same hall", func(v queue.View) bool { return v.Counters[0].Current != nil })
	if c := v.Counters[0]; c.Current.ID != ticket.ID || c.State != queue.CounterOpen || v.Calls[0].Number != "A001" {
		t.Errorf("after the start counter 1 is %+v", c)
	}
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
