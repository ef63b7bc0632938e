package core_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/metrics"
	"strconv"
	"strings"
	"testing"
	"time"

	"paihao/app/config"
	"paihao/queue"
)

// What the door promises under a flood.
const (
	floodRate  = 2000 // forged requests a second, over both doors
	scanRate   = 20   // true scans a second among them
	floodSlow  = 500 * time.Millisecond
	floodSpace = 32 << 20 // bytes that the heap may grow by while it lasts
	logPause   = 10 * time.Second
)

// Forged requests, of every kind that the doors have to refuse, get the same two answers, write nothing and leave a line in
// the log every ten seconds; customers who scan at the same time get their tickets. PAIHAO_ROUNDS is how many seconds each of
// the two lasts: without it one, in which nothing is timed.
func TestFlood(t *testing.T) {
	seconds, err := strconv.Atoi(os.Getenv("PAIHAO_ROUNDS"))
	long := err == nil
	if !long {
		seconds = 1
	}
	s := floodSettings(t)
	h := mustOpen(t, s)
	m := mob{
		crowd: crowd{
			Address: h.PublicAddr(), AppID: s.WeChat.AppID, Token: s.WeChat.Token.Reveal(), AESKey: s.WeChat.EncodingAESKey.Reveal(),
			Scene: h.settled().Scene, Connections: 16,
		},
		Rate: floodRate, Forged: floodRate * seconds,
	}

	before, calm := filesIn(t, s.DataFile()), heap()
	start := time.Now()
	peak := mustFlood(t, h, m, long)
	if after := filesIn(t, s.DataFile()); after != before {
		t.Errorf("forged requests have changed the data:\n%s\nit was:\n%s", after, before)
	}
	m.Scans, m.Customers, m.ScanRate = scanRate*seconds, scanRate*seconds, scanRate
	peak = max(peak, mustFlood(t, h, m, long))
	lasted := time.Since(start)

	if n := h.Queue.View().Totals[queue.Waiting]; n != m.Scans {
		t.Errorf("%d tickets for %d scans", n, m.Scans)
	}
	if grown := int64(peak) - int64(calm); grown > floodSpace {
		t.Errorf("the heap grew by %d bytes, want at most %d", grown, floodSpace)
	}
	h.mustClose()
	const doors = 2
	if lines, most := strings.Count(h.log.String(), "callback refused"), doors*int(lasted/logPause+2); lines == 0 || lines > most {
		t.Errorf("%d lines in the log about forged requests, want 1 to %d", lines, most)
	}
	if odd := strings.Count(h.log.String(), "not understood"); odd != 0 {
		t.Errorf("%d forged requests were opened", odd)
	}
	t.Logf("the heap was %d KiB before, %d KiB at most", calm>>10, peak>>10)
}

// floodSettings are the trial's, with secrets that the test knows.
func floodSettings(t *testing.T) config.Settings {
	t.Helper()
	s := mustSettings(t, t.TempDir())
	s.WeChat.AppID, s.WeChat.Token, s.WeChat.EncodingAESKey = "wx7a1e5d0c3b9f2486", "token", config.Secret(strings.Repeat("a", 42)+"E")
	return s
}

// mustFlood lets the mob loose, and gives the most that the heap held until it was over. In the long form it is timed.
func mustFlood(t *testing.T, h *hall, m mob, long bool) (peak uint64) {
	t.Helper()
	over := make(chan uproar)
	go func() { over <- m.loose(t) }()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			peak = max(peak, heap())
		case r := <-over:
			r.judge(t, m, long)
			return peak
		}
	}
}

func (r uproar) judge(t *testing.T, m mob, long bool) {
	t.Helper()
	t.Logf("%d forged requests at %.0f a second among %d scans; answers %v; forged ones waited %v in the middle, %v at 99 %%; scans %v and %v",
		m.Forged, r.Rate, m.Scans, r.Answers, r.P50, r.P99, r.ScanP50, r.ScanP99)
	if r.Odd != "" || r.Unanswered != "" {
		t.Fatalf("forged: %s; scans: %s", r.Odd, r.Unanswered)
	}
	if len(r.Answers) != 2 || r.Answers[refusedAnswer]+r.Answers[tooLargeAnswer] != m.Forged {
		t.Errorf("got answers %v, want only %q and %q", r.Answers, refusedAnswer, tooLargeAnswer)
	}
	if long && r.Rate < 0.95*floodRate {
		t.Errorf("%.0f forged requests a second, want %d", r.Rate, floodRate)
	}
	if long && r.ScanP99 >= floodSlow {
		t.Errorf("99 %% of the scans were answered within %v, want %v", r.ScanP99, floodSlow)
	}
}

// settled waits until the kiosk has all its codes and has written what it writes at a start, and gives the code of a service.
func (h *hall) settled() (c queue.Code) {
	h.t.Helper()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); {
		old := h.Queue.View().Revision
		<-time.After(200 * time.Millisecond)
		services, channels := 0, 0
		h.Queue.Look(func(b *queue.Book) {
			services, channels = len(b.Codes(queue.Join)), len(b.Codes(queue.Channel))
			c, _ = b.Code("general")
		})
		if services == 2 && channels == 2 && h.Queue.View().Revision == old {
			return c
		}
	}
	h.t.Fatal("the kiosk never settled")
	return c
}

// filesIn tells the bytes of the data file and when it was written.
func filesIn(t *testing.T, path string) string {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Base(path) + " " + info.ModTime().String() + " " + sign(string(data))
}

// heap is what live and dead objects take, in bytes.
func heap() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// loose starts the mob in a process of its own, and waits for its end.
func (m mob) loose(t *testing.T) (r uproar) {
	process := exec.CommandContext(t.Context(), os.Args[0])
	process.Env = append(os.Environ(), asMob+"=1")
	process.Stdin, process.Stderr = bytes.NewReader(must(json.Marshal(m))), os.Stderr
	out, err := process.Output()
	if err == nil {
		err = json.Unmarshal(out, &r)
	}
	if err != nil {
		r.Odd = err.Error()
	}
	return r
}
