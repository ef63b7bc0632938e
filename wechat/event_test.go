package wechat

import (
	"strings"
	"testing"
	"time"
)

func mustEvent(t *testing.T, elements string) Event {
	t.Helper()
	e, _, err := parseEvent("<xml><ToUserName>gh_1</ToUserName><FromUserName>o1</FromUserName><CreateTime>7</CreateTime>" + elements + "</xml>")
	if err != nil {
		t.Fatalf("%s: %v", elements, err)
	}
	return e
}

func TestEventKinds(t *testing.T) {
	tests := []struct {
		event, key string
		kind       Kind
		scene      string
	}{
		{"SCAN", "v1.join.a", KindScan, "v1.join.a"},
		{"scan", "v1.join.a", KindScan, "v1.join.a"},
		{"SCAN", "qrscene_a", KindScan, "qrscene_a"}, // no prefix to take off: it is part of the scene
		{"subscribe", "qrscene_v1.join.a", KindFollow, "v1.join.a"},
		{"Subscribe", "qrscene_qrscene_a", KindFollow, "qrscene_a"},
		{"subscribe", "", KindFollow, ""},
		{"subscribe", "last_trade_no_4005752001201605035508890000", KindFollow, ""},
		{"subscribe", "scanbarcode|EAN_13,1234", KindFollow, ""},
		{"UNSUBSCRIBE", "", KindUnfollow, ""},
		{"VIEW", "http://example.com", KindView, ""},
		{"LOCATION", "", KindOther, ""},
		{"user_enter_tempsession", "", KindEnter, ""},
		{"", "", KindOther, ""},
	}
	for _, tt := range tests {
		e := mustEvent(t, "<MsgType>event</MsgType><Event>"+tt.event+"</Event><EventKey>"+tt.key+"</EventKey>")
		if e.Kind != tt.kind || e.Scene != tt.scene {
			t.Errorf("%s %q: got %s %q, want %s %q", tt.event, tt.key, e.Kind, e.Scene, tt.kind, tt.scene)
		}
	}
	if e := mustEvent(t, "<MsgType>event</MsgType><Event>CLICK</Event><EventKey>STATUS</EventKey>"); e.Kind != KindClick || e.Key != "STATUS" {
		t.Errorf("click: got %s %q", e.Kind, e.Key)
	}
	if e := mustEvent(t, "<MsgType>Event</MsgType><Event>SCAN</Event>"); e.Kind != KindScan {
		t.Errorf("capital Event: got %s", e.Kind)
	}
}

func TestEventID(t *testing.T) {
	base := "<MsgType>event</MsgType><Event>SCAN</Event><EventKey>a</EventKey>"
	id := mustEvent(t, base).ID
	if again := mustEvent(t, base+"<Extra>1</Extra>").ID; again != id {
		t.Errorf("a repeat: got %q, want %q", again, id)
	}
	for _, other := range []string{
		strings.Replace(base, ">a<", ">b<", 1),
		strings.Replace(base, "SCAN", "VIEW", 1),
		base + "<MsgID>1</MsgID>",
		base + "<MsgId>1</MsgId>",
		base + "<ScanCodeInfo><ScanResult>A012</ScanResult></ScanCodeInfo>",
		"<MsgType>text</MsgType><MsgId>1</MsgId>",
	} {
		if got := mustEvent(t, other).ID; got == id {
			t.Errorf("%s has the id of another event", other)
		}
	}
	grants := "<MsgType>event</MsgType><Event>subscribe_msg_popup_event</Event><List><TemplateId>t</TemplateId><SubscribeStatusString>"
	if mustEvent(t, grants+"accept</SubscribeStatusString></List>").ID == mustEvent(t, grants+"reject</SubscribeStatusString></List>").ID {
		t.Error("to allow and to refuse have the same id")
	}
	text := "<MsgType>text</MsgType><Content>x</Content><MsgId>9007199254740993</MsgId>"
	e := mustEvent(t, text)
	if e.MessageID != "9007199254740993" || e.TemplateMessageID != "" {
		t.Errorf("message id: got %q and %q", e.MessageID, e.TemplateMessageID)
	}
}

// The id of a message opens a window of two days. What customers scan may hold elements, and so must not make one.
func TestEventsHaveNoMessageID(t *testing.T) {
	e := mustEvent(t, "<MsgType>event</MsgType><Event>CLICK</Event><EventKey>STATUS</EventKey><MsgId>9</MsgId>")
	if life, messages := e.Window(); e.MessageID != "" || life != time.Minute || messages != 3 {
		t.Errorf("got id %q, %d messages in %v, want none, 3 in a minute", e.MessageID, messages, life)
	}
	e = mustEvent(t, "<MsgType>event</MsgType><Event>TEMPLATESENDJOBFINISH</Event><Status>success</Status><MsgId>9</MsgId>")
	if e.TemplateMessageID != "9" || e.MessageID != "" {
		t.Errorf("a result spelt otherwise: got %q and %q, want 9 and none", e.TemplateMessageID, e.MessageID)
	}
}
