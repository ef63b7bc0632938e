package config_test

import (
	"slices"
	"strings"
	"testing"

	"paihao/app/config"
	"paihao/queue"
)

// TestWays has a line for what can be set of one kind: the ways that come of it.
func TestWays(t *testing.T) {
	const (
		section = "[wechat.message.missed]\n"
		fields  = "\nfields = { thing1 = \"a\" }\n"
		mini    = "[mini]\napp_id = \"wxfedcba9876543210\"\napp_secret = \"not-a-real-secret-4567\"\ntoken = \"abc\"\n" +
			"encoding_aes_key = \"abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG\"\n[mini.message.missed]\ntemplate_id = \"id\"" + fields
	)
	var rest string
	rest, _, _ = strings.Cut(good, section)
	for _, c := range []struct{ name, text, want string }{
		{"nothing", "", ""},
		{"a name only", section, "service"},
		{"text only", section + "chain = [\"service\"]", "service"},
		{"nobody", section + "chain = []\ntemplate_id = \"id\"" + fields, ""},
		{"a template", section + "template_id = \"id\"" + fields, "template service"},
		{"a subscription", section + "subscribe_template_id = \"id\"" + fields, "subscribe service"},
		{"the mini program's only", mini, "mini service"},
		{"all", mini + section + "template_id = \"id\"\nsubscribe_template_id = \"id\"" + fields, "template subscribe mini service"},
		{"another order", mini + section + "chain = [\"service\", \"template\"]\ntemplate_id = \"id\"" + fields, "service template"},
		{"ways that lead nowhere", section + "chain = [\"mini\", \"subscribe\"]", ""},
	} {
		s := mustParse(t, rest+c.text)
		var got []string
		for _, way := range s.Ways(queue.YouMiss) {
			got = append(got, string(way))
		}
		if got := strings.Join(got, " "); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
		if told := slices.Contains(s.Hall().Tells, queue.YouMiss); told != (c.want != "") || len(s.Hall().Tells) > 3 {
			t.Errorf("%s: the hall tells of %q, want missed among them: %t", c.name, s.Hall().Tells, c.want != "")
		}
	}
}

// TestChainsOfTwoLayers: a later layer changes what it names, and the rest of the kind stays.
func TestChainsOfTwoLayers(t *testing.T) {
	path := t.TempDir() + "/hall.toml"
	mustWrite(t, path, good, 0o600)
	mustWrite(t, strings.TrimSuffix(path, ".toml")+".local.toml", "[wechat.message.near]\nchain = []\n[wechat.message.called]\ntemplate_id = \"other\"\n", 0o600)
	s, err := config.Load(config.Options{Path: path, Environ: alone})
	if err != nil {
		t.Fatal(err)
	}
	if got := s.Ways(queue.Near); len(got) > 0 || s.WeChat.Message["near"].TemplateID != "near-1" {
		t.Errorf("got ways %q and %+v, want none and the template kept", got, s.WeChat.Message["near"])
	}
	if m := s.WeChat.Message["called"]; m.TemplateID != "other" || m.SubscribeTemplateID != "called-2" || len(m.Fields) != 2 || len(m.Chain) != 4 {
		t.Errorf("got %+v, want another template and the rest as it was", m)
	}
}

// TestWarningsOfChains: only who names a way is told that it leads nowhere.
func TestWarningsOfChains(t *testing.T) {
	for chain, want := range map[string]string{
		`["template", "service"]`:          "",
		`["template", "mini", "service"]`:  "",
		`["subscribe", "template"]`:        `wechat.message.near.chain names "subscribe", which is passed over without wechat.message.near.subscribe_template_id`,
		`["service", "subscribe", "mini"]`: `names "subscribe"`,
		`[]`:                               "",
	} {
		text := swap(t, good, `["template", "service"]`, chain)
		warnings := strings.Join(warningsOf(mustParse(t, swap(t, text, "mode = \"plain\"", "mode = \"safe\""))), "\n")
		if (want == "") != (warnings == "") || !strings.Contains(warnings, want) || strings.Count(warnings, "\n") > 0 {
			t.Errorf("%s: got warnings %q, want %q", chain, warnings, want)
		}
	}
	without, after, _ := strings.Cut(good, "[mini]\n")
	_, after, _ = strings.Cut(after, "[[channel]]")
	text := swap(t, without+"[[channel]]"+after, `["template", "service"]`, `["mini"]`)
	if got := warningsOf(mustParse(t, text)); len(got) != 2 || !strings.Contains(got[1], `names "mini", which is passed over without [mini], [mini.message.near]`) {
		t.Errorf("got warnings %q, want one about the mini program", got)
	}
}

func TestWarningsOfThePublicURL(t *testing.T) {
	for url, want := range map[string]bool{
		"https://a.example": false, "http://a.example": false, "https://a.example:443/hall": false, "http://a.example:80": false, "": false,
		"https://a.example:8443": true, "http://a.example:8080": true,
	} {
		text := swap(t, swap(t, good, "https://queue.example.com", url), "mode = \"plain\"", "mode = \"safe\"")
		s := mustParse(t, text)
		got := strings.Contains(strings.Join(warningsOf(s), "\n"), "WeChat connects to 80 and 443 only")
		if got != want || s.Listen.PublicURL != url {
			t.Errorf("%s: got warnings %q and %q, want one: %t", url, s.Warnings, s.Listen.PublicURL, want)
		}
	}
}

// TestWarningsOfAnInsideURL: what only the venue reaches does not do for the internet.
func TestWarningsOfAnInsideURL(t *testing.T) {
	for url, want := range map[string]bool{
		"https://localhost": true, "https://127.0.0.1": true, "https://192.168.1.5": true, "https://[fd00::1]": true,
		"https://203.0.113.5": false, "https://queue.example.com/hall": false, "": false,
	} {
		s := mustParse(t, bare+"listen = { public_url = \""+url+"\" }\n")
		if got := strings.Contains(strings.Join(warningsOf(s), "\n"), "which neither WeChat nor customers' phones reach"); got != want {
			t.Errorf("%s: got warnings %q, want one: %t", url, s.Warnings, want)
		}
	}
}
