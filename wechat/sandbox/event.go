package sandbox

import (
	"strconv"
	"strings"
	"time"
)

// event is what WeChat tells the account, with the elements in the order of captured callbacks.
type event struct {
	from    string
	at      time.Time
	name    string // subscribe, unsubscribe, SCAN, TEMPLATESENDJOBFINISH; empty: a text message
	key     string // EventKey
	ticket  string
	content string
	id      int64 // MsgId of a text, MsgID of a template message
}

const finishEvent = "TEMPLATESENDJOBFINISH"

// mute events cannot be answered: the person has left, or never wrote anything.
func (e event) mute() bool { return e.name == "unsubscribe" || e.name == finishEvent }

// xml writes the event as WeChat does: text in CDATA and never escaped, so a text with "]]>" in it or a
// control character makes XML that cannot be read. That happens in life too (silenceper/wechat issue 750).
func (e event) xml(account string) []byte {
	var b strings.Builder
	b.WriteString("<xml>")
	cdata(&b, "ToUserName", account)
	cdata(&b, "FromUserName", e.from)
	number(&b, "CreateTime", e.at.Unix())
	switch e.name {
	case "":
		cdata(&b, "MsgType", "text")
		cdata(&b, "Content", e.content)
		number(&b, "MsgId", e.id)
	case finishEvent:
		cdata(&b, "MsgType", "event")
		cdata(&b, "Event", e.name)
		number(&b, "MsgID", e.id)
		cdata(&b, "Status", "success")
	default:
		cdata(&b, "MsgType", "event")
		cdata(&b, "Event", e.name)
		cdata(&b, "EventKey", e.key)
		if e.ticket != "" {
			cdata(&b, "Ticket", e.ticket)
		}
	}
	b.WriteString("</xml>")
	return []byte(b.String())
}

func cdata(b *strings.Builder, name, value string) {
	element(b, name, "<![CDATA["+value+"]]>")
}

func number(b *strings.Builder, name string, n int64) {
	element(b, name, strconv.FormatInt(n, 10))
}

func element(b *strings.Builder, name, inner string) {
	b.WriteString("<" + name + ">" + inner + "</" + name + ">\n")
}
