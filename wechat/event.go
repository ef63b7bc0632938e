package wechat

import (
	"cmp"
	"errors"
	"strconv"
	"strings"
	"time"
)

// Kind says what a customer did, or what WeChat reports.
type Kind string

// The kinds of events. Everything without a kind of its own is KindOther.
const (
	KindFollow         Kind = "follow"          // followed the account, by a QR code if Scene is set
	KindUnfollow       Kind = "unfollow"        // left the account; nothing can be answered
	KindScan           Kind = "scan"            // a follower scanned a QR code
	KindText           Kind = "text"            // wrote something
	KindClick          Kind = "click"           // pressed a menu button
	KindView           Kind = "view"            // opened a menu button's page
	KindScanWait       Kind = "scan_wait"       // scanned something by a menu button that waits for the answer
	KindTemplateResult Kind = "template_result" // a template message was delivered or not; nothing can be answered
	KindGrants         Kind = "grants"          // allowed or refused subscription messages; nothing can be answered
	KindRefusals       Kind = "refusals"        // took allowed ones back, in WeChat's settings; nothing can be answered
	KindSubscribeSent  Kind = "subscribe_sent"  // subscription messages were delivered or not; nothing can be answered
	KindEnter          Kind = "enter"           // opened the mini program's customer service
	KindOther          Kind = "other"
)

// Event is one callback of WeChat.
type Event struct {
	Kind      Kind
	From      string    // the customer's openid
	To        string    // the account's original id, gh_…
	CreatedAt time.Time // when it happened by WeChat's clock, to the second

	Scene  string // KindScan and KindFollow: the scene of the QR code
	Ticket string // the ticket of that QR code
	Text   string // KindText
	Key    string // KindClick, KindScanWait: the key of the menu button; KindView: its address
	Result string // KindScanWait: what was scanned
	Name   string // KindOther: WeChat's name of the event, or the type of the message: at most 40 of a-z, 0-9 and _, in lower case

	MessageID         string // the id of a customer's message; events have none
	TemplateMessageID string // KindTemplateResult: what SendTemplate returned
	Status            string // KindTemplateResult: "success" or "failed:…" without spaces around the colon

	Subscriptions []Subscription // KindGrants, KindRefusals and KindSubscribeSent, in WeChat's order, at most 20

	// Stale says that the signed time of the request is further from now than CallbackOptions.MaxAge.
	// It is told and not refused: an old event may be the repeat of one that was answered.
	Stale bool

	// ID is the same for every delivery of one event and for no other event. It holds the openid: never log it.
	// Source: developers.weixin.qq.com/doc/subscription/guide/product/message/Passive_user_reply_message.html
	ID string
}

// Window is how long after the event, and how many, texts may be sent to the customer: zero when it opens none. Two days after
// what they write themselves; one minute after what they tap or scan.
// Source: developers.weixin.qq.com/doc/offiaccount/Customer_Service/Customer_Service_Messages.html
func (e Event) Window() (life time.Duration, messages int) {
	switch {
	case e.MessageID != "":
		return 48 * time.Hour, 5
	case e.Kind == KindEnter:
		return time.Minute, 2
	case e.Kind == KindScan, e.Kind == KindFollow, e.Kind == KindClick, e.Kind == KindScanWait, e.Name == "scancode_push":
		return time.Minute, 3
	}
	return 0, 0
}

// longName is how many bytes of an unknown event's name are kept.
const longName = 40

// lastSecond is the latest Unix time that is believed, in the year 2514: much later ones cannot be written as dates.
const lastSecond = 1 << 34

// scenePrefix marks the scene in a follow. Other keys come there too, such as last_trade_no_… after a payment.
const scenePrefix = "qrscene_"

var errIncomplete = errors.New("wechat: callback without sender, type or time")

// parseEvent reads the XML or JSON of a callback; json tells which it was.
func parseEvent(s string) (e Event, json bool, err error) {
	b, err := parseBody(s)
	if err != nil {
		return Event{}, b.json, err
	}
	e, err = newEvent(&b)
	return e, b.json, err
}

