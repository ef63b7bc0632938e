//go:build window

package main

import (
	"encoding/binary"
	"errors"
	"io"
	"net"
	"os"
	"strings"
	"testing"
	"time"
)

// xclient is a client of the X server, with as much of its language as the tests speak.
// Source: X Window System Protocol, X11R7.7, appendix B.
type xclient struct {
	t      testing.TB
	server net.Conn
	out    []byte // requests that were not sent yet
	root   uint32 // the window behind all others
	keys   [2]byte
}

// What the server sends, and the requests for which everybody has the same codes.
const (
	failure, reply, clientMessage                                        = 0, 1, 33
	changeWindow, internAtom, sendEvent, queryExtension, keyboardMapping = 2, 16, 25, 98, 101
	packetSize                                                           = 32
)

// patience is how long an answer may take: nobody stays before a screen that does not move for longer.
const patience = 10 * time.Second

var wire = binary.LittleEndian

// mustConnect begins the conversation. Xvfb asks nobody of this machine for a password.
func (d *display) mustConnect() *xclient {
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
	d.t.Cleanup(func() { _ = server.Close() }) // the display ends anyway
	c := &xclient{t: d.t, server: server}
	c.out = append(c.out, 'l', 0, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0) // little end first, version 11.0, no password
	answer := c.mustRead(8)
	rest := c.mustRead(4 * int(wire.Uint16(answer[6:])))
	if answer[0] != reply {
		d.t.Fatalf("the X server wants nobody: %q", rest)
	}
	vendor, formats := int(wire.Uint16(rest[16:])), int(rest[21])
	c.root = wire.Uint32(rest[32+(vendor+3)/4*4+8*formats:])
	c.keys = [2]byte{rest[26], rest[27]}
	return c
}

// request makes one ready: its code, the byte beside it, and the rest, which is filled up to whole words.
func (c *xclient) request(code, beside byte, rest ...any) {
	c.t.Helper()
	start := len(c.out)
	c.out = append(c.out, code, beside, 0, 0)
	for _, part := range rest {
		var err error
		if c.out, err = binary.Append(c.out, wire, part); err != nil {
			c.t.Fatal(err)
		}
	}
	for len(c.out)%4 != 0 {
		c.out = append(c.out, 0)
	}
	wire.PutUint16(c.out[start+2:], uint16((len(c.out)-start)/4))
}

// mustAsk makes a request that has a reply, and waits for it.
func (c *xclient) mustAsk(code byte, rest ...any) []byte {
	c.t.Helper()
	c.request(code, 0, rest...)
	return c.mustSee(func(packet []byte) bool { return packet[0] == reply })
}

// withLength is how a request gives a name.
func withLength(name string) []byte {
	return append(wire.AppendUint32(nil, uint32(len(name))), name...)
}

func (c *xclient) mustAtom(name string) uint32 {
	c.t.Helper()
	return wire.Uint32(c.mustAsk(internAtom, withLength(name))[8:])
}

// mustSee sends what is ready, and waits for a reply or an event.
func (c *xclient) mustSee(wanted func(packet []byte) bool) []byte {
	c.t.Helper()
	for {
		packet := c.mustRead(packetSize)
		switch packet[0] {
		case failure:
			c.t.Fatalf("the X server refuses a request of code %d with error %d", packet[10], packet[1])
		case reply:
			packet = append(packet, c.mustRead(4*int(wire.Uint32(packet[4:])))...)
		}
		if wanted(packet) {
			return packet
		}
	}
}

// mustRead sends what is ready and reads so many bytes.
func (c *xclient) mustRead(n int) []byte {
	c.t.Helper()
	bytes := make([]byte, n)
	err := c.server.SetDeadline(time.Now().Add(patience))
	if err == nil {
		_, err = c.server.Write(c.out)
	}
	c.out = c.out[:0]
	if err == nil {
		_, err = io.ReadFull(c.server, bytes)
	}
	switch {
	case errors.Is(err, os.ErrDeadlineExceeded):
		c.t.Fatalf("no answer within %v", patience)
	case err != nil:
		c.t.Fatalf("the X server: %v", err)
	}
	return bytes
}
