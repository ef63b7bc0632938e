package sandbox_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"paihao/wechat/sandbox"
)

var notice = m{
	"touser": someone, "template_id": noticeID,
	"data": m{"character_string1": value("A012"), "thing2": value("请到 3 号窗口"), "thing9": value("dropped")},
}

func TestNoticesOfTheAccount(t *testing.T) {
	box := &mailbox{}
	s := mustNew(t, withMini(box))
	must(t, s.Grant(background(), someone, []string{noticeID, otherID}, nil))
	path := sandbox.PathSubscribe + mustPass(t, s, appID, secret)
	for name, c := range map[string]struct {
		change m
		want   int
		text   string
	}{
		"nobody":            {m{"touser": "oNobody"}, 40003, "invalid openid"},
		"wrong name":        {m{"touser": nil, "toUser": someone}, 40003, "invalid openid"},
		"unknown template":  {m{"template_id": "nothing"}, 40037, "invalid template_id"},
		"template message":  {m{"template_id": template}, 40037, "invalid template_id"},
		"the mini's":        {m{"template_id": miniNotice}, 40037, "invalid template_id"},
		"field missing":     {m{"data": m{"thing2": value("x")}}, 47003, "argument invalid! data.character_string1.value is emtpy"},
		"field too long":    {m{"data": m{"character_string1": value("A"), "thing2": value(strings.Repeat("长", 21))}}, 47003, "argument invalid! data.thing2.value invalid"},
		"page not the web":  {m{"page": "pages/ticket/ticket"}, 41030, "invalid page"},
		"unlinked program":  {m{"miniprogram": m{"appid": "wx1", "pagepath": "pages/ticket/ticket"}}, 40013, "invalid appid"},
		"program's page":    {m{"miniprogram": m{"appid": miniID, "pagepath": "/pages/ticket/ticket"}}, 41030, "invalid page"},
		"value is a number": {m{"data": m{"thing2": m{"value": 3}}}, 47001, "data format error"},
	} {
		a := mustCall(t, s, "POST", path, mustJSON(t, notice.with(c.change)))
		if a.Errcode != c.want || !strings.HasPrefix(a.Errmsg, c.text+" rid: ") {
			t.Errorf("%s: got %d %s, want %d %s", name, a.Errcode, a.Errmsg, c.want, c.text)
		}
	}
	if s.Grants(someone, noticeID) != 1 {
		t.Error("a refused notice spent the permission")
	}
	v := mustTree(t, s, "POST", path, mustJSON(t, notice.with(m{"page": "https://kiosk.test/t/1"})))
	if _, named := v["msgid"]; named || v["errmsg"] != "ok" {
		t.Errorf("got %v, want ok and no msgid, as people have met it", v)
	}
	a := mustCall(t, s, "POST", path, mustJSON(t, notice))
	if a.Errcode != 43101 || !strings.HasPrefix(a.Errmsg, "user refuse to accept the msg rid: ") {
		t.Errorf("no permission left: got %+v, want 43101", a)
	}
	lines := s.Messages(someone)
	got := lines[len(lines)-1]
	if got.Kind != sandbox.Subscription || got.Mini || got.URL != "https://kiosk.test/t/1" || len(got.Fields) != 2 || got.Fields[0].Value != "A012" {
		t.Errorf("chat: got %+v", got)
	}
}

func TestMessagesOfTheMiniProgram(t *testing.T) {
	o := withMini(&mailbox{})
	o.SendTime = time.Nanosecond
	s := mustNew(t, o)
	who := mustOpenMini(t, s, someone).OpenID
	must(t, s.Grant(background(), who, []string{miniNotice}, nil))
	path := sandbox.PathMiniSubscribe + mustPass(t, s, miniID, miniSecret)
	body := m{
		"touser": who, "template_id": miniNotice, "page": "pages/ticket/ticket?id=7", "miniprogram_state": "formal", "lang": "zh_CN",
		"data": m{"thing1": value("综合业务"), "character_string2": value("A012")},
	}
	for name, c := range map[string]struct {
		change m
		want   int
	}{
		"the account's openid": {m{"touser": someone}, 40003},
		"no template":          {m{"template_id": ""}, 40037},
		"the account's":        {m{"template_id": noticeID}, 40037},
		"slash before":         {m{"page": "/pages/ticket/ticket"}, 41030},
		"an address":           {m{"page": "https://kiosk.test/"}, 41030},
		"not released":         {m{"page": "pages/new/new"}, 41030},
		"unknown state":        {m{"miniprogram_state": "release"}, 47003},
		"unknown language":     {m{"lang": "zh-CN"}, 47003},
		"Chinese in a string":  {m{"data": m{"thing1": value("x"), "character_string2": value("A12号")}}, 47003},
		"no permission":        {m{"template_id": miniNear}, 43101},
	} {
		wantErrcode(t, s, name, "POST", path, mustJSON(t, body.with(c.change)), c.want)
	}
	a := mustCall(t, s, "POST", path, mustJSON(t, body))
	if a.Errcode != 0 || a.Errmsg != "ok" || a.MsgID < 1<<53 {
		t.Errorf("got %+v, want ok and a msgid over 2^53", a)
	}
	wantErrcode(t, s, "again", "POST", path, mustJSON(t, body), 43101)
	must(t, s.Grant(background(), who, []string{miniNotice}, nil))
	wantErrcode(t, s, "no page, state and language", "POST", path,
		mustJSON(t, body.with(m{"page": nil, "miniprogram_state": nil, "lang": nil})), 0)
	lines := s.Messages(who)
	if got := lines[1]; got.Kind != sandbox.Subscription || !got.Mini || got.URL != "pages/ticket/ticket?id=7" {
		t.Errorf("chat: got %+v", got)
	}
}

// Two messages to one person at once: the second is refused and keeps its permission. To two people they may go at once.
func TestMessagesAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := mustNew(t, withMini(&mailbox{}))
		var people []string
		for _, openid := range []string{someone, "oOther"} {
			must(t, s.Grant(background(), openid, []string{miniNear}, nil))
			must(t, s.Grant(background(), openid, []string{miniNear}, nil))
			people = append(people, mustOpenMini(t, s, openid).OpenID)
		}
		path := sandbox.PathMiniSubscribe + mustPass(t, s, miniID, miniSecret)
		send := func(to string) answer {
			return mustCall(t, s, "POST", path, mustJSON(t, m{"touser": to, "template_id": miniNear, "data": m{"thing1": value("x")}}))
		}
		first := make(chan answer)
		go func() { first <- send(people[0]) }()
		synctest.Wait()
		a := send(people[0])
		if a.Errcode != 43108 || !strings.HasPrefix(a.Errmsg, "Cannot make concurrent calls to the same OpenID, please try again rid: ") {
			t.Errorf("at once: got %+v, want 43108", a)
		}
		if a := send(people[1]); a.Errcode != 0 {
			t.Errorf("to another: got %+v, want ok", a)
		}
		if a := <-first; a.Errcode != 0 {
			t.Errorf("the first: got %+v, want ok", a)
		}
		if a := send(people[0]); a.Errcode != 0 || s.Grants(someone, miniNear) != 0 {
			t.Errorf("after it: got %+v with %d permissions, want ok and none", a, s.Grants(someone, miniNear))
		}
	})
}
