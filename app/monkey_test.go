//go:build window

package main

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jezek/xgb/xproto"
)

// TestWindowMonkey lets a monkey play with what stands in the hall: the call screen and the touch window, both over the
// whole display, with a mouse, a finger and a keyboard, while staff call. It gets tickets and nothing else: no window goes
// away, shrinks or opens, the program keeps up with it and goes on, and in the end it closes as it should. PAIHAO_ROUNDS
// sets how often it touches and types.
func TestWindowMonkey(t *testing.T) {
	rounds := 5000
	if n, err := strconv.Atoi(os.Getenv("PAIHAO_ROUNDS")); err == nil {
		rounds = n
	}
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	m := monkey{d: mustDisplayOf(t, fmt.Sprintf("%dx%d", across, down)), random: rand.New(rand.NewPCG(seed, 0))}
	m.mustBegin()
	from := time.Now()
	for m.acts < rounds || m.mustCount(t) == 0 && m.acts < 4*rounds { // few have no luck in so short a time
		m.mustPlay(t)
		m.mustBeKept(t)
	}
	took, tickets := time.Since(from), m.mustCount(t)
	slices.Sort(m.times)
	t.Logf("%d touches and keys in %v, %.0f a second, and %d tickets; handled in %v, in %v at p99, in %v at worst", m.acts,
		took.Round(time.Second), float64(m.acts)/took.Seconds(), tickets, round(m.times[len(m.times)/2]),
		round(m.times[len(m.times)*99/100]), round(m.times[len(m.times)-1]))
	if tickets == 0 {
		t.Error("the monkey took no ticket: it never reached the touch window")
	}
	m.mustEnd(t)
}

// What bounds the monkey is the picture, which is drawn without a graphics card and anew after nearly every touch: at 1080
// lines it would act a third as often.
const (
	batch  = 500 // how often it acts between two looks at the windows
	burst  = 10  // how often at the most before the program has to have handled it
	across = 1280
	down   = 720
)

type monkey struct {
	d       *display
	hands   *hands
	windows []string // the touch window first
	random  *rand.Rand
	acts    int
	times   []time.Duration // how long the program took to handle each burst
}

// toys are keys that lead out of careless programs, and others.
var toys = strings.Fields(`Escape Tab shift+Tab Return space BackSpace Delete Up Down Left Right Home End Prior
	Next Menu F1 F2 F3 F4 F5 F6 F7 F8 F9 F10 F11 F12 alt+F4 ctrl+q ctrl+w ctrl+c ctrl+v ctrl+z ctrl+a ctrl+o ctrl+n
	ctrl+p ctrl+shift+i ctrl+alt+t alt+Tab super super+d alt+space ctrl+Escape shift+F10 Print a z 0 9 shift+equal
	minus slash`)

func round(d time.Duration) time.Duration { return d.Round(time.Millisecond) }

// mustBegin opens the hall and one counter.
func (m *monkey) mustBegin() {
	m.d.t.Helper()
	m.d.env = append(m.d.env, "PAIHAO_WINDOWS_SCREEN=fullscreen", "PAIHAO_WINDOWS_DESK=off", "PAIHAO_WINDOWS_TAKE=fullscreen",
		"PAIHAO_RULES_MAX_WAITING=10")
	m.d.mustStart("-trial")
	m.windows = []string{m.d.mustFind("Take a ticket"), m.d.mustFind("Screen")}
	m.d.mustSee("codes", func() bool { return len(m.d.hall().Codes) == 2 })
	m.d.mustAsk("counters/2/open", "")
	m.hands = m.d.mustHands()
}

// mustPlay lets the monkey act some times, mostly by touching, on the window it brings to the front. A burst has to be
// handled before the next begins, so that what it does reaches the program and does not pile up before it.
func (m *monkey) mustPlay(t *testing.T) {
	t.Helper()
	front := m.windows[0]
	if m.random.IntN(4) == 0 {
		front = m.windows[1]
	}
	m.d.mustRun("xdotool", "windowactivate", "--sync", front)
	id, err := strconv.ParseUint(front, 10, 32)
	if err != nil {
		t.Fatal(err)
	}
	for until := m.acts + batch; m.acts < until; {
		for range 1 + m.random.IntN(burst) {
			m.act()
		}
		m.times = append(m.times, m.hands.mustBeHandled(xproto.Window(id)))
	}
}

func (m *monkey) act() {
	m.acts++
	kind := m.random.IntN(10)
	if kind < 3 {
		m.hands.mustType(toys[m.random.IntN(len(toys))])
		return
	}
	m.reach()
	switch kind {
	case 3:
		m.hands.press(1)
		m.reach()
		if m.random.IntN(2) == 0 { // else it holds on until it touches again
			m.hands.loose(1)
		}
	case 4:
		m.hands.click(byte(2 + m.random.IntN(4))) // the other buttons and the wheel
	case 5:
		for range 3 {
			m.hands.click(1)
		}
	default:
		m.hands.click(1)
	}
}

func (m *monkey) reach() { m.hands.move(m.random.IntN(across), m.random.IntN(down)) }

// mustBeKept wants the windows as they were. Staff call about as many as come, so that the hall is full at times
// and empty at others; and from time to time the window manager asks a window to close.
func (m *monkey) mustBeKept(t *testing.T) {
	t.Helper()
	m.d.mustSee("an answer of the program", func() bool { return m.d.hall().Day != "" })
	if m.random.IntN(2) == 0 {
		m.d.mustAsk("counters/2/next", "")
	}
	if m.random.IntN(3) == 0 {
		m.d.mustRun("wmctrl", "-i", "-c", m.windows[m.random.IntN(len(m.windows))])
	}
	got := strings.Fields(m.d.mustRun("xdotool", "search", "--onlyvisible", "--pid", strconv.Itoa(m.d.kiosk.Process.Pid)))
	if !slices.Equal(slices.Sorted(slices.Values(got)), slices.Sorted(slices.Values(m.windows))) {
		t.Fatalf("the windows are %v, want %v", got, m.windows)
	}
	for _, w := range m.windows {
		if state := m.d.mustRun("xprop", "-id", w, "_NET_WM_STATE"); !strings.Contains(state, "FULLSCREEN") {
			t.Fatalf("a window is %q, want it full", state)
		}
	}
}

// mustCount tells how many tickets there are of this day, however they ended.
func (m *monkey) mustCount(t *testing.T) (tickets int) {
	t.Helper()
	resp, err := http.Get("http://" + m.d.local + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	for lines := bufio.NewScanner(resp.Body); lines.Scan(); {
		if count, ok := strings.CutPrefix(lines.Text(), "paihao_tickets{"); ok {
			n, err := strconv.Atoi(count[strings.LastIndex(count, " ")+1:])
			if err != nil {
				t.Fatal(err)
			}
			tickets += n
		}
	}
	return tickets
}

// mustEnd ends the program as a system that shuts down does.
func (m *monkey) mustEnd(t *testing.T) {
	t.Helper()
	if err := m.d.kiosk.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	select {
	case err := <-m.d.ended:
		if err != nil {
			t.Errorf("the program ended with %v", err)
		}
	case <-time.After(5 * time.Second):
		t.Error("the program is still there 5 s after it was told to end")
	}
}
