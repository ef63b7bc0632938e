//go:build linux

package core_test

import (
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"paihao/app/config"
	"paihao/app/core"
	"paihao/assets"
)

// BenchmarkMemory is the real program, built for a bare server, after 20,000 scans have come in over 256 connections:
// the most it ever held (VmHWM) and what it holds then (VmRSS), in MB of 2^20 bytes. 2,000 customers are a very full day
// of a large hall; 20,000 show what each of them costs.
func BenchmarkMemory(b *testing.B) {
	program := filepath.Join(b.TempDir(), "paihao")
	build := exec.Command("go", "build", "-tags", "migrated_fynedo,headless", "-ldflags", "-s -w", "-o", program, "paihao/app")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	for _, customers := range []int{2_000, 20_000} {
		b.Run(fmt.Sprintf("customers=%d", customers), func(b *testing.B) { benchmarkMemory(b, program, customers) })
	}
}

func benchmarkMemory(b *testing.B, program string, customers int) {
	for b.Loop() {
		d := mustProgram(b, program)
		d.crowd.Connections, d.crowd.Customers, d.crowd.Scans = 256, customers, 20_000
		idle := memory(b, d.process.Process.Pid, "VmRSS")
		mustGet(b, mustGather(b, d.crowd)())
		b.ReportMetric(idle, "MB-idle")
		b.ReportMetric(memory(b, d.process.Process.Pid, "VmHWM"), "MB-peak")
		b.ReportMetric(memory(b, d.process.Process.Pid, "VmRSS"), "MB-after")
		d.close()
	}
	reportLoad(b)
}

// door is a program in a process of its own, and the WeChat before it.
type door struct {
	b       *testing.B
	wechat  *core.Sandbox
	process *exec.Cmd
	crowd   crowd
}

// mustProgram starts the program and waits until it is healthy and has its codes.
func mustProgram(b *testing.B, program string) *door {
	b.Helper()
	file := filepath.Join(b.TempDir(), "paihao.toml")
	if err := os.WriteFile(file, assets.TrialSettings, 0o600); err != nil {
		b.Fatal(err)
	}
	environ := []string{
		"PAIHAO_LISTEN_PUBLIC=" + mustFreePort(b), "PAIHAO_LISTEN_LOCAL=" + mustFreePort(b), "PAIHAO_WECHAT_APP_ID=wx0123456789abcdef",
		"PAIHAO_WECHAT_APP_SECRET=0123456789abcdef0123456789abcdef", "PAIHAO_WECHAT_TOKEN=token",
		"PAIHAO_WECHAT_ENCODING_AES_KEY=" + strings.Repeat("a", 42) + "E",
	}
	s, err := config.Load(config.Options{Path: file, Environ: environ})
	if err != nil {
		b.Fatal(err)
	}
	d := &door{b: b}
	if d.wechat, err = core.OpenSandbox(s, "127.0.0.1:0", slog.New(slog.DiscardHandler)); err != nil {
		b.Fatal(err)
	}
	d.process = exec.Command(program, "-config", file, "-headless")
	d.process.Env = append(append(os.Environ(), environ...), "PAIHAO_WECHAT_API_URL=http://"+d.wechat.Addr())
	d.process.Stderr = os.Stderr
	if err := d.process.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { // where it was not closed, since something failed
		_ = d.process.Process.Kill()
		_ = d.process.Wait()
	})
	d.mustBeHealthy("http://" + s.Listen.Local + "/healthz")
	d.crowd = crowd{
		Address: s.Listen.Public, AppID: s.WeChat.AppID, Token: s.WeChat.Token.Reveal(), AESKey: s.WeChat.EncodingAESKey.Reveal(),
		Scene: d.wechat.Codes()[0].Scene,
	}
	return d
}

func (d *door) mustBeHealthy(health string) {
	d.b.Helper()
	for limit := time.Now().Add(30 * time.Second); time.Now().Before(limit); <-time.After(10 * time.Millisecond) {
		r, err := http.Get(health)
		if err != nil {
			continue
		}
		r.Body.Close()
		if r.StatusCode == http.StatusOK && len(d.wechat.Codes()) > 0 {
			return
		}
	}
	d.b.Fatal("the program never was healthy")
}

func (d *door) close() {
	d.b.Helper()
	if err := d.process.Process.Signal(syscall.SIGTERM); err != nil {
		d.b.Error(err)
	}
	if err := d.process.Wait(); err != nil {
		d.b.Error(err)
	}
	if err := d.wechat.Close(); err != nil {
		d.b.Error(err)
	}
}

// memory reads one of the kernel's figures about a process. Source: proc_pid_status(5).
func memory(b *testing.B, pid int, figure string) float64 {
	b.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		b.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(text), figure+":")
	var kilobytes float64
	if _, err := fmt.Sscan(rest, &kilobytes); err != nil {
		b.Fatalf("%s: %v", figure, err)
	}
	return kilobytes / 1024
}
