package sandbox_test

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"reflect"
	"regexp"
	"testing"
	"time"

	"paihao/wechat/sandbox"
)

var betweenElements = regexp.MustCompile(`>\s+<`)

// flat takes the line breaks between elements away, which samples have or have not.
func flat(body string) string { return betweenElements.ReplaceAllString(body, "><") }

// tree is a JSON text without the order of its keys; numbers keep their digits.
func tree(t *testing.T, body string) any {
	t.Helper()
	d := json.NewDecoder(bytesOf(body))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		t.Fatalf("%v in %s", err, body)
	}
	return v
}

// The events of the account in XML, against the official samples.
func TestSubscriptionEventsInXML(t *testing.T) {
	_, published := mustVectors(t)
	m := &mailbox{}
	o := withMini(m)
	const receiver, a, b = "otFpruAK8D-E6EfStSYonYSBZ8_4", "VRR0UEO9VJOLs0MHlU0OilqX6MVFDwH3_3gz3Oc0NIc", "9nLIlbOQZC5Y89AZteFEux3WCXRRRG5Wfzkpssu4bLI"
	o.Account, o.Subscriptions = "gh_123456789abc", map[string][]string{a: {"thing1"}, b: {"thing1"}}
	o.Now = func() time.Time { return time.Unix(1610969440, 0) }
	s := mustNew(t, o)
	masked := regexp.MustCompile(`<PopupScene>\d</PopupScene>|<MsgID>\d+</MsgID>|<CreateTime>\d+</CreateTime>`)
	step := func(id string, err error) {
		t.Helper()
		must(t, err)
		got, want := masked.ReplaceAllString(flat(m.body[len(m.body)-1]), ""), masked.ReplaceAllString(flat(published[id]), "")
		if got != want {
			t.Errorf("%s: got\n%s\nwant\n%s", id, got, want)
		}
	}
	step("wp-template_subscribe_msg_popup_event-1", s.Grant(background(), receiver, []string{a}, []string{b}))
	body := mustJSON(t, map[string]any{"touser": receiver, "template_id": a, "data": map[string]any{"thing1": value("x")}})
	wantErrcode(t, s, "send", "POST", sandbox.PathSubscribe+mustPass(t, s, appID, secret), body, 0)
	must(t, s.Follow(background(), receiver)) // behind the report
	m.body = m.body[:len(m.body)-1]
	step("wp-template_subscribe_msg_sent_event-1", nil)
	step("wp-template_subscribe_msg_change_event-1", s.Revoke(background(), receiver, a))
}

// The events of the mini program in JSON, sealed with its own key and signed with its own token, against what people
// have reported: an object for one template, a list for several.
func TestSubscriptionEventsInJSON(t *testing.T) {
	_, published := mustVectors(t)
	m := &mailbox{}
	o := withMini(m)
	const template = "BDcgTGpwt7fcRVFhGh-NvjcASaWWmkwzN3y_6mXzJR4"
	o.Mini.Templates = map[string][]string{template: {"thing1"}, "second": {"thing1"}}
	o.Now = func() time.Time { return time.Unix(1688953684, 0) }
	s := mustNew(t, o)
	who := mustOpenMini(t, s, someone).OpenID
	last := func() string { return mustOpenMiniCallback(t, m, len(m.body)-1, who) }

	must(t, s.Grant(background(), someone, []string{template}, nil))
	wantTree(t, "one popup", last(), published["sub-popup-json-real-single"], m1{"FromUserName": who, "ToUserName": miniAccount})
	must(t, s.Grant(background(), who, []string{template}, []string{"second"}))
	wantTree(t, "two popups", last(), `{"CreateTime":1688953684,"Event":"subscribe_msg_popup_event","MsgType":"event","List":[
		{"TemplateId":"`+template+`","SubscribeStatusString":"accept","PopupScene":"0"},
		{"TemplateId":"second","SubscribeStatusString":"reject","PopupScene":"0"}]}`, m1{"FromUserName": who, "ToUserName": miniAccount})
	must(t, s.Revoke(background(), who, "second", template))
	if list, ok := tree(t, last()).(map[string]any)["List"].([]any); !ok || len(list) != 2 {
		t.Errorf("two revoked: got %s, want a list of two", last())
	}
	must(t, s.Revoke(background(), who, template))
	wantTree(t, "one revoked", last(), published["sub-change-json-real-single"], m1{
		"FromUserName": who, "ToUserName": miniAccount, "CreateTime": json.Number("1688953684"),
		"List": map[string]any{"SubscribeStatusString": "reject", "TemplateId": template},
	})
	must(t, s.Grant(background(), who, []string{template}, nil))
	body := mustJSON(t, map[string]any{"touser": who, "template_id": template, "data": map[string]any{"thing1": value("x")}})
	a := mustCall(t, s, "POST", sandbox.PathMiniSubscribe+mustPass(t, s, miniID, miniSecret), body)
	must(t, s.Enter(background(), who)) // behind the report
	report := mustOpenMiniCallback(t, m, len(m.body)-2, who)
	wantTree(t, "sent", report, published["sub-sent-json-official"], m1{
		"FromUserName": who, "ToUserName": miniAccount, "CreateTime": "1688953684", "List": map[string]any{
			"TemplateId": template, "MsgID": json.Number(mustJSON(t, a.MsgID)).String(), "ErrorCode": "0", "ErrorStatus": "success",
		},
	})
}

