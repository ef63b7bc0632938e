package sandbox_test

import (
	"reflect"
	"strings"
	"testing"

	"paihao/wechat/sandbox"
)

func click(name string) m { return m{"type": "click", "name": name, "key": "K"} }

func menuOf(buttons ...m) m { return m{"button": buttons} }

func TestMenuLimits(t *testing.T) {
	s := mustNew(t, withMini(&mailbox{}))
	path := sandbox.PathMenu + mustPass(t, s, appID, secret)
	sub := func(buttons ...m) m { return menuOf(m{"name": "更多", "sub_button": buttons}) }
	jump := m{"type": "miniprogram", "name": "a", "appid": miniID, "pagepath": "pages/index/index", "url": "https://kiosk.test/"}
	for name, c := range map[string]struct {
		menu m
		want int
	}{
		"no buttons":             {menuOf(), 40016},
		"four buttons":           {menuOf(click("a"), click("b"), click("c"), click("d")), 40016},
		"wrapped as it is read":  {m{"menu": menuOf(click("a"))}, 40016},
		"six below":              {sub(click("a"), click("b"), click("c"), click("d"), click("e"), click("f")), 40023},
		"three levels":           {sub(m{"name": "a", "sub_button": []m{click("b")}}), 40022},
		"no name":                {menuOf(click("")), 40018},
		"name of 17 bytes":       {menuOf(click(strings.Repeat("a", 17))), 40018},
		"name of 6 characters":   {menuOf(click("我的排号状态")), 40018},
		"name above others":      {menuOf(m{"name": strings.Repeat("a", 17), "sub_button": []m{click("a")}}), 40018},
		"name below of 61 bytes": {sub(click(strings.Repeat("a", 61))), 40025},
		"no key":                 {menuOf(click("a").with(m{"key": nil})), 40019},
		"key of 129 bytes":       {menuOf(click("a").with(m{"key": strings.Repeat("k", 129)})), 40019},
		"key below":              {sub(click("a").with(m{"key": strings.Repeat("k", 129)})), 40026},
		"no type":                {menuOf(click("a").with(m{"type": nil})), 40017},
		"unknown type":           {menuOf(click("a").with(m{"type": "press"})), 40017},
		"unknown type below":     {sub(click("a").with(m{"type": "press"})), 40024},
		"no address":             {menuOf(m{"type": "view", "name": "a"}), 40020},
		"address of 1025 bytes":  {menuOf(m{"type": "view", "name": "a", "url": "https://k.test/" + strings.Repeat("a", 1010)}), 40020},
		"address below too long": {sub(m{"type": "view", "name": "a", "url": "https://k.test/" + strings.Repeat("a", 1010)}), 40027},
		"no web address":         {menuOf(m{"type": "view", "name": "a", "url": "kiosk.test"}), 40055},
		"no web address below":   {sub(m{"type": "view", "name": "a", "url": "kiosk.test"}), 40054},
		"another mini program":   {menuOf(jump.with(m{"appid": "wx1"})), 40166},
		"page with a slash":      {menuOf(jump.with(m{"pagepath": "/pages/index/index"})), 40165},
		"no page for old phones": {menuOf(jump.with(m{"url": nil})), 40020},
		"material":               {menuOf(m{"type": "media_id", "name": "a", "media_id": "x"}), 40007},
		"names with capitals":    {m{"Button": []m{click("a")}}, 40016},
		"name is a number":       {menuOf(click("a").with(m{"name": 1})), 47001},
	} {
		wantErrcode(t, s, name, "POST", path, mustJSON(t, c.menu), c.want)
	}
	wantErrcode(t, s, "none is there yet", "GET", strings.Replace(path, "create", "get", 1), "", 46003)
	for name, menu := range map[string]m{
		"16 bytes":     menuOf(click(strings.Repeat("a", 16)), click("我的排号"), click("b")),
		"a mini's":     menuOf(jump),
		"five below":   sub(click(strings.Repeat("长", 20)), click("b"), click("c"), click("d"), click("e")),
		"long enough":  menuOf(m{"type": "view", "name": "a", "url": "https://k.test/" + strings.Repeat("a", 1009)}),
		"scan a paper": menuOf(m{"type": "scancode_waitmsg", "name": "扫号票", "key": "SCAN"}),
	} {
		wantErrcode(t, s, name, "POST", path, mustJSON(t, menu), 0)
	}
}

func TestMenuIsGivenBack(t *testing.T) {
	s := mustNew(t, withMini(&mailbox{}))
	pass := mustPass(t, s, appID, secret)
	menu := menuOf(click("状态"), m{"name": "更多", "sub_button": []m{click("取消")}})
	wantErrcode(t, s, "create", "POST", sandbox.PathMenu+pass, mustJSON(t, menu), 0)
	got := mustTree(t, s, "GET", sandbox.PathMenuGet+pass, "")
	want := tree(t, `{"menu":{"button":[{"type":"click","name":"状态","key":"K","sub_button":[]},
		{"name":"更多","sub_button":[{"type":"click","name":"取消","key":"K","sub_button":[]}]}]}}`)
	if !reflect.DeepEqual(any(got), want) {
		t.Errorf("got %v, want %v", got, want)
	}
	wantErrcode(t, s, "a bad one", "POST", sandbox.PathMenu+pass, `{"button":[]}`, 40016)
	if again := mustTree(t, s, "GET", sandbox.PathMenuGet+pass, ""); !reflect.DeepEqual(any(again), want) {
		t.Errorf("after a refused one: got %v", again)
	}
	wantErrcode(t, s, "read by post", "POST", sandbox.PathMenuGet+pass, "{}", 43001)
}
