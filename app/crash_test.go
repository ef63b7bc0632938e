package main

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"paihao/app/config"
	"paihao/app/core"
	"paihao/assets"
)

// asProgram makes the test binary be the program itself.
const asProgram = "TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}

// venue is a kiosk in a process of its own, and the WeChat it talks to.
type venue struct {
	t             testing.TB
	file          string
	public, local string
	environ       []string // settings that are this venue's own
	wechat        *core.Sandbox
	process       *exec.Cmd
}

func mustVenue(t testing.TB) *venue {
	t.Helper()
	v := &venue{t: t, file: filepath.Join(t.TempDir(), "paihao.toml"), public: mustFreePort(t), local: mustFreePort(t)}
	if err := os.WriteFile(v.file, assets.TrialSettings, 0o600); err != nil {
		t.Fatal(err)
	}
	v.environ = []string{
		"PAIHAO_LISTEN_PUBLIC=" + v.public, "PAIHAO_LISTEN_LOCAL=" + v.local, "PAIHAO_WECHAT_APP_ID=wx0123456789abcdef",
		"PAIHAO_WECHAT_APP_SECRET=0123456789abcdef0123456789abcdef", "PAIHAO_WECHAT_TOKEN=token",
		"PAIHAO_WECHAT_ENCODING_AES_KEY=" + strings.Repeat("a", 42) + "E",
	}
	s, err := config.Load(config.Options{Path: v.file, Environ: v.environ})
	if err != nil {
		t.Fatal(err)
	}
	if v.wechat, err = core.OpenSandbox(s, "127.0.0.1:0", slog.New(slog.DiscardHandler)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		v.kill()
		if err := v.wechat.Close(); err != nil {
			t.Error(err)
		}
	})
	return v
}

func mustFreePort(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// mustStart runs the program and waits until it is healthy.
func (v *venue) mustStart() {
	v.t.Helper()
	v.process = exec.Command(os.Args[0], "-config", v.file, "-headless")
	v.process.Env = append(os.Environ(), asProgram+"=1", "PAIHAO_WECHAT_API_URL=http://"+v.wechat.Addr())
	v.process.Env = append(v.process.Env, v.environ...)
	v.process.Stderr = v.t.Output()
	if err := v.process.Start(); err != nil {
		v.t.Fatal(err)
	}
	v.mustSee("a healthy kiosk with its codes", func() bool {
		r, err := http.Get("http://" + v.local + "/healthz")
		if err != nil {
			return false
		}
		r.Body.Close()
		return r.StatusCode == http.StatusOK && len(v.wechat.Codes()) > 0
	})
}

// kill is the power cut.
func (v *venue) kill() {
	if v.process != nil {
		_ = v.process.Process.Signal(syscall.SIGKILL) // it may have ended by itself
		_ = v.process.Wait()                          // killed is how it should end
		v.process = nil
	}
}

func (v *venue) mustSee(what string, seen func() bool) {
	v.t.Helper()
	limit, often := time.After(30*time.Second), time.NewTicker(10*time.Millisecond)
	defer often.Stop()
	for !seen() {
		select {
		case <-often.C:
		case <-limit:
			v.t.Fatalf("never saw %s", what)
		}
	}
}

var numbered = regexp.MustCompile(`[AB]\d{3,}`)

// answer is the newest ticket number in a customer's chat, empty while there is none.
func (v *venue) answer(openid string) (number string) {
	for _, m := range v.wechat.Messages(openid) {
		if n := numbered.FindString(m.Text); n != "" {
			number = n
		}
	}
	return number
}

// TestPowerCut kills the program while customers scan, and starts it again: everybody who was told a number still has
// it, and nobody shares one. PAIHAO_ROUNDS sets how often.
func TestPowerCut(t *testing.T) {
	v := mustVenue(t)
	rounds := 3
	if n, err := strconv.Atoi(os.Getenv("PAIHAO_ROUNDS")); err == nil {
		rounds = n
	}
	told := map[string]string{} // openid → number
	for round := range rounds {
		v.mustStart()
		v.checkAll(told)
		v.scanUntilCut(round, told)
	}
	v.mustStart()
	v.checkAll(told)
	if len(told) == 0 {
		t.Error("no customer was ever told a number: the test shows nothing")
	}
	t.Logf("%d customers over %d power cuts", len(told), rounds)
}

// scanUntilCut lets customers scan until the power is cut, at some moment after some of them were told a number, and
// notes what they were told.
func (v *venue) scanUntilCut(round int, told map[string]string) {
	v.t.Helper()
	ctx, cancel := context.WithCancel(v.t.Context())
	code := v.wechat.Codes()[0].Ticket
	enough, answers := make(chan struct{}), len(told)+1+rand.IntN(200)
	var scanning sync.WaitGroup
	var mu sync.Mutex
	for worker := range 8 {
		scanning.Go(func() {
			for i := 0; ctx.Err() == nil; i++ {
				openid := fmt.Sprintf("o-cut-%d-%d-%d", round, worker, i)
				if err := v.wechat.Scan(ctx, openid, code); err != nil {
					return
				}
				if number := v.answer(openid); number != "" {
					mu.Lock()
					told[openid] = number
					if len(told) == answers {
						close(enough)
					}
					mu.Unlock()
				}
			}
		})
	}
	select {
	case <-enough:
	case <-time.After(30 * time.Second):
		v.t.Error("customers were told too few numbers")
	}
	v.kill()
	cancel()
	scanning.Wait()
}

// checkAll asks for everybody's ticket again.
func (v *venue) checkAll(told map[string]string) {
	v.t.Helper()
	holders := map[string]string{}
	for openid, number := range told {
		if other := holders[number]; other != "" {
			v.t.Errorf("%s was given to %s and to %s", number, openid, other)
		}
		holders[number] = openid
		if err := v.wechat.Say(v.t.Context(), openid, "状态"); err != nil {
			v.t.Fatalf("%s asks: %v", openid, err)
		}
		if got := v.answer(openid); got != number {
			v.t.Errorf("%s was told %s and has %q after the power cut", openid, number, got)
		}
	}
}