// newEvent takes nothing without a sender, a type and a time: there would be nobody to answer
// and nothing to know a repeat by.
func newEvent(b *body) (Event, error) {
	v := &b.value
	seconds, err := strconv.ParseInt(v[createTime], 10, 64)
	if err != nil || seconds < 0 || seconds > lastSecond || v[fromUser] == "" || v[msgType] == "" {
		return Event{}, errIncomplete
	}
	e := Event{
		Kind: KindOther,
		// Cloned, because a caller keeps the openid for the day and should not keep the whole body with it.
		From:      strings.Clone(v[fromUser]),
		To:        v[toUser],
		CreatedAt: time.Unix(seconds, 0),
		ID:        eventID(b),
	}
	if isEvent(b) {
		e.readEvent(b)
		return e, nil
	}
	e.MessageID = v[msgID]
	if strings.EqualFold(v[msgType], "text") {
		e.Kind, e.Text = KindText, v[content]
	} else {
		e.Name = plainWord(v[msgType])
	}
	return e, nil
}

// isEvent tells what a customer did, or WeChat reports, from what a customer wrote.
func isEvent(b *body) bool { return strings.EqualFold(b.value[msgType], "event") }

// readEvent fills in what belongs to the kind. The case of event names has changed over the years.
func (e *Event) readEvent(b *body) {
	v := &b.value
	e.Kind = kinds[strings.ToLower(v[event])]
	switch e.Kind {
	case KindScan:
		e.Scene, e.Ticket = v[eventKey], v[ticket]
	case KindFollow:
		if scene, ok := strings.CutPrefix(v[eventKey], scenePrefix); ok {
			e.Scene, e.Ticket = scene, v[ticket]
		}
	case KindClick, KindView:
		e.Key = v[eventKey]
	case KindScanWait:
		e.Key, e.Result = v[eventKey], v[scanResult]
	case KindTemplateResult:
		e.TemplateMessageID = cmp.Or(v[templateMsgID], v[msgID])
		e.Status = strings.ReplaceAll(v[status], ": ", ":")
	case KindGrants, KindRefusals, KindSubscribeSent:
		for i := range b.items {
			e.Subscriptions = append(e.Subscriptions, b.items[i].subscription())
		}
	case "":
		e.Kind, e.Name = KindOther, plainWord(v[event])
	}
}

// kinds are WeChat's events by their names, in lower case.
var kinds = map[string]Kind{
	"subscribe": KindFollow, "unsubscribe": KindUnfollow, "scan": KindScan, "click": KindClick, "view": KindView,
	"scancode_waitmsg": KindScanWait, "templatesendjobfinish": KindTemplateResult, "user_enter_tempsession": KindEnter,
	"subscribe_msg_popup_event": KindGrants, "subscribe_msg_change_event": KindRefusals, "subscribe_msg_sent_event": KindSubscribeSent,
}

// plainWord makes a name one that can be counted by and logged.
func plainWord(s string) string {
	s = strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '_' {
			return r
		}
		return -1
	}, strings.ToLower(s))
	return strings.Clone(s[:min(len(s), longName)])
}

// answerable tells whether WeChat takes a text as the answer.
func (e *Event) answerable() bool {
	switch e.Kind {
	case KindUnfollow, KindTemplateResult, KindGrants, KindRefusals, KindSubscribeSent:
		return false
	}
	return true
}

// eventID joins what WeChat says makes an event one: the MsgId of a message, else sender and second.
// One customer can do two things within a second, so what happened is part of it. A NUL, which clean
// has taken out of every value, keeps the parts apart.
func eventID(b *body) string {
	v := &b.value
	if v[msgID] != "" && !isEvent(b) {
		return "m\x00" + v[fromUser] + "\x00" + v[msgID]
	}
	id := "e\x00" + v[fromUser] + "\x00" + v[createTime] + "\x00" + v[msgType] + "\x00" + v[event] +
		"\x00" + v[eventKey] + "\x00" + cmp.Or(v[templateMsgID], v[msgID]) + "\x00" + v[scanResult]
	for _, i := range b.items {
		id += "\x00" + string(i.TemplateID) + "\x00" + string(i.MsgID) + "\x00" + string(i.SubscribeStatusString)
	}
	return id
}
