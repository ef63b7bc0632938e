package main

import (
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"paihao/app/config"
	"paihao/app/core"
	"paihao/assets"
)

// venue is a kiosk in a process of its own, and the WeChat it talks to.
type venue struct {
	t             testing.TB
	file          string
	public, local string
	environ       []string // settings that are this venue's own
	wechat        *core.Sandbox
	staff         *http.Client
	process       *exec.Cmd
}

// quick is a service of its own, called in order at a counter of its own.
const quick = `
[[service]]
id = "quick"
name = "快办"
prefix = "C"
minutes = 1

[[counter]]
id = "4"
name = "4号窗口"
services = ["quick"]
`

func mustVenue(t testing.TB) *venue {
	t.Helper()
	v := &venue{t: t, file: filepath.Join(t.TempDir(), "paihao.toml"), public: mustFreePort(t), local: mustFreePort(t)}
	v.staff = &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 10}}
	if err := os.WriteFile(v.file, append(assets.TrialSettings, quick...), 0o600); err != nil {
		t.Fatal(err)
	}
	v.environ = []string{
		"PAIHAO_RULES_MISS_AFTER=0s", "PAIHAO_RULES_CALLS_BEFORE_MISS=1", "PAIHAO_RULES_EXPIRE_MISSED=0s",
		"PAIHAO_VENUE_DAY_STARTS=" + farDay(),
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

// farDay is when business days start so that none ends while a test runs: half a day from now.
func farDay() string {
	return time.Now().In(time.FixedZone("Asia/Shanghai", 8*3600)).Add(12 * time.Hour).Format("15:04")
}

// Ports that are given out are below those that systems give to whoever asks for any, and that connections go out by. They
// follow each other from anywhere on, so that none is given twice before the program has taken it.
const lowestPort, ports = 15_000, 15_000

var (
	firstPort = rand.N(ports)
	givenPort atomic.Int32 // how many were
)

// mustFreePort is a port that stays free until the program takes it, and while it is not there.
func mustFreePort(t testing.TB) string {
	t.Helper()
	for range 100 {
		port := lowestPort + (firstPort+int(givenPort.Add(1)))%ports
		if l, err := net.Listen("tcp", fmt.Sprint("127.0.0.1:", port)); err == nil {
			defer l.Close()
			return l.Addr().String()
		}
	}
	t.Fatal("of a hundred ports none is free")
	return ""
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
	v.mustSee("a kiosk with its codes", func() bool { return v.code("general") != "" })
}

// code is the ticket of a service's QR code, empty while the kiosk is not there or shows none.
func (v *venue) code(service string) string {
	var hall struct {
		Codes []struct{ Service, URL string }
	}
	if v.get("queue", &hall) != nil {
		return ""
	}
	for _, shown := range hall.Codes {
		for _, known := range v.wechat.Codes() {
			if shown.Service == service && shown.URL == known.URL {
				return known.Ticket
			}
		}
	}
	return ""
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
	limit, often := time.After(longest), time.NewTicker(10*time.Millisecond)
	defer often.Stop()
	for !seen() {
		select {
		case <-often.C:
		case <-limit:
			v.t.Fatalf("never saw %s", what)
		}
	}
}

var numbered = regexp.MustCompile(`[ABC]\d{3,}`)

// answer is the newest ticket number in a customer's chat behind the first messages, empty while there is none.
func (v *venue) answer(openid string, behind int) (number string) {
	for _, m := range v.wechat.Messages(openid)[behind:] {
		if n := numbered.FindString(m.Text); n != "" {
			number = n
		}
	}
	return number
}

func (v *venue) mustOpenCounters(clerks []*clerk) {
	v.t.Helper()
	for _, c := range clerks {
		if !c.send(c.press("counters/"+c.counter+"/open", "")) {
			v.t.Fatalf("counter %s does not open", c.counter)
		}
	}
}
