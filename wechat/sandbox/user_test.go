package sandbox_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"paihao/wechat/sandbox"
)

func TestUserInfo(t *testing.T) {
	s, clock := mustClockedMini(t)
	pass := mustPass(t, s, appID, secret)
	about := func(openid string) map[string]any {
		t.Helper()
		return mustTree(t, s, "GET", sandbox.PathUser+pass+"&openid="+openid+"&lang=zh_CN", "")
	}
	must(t, s.Follow(background(), someone))
	union := mustOpenMini(t, s, someone).UnionID
	want := tree(t, fmt.Sprintf(`{"subscribe":1,"openid":%q,"nickname":"","sex":0,"language":"zh_CN","city":"","province":"","country":"",
		"headimgurl":"","subscribe_time":%d,"unionid":%q,"remark":"","groupid":0,"tagid_list":[],"subscribe_scene":"ADD_SCENE_SEARCH",
		"qr_scene":0,"qr_scene_str":""}`, someone, clock.now().Unix(), union))
	if got := about(someone); !reflect.DeepEqual(any(got), want) {
		t.Errorf("a follower: got %v, want %v", got, want)
	}
	clock.add(time.Minute)
	must(t, s.Unfollow(background(), someone))
	want = tree(t, fmt.Sprintf(`{"subscribe":0,"openid":%q,"tagid_list":[]}`, someone))
	if got := about(someone); !reflect.DeepEqual(any(got), want) {
		t.Errorf("who has left: got %v, want %v", got, want)
	}
	wantErrcode(t, s, "nobody", "GET", sandbox.PathUser+pass+"&openid=oNobody", "", 40003)
	wantErrcode(t, s, "no openid", "GET", sandbox.PathUser+pass, "", 40003)
	mustCode(t, s, permanent("door"))
	mustCode(t, s, `{"action_name":"QR_LIMIT_SCENE","action_info":{"scene":{"scene_id":77}}}`)
	must(t, s.Scan(background(), someone, "door"))
	if got := about(someone); got["qr_scene_str"] != "door" || fmt.Sprint(got["qr_scene"]) != "0" || got["subscribe_scene"] != "ADD_SCENE_QR_CODE" {
		t.Errorf("by a text: got %v", got)
	}
	must(t, s.Scan(background(), "oNew", "77"))
	must(t, s.Scan(background(), "oNew", "door")) // the second scan is not the follow
	if got := about("oNew"); got["qr_scene_str"] != "" || fmt.Sprint(got["qr_scene"]) != "77" {
		t.Errorf("by a number: got %v", got)
	}
}

func TestTags(t *testing.T) {
	s := mustNew(t, withMini(&mailbox{}))
	pass := mustPass(t, s, appID, secret)
	must(t, s.Follow(background(), someone))
	must(t, s.Follow(background(), "oGone"))
	must(t, s.Unfollow(background(), "oGone"))
	create := func(name string) string { return fmt.Sprintf(`{"tag":{"name":%q}}`, name) }
	if got, want := mustTree(t, s, "POST", sandbox.PathTagCreate+pass, create("门口海报")), tree(t, `{"tag":{"id":100,"name":"门口海报"}}`); !reflect.DeepEqual(any(got), want) {
		t.Errorf("create: got %v, want %v", got, want)
	}
	for name, want := range map[string]int{
		"": 45157, " ": 45157, "门口海报": 45157, "星标组": 45157, "a\tb": 45157,
		strings.Repeat("长", 11): 45158, strings.Repeat("长", 10): 0,
	} {
		wantErrcode(t, s, "name "+name, "POST", sandbox.PathTagCreate+pass, create(name), want)
	}
	for i := range 98 {
		wantErrcode(t, s, "one of a hundred", "POST", sandbox.PathTagCreate+pass, create(fmt.Sprint("tag ", i)), 0)
	}
	wantErrcode(t, s, "one too many", "POST", sandbox.PathTagCreate+pass, create("last"), 45056)

	give := func(id int, openids ...string) string { return mustJSON(t, m{"openid_list": openids, "tagid": id}) }
	for name, c := range map[string]struct {
		body string
		want int
	}{
		"nobody":            {give(100), 40032},
		"51 people":         {give(100, strings.Fields(strings.Repeat(someone+" ", 51))...), 40032},
		"50 people":         {give(100, strings.Fields(strings.Repeat(someone+" ", 50))...), 0},
		"unknown tag":       {give(99, someone), 45159},
		"misspelt tag":      {fmt.Sprintf(`{"openid_list":[%q],"tagId":100}`, someone), 45159},
		"who has left":      {give(100, someone, "oGone"), 40003},
		"a stranger":        {give(100, "oNobody"), 40003},
		"the mini's openid": {give(100, mustOpenMini(t, s, someone).OpenID), 40003},
		"list of numbers":   {`{"openid_list":[1],"tagid":100}`, 47001},
	} {
		wantErrcode(t, s, name, "POST", sandbox.PathTagging+pass, c.body, c.want)
	}
	for id := 101; id < 120; id++ {
		wantErrcode(t, s, "twenty tags", "POST", sandbox.PathTagging+pass, give(id, someone), 0)
	}
	wantErrcode(t, s, "a tag again", "POST", sandbox.PathTagging+pass, give(100, someone), 0)
	wantErrcode(t, s, "a 21st tag", "POST", sandbox.PathTagging+pass, give(120, someone), 45059)
	list := mustTree(t, s, "GET", sandbox.PathTags+pass, "")["tags"].([]any)
	if len(list) != 101 || !reflect.DeepEqual(list[1], tree(t, `{"id":100,"name":"门口海报","count":1}`)) {
		t.Errorf("tags: got %d, the second %v", len(list), list[1])
	}
	if got := mustTree(t, s, "GET", sandbox.PathUser+pass+"&openid="+someone, "")["tagid_list"].([]any); len(got) != 20 {
		t.Errorf("tagid_list: got %v, want 20", got)
	}
}

func TestTemplateLists(t *testing.T) {
	s := mustNew(t, withMini(&mailbox{}))
	account, mini := mustPass(t, s, appID, secret), mustPass(t, s, miniID, miniSecret)
	list := mustTree(t, s, "GET", sandbox.PathTemplates+account, "")["template_list"].([]any)
	first := list[0].(m1)
	if len(list) != 1 || first["template_id"] != template || first["content"] != "character_string:{{character_string1.DATA}}\nthing:{{thing2.DATA}}\n" {
		t.Errorf("template messages: got %v", list)
	}
	for pass, want := range map[string][]string{account: {noticeID, otherID}, mini: {miniNotice, miniNear}} {
		v := mustTree(t, s, "GET", sandbox.PathSubscriptions+pass, "")
		var ids []string
		for _, row := range v["data"].([]any) {
			ids = append(ids, fmt.Sprint(row.(m1)["priTmplId"]))
			if !strings.Contains(fmt.Sprint(row.(m1)["content"]), "{{thing") || fmt.Sprint(row.(m1)["type"]) != "2" {
				t.Errorf("row: got %v", row)
			}
		}
		if v["errmsg"] != "ok" || !reflect.DeepEqual(ids, want) {
			t.Errorf("subscriptions: got %v, want %v", v, want)
		}
	}
}
