package sandbox

import (
	"strconv"
	"strings"
	"time"
)

// event is what WeChat tells an app.
type event struct {
	app     *app
	at      time.Time
	name    string // subscribe, SCAN, …; empty: a text message
	key     string // EventKey
	ticket  string
	content string
	result  string   // of a menu's scan
	status  string   // of a template message
	id      int64    // MsgId of a text, MsgID of a template message
	list    []listed // of the three events about subscription messages
}

// listed is one template in an event about subscription messages.
type listed struct {
	template, status string
	id               int64
	code             string
}

const (
	finishEvent = "TEMPLATESENDJOBFINISH"
	enterEvent  = "user_enter_tempsession"
	popupEvent  = "subscribe_msg_popup_event"
	changeEvent = "subscribe_msg_change_event"
	sentEvent   = "subscribe_msg_sent_event"
)

// mute events cannot be answered: the person has left, or never wrote anything.
func (e event) mute() bool {
	return e.name == "unsubscribe" || e.name == finishEvent || len(e.list) > 0
}

// wrapper is the element around the list in XML; JSON has none.
var wrapper = map[string]string{
	popupEvent: "SubscribeMsgPopupEvent", changeEvent: "SubscribeMsgChangeEvent", sentEvent: "SubscribeMsgSentEvent",
}

// popupScene tells where the popup was: 1 a web page of the account, 0 the mini program.
func (a *app) popupScene() string {
	if a.mini {
		return "0"
	}
	return "1"
}

// body writes the event for the person with an openid, in the form that the app's console is set to.
func (e event) body(from string) []byte {
	if e.app.json {
		return e.json(from)
	}
	return e.xml(from)
}

// xml writes the event as WeChat does, with the elements in the order of captured callbacks: text in CDATA and never
// escaped, so a text with "]]>" in it or a control character makes XML that cannot be read. That happens in life too
// (silenceper/wechat issue 750).
func (e event) xml(from string) []byte {
	var b strings.Builder
	b.WriteString("<xml>")
	cdata(&b, "ToUserName", e.app.account)
	cdata(&b, "FromUserName", from)
	number(&b, "CreateTime", e.at.Unix())
	if e.name == "" {
		cdata(&b, "MsgType", "text")
		cdata(&b, "Content", e.content)
		number(&b, "MsgId", e.id)
	} else {
		cdata(&b, "MsgType", "event")
		cdata(&b, "Event", e.name)
		e.xmlDetails(&b)
	}
	b.WriteString("</xml>")
	return []byte(b.String())
}

func (e event) xmlDetails(b *strings.Builder) {
	switch e.name {
	case finishEvent:
		number(b, "MsgID", e.id)
		cdata(b, "Status", e.status)
	case popupEvent, changeEvent, sentEvent:
		var list strings.Builder
		for _, l := range e.list {
			element(&list, "List", "\n"+e.xmlListed(l))
		}
		element(b, wrapper[e.name], "\n"+list.String())
	case enterEvent:
		cdata(b, "SessionFrom", "wxapp")
	default:
		cdata(b, "EventKey", e.key)
		e.xmlPress(b)
	}
}

func (e event) xmlPress(b *strings.Builder) {
	switch {
	case e.ticket != "":
		cdata(b, "Ticket", e.ticket)
	case e.name == "VIEW":
		number(b, "MenuId", menuID)
	case e.result != "":
		var info strings.Builder
		cdata(&info, "ScanType", "qrcode")
		cdata(&info, "ScanResult", e.result)
		element(b, "ScanCodeInfo", info.String())
	}
}

// menuID is the menu's number in VIEW events; WeChat counts the menus of an account.
const menuID = 412_345_678

func (e event) xmlListed(l listed) string {
	var b strings.Builder
	cdata(&b, "TemplateId", l.template)
	if e.name == sentEvent {
		number(&b, "MsgID", l.id)
		element(&b, "ErrorCode", l.code)
		cdata(&b, "ErrorStatus", l.status)
		return b.String()
	}
	cdata(&b, "SubscribeStatusString", l.status)
	if e.name == popupEvent {
		element(&b, "PopupScene", e.app.popupScene())
	}
	return b.String()
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
