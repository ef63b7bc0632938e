//go:build window

package main

import (
	"fmt"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
	"github.com/jezek/xgb/xtest"
)

// hands are a mouse and a keyboard. They do what processes of xdotool do, many times faster: xdotool rests after each click.
// What came of it they learn as a window manager does: they ask a window for a sign of life, and the sign comes when the
// program has handled all that was done before.
// Sources: XTEST Extension Protocol 2.2; Extended Window Manager Hints 1.5, _NET_WM_PING.
type hands struct {
	t               testing.TB
	server          net.Conn
	x               *xgb.Conn // speaks over server
	root            xproto.Window
	codes           map[xproto.Keysym]byte // of keys
	protocols, ping xproto.Atom
	signs           uint32   // asked for so far
	did             []string // since the last sign
}

// patience is how long an answer may take: nobody stays before a screen that does not move for longer.
const patience = 10 * time.Second

// mustHands plugs hands into the display, until the test ends. Xvfb asks nobody of this machine for a password.
func (d *display) mustHands() *hands {
	d.t.Helper()
	var number string
	for _, v := range d.env {
		if n, ok := strings.CutPrefix(v, "DISPLAY=:"); ok {
			number = n // the last one counts
		}
	}
	server, err := net.Dial("unix", "@/tmp/.X11-unix/X"+number)
	if err != nil {
		d.t.Fatal(err)
	}
	h := &hands{t: d.t, server: server}
	h.limit()
	xgb.Logger.SetOutput(io.Discard) // what goes wrong comes back as errors
	if h.x, err = xgb.NewConnNet(server); err != nil {
		_ = server.Close() // nothing was said over it
		d.t.Fatal(err)
	}
	d.t.Cleanup(h.leave)
	if err := h.learn(); err != nil {
		d.t.Fatalf("the X server: %v", err)
	}
	h.rest()
	return h
}

// limit gives the X server, which the library would wait for without end, so long for all it is asked from now on.
func (h *hands) limit() {
	_ = h.server.SetDeadline(time.Now().Add(patience)) // a connection that is closed does not answer either
}

// rest asks nothing until there is a limit again.
func (h *hands) rest() { _ = h.server.SetDeadline(time.Time{}) } // as above

// leave ends the conversation, waits for its end, and tells what the hands did last when the test has failed.
func (h *hands) leave() {
	h.limit()
	h.x.Close()
	for open := true; open; {
		event, err := h.x.WaitForEvent()
		open = event != nil || err != nil
	}
	if h.t.Failed() {
		h.t.Logf("the last the hands did, after %d signs of life: %s", h.signs, strings.Join(h.did, ", "))
	}
}

// learn learns the names of things, and has signs of life told, which are sent to the root.
func (h *hands) learn() error {
	if err := xtest.Init(h.x); err != nil {
		return err
	}
	for name, atom := range map[string]*xproto.Atom{"WM_PROTOCOLS": &h.protocols, "_NET_WM_PING": &h.ping} {
		answer, err := xproto.InternAtom(h.x, false, uint16(len(name)), name).Reply()
		if err != nil {
			return err
		}
		*atom = answer.Atom
	}
	if err := h.learnKeys(); err != nil {
		return err
	}
	h.root = xproto.Setup(h.x).DefaultScreen(h.x).Root
	ofChildren := []uint32{xproto.EventMaskSubstructureNotify}
	return xproto.ChangeWindowAttributesChecked(h.x, h.root, xproto.CwEventMask, ofChildren).Check()
}

// learnKeys learns which key bears which sign.
func (h *hands) learnKeys() error {
	setup := xproto.Setup(h.x)
	least, most := setup.MinKeycode, setup.MaxKeycode
	answer, err := xproto.GetKeyboardMapping(h.x, least, byte(most-least+1)).Reply()
	if err != nil {
		return err
	}
	h.codes = map[xproto.Keysym]byte{}
	for code, i := byte(least), 0; i < len(answer.Keysyms); code, i = code+1, i+int(answer.KeysymsPerKeycode) {
		if sign := answer.Keysyms[i]; h.codes[sign] == 0 {
			h.codes[sign] = code
		}
	}
	return nil
}

