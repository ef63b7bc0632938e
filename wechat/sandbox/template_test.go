package sandbox_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"paihao/wechat/sandbox"
)

// message is a body for template/send; the zero value is made good by fill.
type message struct {
	ToUser      string                       `json:"touser,omitempty"`
	TemplateID  string                       `json:"template_id,omitempty"`
	ClientMsgID string                       `json:"client_msg_id,omitempty"`
	URL         string                       `json:"url,omitempty"`
	Data        map[string]map[string]string `json:"data,omitempty"`
}

func good(change func(*message)) string {
	m := message{ToUser: someone, TemplateID: template, Data: map[string]map[string]string{
		"character_string1": {"value": "A012"}, "thing2": {"value": "请到 3 号窗口"}, "thing9": {"value": "dropped"},
	}}
	if change != nil {
		change(&m)
	}
	b, err := json.Marshal(m)
	if err != nil {
		panic(err)
	}
	return string(b)
}

func mustFollower(t *testing.T, o sandbox.Options) (s *sandbox.Sandbox, path string) {
	t.Helper()
	s = mustNew(t, o)
	must(t, s.Follow(background(), someone))
	return s, sandbox.PathTemplate + "?access_token=" + mustToken(t, s)
}

func TestTemplateRefusals(t *testing.T) {
	s, path := mustFollower(t, options(wire(success)))
	must(t, s.Follow(background(), "oGone"))
	must(t, s.Unfollow(background(), "oGone"))
	before := len(s.Messages(someone))
	set := func(key, value string) func(*message) {
		return func(m *message) { m.Data[key] = map[string]string{"value": value} }
	}
	for _, c := range []struct {
		name, body string
		want       int
		text       string
	}{
		{"not JSON", `{"touser":`, 47001, "data format error"},
		{"value is a number", `{"touser":"` + someone + `","data":{"thing2":{"value":1}}}`, 47001, "data format error"},
		{"escaped", `{"touser":"\u006f"}`, 40033, "invalid charset"},
		{"no receiver", good(func(m *message) { m.ToUser = "" }), 40003, "invalid openid"},
		{"never seen", good(func(m *message) { m.ToUser = "oStranger" }), 40003, "invalid openid"},
		{"has left", good(func(m *message) { m.ToUser = "oGone" }), 43004, "require subscribe"},
		{"no template", good(func(m *message) { m.TemplateID = "" }), 40036, "invalid template_id size"},
		{"unknown template", good(func(m *message) { m.TemplateID = "other" }), 40037, "invalid template_id"},
		{"no data", good(func(m *message) { m.Data = nil }), 47003, "argument invalid! data.character_string1.value is emtpy"},
		{"field missing", good(func(m *message) { delete(m.Data, "thing2") }), 47003, "argument invalid! data.thing2.value is emtpy"},
		{"field too long", good(set("thing2", strings.Repeat("长", 21))), 47003, "argument invalid! data.thing2.value invalid"},
		{"Chinese in a string", good(set("character_string1", "A12号")), 47003, "argument invalid! data.character_string1.value invalid"},
		{"line break", good(set("thing2", "a\nb")), 47003, "argument invalid! data.thing2.value invalid"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := mustCall(t, s, "POST", path, c.body)
			if a.Errcode != c.want || !strings.HasPrefix(a.Errmsg, c.text+" rid: ") && c.want != 40033 {
				t.Errorf("got %d %s, want %d %s", a.Errcode, a.Errmsg, c.want, c.text)
			}
		})
	}
	if got := len(s.Messages(someone)); got != before {
		t.Errorf("refused messages: the chat grew from %d to %d lines", before, got)
	}
}

func TestTemplateIsShownAndReported(t *testing.T) {
	m := &mailbox{}
	s, path := mustFollower(t, options(m))
	a := mustCall(t, s, "POST", path, good(func(m *message) { m.URL = "https://kiosk.test/t/1" }))
	if a.Errcode != 0 || a.Errmsg != "ok" || a.MsgID < 1<<53 {
		t.Fatalf("got %+v, want ok and a msgid over 2^53", a)
	}
	must(t, s.Say(background(), someone, "behind the report"))
	lines := s.Messages(someone)
	got := lines[1]
	want := []sandbox.Field{{Key: "character_string1", Value: "A012"}, {Key: "thing2", Value: "请到 3 号窗口"}}
	if got.Kind != sandbox.Template || got.Template != template || len(got.Fields) != 2 || got.Fields[0] != want[0] || got.Fields[1] != want[1] || got.URL == "" {
		t.Errorf("chat: got %+v, want the fields %v", got, want)
	}
	if !strings.Contains(m.body[1], "<Event><![CDATA[TEMPLATESENDJOBFINISH]]></Event>") || !strings.Contains(m.body[1], "<Status><![CDATA[success]]></Status>") {
		t.Errorf("second callback: got %s, want the report", m.body[1])
	}
}

