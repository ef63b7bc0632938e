package wechat

import (
	"errors"
	"io"
	"strings"
	"unicode/utf8"
)

// maxBody is the largest callback that is read, in bytes. Real ones are below 4 KiB.
const maxBody = 64 << 10

// Why a body was refused. The texts never quote it: it holds what a customer wrote.
var (
	errTooLarge = errors.New("wechat: body over 64 KiB")
	errSyntax   = errors.New("wechat: body is neither the XML nor the JSON of a callback")
	errTwice    = errors.New("wechat: the same element twice")
	errDeep     = errors.New("wechat: nested too deeply")
)

// maxDepth bounds the nesting of a callback; the deepest known one has three levels.
const maxDepth = 8

// name is one of the elements this package reads; all others are skipped.
type name uint8

const (
	toUser name = iota
	fromUser
	createTime
	msgType
	event
	eventKey
	ticket
	content
	msgID         // MsgId, of a message a customer sent
	templateMsgID // MsgID, of a template message that was delivered or not
	status
	encrypt
	scanResult // ScanResult, of ScanCodeInfo
	names
)

// nameOf goes by the exact spelling, because MsgId and MsgID are two elements.
func nameOf(s string) (name, bool) {
	switch s {
	case "ToUserName":
		return toUser, true
	case "FromUserName":
		return fromUser, true
	case "CreateTime":
		return createTime, true
	case "MsgType":
		return msgType, true
	case "Event":
		return event, true
	case "EventKey":
		return eventKey, true
	case "Ticket":
		return ticket, true
	case "Content":
		return content, true
	case "MsgId":
		return msgID, true
	case "MsgID":
		return templateMsgID, true
	case "Status":
		return status, true
	case "Encrypt":
		return encrypt, true
	}
	return 0, false
}

// body is what a callback says: at its top level, and what is read of lists below it.
type body struct {
	value [names]string
	items []item // of a subscription event
	seen  uint16
	json  bool // it came as JSON, so the answer is JSON too
}

// set notes the value. A second one for the same name is refused: customers' text has been seen to break out of
// its element, and then the first FromUserName is WeChat's and the second the customer's.
func (b *body) set(n name, value string) error {
	if b.seen&(1<<n) != 0 {
		return errTwice
	}
	b.seen |= 1 << n
	if n != content {
		value = strings.TrimSpace(value)
	}
	b.value[n] = value
	return nil
}

// parseBody reads XML or JSON, told apart by the first character: the content type header is not always right.
func parseBody(s string) (body, error) {
	s = strings.TrimSpace(strings.TrimPrefix(clean(s), "\ufeff"))
	switch {
	case strings.HasPrefix(s, "<"):
		return parseXML(s)
	case strings.HasPrefix(s, "{"):
		return parseJSON(s)
	}
	return body{}, errSyntax
}

// clean drops the control characters and repairs the UTF-8 that customers' phones send and no parser takes.
func clean(s string) string {
	if isClean(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if isControl(r) {
			return -1
		}
		return r
	}, s)
}

// isClean tells that clean has nothing to do. Every callback goes through it twice, so it looks at bytes and not at characters:
// the two unwanted ones beyond ASCII, U+FFFE and U+FFFF, begin with EF BF.
func isClean(s string) bool {
	return !hasControl(s) && !strings.Contains(s, "\xef\xbf") && utf8.ValidString(s)
}

// hasControl takes eight bytes at a time, and looks closer only where one of them is below the space: line ends are allowed.
// In a subtraction by bytes the highest bit of one that was below 0x80 is set exactly where it was too small, up to the first
// such byte.
func hasControl(s string) bool {
	const each = 0x0101010101010101
	for ; len(s) >= 8; s = s[8:] {
		w := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
			uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
		if (w-each*' ')&^w&(each*0x80) != 0 && strings.ContainsFunc(s[:8], isControl) {
			return true
		}
	}
	return strings.ContainsFunc(s, isControl)
}

// isControl tells the characters that XML 1.0 forbids.
func isControl(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xfffe || r == 0xffff
}

// readBody reads up to maxBody bytes into buf. A body that breaks off is read as far as it came: nobody hears the answer.
func readBody(buf *[]byte, r io.Reader) error {
	b := (*buf)[:0]
	for {
		if len(b) == cap(b) {
			b = append(b, 0)[:len(b)]
		}
		n, err := r.Read(b[len(b):cap(b)])
		b = b[:len(b)+n]
		*buf = b
		if len(b) > maxBody {
			return errTooLarge
		}
		if err != nil {
			return nil
		}
	}
}
