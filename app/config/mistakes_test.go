package config_test

import (
	"bytes"
	"strings"
	"testing"

	"paihao/app/config"
)

func TestMistakesOfAnEmptyFile(t *testing.T) {
	_, err := config.Parse("a.toml", nil, config.Options{Environ: alone})
	got := map[string]bool{}
	for _, m := range mistakesOf(t, err) {
		got[m.Key] = m.File == "a.toml" && m.Line == 0
	}
	for _, key := range []string{"service", "counter", "wechat.app_id", "wechat.app_secret", "wechat.token", "wechat.encoding_aes_key"} {
		if !got[key] {
			t.Errorf("got no mistake about %s without a line, want one in:\n%v", key, err)
		}
	}
}

func TestTooMany(t *testing.T) {
	text := strings.Split(good, "[[service]]")[0]
	for i := range 13 {
		text += "[[service]]\nid = \"s" + string(rune('a'+i)) + "\"\nname = \"x\"\nprefix = \"" + string(rune('A'+i)) + "\"\n"
	}
	text += "[[counter]]\nid = \"1\"\nname = \"x\"\nservices = [\"sa\"]\n"
	_, err := config.Parse("a.toml", []byte(text), config.Options{Environ: alone})
	m := mistakesOf(t, err)[0]
	if want := 62 + 12*4; m.Key != "service[13]" || m.Line != want || !strings.Contains(m.Expected.EN, "1 to 12") {
		t.Errorf("got %v, want the 13th service on line %d", err, want)
	}
}

// TestEveryMistake checks that the first mistake does not hide the others, and the sentence itself.
func TestEveryMistake(t *testing.T) {
	text := swap(t, swap(t, swap(t, good, "near = 5", "near = 99"), "minutes = 7\nshared_prefix = true\n[[s", "minute = 7\n[[s"), "Europe/", "Mars/")
	_, err := config.Parse("a.toml", []byte(text), config.Options{Environ: alone})
	var keys []string
	for _, m := range mistakesOf(t, err) {
		keys = append(keys, m.Key)
	}
	if got, want := strings.Join(keys, " "), "venue.timezone rules.near service[1].minute service[2].prefix"; got != want {
		t.Errorf("got mistakes about %s, want %s", got, want)
	}
	want := "a.toml:42: rules.near: 写的是 99；应为：0 到 50 的整数。 Found 99; expected a whole number from 0 to 50."
	if !strings.Contains(err.Error(), want) {
		t.Errorf("got:\n%v\nwant a line:\n%s", err, want)
	}
}

func TestMistakesShowNoSecret(t *testing.T) {
	const hush = "HUSHHUSH"
	for _, at := range []string{
		"[wechat] app_secret", "[wechat] token", "[wechat] encoding_aes_key", "[wechat] encoding_aes_key_previous", "[wechat] proxy",
		"[mini] app_secret", "[mini] token", "[mini] encoding_aes_key", "[listen] api_token", "[[token]] hash",
	} {
		for _, value := range []string{`" ` + hush + ` !"`, `["` + hush + `"]`, `"` + hush, `{ ` + hush + ` = 1 `, `"""` + "\n" + hush} {
			section, key, _ := strings.Cut(at, " ")
			_, err := config.Parse("a.toml", []byte(section+"\n"+key+" = "+value), config.Options{Environ: alone})
			if got := err.Error(); strings.Contains(got, hush) || !strings.Contains(got, key) {
				t.Errorf("%s = %s: got %q, want the key and not the value", at, value, got)
			}
		}
	}
}

// TestMistakesShowNoPastedSecret: one that was pasted into the key beside its own is no more to be seen than in its own.
func TestMistakesShowNoPastedSecret(t *testing.T) {
	const hush = "0123456789abcdef0123456789abcdef"
	for _, text := range []string{
		"[wechat]\napp_id = \"" + hush + "\"", "[mini]\napp_id = \"" + hush + "\"", "[wechat]\napi_url = \"" + hush + "\"",
		"[wechat]\nmode = \"" + hush + "\"", "[[token]]\nid = \"" + hush + "\"",
		"[wechat.message.near]\ntemplate_id = \" " + hush + "\"",
	} {
		_, err := config.Parse("a.toml", []byte(text), config.Options{Environ: alone})
		if got := err.Error(); strings.Contains(got, hush[1:10]) || !strings.Contains(got, "***") {
			t.Errorf("%s: got %q, want the value hidden", text, got)
		}
	}
	_, err := config.Parse("a.toml", []byte(bare), config.Options{Environ: []string{"PAIHAO_WECHAT_APP_ID=" + hush}})
	if got := err.Error(); strings.Contains(got, hush[1:10]) || !strings.Contains(got, "PAIHAO_WECHAT_APP_ID: wechat.app_id") {
		t.Errorf("got %q, want the variable and the key, and not the value", got)
	}
}

func TestEncodings(t *testing.T) {
	windows := append([]byte("\ufeff"), bytes.ReplaceAll([]byte(good), []byte("\n"), []byte("\r\n"))...)
	if s, err := config.Parse("a.toml", windows, config.Options{Environ: alone}); err != nil || s.Rules.Near != 5 {
		t.Errorf("with a UTF-8 mark and CRLF: got %v, near %d, want it read like any other", err, s.Rules.Near)
	}
	for name, data := range map[string][]byte{
		"UTF-16":       []byte("\xff\xfe[\x00v\x00]\x00"),
		"a zero byte":  []byte("[venue]\x00"),
		"lone returns": []byte("[venue]\rname = 1\r"),
		"deep arrays":  []byte("a = " + strings.Repeat("[", 20000)),
	} {
		if _, err := config.Parse("a.toml", data, config.Options{Environ: alone}); mistakesOf(t, err)[0].Line != 1 {
			t.Errorf("%s: got %v, want a mistake on line 1", name, err)
		}
	}
}