type m1 = map[string]any

func wantTree(t *testing.T, what, got, want string, changes map[string]any) {
	t.Helper()
	w := tree(t, want).(map[string]any)
	for k, v := range changes {
		w[k] = v
	}
	if g := tree(t, got); !reflect.DeepEqual(g, any(w)) {
		t.Errorf("%s: got %v, want %v", what, g, w)
	}
}

// mustOpenMiniCallback checks the mini program's envelope and opens it.
func mustOpenMiniCallback(t *testing.T, m *mailbox, i int, who string) string {
	t.Helper()
	r, q := m.got[i], m.got[i].URL.Query()
	var envelope struct{ ToUserName, Encrypt string }
	must(t, json.Unmarshal([]byte(m.body[i]), &envelope))
	if want := signature(miniToken, q.Get("timestamp"), q.Get("nonce"), envelope.Encrypt); q.Get("msg_signature") != want {
		t.Errorf("msg_signature: got %s, want %s", q.Get("msg_signature"), want)
	}
	if r.URL.Path != "/mini/callback" || r.Header.Get("Content-Type") != "application/json" || q.Get("openid") != who ||
		q.Get("encrypt_type") != "aes" || envelope.ToUserName != miniAccount {
		t.Errorf("callback: got %s to %s, %v", r.URL, envelope.ToUserName, r.Header)
	}
	plain, err := sandbox.Open(miniKey, miniID, envelope.Encrypt)
	must(t, err)
	return string(plain)
}

// The same events the other way about: JSON for the account, XML for the mini program.
func TestEventsInTheOtherForm(t *testing.T) {
	m := &mailbox{}
	o := withMini(m)
	o.JSON, o.Mini.XML, o.Mini.AESKey = true, true, ""
	s := mustNew(t, o)
	must(t, s.Follow(background(), someone))
	if v := tree(t, m.body[0]).(m1); v["Event"] != "subscribe" || v["EventKey"] != "" || v["FromUserName"] != someone {
		t.Errorf("follow: got %v", v)
	}
	must(t, s.Grant(background(), someone, []string{miniNotice}, nil))
	var popup struct {
		Event string
		List  []struct{ TemplateId, SubscribeStatusString, PopupScene string } `xml:"SubscribeMsgPopupEvent>List"`
	}
	must(t, xml.Unmarshal([]byte(m.body[1]), &popup))
	if len(popup.List) != 1 || popup.List[0].PopupScene != "0" || popup.List[0].TemplateId != miniNotice {
		t.Errorf("popup: got %+v", popup)
	}
}

func TestTemplatesOfAPopup(t *testing.T) {
	s := mustNew(t, withMini(&mailbox{}))
	ctx := background()
	for what, err := range map[string]error{
		"none":            s.Grant(ctx, someone, nil, nil),
		"unknown":         s.Grant(ctx, someone, []string{"nothing"}, nil),
		"of two apps":     s.Grant(ctx, someone, []string{noticeID}, []string{miniNotice}),
		"twice":           s.Grant(ctx, someone, []string{noticeID, noticeID}, nil),
		"four":            s.Grant(ctx, someone, []string{noticeID, otherID, "a", "b"}, nil),
		"a template's":    s.Grant(ctx, someone, []string{template}, nil),
		"revoke nothing":  s.Revoke(ctx, someone),
		"revoke unknown":  s.Revoke(ctx, someone, "nothing"),
		"accept + reject": s.Grant(ctx, someone, []string{noticeID}, []string{noticeID}),
	} {
		if !errors.Is(err, sandbox.ErrTemplates) {
			t.Errorf("%s: got %v, want ErrTemplates", what, err)
		}
	}
	must(t, s.Grant(ctx, someone, []string{noticeID, otherID}, nil))
	must(t, s.Grant(ctx, someone, []string{noticeID}, []string{otherID}))
	if a, b := s.Grants(someone, noticeID), s.Grants(someone, otherID); a != 2 || b != 1 {
		t.Errorf("grants: got %d and %d, want 2 and 1", a, b)
	}
	must(t, s.Revoke(ctx, someone, noticeID))
	if got := s.Grants(someone, noticeID); got != 0 || s.Grants("oNobody", noticeID) != 0 {
		t.Errorf("revoked: got %d, want none", got)
	}
}
