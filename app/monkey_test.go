//go:build window

package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestWindowMonkey lets a monkey play with what stands in the hall: the call screen and the touch window, both over the whole
// display, with a mouse, a finger and a keyboard. It gets tickets and nothing else: no window goes away, shrinks or opens, the
// program goes on, and in the end it closes as it should. PAIHAO_ROUNDS sets how often it touches and types.
func TestWindowMonkey(t *testing.T) {
	rounds := 2000
	if n, err := strconv.Atoi(os.Getenv("PAIHAO_ROUNDS")); err == nil {
		rounds = n
	}
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	m := monkey{d: mustDisplay(t), random: rand.New(rand.NewPCG(seed, 0))}
	m.d.env = append(m.d.env, "PAIHAO_WINDOWS_SCREEN=fullscreen", "PAIHAO_WINDOWS_DESK=off", "PAIHAO_WINDOWS_TAKE=fullscreen",
		"PAIHAO_RULES_MAX_WAITING=50")
	m.d.mustStart("-trial")
	m.windows = []string{m.d.mustFind("Screen"), m.d.mustFind("Take a ticket")}
	m.d.mustSee("codes", func() bool { return len(m.d.hall().Codes) == 2 })
	for played := 0; played < rounds; played += batch {
		m.mustPlay(t)
		m.mustBeKept(t)
	}
	if m.d.hall().Services[0].Waiting+m.d.hall().Services[1].Waiting == 0 {
		t.Error("the monkey took no ticket: it never reached the touch window")
	}
	m.mustEnd(t)
}

// batch is how often the monkey acts between two looks at what it has done.
const batch = 200

type monkey struct {
	d       *display
	windows []string
	random  *rand.Rand
}

// strings of keys that lead out of careless programs, and letters.
var toys = strings.Fields(`Escape Tab shift+Tab Return space BackSpace Delete Up Down Left Right Home End Prior Next Menu F1 F2 F3 F4 F5 F6
	F7 F8 F9 F10 F11 F12 alt+F4 ctrl+q ctrl+w ctrl+c ctrl+v ctrl+z ctrl+a ctrl+o ctrl+n ctrl+p ctrl+shift+i ctrl+alt+t alt+Tab super
	super+d alt+space ctrl+Escape shift+F10 Print a z 0 9 plus minus slash`)

// mustPlay lets the monkey act some times, mostly by touching, on the window that is in front.
func (m *monkey) mustPlay(t *testing.T) {
	t.Helper()
	front := m.windows[m.random.IntN(len(m.windows))]
	script := []string{"windowactivate", "--sync", front}
	for range batch {
		script = append(script, strings.Fields(m.act())...)
	}
	play := exec.Command("xdotool", script...)
	play.Env = m.d.env
	if out, err := play.CombinedOutput(); err != nil {
		t.Fatalf("xdotool: %v: %s", err, out)
	}
}

func (m *monkey) act() string {
	at := fmt.Sprintf("mousemove %d %d", m.random.IntN(1920), m.random.IntN(1080))
	switch m.random.IntN(10) {
	case 0, 1, 2:
		return "key --delay 0 " + toys[m.random.IntN(len(toys))]
	case 3:
		return at + " mousedown 1 " + fmt.Sprintf("mousemove %d %d", m.random.IntN(1920), m.random.IntN(1080)) + " mouseup 1"
	case 4:
		return at + " click " + strconv.Itoa(2+m.random.IntN(4)) // the other buttons and the wheel
	case 5:
		return at + " click --repeat 3 --delay 5 1"
	}
	return at + " click 1"
}

// mustBeKept wants the windows as they were, and from time to time has the window manager ask one to close.
func (m *monkey) mustBeKept(t *testing.T) {
	t.Helper()
	m.d.mustSee("an answer of the program", func() bool { return m.d.hall().Day != "" })
	if m.random.IntN(3) == 0 {
		m.d.mustRun("wmctrl", "-i", "-c", m.windows[m.random.IntN(len(m.windows))])
	}
	out := m.d.mustRun("xdotool", "search", "--onlyvisible", "--pid", strconv.Itoa(m.d.kiosk.Process.Pid))
	if got := strings.Fields(out); !slices.Equal(slices.Sorted(slices.Values(got)), slices.Sorted(slices.Values(m.windows))) {
		t.Fatalf("the windows are %v, want %v", got, m.windows)
	}
	for _, w := range m.windows {
		if state := m.d.mustRun("xprop", "-id", w, "_NET_WM_STATE"); !strings.Contains(state, "FULLSCREEN") {
			t.Fatalf("a window is %q, want it full", state)
		}
	}
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
