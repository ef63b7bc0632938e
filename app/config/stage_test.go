package config_test

import (
	"errors"
	"os"
	"strings"
	"testing"

	"paihao/app/config"
	"paihao/queue"
)

const samplePath = "../../assets/settings/paihao.toml"

// good sets every key there is, one to a line.
const good = `[venue]
name = "大厅"
name_en = "Hall"
timezone = "Europe/Berlin"
day_starts = "03:30"
languages = ["en", "zh-CN"]
[windows]
screen = "window"
desk = "off"
take = "fullscreen"
screen_monitor = "HDMI-1"
screen_services = ["b"]
screen_counters = ["1"]
[listen]
public = ":80"
public_url = "https://queue.example.com"
local = "localhost:9000"
api_token = "0123456789abcdef"
hosts = ["paihao.local", "10.0.0.7"]
[wechat]
app_id = "wx0123456789abcdef"
app_secret = "not-a-real-secret-0123"
token = "atoken"
encoding_aes_key = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
encoding_aes_key_previous = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
mode = "plain"
callback_max_age = "0"
api_url = "http://127.0.0.1:9999"
image_url = "http://127.0.0.1:9998"
proxy = "http://u:p@10.0.0.1:3128"
[wechat.message.near]
chain = ["template", "service"]
template_id = "near-1"
fields = { thing1 = "{{.Service}}" }
[wechat.message.called]
template_id = "called-1"
subscribe_template_id = "called-2"
fields = { thing1 = "{{.Service}}", number2 = "{{.Ahead}}" }
[store]
url = "bolt:data/hall.db"
[rules]
near = 5
return_after = 0
miss_after = "90s"
calls_before_miss = 1
one_ticket_each = false
expire_missed = "45m"
priority_ratio = "2:3"
max_priority_delay = "1h"
keep_tickets_days = 30
keep_bindings_days = 2
max_waiting = 80
cooldown = "2m"
undo_within = "20s"
numbers_full = "stop"
later = 4
auto_miss = true
on_unfollow = "cancel"
long_wait = "20m"
[log]
level = "debug"
[[service]]
id = "a"
name = "甲"
name_en = "A"
quota = 40
hours = "Mon-Fri 09:00-12:00,13:30-17:00; Sat 09:00-12:00"
party = "1-2"
prefix = "A"
digits = 2
minutes = 7
shared_prefix = true
[[service]]
id = "b"
name = "乙"
name_en = "B"
quota = 50
hours = "18:00-02:00"
party = "3"
prefix = "A"
digits = 2
minutes = 7
shared_prefix = true
[[counter]]
id = "1"
name = "一号"
name_en = "One"
services = ["a", "b"]
[[token]]
id = "board"
role = "read"
hash = "sha256:64D6D5C58D0DEA0B2D5C7A5E1E1D5A1F0B5D3E2C1B0A99887766554433221100"
[[token]]
id = "robot"
role = "manage"
hash = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
[wechat.message.missed]
chain = ["service"]
[mini]
app_id = "wxfedcba9876543210"
app_secret = "not-a-real-secret-4567"
token = "another"
encoding_aes_key = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
[mini.message.near]
template_id = "near-3"
page = "pages/ticket/ticket?from=near"
fields = { thing9 = "{{.Service}}" }
[[channel]]
id = "door"
name = "门口"
service = "a"
welcome = "欢迎"
tag = "到店"
[[channel]]
id = "street"
name = "街上"
tag = "到店"
[[staff]]
id = "li"
name = "李"
role = "call"
[[staff]]
id = "wang"
name = "王"
role = "supervise"
[screen]
one_code = true
ticker = ["请按号就座", "Please be seated"]
slides = "."
slide_seconds = 30
[printer]
url = "tcp://192.168.1.50:9100"
paper = 58
[voice]
on = false
languages = ["en", "zh"]
volume = 0
quiet = "22:00-07:00"
clips = "own"
say_one_as = "yi"
source = "system"
`

// alone keeps the test's own environment out.
var alone = []string{}

func mistakesOf(t *testing.T, err error) config.Mistakes {
	t.Helper()
	var m *config.Mistakes
	if !errors.As(err, &m) || len(*m) == 0 {
		t.Fatalf("got error %v, want a *config.Mistakes with something in it", err)
	}
	return *m
}

func mustParse(t *testing.T, text string) config.Settings {
	t.Helper()
	s, err := config.Parse("a.toml", []byte(text), config.Options{Environ: alone})
	if err != nil {
		t.Fatalf("settings that are well were refused:\n%v", err)
	}
	return s
}

func warningsOf(s config.Settings) (texts []string) {
	for _, w := range s.Warnings {
		texts = append(texts, w.String())
	}
	return texts
}

func mustRead(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func mustWrite(t *testing.T, path, text string, mode os.FileMode) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), mode); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
}

func mustHours(t *testing.T, text string) queue.Hours {
	t.Helper()
	h, err := queue.ParseHours(text)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// swap replaces what must be there exactly once.
func swap(t *testing.T, text, old, now string) string {
	t.Helper()
	if n := strings.Count(text, old); n != 1 {
		t.Fatalf("%q stands %d times in the settings, want once", old, n)
	}
	return strings.Replace(text, old, now, 1)
}
