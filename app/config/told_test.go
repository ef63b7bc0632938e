package config_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"paihao/app/config"
)

// full are settings with something private in all places, in comments too.
const full = `
[venue]
name = "大厅"   # call 13800138000, the password is s3cret-in-a-comment
[windows]
screen_services = ["general"]
[listen]
api_token = "s3cret-api-token-of-the-hall"
[wechat]
app_id = "wx0123456789abcdef"
app_secret = "5ec2e75ec2e75ec2e75ec2e75ec2e7ab"
token = "s3cretCallbackToken"
encoding_aes_key = "s3cretAESkeys3cretAESkeys3cretAESkeys3cretA"
proxy = "http://user:s3cret-proxy@proxy.example:8080"
[wechat.message.called]
template_id = "TM_1"
fields = { thing1 = "{{.Service}}", thing2 = "{{.Counter}}" }
[log]
level = "debug"
keep_days = 0x0A
[[token]]
id = "board"
role = "read"
hash = "sha256:0d6abf1646ecefa657837efa39d4ffef41e0e7e4e626afd53b45d995f38234e9"
[[service]]
id = "general"
name = "综合"
[[counter]]
id = "1"
name = "1号"
services = ["general"]
[[staff]]
id = "li"
name = "李s3cret"
role = "call"
`

// What who helps is shown says what was set and where, and nothing private.
func TestTold(t *testing.T) {
	path := filepath.Join(t.TempDir(), "paihao.toml")
	local := strings.TrimSuffix(path, ".toml") + ".local.toml"
	for p, text := range map[string]string{path: full, local: "[wechat]\ntoken = \"s3cretOtherToken\"\n[wechat.message.called]\nfields = { thing9 = \"{{.Number}}\" }\n"} {
		if err := os.WriteFile(p, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s, err := config.Load(config.Options{Path: path, Environ: []string{"PAIHAO_LOG_LEVEL=warn", "PAIHAO_WECHAT_APP_SECRET=0123456789abcdef0123456789abcdef"}})
	if err != nil {
		t.Fatal(err)
	}
	told := s.Told()
	for _, line := range []string{
		`venue.name = "大厅"  # paihao.toml:3`, `windows.screen_services = ["general"]  # paihao.toml:5`, `log.keep_days = 0x0A  # paihao.toml:19`,
		`listen.api_token = "***"  # paihao.toml:7`, `wechat.token = "***"  # paihao.local.toml:2`, `log.level = "warn"  # PAIHAO_LOG_LEVEL`,
		`wechat.app_secret = "***"  # PAIHAO_WECHAT_APP_SECRET`, `token[1].hash = "***"  # paihao.toml:23`, `staff[1].name = "***"  # paihao.toml:33`,
		`wechat.message.called.fields.thing9 = "{{.Number}}"  # paihao.local.toml:4`, `service[1].id = "general"  # paihao.toml:25`,
	} {
		if strings.Count(told, line+"\n") != 1 {
			t.Errorf("told is not once %s", line)
		}
	}
	for _, private := range []string{"s3cret", "5ec2e75e", "0123456789abcdef0123", "13800138000", "0d6abf16", "thing1", "thing2"} {
		if strings.Contains(told, private) {
			t.Errorf("told is %s", private)
		}
	}
	if t.Failed() {
		t.Log(told)
	}
	var secrets []string
	for _, secret := range s.Secrets {
		secrets = append(secrets, secret.Reveal())
	}
	slices.Sort(secrets)
	want := []string{
		"0123456789abcdef0123456789abcdef", "5ec2e75ec2e75ec2e75ec2e75ec2e7ab", "http://user:s3cret-proxy@proxy.example:8080",
		"s3cret-api-token-of-the-hall", "s3cretAESkeys3cretAESkeys3cretAESkeys3cretA", "s3cretCallbackToken", "s3cretOtherToken",
	}
	if !slices.Equal(secrets, want) {
		t.Errorf("the secrets are %q, want %q", secrets, want)
	}
	if text := fmt.Sprintf("%v %+v %#v", s, s, s); strings.Contains(text, "s3cretOther") || strings.Contains(text, "5ec2e75e") {
		t.Error("printed, settings tell secrets")
	}
}
