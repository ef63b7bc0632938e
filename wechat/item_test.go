package wechat

import (
	"reflect"
	"strings"
	"testing"
	"time"
)

// The same list comes as XML inside a wrapper, whichever, and as JSON with and without one, as an object or an array.
func TestSubscriptions(t *testing.T) {
	xml := func(inner string) string {
		return "<xml><FromUserName>o1</FromUserName><CreateTime>7</CreateTime><MsgType>event</MsgType>" +
			"<Event>subscribe_msg_sent_event</Event>" + inner + "</xml>"
	}
	json := func(inner string) string {
		return `{"FromUserName":"o1","CreateTime":"7","MsgType":"event","Event":"subscribe_msg_sent_event",` + inner + "}"
	}
	one := Subscription{TemplateID: "t1", MessageID: "9007199254740993", Code: "0", Reason: "success"}
	two := Subscription{TemplateID: "t2", Code: "20003", Reason: "a b"}
	const (
		oneXML  = "<List><TemplateId> t1</TemplateId><MsgID>9007199254740993</MsgID><ErrorCode>0</ErrorCode><ErrorStatus>success</ErrorStatus></List>"
		twoXML  = "<List><TemplateId>t2</TemplateId><ErrorCode>20003</ErrorCode><ErrorStatus><![CDATA[a ]]>b</ErrorStatus><New><X>1</X></New></List>"
		oneJSON = `{"TemplateId":"t1","MsgID":9007199254740993,"ErrorCode":0,"ErrorStatus":"success"}`
		twoJSON = `{"TemplateId":"t2 ","ErrorCode":"20003","ErrorStatus":"a b","New":{"X":[1]}}`
	)
	both := []Subscription{one, two}
	for name, tt := range map[string]struct {
		body string
		want []Subscription
	}{
		"xml":                {xml("<SubscribeMsgSentEvent>" + oneXML + twoXML + "</SubscribeMsgSentEvent>"), both},
		"another's wrapper":  {xml("<SubscribeMsgPopupEvent>" + oneXML + "</SubscribeMsgPopupEvent>"), both[:1]},
		"xml without any":    {xml(oneXML + twoXML), both},
		"an unknown wrapper": {xml("<Other>" + oneXML + "</Other>"), nil},
		"nothing in it":      {xml("<List/><List>x</List>"), nil},
		"no list":            {xml(""), nil},
		"object":             {json(`"List":` + oneJSON), both[:1]},
		"array":              {json(`"List":[` + oneJSON + "," + twoJSON + `]`), both},
		"json in a wrapper":  {json(`"SubscribeMsgSentEvent":{"List":[` + oneJSON + `,` + twoJSON + `]}`), both},
		"odd items":          {json(`"List":[1,null,"x",[],` + oneJSON + `]`), both[:1]},
		"odd list":           {json(`"List":"x"`), nil},
		"other spellings":    {json(`"List":[{"templateid":"t1"},` + oneJSON[:len(oneJSON)-1] + `,"MsgId":"7"}]`), both[:1]},
		"too many":           {json(`"List":[` + strings.Repeat(oneJSON+",", 30) + oneJSON + `]`), repeated(one, 20)},
		"too many in xml":    {xml(strings.Repeat(oneXML, 31)), repeated(one, 20)},
	} {
		e, _, err := parseEvent(tt.body)
		if err != nil || e.Kind != KindSubscribeSent || !reflect.DeepEqual(e.Subscriptions, tt.want) {
			t.Errorf("%s: got %s %+v, %v, want %+v", name, e.Kind, e.Subscriptions, err, tt.want)
		}
	}
	for name, body := range map[string]string{
		"a value twice":      xml("<List><TemplateId>t1</TemplateId><TemplateId>t2</TemplateId></List>"),
		"a child in it":      xml("<List><TemplateId>t1<x/></TemplateId></List>"),
		"a json value twice": json(`"List":{"TemplateId":"t1","TemplateId":"t2"}`),
		"a json list twice":  json(`"List":{"TemplateId":"t1"},"SubscribeMsgSentEvent":{"List":{"TemplateId":"t2"}}`),
		"a scan twice":       xml("<ScanCodeInfo><ScanResult>a</ScanResult></ScanCodeInfo><ScanCodeInfo><ScanResult>b</ScanResult></ScanCodeInfo>"),
		"a json scan twice":  json(`"ScanCodeInfo":{"ScanResult":"a"},"ScanCodeInfo":{"ScanResult":"b"}`),
		"deep json":          json(`"List":` + strings.Repeat("[", 20) + strings.Repeat("]", 20)),
		"deep in a item":     json(`"List":{"x":` + strings.Repeat("[", 20) + strings.Repeat("]", 20) + "}"),
	} {
		if _, _, err := parseEvent(body); err == nil {
			t.Errorf("%s: taken, want it refused", name)
		}
	}
}