func TestClientMsgIDIsGoodForTenMinutes(t *testing.T) {
	c := newClock()
	o := options(wire(success))
	o.Now = c.now
	s, path := mustFollower(t, o)
	must(t, s.Follow(background(), "oOther"))
	send := func(openid, id string) int64 {
		t.Helper()
		return mustCall(t, s, "POST", path, good(func(m *message) { m.ToUser, m.ClientMsgID = openid, id })).MsgID
	}
	first := send(someone, "call-1")
	c.add(10*time.Minute - time.Second)
	if got := send(someone, "call-1"); got != first {
		t.Errorf("repeat: got msgid %d, want %d", got, first)
	}
	if send("oOther", "call-1") == first || send(someone, "call-2") == first {
		t.Error("another openid or id got the first one's msgid")
	}
	c.add(time.Second)
	if send(someone, "call-1") == first {
		t.Error("after ten minutes: got the first msgid, want another")
	}
	if a, b := send(someone, ""), send(someone, ""); a == b {
		t.Error("without client_msg_id: got the same msgid twice")
	}
	if got := len(texts(s, someone, sandbox.Template)); got != 5 {
		t.Errorf("the chat shows %d messages, want 5", got)
	}
}

func TestSlots(t *testing.T) {
	for _, c := range []struct {
		key       string
		good, bad []string
	}{
		{"thing1", []string{strings.Repeat("长", 20)}, []string{"", strings.Repeat("a", 21), "a\tb"}},
		{"number2", []string{"7", "3.5", strings.Repeat("9", 32)}, []string{"A1", "-1", strings.Repeat("9", 33)}},
		{"letter1", []string{"abcZ"}, []string{"a1", strings.Repeat("a", 33)}},
		{"symbol1", []string{"$+!"}, []string{"a", "!!!!!!"}},
		{"character_string3", []string{"A012 #7", strings.Repeat("x", 32)}, []string{"A12号", strings.Repeat("x", 33)}},
		{"time4", []string{"15:01", "15:01:09", "2019年10月1日 15:01", "09:00~17:30", "2026-11-21 09:00~2026-11-21 10:00"}, []string{"25:00", "15:60", "3 pm", "2019年10月1日"}},
		{"short_thing5", []string{"A012"}, []string{"六个字太长了"}},
		{"date5", []string{"2019年10月1日", "2026-11-21", "2026/1/2", "2026.01.02", "2019年10月1日 15:01", "2026-11-21~2026-11-22", "10月1日", "2019年10月"}, []string{"2019年10月1日15:01", "15:01", "2026-13-01", "2026-1/2", "tomorrow"}},
		{"amount6", []string{"¥12.50", "100元", "$1234567890"}, []string{"¥12345678901", "ten"}},
		{"phone_number7", []string{"13800138000", "+86-10-1234567", "010/1234"}, []string{"call me", "123456789012345678"}},
		{"car_number8", []string{"粤A8Z888挂", "ABC123"}, []string{"粤A8Z8888挂", "A-1"}},
		{"name9", []string{"张三", strings.Repeat("名", 10), "Ann O'Hara", "张San", "José"}, []string{strings.Repeat("名", 11), strings.Repeat("a", 21), "张" + strings.Repeat("a", 10), "张3"}},
		{"phrase10", []string{"请到三号窗"[:15], "等待中"}, []string{"请到三号窗口", "A区", "3号"}},
		{"keyword1", []string{strings.Repeat("x", 100)}, []string{""}},
	} {
		o := options(wire(success))
		o.Templates = map[string][]string{template: {c.key}}
		s, path := mustFollower(t, o)
		try := func(value string, want int) {
			t.Helper()
			a := mustCall(t, s, "POST", path, good(func(m *message) { m.Data = map[string]map[string]string{c.key: {"value": value}} }))
			if a.Errcode != want {
				t.Errorf("%s = %q: got %d %s, want %d", c.key, value, a.Errcode, a.Errmsg, want)
			}
		}
		for _, v := range c.good {
			try(v, 0)
		}
		for _, v := range c.bad {
			try(v, 47003)
		}
	}
}
