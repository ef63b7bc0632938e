package sandbox

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"strings"
	"time"
	"unicode/utf8"
)

// A ticket is "gQ" and the base64 of: two fixed bytes, which also tell a number from a text, expiry in Unix seconds
// (0: never), four random bytes, eight bytes of a MAC, the scene. The fixed bytes put + and / into every ticket, because
// WeChat's have them too and a program that forgets to escape them must fail here.
const (
	ticketPrefix = "gQ"
	textMark     = "\xfb\xf1"
	numberMark   = "\xfb\xf2"
	ticketHead   = 2 + 4 + 4 + 8
)

func (s *Sandbox) writeTicket(c Code) string {
	mark := textMark
	if c.Number {
		mark = numberMark
	}
	var end uint32
	if c.Expires != nil {
		end = uint32(c.Expires.Unix())
	}
	b := binary.BigEndian.AppendUint32([]byte(mark), end)
	b = append(b, s.random(4)...)
	b = append(b, s.ticketMAC(b, c.Scene)...)
	return ticketPrefix + base64.StdEncoding.EncodeToString(append(b, c.Scene...))
}

// readTicket gives back the code of a ticket that this account wrote, in this run or an earlier one.
func (s *Sandbox) readTicket(ticket string) (Code, bool) {
	text, ok := strings.CutPrefix(ticket, ticketPrefix)
	b, err := base64.StdEncoding.DecodeString(text)
	if !ok || err != nil || len(b) <= ticketHead || !utf8.Valid(b[ticketHead:]) {
		return Code{}, false
	}
	if base64.StdEncoding.EncodeToString(b) != text { // stray bits or line ends: not as it was written
		return Code{}, false
	}
	scene := string(b[ticketHead:])
	if !hmac.Equal(b[10:ticketHead], s.ticketMAC(b[:10], scene)) {
		return Code{}, false
	}
	c := Code{Scene: scene, Number: string(b[:2]) == numberMark, Ticket: ticket, URL: s.codeURL(ticket)}
	if end := binary.BigEndian.Uint32(b[2:]); end != 0 {
		at := time.Unix(int64(end), 0)
		c.Expires = &at
	}
	return c, true
}

func (s *Sandbox) ticketMAC(head []byte, scene string) []byte {
	m := hmac.New(sha256.New, []byte(s.o.AppID+"\x00"+s.o.Secret))
	m.Write(head)
	m.Write([]byte(scene))
	return m.Sum(nil)[:8]
}