func repeated(s Subscription, n int) (list []Subscription) {
	for range n {
		list = append(list, s)
	}
	return list
}

func TestSubscriptionAllowed(t *testing.T) {
	for word, want := range map[string]bool{"accept": true, "ACCEPT": true, "reject": false, "ban": false, "filter": false, "": false} {
		e := mustEvent(t, "<MsgType>event</MsgType><Event>subscribe_msg_popup_event</Event><SubscribeMsgPopupEvent><List><TemplateId>t</TemplateId>"+
			"<SubscribeStatusString>"+word+"</SubscribeStatusString></List></SubscribeMsgPopupEvent>")
		if e.Kind != KindGrants || len(e.Subscriptions) != 1 || e.Subscriptions[0].Allowed != want {
			t.Errorf("%q: got %s %+v, want allowed %v", word, e.Kind, e.Subscriptions, want)
		}
	}
}

// Reports of two messages in one second are two events.
func TestSubscriptionID(t *testing.T) {
	sent := func(template string) string {
		return mustEvent(t, "<MsgType>event</MsgType><Event>subscribe_msg_sent_event</Event><List><TemplateId>"+template+"</TemplateId></List>").ID
	}
	first, again, other := sent("a"), sent("a"), sent("b")
	if first == other || first != again {
		t.Error("ids do not tell the templates apart, or one from itself")
	}
}

func TestScanWait(t *testing.T) {
	xml := mustEvent(t, "<MsgType>event</MsgType><Event>scancode_waitmsg</Event><EventKey>BIND</EventKey>"+
		"<ScanCodeInfo><ScanType>qrcode</ScanType><ScanResult><![CDATA[http://weixin.qq.com/q/a]]></ScanResult></ScanCodeInfo>")
	json, _, err := parseEvent(`{"FromUserName":"o1","CreateTime":7,"MsgType":"event","Event":"scancode_waitmsg","EventKey":"BIND",` +
		`"ScanCodeInfo":{"ScanType":"qrcode","ScanResult":"http://weixin.qq.com/q/a"}}`)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range []Event{xml, json} {
		if e.Kind != KindScanWait || e.Key != "BIND" || e.Result != "http://weixin.qq.com/q/a" {
			t.Errorf("got %s %q %q, want scan_wait BIND and the link", e.Kind, e.Key, e.Result)
		}
	}
}

func TestWindow(t *testing.T) {
	event := func(name string) string { return "<MsgType>event</MsgType><Event>" + name + "</Event>" }
	for _, tt := range []struct {
		elements string
		life     time.Duration
		messages int
	}{
		{"<MsgType>text</MsgType><MsgId>1</MsgId>", 48 * time.Hour, 5},
		{"<MsgType>image</MsgType><MsgId>1</MsgId>", 48 * time.Hour, 5},
		{event("SCAN"), time.Minute, 3},
		{event("subscribe"), time.Minute, 3},
		{event("CLICK"), time.Minute, 3},
		{event("scancode_waitmsg"), time.Minute, 3},
		{event("scancode_push"), time.Minute, 3},
		{event("user_enter_tempsession"), time.Minute, 2},
		{event("VIEW"), 0, 0},
		{event("unsubscribe"), 0, 0},
		{event("TEMPLATESENDJOBFINISH"), 0, 0},
	} {
		if life, n := mustEvent(t, tt.elements).Window(); life != tt.life || n != tt.messages {
			t.Errorf("%s: got %v and %d messages, want %v and %d", tt.elements, life, n, tt.life, tt.messages)
		}
	}
}

func TestEventName(t *testing.T) {
	for elements, want := range map[string]string{
		"<MsgType>event</MsgType><Event>LOCATION</Event>":                        "location",
		"<MsgType>image</MsgType>":                                               "image",
		"<MsgType>event</MsgType><Event>a b\"}{ 中</Event>":                       "ab",
		"<MsgType>event</MsgType><Event>" + strings.Repeat("x", 60) + "</Event>": strings.Repeat("x", 40),
		"<MsgType>text</MsgType><Content>x</Content>":                            "",
		"<MsgType>event</MsgType><Event>SCAN</Event>":                            "",
	} {
		if e := mustEvent(t, elements); e.Name != want {
			t.Errorf("%s: got name %q, want %q", elements, e.Name, want)
		}
	}
}
