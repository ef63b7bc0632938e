//go:build linux

package core_test

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"paihao/app/config"
	"paihao/app/core"
	"paihao/queue"
)

const (
	settledDay = 5    // the first day whose figures count: lessons, codes and copies have begun by then
	monthMost  = 1.05 // memory of the last day, as a multiple of that day's
	monthKept  = 7    // days that stay in the data file
	arrivals   = 8    // customers who come at once
	dayLong    = 9 * time.Hour
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
	m := mustMonth(t)
	var first, last figures
	began, used := time.Now(), processorTime()
	for day := 1; day <= days; day++ {
		m.play(day, tickets, tickets == 2000 || day == days)
		last = m.figures()
		if day == min(settledDay, days-1) {
			first = last
		}
		if day%5 == 0 || day == days {
			t.Logf("day %d: %s", day, last)
		}
	}
	t.Logf("%d days of %d tickets in %v, processor time %v, %d messages; from day %d to day %d the heap %+.1f %%, held in memory %+.1f %%",
		days, tickets, time.Since(began).Round(time.Second), (processorTime() - used).Round(time.Second), m.wechat.sent.Load(),
		min(settledDay, days-1), days, 100*(last.heap/first.heap-1), 100*(last.held/first.held-1))
	m.checkLeaks(first, last)
	if days > 2*settledDay && last.heap > monthMost*first.heap {
		t.Errorf("the heap grew to %.3f of what it was, want at most %v", last.heap/first.heap, monthMost)
	}
	if days > monthKept+settledDay && last.file > m.fullFile*5/4 {
		t.Errorf("the data file has %.1f MB, and had %.1f MB when it held %d days", last.file, m.fullFile, monthKept)
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
	fullFile float64 // MB of the data file when it first held as many days as are kept
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

// play is one business day: customers come, are called, and some are left over. It ends when all messages are out and, if
// that is waited for, the nightly copy is made, ten seconds after the day began.
func (m *month) play(day, tickets int, copied bool) {
	m.t.Helper()
	morning := time.Date(2026, 3, 1+day, 8, 0, 0, 0, m.settings.Venue.Timezone)
	m.clock.walk(morning.Sub(m.clock.now()))
	m.refreshCodes()
	m.waitFor("codes", func() bool { return m.readCodes(morning) })
	for _, c := range []string{"1", "2", "3"} {
		m.do(queue.Command{Verb: queue.Open, Counter: c})
	}
	step := dayLong / time.Duration(tickets/arrivals)
	for n := 0; n < tickets; n += arrivals {
		m.clock.walk(step)
		var coming sync.WaitGroup
		for i := n; i < n+arrivals; i++ {
			coming.Go(func() { m.arrive(day, i) })
		}
		coming.Wait()
		m.work(n)
	}
	date := morning.Format(time.DateOnly)
	m.waitFor("the messages of "+date, func() bool { return m.pending() == 0 })
	if copied {
		m.waitFor("the copy of "+date, func() bool { return m.newestCopy() == date })
	}
	if day == monthKept+1 {
		m.fullFile = m.figures().file
	}
	if v := m.kiosk.Queue.View(); v.Day != date || v.Totals[queue.Done] < tickets*6/10 {
		m.t.Errorf("on %s the day is %s, and %v; want that day and most of %d done", date, v.Day, v.Totals, tickets)
	}
}

// arrive is one customer, or every tenth time somebody at the desk. A third of a day's customers were here the day before.
func (m *month) arrive(day, i int) {
	if i%10 == 9 {
		m.do(queue.Command{Verb: queue.Take, Service: "social", Origin: queue.FromDesk})
		return
	}
	openid := openidOf(day, i)
	told := m.callback(openid, "<MsgType>event</MsgType><Event>SCAN</Event><EventKey>"+m.scenes[i%len(m.scenes)]+"</EventKey>")
	if !strings.Contains(told, "您的号码是") {
		m.t.Errorf("%s was told %q, want a number", openid, told)
	}
	switch {
	case i%20 == 3:
		m.says(openid, "取消")
	case i%15 == 4:
		m.says(openid, "状态")
	case i%25 == 7:
		m.says(openid, "延后")
	}
}

func openidOf(day, i int) string { return fmt.Sprintf("o%027d", 1_000_000+day*1400+i) }

func (m *month) says(openid, words string) {
	if told := m.callback(openid, "<MsgType>text</MsgType><Content>"+words+"</Content>"); told == "" || told == "success" {
		m.t.Errorf("%s said %s and was told %q", openid, words, told)
	}
}

// work lets counters call as many as have come. Every twelfth does not come: half of them are back later, the others expire.
func (m *month) work(n int) {
	for i := range arrivals {
		counter := strconv.Itoa(1 + i%3)
		out := m.do(queue.Command{Verb: queue.CallNext, Counter: counter})
		switch {
		case out.Ticket == nil:
		case (n+i)%12 == 5:
			m.do(queue.Command{Verb: queue.Miss, Ticket: out.Ticket.ID, Counter: counter})
			if (n+i)%24 == 5 {
				m.do(queue.Command{Verb: queue.Return, Ticket: out.Ticket.ID})
			}
		case (n+i)%3 == 0:
			m.do(queue.Command{Verb: queue.Start, Ticket: out.Ticket.ID, Counter: counter})
		}
	}
}

// callback is an event as WeChat sends it, and what its customer is told.
func (m *month) callback(openid, what string) string {
	serial := strconv.FormatInt(m.serial.Add(1), 10)
	stamp := strconv.FormatInt(m.clock.now().Unix(), 10)
	body := "<xml><ToUserName>gh_1</ToUserName><FromUserName>" + openid + "</FromUserName><CreateTime>" + stamp + "</CreateTime>" +
		what + "<MsgId>" + serial + "</MsgId></xml>"
	q := url.Values{"signature": {sign("token", stamp, serial)}, "timestamp": {stamp}, "nonce": {serial}}
	r, err := m.client.Post("http://"+m.kiosk.PublicAddr()+"/wechat/callback?"+q.Encode(), "text/xml", strings.NewReader(body))
	if err != nil {
		m.t.Error(err)
		return ""
	}
	defer r.Body.Close()
	text, err := io.ReadAll(r.Body)
	var reply struct{ Content string }
	if err == nil && string(text) != "success" {
		err = xml.Unmarshal(text, &reply)
	}
	if err != nil || r.StatusCode != http.StatusOK {
		m.t.Errorf("a callback was answered %d %q (%v)", r.StatusCode, text, err)
	}
	return cmp.Or(reply.Content, string(text))
}

func (m *month) do(c queue.Command) queue.Outcome {
	out, err := m.kiosk.Queue.Do(context.Background(), c)
	if err != nil {
		m.t.Errorf("%s: %v", c.Verb, err)
	}
	return out
}

// refreshCodes asks for new codes at the local door, as staff may: what renews them by itself goes by the real clock.
func (m *month) refreshCodes() {
	m.t.Helper()
	for _, s := range m.settings.Services {
		r := must(http.NewRequest(http.MethodPost, "http://"+m.kiosk.LocalAddr()+"/api/v1/codes/refresh", strings.NewReader(`{"service":"`+s.ID+`"}`)))
		r.Header.Set("Authorization", "Bearer "+m.settings.Listen.APIToken.Reveal())
		answer, err := m.client.Do(r)
		if err != nil {
			m.t.Fatal(err)
		}
		answer.Body.Close()
		if answer.StatusCode != http.StatusOK {
			m.t.Fatalf("a new code: %s", answer.Status)
		}
	}
}

// readCodes takes the scenes of codes that are good all day.
func (m *month) readCodes(morning time.Time) bool {
	m.scenes = m.scenes[:0]
	for _, c := range m.kiosk.Queue.View().Codes {
		if c.Valid(morning.Add(dayLong)) {
			m.scenes = append(m.scenes, c.Scene)
		}
	}
	return len(m.scenes) == len(m.settings.Services)
}

// pending is how many messages are not out yet.
func (m *month) pending() (n int) {
	m.kiosk.Queue.Look(func(b *queue.Book) { n = len(b.Dispatches(1, nil)) })
	return n
}

// newestCopy is the day of the newest nightly copy, as the door tells it.
func (m *month) newestCopy() string {
	r, err := m.client.Get("http://" + m.kiosk.LocalAddr() + "/healthz")
	if err != nil {
		m.t.Error(err)
		return ""
	}
	defer r.Body.Close()
	var health struct {
		Data struct{ Copies core.Keeping }
	}
	if err := json.NewDecoder(r.Body).Decode(&health); err != nil {
		m.t.Error(err)
	}
	return health.Data.Copies.Newest
}

func (c *clock) walk(by time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(by)
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