// do is one event of a mouse or a key; x and y count for the mouse alone.
func (h *hands) do(kind, detail byte, x, y int, say string, about ...any) {
	h.limit()
	xtest.FakeInput(h.x, kind, detail, 0, h.root, int16(x), int16(y), 0)
	h.did = append(h.did, fmt.Sprintf(say, about...))
}

func (h *hands) move(x, y int) { h.do(xproto.MotionNotify, 0, x, y, "move %d %d", x, y) }
func (h *hands) press(b byte)  { h.do(xproto.ButtonPress, b, 0, 0, "press %d", b) }
func (h *hands) loose(b byte)  { h.do(xproto.ButtonRelease, b, 0, 0, "loose %d", b) }
func (h *hands) click(b byte)  { h.press(b); h.loose(b) }

// keysyms are the numbers of keys that bear more than one letter. Source: X11/keysymdef.h.
var keysyms = map[string]xproto.Keysym{
	"space": ' ', "minus": '-', "equal": '=', "slash": '/', "BackSpace": 0xff08, "Tab": 0xff09, "Return": 0xff0d,
	"Escape": 0xff1b, "Home": 0xff50, "Left": 0xff51, "Up": 0xff52, "Right": 0xff53, "Down": 0xff54, "Prior": 0xff55,
	"Next": 0xff56, "End": 0xff57, "Print": 0xff61, "Menu": 0xff67, "F1": 0xffbe, "F2": 0xffbf, "F3": 0xffc0,
	"F4": 0xffc1, "F5": 0xffc2, "F6": 0xffc3, "F7": 0xffc4, "F8": 0xffc5, "F9": 0xffc6, "F10": 0xffc7, "F11": 0xffc8,
	"F12": 0xffc9, "shift": 0xffe1, "ctrl": 0xffe3, "alt": 0xffe9, "super": 0xffeb, "Delete": 0xffff,
}

// mustType presses keys one after the other, and lets them go the other way round: ctrl+a.
func (h *hands) mustType(chord string) {
	h.t.Helper()
	var held []byte
	for name := range strings.SplitSeq(chord, "+") {
		sign, ok := keysyms[name]
		if !ok {
			sign = xproto.Keysym(name[0])
		}
		code, ok := h.codes[sign]
		if !ok {
			h.t.Fatalf("the keyboard has no key %q", name)
		}
		h.do(xproto.KeyPress, code, 0, 0, "key %s", name)
		held = append(held, code)
	}
	for i := range held {
		code := held[len(held)-1-i]
		h.do(xproto.KeyRelease, code, 0, 0, "loose key %d", code)
	}
}

// mustBeHandled wants a sign of life of a window's program, and tells how long that took. The program gives it between
// taking in what was done before and drawing what came of it.
func (h *hands) mustBeHandled(window xproto.Window) time.Duration {
	h.t.Helper()
	from := time.Now()
	h.limit()
	h.signs++
	says := []uint32{uint32(h.ping), 0, uint32(window), h.signs, 0}
	asked := xproto.ClientMessageEvent{
		Format: 32, Window: window, Type: h.protocols, Data: xproto.ClientMessageDataUnionData32New(says),
	}
	xproto.SendEvent(h.x, false, window, xproto.EventMaskNoEvent, string(asked.Bytes()))
	for {
		event, err := h.x.WaitForEvent()
		switch {
		case err != nil:
			h.t.Fatalf("the X server refuses a request: %v", err)
		case event == nil:
			h.t.Fatalf("the X server is gone or no sign of life came in %v, want one within %v", time.Since(from), patience)
		}
		if h.isSign(event) {
			h.rest()
			h.did = h.did[:0]
			return time.Since(from)
		}
	}
}

// isSign tells whether this is the sign of life that was asked for last.
func (h *hands) isSign(event xgb.Event) bool {
	m, ok := event.(xproto.ClientMessageEvent)
	return ok && m.Window == h.root && m.Data.Data32[0] == uint32(h.ping) && m.Data.Data32[3] == h.signs
}
