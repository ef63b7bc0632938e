//go:build window

package main

import (
	"fmt"
	"strings"
	"time"
)

// hands are a mouse and a keyboard. They do what processes of xdotool do, many times faster: xdotool rests after each click.
// What came of it they learn as a window manager does: they ask a window for a sign of life, and the sign comes when the
// program has handled all that was done before.
// Sources: XTEST Extension Protocol 2.2; Extended Window Manager Hints 1.5, _NET_WM_PING.
type hands struct {
	*xclient
	xtest byte            // the code of the extension's requests
	codes map[uint32]byte // of keys, by keysym
	ping  [2]uint32       // the atoms WM_PROTOCOLS and _NET_WM_PING
	signs uint32          // asked for so far
	did   []string        // since the last sign
}

// fakeInput is a request of XTEST; its events follow. That of letting go has one more than that of pressing.
const (
	fakeInput = 2
	key       = 2
	button    = 4
	motion    = 6
)

// mustHands plugs hands into the display. What they did last is told when the test fails.
func (d *display) mustHands() *hands {
	d.t.Helper()
	h := &hands{xclient: d.mustConnect()}
	h.xtest = h.mustAsk(queryExtension, withLength("XTEST"))[9]
	h.ping = [2]uint32{h.mustAtom("WM_PROTOCOLS"), h.mustAtom("_NET_WM_PING")}
	h.mustLearnKeys()
	const eventMask, ofChildren = uint32(1 << 11), uint32(1 << 19)
	h.request(changeWindow, 0, h.root, eventMask, ofChildren) // the signs of life are sent there
	d.t.Cleanup(func() {
		if d.t.Failed() {
			d.t.Logf("the last the hands did, after %d signs of life: %s", h.signs, strings.Join(h.did, ", "))
		}
	})
	return h
}

// mustLearnKeys learns which key bears which sign.
func (h *hands) mustLearnKeys() {
	h.t.Helper()
	least, most := h.keys[0], h.keys[1]
	answer := h.mustAsk(keyboardMapping, []byte{least, most - least + 1})
	each, signs := int(answer[1]), answer[packetSize:]
	h.codes = map[uint32]byte{}
	for i := range len(signs) / 4 / each {
		if sign := wire.Uint32(signs[4*i*each:]); h.codes[sign] == 0 {
			h.codes[sign] = least + byte(i)
		}
	}
}

// fake is an event as XTEST takes it.
type fake struct {
	Kind, Detail byte
	_            [2]byte
	Delay, Root  uint32
	_            [2]uint32
	X, Y         int16
	_            [8]byte
}

func (h *hands) do(f fake, say string, about ...any) {
	f.Root = h.root
	h.request(h.xtest, fakeInput, f)
	h.did = append(h.did, fmt.Sprintf(say, about...))
}

func (h *hands) move(x, y int) {
	h.do(fake{Kind: motion, X: int16(x), Y: int16(y)}, "move %d %d", x, y)
}
func (h *hands) press(b byte) { h.do(fake{Kind: button, Detail: b}, "press %d", b) }
func (h *hands) loose(b byte) { h.do(fake{Kind: button + 1, Detail: b}, "loose %d", b) }
func (h *hands) click(b byte) { h.press(b); h.loose(b) }

// keysyms are the numbers of keys that bear more than one letter. Source: X11/keysymdef.h.
var keysyms = map[string]uint32{
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
			sign = uint32(name[0])
		}
		code, ok := h.codes[sign]
		if !ok {
			h.t.Fatalf("the keyboard has no key %q", name)
		}
		h.do(fake{Kind: key, Detail: code}, "key %s", name)
		held = append(held, code)
	}
	for i := range held {
		code := held[len(held)-1-i]
		h.do(fake{Kind: key + 1, Detail: code}, "loose key %d", code)
	}
}

// message is what one client sends another.
type message struct {
	Kind, Format byte
	_            uint16
	Window, Of   uint32
	Says         [5]uint32
}

// mustBeHandled wants a sign of life of a window's program, and tells how long that took. The program gives it between
// taking in what was done before and drawing what came of it.
func (h *hands) mustBeHandled(window uint32) time.Duration {
	h.t.Helper()
	from := time.Now()
	h.signs++
	asked := message{Kind: clientMessage, Format: 32, Window: window, Of: h.ping[0]}
	asked.Says = [5]uint32{h.ping[1], 0, window, h.signs}
	const toItsMaker = uint32(0)
	h.request(sendEvent, 0, window, toItsMaker, asked)
	h.mustSee(func(packet []byte) bool {
		sent := packet[0] == clientMessage|0x80 && wire.Uint32(packet[4:]) == h.root
		return sent && wire.Uint32(packet[12:]) == h.ping[1] && wire.Uint32(packet[24:]) == h.signs
	})
	h.did = h.did[:0]
	return time.Since(from)
}
