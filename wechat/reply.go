package wechat

import (
	"net/http"
	"strconv"
	"strings"
)

// Reply is the answer to an event, shown to the customer as a message. The zero Reply shows nothing.
type Reply struct {
	Text string // at most 2048 bytes of UTF-8; what is longer is cut, never within an emoji
}

const maxReply = 2048

// success tells WeChat that nothing is to be shown. It is never encrypted, not even in the safe mode.
var success = []byte("success")

// The content types are shared slices, because a new one for each answer would be an allocation.
var (
	typeText = []string{"text/plain; charset=utf-8"}
	typeXML  = []string{"application/xml; charset=utf-8"}
	typeJSON = []string{"application/json; charset=utf-8"}
)

// write answers 200 with b.
func write(w http.ResponseWriter, contentType []string, b []byte) {
	w.Header()["Content-Type"] = contentType
	_, _ = w.Write(b) // who hung up hears no error either
}

// answer writes the reply in the form the event came in: XML or JSON, in the open or sealed with the same key.
func (c *Callback) answer(w http.ResponseWriter, l *letter, e *Event, r Reply) {
	text := fitReply(r.Text)
	if text == "" || text == string(success) || !e.answerable() {
		write(w, typeText, success)
		return
	}
	buf := scratch.Get().(*[]byte)
	defer scratch.Put(buf)
	out, contentType, err := c.compose((*buf)[:0], l, e, text)
	if err != nil {
		c.opts.Log.Error("wechat: answer not written", "kind", e.Kind, "reason", err)
		write(w, typeText, success)
		return
	}
	*buf = out
	write(w, contentType, out)
}

// compose appends the whole answer to dst. In the safe mode the message is written to dst first, sealed, and then
// overwritten by its envelope.
func (c *Callback) compose(dst []byte, l *letter, e *Event, text string) ([]byte, []string, error) {
	now := c.opts.Now().Unix()
	message, err := appendReply(dst, e, text, now, l.json)
	if err != nil || l.key == nil {
		return message, contentType(l.json), err
	}
	spare := scratch.Get().(*[]byte)
	defer scratch.Put(spare)
	encrypted, err := l.key.seal((*spare)[:0], c.opts.Rand, message, c.opts.AppID)
	if err != nil {
		return dst, nil, err
	}
	*spare = encrypted
	out, err := appendEnvelope(dst, c.opts.Token, view(encrypted), l.nonce, now, l.sealedJSON)
	return out, contentType(l.sealedJSON), err
}

func contentType(json bool) []string {
	if json {
		return typeJSON
	}
	return typeXML
}

// appendReply writes the message; sender and receiver of the event change places.
func appendReply(dst []byte, e *Event, text string, now int64, json bool) ([]byte, error) {
	if json {
		b, err := encodeJSON(struct {
			ToUserName, FromUserName string
			CreateTime               int64
			MsgType, Content         string
		}{e.From, e.To, now, "text", text})
		return append(dst, b...), err
	}
	dst = append(dst, "<xml><ToUserName>"...)
	dst = appendCDATA(dst, e.From)
	dst = append(dst, "</ToUserName><FromUserName>"...)
	dst = appendCDATA(dst, e.To)
	dst = append(dst, "</FromUserName><CreateTime>"...)
	dst = strconv.AppendInt(dst, now, 10)
	dst = append(dst, "</CreateTime><MsgType><![CDATA[text]]></MsgType><Content>"...)
	dst = appendCDATA(dst, text)
	return append(dst, "</Content></xml>"...), nil
}

// appendCDATA splits a "]]>" in the text over two sections, the only way XML has to write it there.
func appendCDATA(dst []byte, s string) []byte {
	dst = append(dst, cdataStart...)
	for {
		at := strings.Index(s, cdataEnd)
		if at < 0 {
			break
		}
		dst = append(dst, s[:at+2]...)
		dst = append(append(dst, cdataEnd...), cdataStart...)
		s = s[at+2:]
	}
	return append(append(dst, s...), cdataEnd...)
}

// fitReply makes the text one that WeChat can show.
func fitReply(s string) string { return cutBytes(clean(s), maxReply) }
