package config_test

import (
	"reflect"
	"strings"
	"testing"

	"paihao/app/config"
)

func TestRender(t *testing.T) {
	s := mustParse(t, swap(t, good, `{ thing1 = "{{.Service}}" }`,
		`{ thing1 = "{{if .Counter}}请到{{.Counter}}{{else}}{{.Venue}}{{end}}", number2 = "{{.Ahead}}", const3 = "固定", phrase4 = "{{.State}}",`+
			` time5 = "{{.Time}}", thing6 = "{{printf \"%s %d-%d\" .Number .WaitLow .WaitHigh}}" }`))
	f := config.Facts{
		Number: "A012", Service: "综合", Ahead: 3, WaitLow: 10, WaitHigh: 15,
		Venue: "大厅", Time: "2026-01-02 15:04", State: "等候中",
	}
	want := map[string]string{
		"thing1": "大厅", "number2": "3", "const3": "固定", "phrase4": "等候中", "time5": "2026-01-02 15:04", "thing6": "A012 10-15",
	}
	got, err := s.WeChat.Message["near"].Fields.Render(f)
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, %v, want %q", got, err, want)
	}
	f.Counter = "2号"
	if got, _ := s.WeChat.Message["near"].Fields.Render(f); got["thing1"] != "请到2号" {
		t.Errorf("got %q, want the counter", got["thing1"])
	}
}

func TestTemplatesThatAreRefused(t *testing.T) {
	for _, field := range []string{
		"", " ", "{{$x := .Number}}{{$x}}", "{{.Number.Length}}", "{{(.Number).Length}}", "{{printf .}}", "{{.}}",
		"{{define `a`}}1{{end}}2", "{{template `a`}}", "{{with .Number}}{{.}}{{end}}", "{{if eq 1 (len .Openid)}}1{{end}}",
		"{{index .Number 9}}", "{{lt .Ahead .Number}}", "{{nosuch .Number}}", strings.Repeat("长", 301),
	} {
		text := swap(t, good, `{ thing1 = "{{.Service}}" }`, "{ thing1 = \""+field+"\" }")
		_, err := config.Parse("a.toml", []byte(text), config.Options{Environ: alone})
		if m := mistakesOf(t, err); len(m) != 1 || m[0].Key != "wechat.message.near.fields.thing1" {
			t.Errorf("%s: got %v, want only the field refused", field, err)
		}
	}
}

func TestSlots(t *testing.T) {
	for slot, want := range map[string]bool{
		"thing1": true, "character_string12": true, "short_thing1": true, "keyword1": true, "first": true, "remark": true, "enum3": true,
		"thing": false, "first1": false, "Thing1": false, "text1": false, "thing1x": false, "thing1234": false,
	} {
		text := swap(t, good, "{ thing1 = \"{{.Service}}\" }", "{ "+slot+" = \"a\" }")
		_, err := config.Parse("a.toml", []byte(text), config.Options{Environ: alone})
		if got := err == nil; got != want {
			t.Errorf("%s: got taken %t, want %t", slot, got, want)
		}
	}
}
