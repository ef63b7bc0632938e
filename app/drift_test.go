//go:build window && !headless

package main

import (
	"context"
	"fmt"
	"math"
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"paihao/app/config"
	"paihao/app/desk"
	"paihao/app/screen"
	"paihao/app/take"
	"paihao/assets"
	"paihao/queue"
	"paihao/queue/storetest"
)

const (
	asDrift    = "drift"
	driftMost  = 1.05 // memory after all calls, as a multiple of what it was before them
	driftWarm  = 200  // calls before them at least, in which Fyne and OpenGL get what they keep
	driftDay   = 100  // calls of one business day
	driftCalls = "TEST_DRIFT_CALLS"
)

func init() { programs[asDrift] = drift }

// TestWindowDrift calls customers on all three windows, on a clock that runs ahead, day after day: the memory the program
// holds stays the same, and nothing goes on running behind it. PAIHAO_ROUNDS sets how many calls.
func TestWindowDrift(t *testing.T) {
	calls := "500"
	if rounds := os.Getenv("PAIHAO_ROUNDS"); rounds != "" {
		calls = rounds
	}
	d := mustDisplay(t)
	d.env = append(d.env, asProgram+"="+asDrift, driftCalls+"="+calls, "FYNE_CACHE=1s") // Fyne keeps what it has drawn that long
	program := exec.CommandContext(t.Context(), os.Args[0])                             // 20,000 calls take minutes
	program.Env, program.Stderr = d.env, t.Output()
	text, err := program.Output()
	if err != nil {
		t.Fatal(err)
	}
	out := string(text)
	var first, last float64
	var begun, left int
	if _, err := fmt.Sscanf(out, "%f %f %d %d", &first, &last, &begun, &left); err != nil {
		t.Fatalf("%v: %q", err, out)
	}
	t.Logf("%s calls: %.1f MB before them, %.1f MB after them, %+.1f %%; %d goroutines of ours are left", calls, first, last, 100*(last/first-1), left-begun)
	if last > driftMost*first {
		t.Errorf("memory grew to %.2f of what it was, want at most %v", last/first, driftMost)
	}
	if left > begun {
		t.Errorf("%d goroutines before the windows, %d after them", begun, left)
	}
}

// drift is a program of its own: the windows as they are, a real queue, and nobody to wait for. It prints the memory before
// the calls and after them, in MB, and how many goroutines of ours there were at first and in the end.
func drift() int {
	calls, err := strconv.Atoi(os.Getenv(driftCalls))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 2
	}
	settings, err := config.Parse("trial.toml", assets.TrialSettings, config.Options{Trial: true, Environ: []string{}})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 2
	}
	m := &march{now: time.Date(2026, 11, 20, 9, 0, 0, 0, settings.Venue.Timezone)}
	hall := settings.Hall()
	hall.Rules.KeepTicketsDays = 2
	m.queue, err = queue.New(context.Background(), queue.Options{Venue: hall, Open: storetest.Memory().Open, Now: m.clock})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	a := newApp()
	m.open(a)
	a.Lifecycle().SetOnStarted(func() { go m.play(calls) })
	a.Run()
	return 0
}

// march is a hall whose days follow each other without a pause.
type march struct {
	queue  *queue.Queue
	follow []func(context.Context, queue.Commands)
	ticks  []chan time.Time
	mu     sync.Mutex
	now    time.Time
	n      int
}

func (m *march) clock() time.Time {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.now
}

// tick is for one more that looks at the clock.
func (m *march) tick() <-chan time.Time {
	tick := make(chan time.Time)
	m.ticks = append(m.ticks, tick)
	return tick
}

// open shows the three windows.
func (m *march) open(a fyne.App) {
	s := screen.New(screen.Options{Now: m.clock, Tick: m.tick()})
	k := desk.New(desk.Options{Now: m.clock, Tick: m.tick(), Counter: "2"})
	t := take.New(take.Options{Now: m.clock, Tick: m.tick()})
	m.follow = append(m.follow, s.Follow, k.Follow, t.Follow)
	for _, content := range []fyne.CanvasObject{s.Content(), k.Content(), t.Content()} {
		w := a.NewWindow("Drift")
		w.SetPadded(false)
		w.SetContent(content)
		w.Resize(fyne.NewSize(1280, 760))
		w.Show()
	}
}

// play calls, tells what is asked and ends the process: Fyne may panic when it is asked to quit.
func (m *march) play(calls int) {
	begun := ours()
	ctx, cancel := context.WithCancel(context.Background())
	var following sync.WaitGroup
	for _, f := range m.follow {
		following.Go(func() { f(ctx, m.queue) })
	}
	m.must(queue.Command{Verb: queue.Open, Counter: "2"})
	m.call(max(calls/4, driftWarm))
	first := m.held()
	m.call(calls)
	last := m.held()
	cancel()
	following.Wait()
	fyne.DoAndWait(func() {})
	fmt.Println(first, last, begun, left(begun))
	os.Exit(0)
}

// left is how many goroutines of ours there are, once those that have been told to end are gone.
func left(begun int) (n int) {
	for limit := time.Now().Add(patience); ; <-time.After(10 * time.Millisecond) {
		if n = ours(); n <= begun || time.Now().After(limit) {
			return n
		}
	}
}

// ours is how many goroutines run our code or were begun by it: Fyne begins others when it likes.
func ours() (n int) {
	stacks := make([]byte, 1<<20)
	for stack := range strings.SplitSeq(string(stacks[:runtime.Stack(stacks, true)]), "\n\n") {
		if strings.Contains(stack, "paihao/") {
			n++
		}
	}
	return n
}

// call lets customers come and be called, each a few seconds after the last; the day ends when it is full.
func (m *march) call(calls int) {
	for range calls {
		if m.n++; m.n%driftDay == 0 {
			m.nextDay()
		}
		m.must(queue.Command{Verb: queue.Take, Service: "general", Origin: queue.FromTouch})
		m.must(queue.Command{Verb: queue.CallNext, Counter: "2"})
		m.walk(4 * time.Second)
	}
}

// nextDay begins the next day, at nine as the first, whatever the calls have taken: a counter is closed when a day ends.
func (m *march) nextDay() {
	now := m.clock()
	m.walk(time.Date(now.Year(), now.Month(), now.Day()+1, 9, 0, 0, 0, now.Location()).Sub(now))
	m.must(queue.Command{Verb: queue.Open, Counter: "2"})
}

// walk moves the clock on, and waits until every window has looked at it.
func (m *march) walk(by time.Duration) {
	m.mu.Lock()
	m.now = m.now.Add(by)
	m.mu.Unlock()
	for _, tick := range m.ticks {
		tick <- m.clock()
	}
	fyne.DoAndWait(func() {})
}

func (m *march) must(c queue.Command) {
	if _, err := m.queue.Do(context.Background(), c); err != nil {
		fmt.Fprintln(os.Stderr, c.Verb, err)
		os.Exit(1)
	}
}

// held is what the process holds in memory, in MB, once Fyne has forgotten what it no longer draws: it does so when it likes,
// so the least of some seconds counts.
func (m *march) held() float64 {
	least := math.Inf(1)
	for range 10 {
		<-time.After(time.Second)
		m.walk(time.Second)
		debug.FreeOSMemory()
		least = min(least, resident())
	}
	return least
}

// resident is what the process has in memory, in MB.
func resident() float64 {
	text, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	pages, err := strconv.ParseFloat(strings.Fields(string(text))[1], 64)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	return pages * float64(os.Getpagesize()) / 1e6
}
