//go:build linux

package core_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"paihao/app/config"
	"paihao/app/core"
	"paihao/queue"
)

// BenchmarkCallback is durable callbacks over real HTTP: the whole kiosk with its file synced at each commit, and a crowd
// in a process of its own that shares the machine. Every scan is a new customer's; the answer comes after the commit.
// Right before and after, in the same run, goes raw group commit on the same disk; ratio is callbacks ÷ raw puts a second.
// What the crowd costs is in no figure but the rates.
func BenchmarkCallback(b *testing.B) {
	for _, connections := range []int{1, 16, 64, 256} {
		b.Run(fmt.Sprint(connections), func(b *testing.B) { benchmarkCallback(b, connections) })
	}
}

func benchmarkCallback(b *testing.B, connections int) {
	b.StopTimer()
	before, cpuBefore := rawCommits(b, connections, b.N)
	hall, scans := mustCrowd(b, connections, b.N)
	cpu := processorTime()
	b.ResetTimer()
	b.StartTimer()
	r := scans()
	b.StopTimer()
	cpu = processorTime() - cpu
	mustGet(b, r)
	if n := hall.Queue.View().Totals[queue.Waiting]; n != b.N {
		b.Fatalf("%d tickets for %d scans", n, b.N)
	}
	hall.close(b)
	after, cpuAfter := rawCommits(b, connections, b.N)
	raw := (before + after) / 2
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "callbacks/s")
	b.ReportMetric(float64(b.N)/raw.Seconds(), "raw/s")
	b.ReportMetric(raw.Seconds()/b.Elapsed().Seconds(), "ratio")
	b.ReportMetric(perOp(b, cpu), "cpu-µs/op")
	b.ReportMetric(perOp(b, (cpuBefore+cpuAfter)/2), "raw-cpu-µs/op")
	b.ReportMetric(milliseconds(r.P50), "p50-ms")
	b.ReportMetric(milliseconds(r.P99), "p99-ms")
	reportLoad(b)
}

// busyHall is a kiosk that runs for a benchmark.
type busyHall struct {
	*core.Kiosk
	stop  context.CancelFunc
	ended chan error
	path  string // of its file
}

// mustBusyHall opens a kiosk in trial mode, which says nothing.
func mustBusyHall(b *testing.B, s config.Settings) *busyHall {
	b.Helper()
	k, err := core.Open(b.Context(), core.Options{Settings: s, Trial: true, Sandbox: "127.0.0.1:0", Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		b.Fatal(err)
	}
	ctx, stop := context.WithCancel(b.Context())
	h := &busyHall{k, stop, make(chan error, 1), s.DataFile()}
	go func() { h.ended <- k.Run(ctx) }()
	b.Cleanup(func() { // where it was not closed, since something failed
		stop()
		_ = k.Close()
	})
	return h
}

func (h *busyHall) close(b *testing.B) {
	b.Helper()
	h.stop()
	if err := <-h.ended; err != nil {
		b.Error(err)
	}
	if err := h.Close(); err != nil {
		b.Error(err)
	}
}

// mustCrowd opens a hall and brings a crowd before it, which scans when it is told to.
func mustCrowd(b *testing.B, connections, scans int) (*busyHall, func() rush) {
	b.Helper()
	h, c := mustInvite(b)
	c.Connections, c.Customers, c.Scans = connections, scans, scans
	return h, mustGather(b, c)
}

// mustInvite opens a hall, and tells a crowd all but how many they are. The nightly copy stands already: it is made once a day,
// and here would come upon whoever has the turn.
func mustInvite(b *testing.B) (*busyHall, crowd) {
	b.Helper()
	s := mustSettings(b, b.TempDir())
	s.WeChat.AppID, s.WeChat.Token, s.WeChat.EncodingAESKey = "wx7a1e5d0c3b9f2486", "token", config.Secret(strings.Repeat("a", 42)+"E")
	h := mustBusyHall(b, s)
	c := crowd{Address: h.PublicAddr(), AppID: s.WeChat.AppID, Token: "token", AESKey: s.WeChat.EncodingAESKey.Reveal()}
	for v := range h.Queue.Watch(b.Context()) {
		if len(v.Codes) > 0 {
			c.Scene = v.Codes[0].Scene
			mustCopied(b, h.path, v.Day)
			break
		}
	}
	return h, c
}

// mustCopied makes it look as if the copy of a day were made.
func mustCopied(b *testing.B, data, day string) {
	b.Helper()
	dir := filepath.Join(filepath.Dir(data), "backups")
	err := os.MkdirAll(dir, 0o700)
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, "trial-"+day+".db"), nil, 0o600)
	}
	if err != nil {
		b.Fatal(err)
	}
}

// mustGather starts the process of a crowd and waits until it is ready. The function it gives lets it scan, and waits
// for its end.
func mustGather(b *testing.B, c crowd) func() rush {
	b.Helper()
	process := exec.Command(os.Args[0])
	process.Env = append(os.Environ(), asCrowd+"=1")
	process.Stderr = os.Stderr
	in, err := process.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	out, err := process.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := process.Start(); err != nil {
		b.Fatal(err)
	}
	lines := bufio.NewReader(out)
	mustTell(b, in, c)
	if line, err := lines.ReadString('\n'); err != nil || line != "\n" {
		b.Fatalf("the crowd is not ready: %q, %v", line, err)
	}
	return func() (r rush) {
		b.Helper()
		mustTell(b, in, "go")
		if err := json.NewDecoder(lines).Decode(&r); err != nil {
			b.Fatalf("the crowd does not tell how it went: %v", err)
		}
		if err := process.Wait(); err != nil {
			b.Fatal(err)
		}
		return r
	}
}

// mustGet makes sure that all of a crowd got their tickets. Where some would have got them too late, the machine has too much
// else to do for figures.
func mustGet(b *testing.B, r rush) {
	b.Helper()
	switch r.Unanswered {
	case "":
	case tooLate:
		b.Skip(tooLate)
	default:
		b.Fatal(r.Unanswered)
	}
}

func mustTell(b *testing.B, in io.Writer, v any) {
	b.Helper()
	if err := json.NewEncoder(in).Encode(v); err != nil {
		b.Fatal(err)
	}
}

func perOp(b *testing.B, d time.Duration) float64 {
	return float64(d.Microseconds()) / float64(b.N)
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// reportLoad notes how busy the machine was with other things too, over the last minute.
func reportLoad(b *testing.B) {
	b.Helper()
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		b.Fatal(err)
	}
	var load float64
	if _, err := fmt.Sscan(string(text), &load); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(load, "load")
}
