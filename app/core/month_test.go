//go:build linux

package core_test

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"paihao/app/config"
	"paihao/app/core"
)

const (
	monthKept  = 7             // days that stay in the data file
	settledDay = monthKept + 1 // the first whose figures count: from then on a day goes for each that comes
	together   = 5             // days whose figures are averaged: of one day's some are those of a moment
	monthMost  = 1.05          // what the last days held in memory, as a multiple of what the first ones did that count
)

// TestMonth plays a hall's days one after the other through the whole core, on a clock that runs ahead: callbacks over HTTP from
// a WeChat that remembers nobody, three counters that call, customers who cancel, ask, are missed and come back, messages to
// all, tickets that are left over, and with each new day its end, what goes then, the file written anew and the nightly copy.
// Memory, goroutines, open files and the data file stay as they are. PAIHAO_ROUNDS sets how many days; each then has 2,000
// tickets instead of 200.
func TestMonth(t *testing.T) {
	days, tickets := 3, 200
	if n, err := strconv.Atoi(os.Getenv("PAIHAO_ROUNDS")); err == nil {
		days, tickets = n, 2000
	}
	profiled := runtime.MemProfileRate // which tests are and the program is not: it grows with every new way to allocate
	runtime.MemProfileRate = 0
	t.Cleanup(func() { runtime.MemProfileRate = profiled })
	m := mustMonth(t)
	var each []figures
	began, used := time.Now(), processorTime()
	for day := 1; day <= days; day++ {
		m.play(day, tickets, tickets == 2000 || day == days)
		each = append(each, m.figures())
		if day%5 == 0 || day == settledDay || day == days {
			t.Logf("day %d: %s", day, each[day-1])
		}
	}
	t.Logf("%d days of %d tickets in %v, processor time %v, %d messages",
		days, tickets, time.Since(began).Round(time.Second), (processorTime() - used).Round(time.Second), m.wechat.sent.Load())
	m.checkLeaks(each[min(settledDay, days-1)-1], each[days-1])
	if days >= settledDay+2*together {
		m.checkDrift(each[settledDay-1:])
	}
	m.close()
	if log := m.log.String(); strings.Contains(log, "level=ERROR") {
		t.Errorf("the log tells of trouble: %s", log)
	}
}

// month is a hall on a driven clock.
type month struct {
	t        *testing.T
	kiosk    *core.Kiosk
	settings config.Settings
	clock    *clock
	wechat   *forgetful
	client   *http.Client
	log      *bytes.Buffer
	stop     context.CancelFunc
	ended    chan error
	scenes   []string
	serial   atomic.Int64
}

func mustMonth(t *testing.T) *month {
	t.Helper()
	m := &month{
		t: t, settings: mustPlainSettings(t), clock: &clock{}, log: &bytes.Buffer{}, ended: make(chan error, 1),
		client: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: arrivals}, Timeout: time.Minute},
	}
	m.clock.set("2026-03-02 08:00")
	m.wechat = &forgetful{now: m.clock.now}
	server := httptest.NewServer(m.wechat)
	t.Cleanup(server.Close)
	w := &m.settings.WeChat
	w.AppID, w.AppSecret, w.APIURL, w.ImageURL = "wx0123456789abcdef", "0123456789abcdef0123456789abcdef", server.URL, server.URL
	m.settings.Channels, m.settings.Mini = nil, config.Mini{}
	m.settings.Rules.KeepTicketsDays, m.settings.Rules.MissAfter, m.settings.Rules.CallsBeforeMiss = monthKept, 0, 1
	log := slog.New(slog.NewTextHandler(m.log, &slog.HandlerOptions{Level: slog.LevelWarn}))
	var err error
	if m.kiosk, err = core.Open(t.Context(), core.Options{Settings: m.settings, Now: m.clock.now, Log: log}); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	m.stop = stop
	go func() { m.ended <- m.kiosk.Run(ctx) }()
	t.Cleanup(m.close)
	return m
}

// close may be called twice.
func (m *month) close() {
	m.stop()
	if err := <-m.ended; err != nil {
		m.t.Error(err)
	}
	m.ended <- nil
	if err := m.kiosk.Close(); err != nil {
		m.t.Error(err)
	}
	m.client.CloseIdleConnections()
}

func (m *month) waitFor(what string, seen func() bool) {
	m.t.Helper()
	limit, often := time.After(3*time.Minute), time.NewTicker(20*time.Millisecond)
	defer often.Stop()
	for !seen() {
		select {
		case <-limit:
			m.t.Fatalf("never saw %s; the log says %s", what, m.log)
		case <-often.C:
		}
	}
}
