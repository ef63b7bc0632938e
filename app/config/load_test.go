package config_test

import (
	"log/slog"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"paihao/app/config"
	"paihao/queue"
)

// bare is the least that loads.
const bare = `wechat = { app_id = "wx0123456789abcdef", app_secret = "not-a-real-secret-0123", token = "abc", encoding_aes_key = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG" }
service = [{ id = "a", name = "甲" }]
counter = [{ id = "1", name = "一号", services = ["a"] }]
`

func TestDefaults(t *testing.T) {
	s := mustParse(t, bare)
	if s.Venue.Timezone.String() != "Asia/Shanghai" || s.Venue.DayStarts != 4*time.Hour {
		t.Errorf("got %v and %v, want Shanghai at 4", s.Venue.Timezone, s.Venue.DayStarts)
	}
	if want := (config.Windows{Screen: config.Fullscreen, Desk: config.Window, Take: config.Off}); !reflect.DeepEqual(s.Windows, want) {
		t.Errorf("got %+v, want %+v", s.Windows, want)
	}
	want := queue.Rules{
		Near: 3, ReturnAfter: 3, Later: 3, MissAfter: time.Minute, CallsBeforeMiss: 2, ExpireMissed: 30 * time.Minute,
		UndoWithin: 10 * time.Second, Priority: queue.Ratio{Priority: 1, Ordinary: 2}, MaxPriorityDelay: 30 * time.Minute,
		OneTicketEach: true, KeepTicketsDays: 365, KeepBindingsDays: 1, LongWait: 45 * time.Minute,
	}
	if s.Rules != want {
		t.Errorf("got %+v, want %+v", s.Rules, want)
	}
	if l := s.Listen; l.Public != ":8080" || l.Local != "127.0.0.1:8081" || l.APIToken != "" || l.Hosts != nil {
		t.Errorf("got %+v, want the ports 8080 and 8081 and nothing else", l)
	}
	if w := s.WeChat; w.Mode != config.Safe || w.CallbackMaxAge != 5*time.Minute || w.APIURL != "https://api.weixin.qq.com" {
		t.Errorf("got %+v, want safe mode, five minutes and WeChat's address", w)
	}
	if got, want := s.Services[0], (config.Service{ID: "a", Name: "甲", Digits: 3, Minutes: 5}); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v: always open, without a quota, for any party", got, want)
	}
	if s.Tokens != nil {
		t.Errorf("got tokens %+v, want none", s.Tokens)
	}
	if s.Log.Level != slog.LevelInfo || len(s.Warnings) != 0 {
		t.Errorf("got level %v and warnings %q, want info and none", s.Log.Level, s.Warnings)
	}
}

func TestLayers(t *testing.T) {
	path := filepath.Join(t.TempDir(), "hall.toml")
	mustWrite(t, path, bare+"rules = { near = 7, return_after = 8, calls_before_miss = 9 }\n", 0o600)
	mustWrite(t, strings.TrimSuffix(path, ".toml")+".local.toml", `
[rules]
return_after = 18
calls_before_miss = 10
[[counter]]
id = "9"
name = "九号"
services = ["a"]
`, 0o644)
	environ := []string{
		"PAIHAO_RULES_CALLS_BEFORE_MISS=4", "PAIHAO_RULES_ONE_TICKET_EACH=false", "PAIHAO_WECHAT_TOKEN=fromoutside",
		"PAIHAO_RULES_EXPIRE_MISSED=0", "PAIHAO_RULES_PRIORITY_RATIO=3:1", "PAIHAO_RULES_MAX_PRIORITY_DELAY=90m",
		"PAIHAO_RULES_KEEP_TICKETS_DAYS=0", "PAIHAO_RULES_KEEP_BINDINGS_DAYS=365", "PAIHAO_RULES_MAX_WAITING=100_000",
		"PAIHAO_RULES_COOLDOWN=24h", "PAIHAO_RULES_UNDO_WITHIN=1m", "PAIHAO_RULES_NUMBERS_FULL=stop", "PAIHAO_RULES_LATER=50",
		"PAIHAO_RULES_AUTO_MISS=true", "PAIHAO_RULES_LONG_WAIT=0", "PAIHAO_SCREEN_ONE_CODE=true", "PAIHAO_SCREEN_SLIDE_SECONDS=7",
		"PAIHAO_WINDOWS_TAKE=fullscreen", "PAIHAO_WINDOWS_SCREEN_MONITOR=second",
		"PAIHAO_LISTEN_PUBLIC=:99", "PAIHAO_LOG_LEVEL=", "HOME=/root", "PAIHAO_FAX_URL=x",
	}
	s, err := config.Load(config.Options{Path: path, Environ: environ})
	if err != nil {
		t.Fatal(err)
	}
	want := queue.Rules{
		Near: 7, ReturnAfter: 18, Later: 50, CallsBeforeMiss: 4, MissAfter: time.Minute, AutoMiss: true,
		UndoWithin: time.Minute, Priority: queue.Ratio{Priority: 3, Ordinary: 1}, MaxPriorityDelay: 90 * time.Minute,
		MaxWaiting: 100000, Cooldown: 24 * time.Hour, StopNumbers: true, KeepBindingsDays: 365,
	}
	if s.Rules != want {
		t.Errorf("got %+v, want %+v", s.Rules, want)
	}
	if s.WeChat.Token.Reveal() != "fromoutside" || s.WeChat.AppID != "wx0123456789abcdef" || s.Listen.Public != ":99" {
		t.Errorf("got %+v %+v, want the environment over the file", s.WeChat, s.Listen)
	}
	if x := s.Screen; !x.OneCode || x.Every != 7*time.Second || s.Windows.Take != config.Fullscreen || s.Windows.ScreenMonitor != "second" {
		t.Errorf("got %+v %+v, want the environment's", x, s.Windows)
	}
	if len(s.Counters) != 1 || s.Counters[0].ID != "9" {
		t.Errorf("got %+v, want the local file's counters in place of the others", s.Counters)
	}
	if len(s.Warnings) != 1 || !strings.Contains(s.Warnings[0].EN, "PAIHAO_FAX_URL") {
		t.Errorf("got warnings %q, want one about the variable that is no setting", s.Warnings)
	}
}

func TestMistakesOfTheEnvironment(t *testing.T) {
	for _, c := range []struct{ variable, key, found, want string }{
		{"PAIHAO_RULES_NEAR=99", "rules.near", `"99"`, "from 0 to 50"},
		{"PAIHAO_RULES_NEAR=0x5", "rules.near", `"0x5"`, "from 0 to 50"},
		{"PAIHAO_RULES_ONE_TICKET_EACH=yes", "rules.one_ticket_each", `"yes"`, "true or false"},
		{"PAIHAO_RULES_PRIORITY_RATIO=1:0", "rules.priority_ratio", `"1:0"`, "from 1 to 20"},
		{"PAIHAO_RULES_KEEP_TICKETS_DAYS=3651", "rules.keep_tickets_days", `"3651"`, "from 0 to 3650"},
		{"PAIHAO_RULES_NUMBERS_FULL=Stop", "rules.numbers_full", `"Stop"`, "one of: stop widen"},
		{"PAIHAO_RULES_COOLDOWN=60", "rules.cooldown", `"60"`, "from 0s to 24h0m0s"},
		{"PAIHAO_VENUE_DAY_STARTS=20:00", "service[2].hours", "open at 20:00", "do not pass venue.day_starts"},
		{"PAIHAO_WECHAT_APP_SECRET=hush", "wechat.app_secret", "not shown", "AppSecret"},
		{"PAIHAO_LISTEN_LOCAL=:80", "listen.local", `":80"`, "a loopback address"},
		{"PAIHAO_WECHAT_APPSECRET=x", "wechat.appsecret", "an unknown key", "one of: app_id app_secret"},
		{"PAIHAO_LISTEN_HOSTS=x", "listen.hosts", "an unknown key", "the rest stand in the file only"},
		{"PAIHAO_WECHAT_MODE=safe", "wechat.encoding_aes_key", "nothing", "no default"},
	} {
		text := swap(t, good, "encoding_aes_key = \"jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C\"\n", "")
		_, err := config.Parse("a.toml", []byte(text), config.Options{Environ: []string{c.variable}})
		got := mistakesOf(t, err)
		file, _, _ := strings.Cut(c.variable, "=")
		if c.found == "nothing" || strings.HasPrefix(c.key, "service") {
			file = "a.toml"
		}
		if len(got) != 1 || got[0].File != file || got[0].Key != c.key ||
			!strings.Contains(got[0].Found.EN, c.found) || !strings.Contains(got[0].Expected.EN, c.want) {
			t.Errorf("%s: got %v, want %s: %s: found %s, expected %s", c.variable, err, file, c.key, c.found, c.want)
		}
	}
}

func TestTrialNeedsNoSecrets(t *testing.T) {
	text := bare[strings.Index(bare, "service"):]
	if _, err := config.Parse("a.toml", []byte(text), config.Options{Environ: alone, Trial: true}); err != nil {
		t.Errorf("got %v, want trial to do without", err)
	}
}

func TestWarnings(t *testing.T) {
	text := swap(t, good, `services = ["a", "b"]`, `services = ["b"]`)
	text = swap(t, text, "http://127.0.0.1:9999", "http://10.0.0.1:9999")
	text = swap(t, text, `party = "3"`, `party = "5-6"`)
	got := warningsOf(mustParse(t, text))
	for _, want := range []string{`service "a"`, "api_url is http", "plain mode", "a party of 3-4"} {
		if all := strings.Join(got, "\n"); len(got) != 4 || strings.Count(all, want) != 1 {
			t.Errorf("got warnings %q, want four, one with %s", got, want)
		}
	}
}

func TestGoodSettings(t *testing.T) {
	s := mustParse(t, good)
	if err := mustHall(t, s); err != nil {
		t.Error(err)
	}
	want := config.Service{
		ID: "b", Name: "乙", NameEN: "B", Prefix: "A", Digits: 2, Minutes: 7, SharedPrefix: true,
		Quota: 50, Hours: mustHours(t, "18:00-02:00"), Party: queue.Party{Min: 3, Max: 3},
	}
	if got := s.Services[1]; !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	served := queue.Service{
		ID: "b", Name: "乙", NameEN: "B", Prefix: "A", Digits: 2, Minutes: 7,
		Quota: 50, Hours: want.Hours, Party: want.Party,
	}
	if got := s.Hall().Services[1]; !reflect.DeepEqual(got, served) {
		t.Errorf("got %+v in the hall, want %+v", got, served)
	}
	counter := queue.Counter{ID: "1", Name: "一号", NameEN: "One", Services: []string{"a", "b"}}
	if got := s.Counters[0]; !reflect.DeepEqual(got, counter) {
		t.Errorf("got %+v, want %+v", got, counter)
	}
	if got := s.WeChat.Proxy.Reveal(); got != "http://u:p@10.0.0.1:3128" {
		t.Errorf("got proxy %q, want it as it stands in the file", got)
	}
	if got, want := s.Listen.Hosts, []string{"paihao.local", "10.0.0.7"}; !reflect.DeepEqual(got, want) {
		t.Errorf("got hosts %q, want %q", got, want)
	}
	if got, want := s.DataFile(), filepath.Join(s.Dir, "data/hall.db"); got != want || !filepath.IsAbs(got) {
		t.Errorf("got data file %q, want %q", got, want)
	}
	if s.Store.URL = "bolt:/var/lib/a.db"; s.DataFile() != "/var/lib/a.db" {
		t.Errorf("got data file %q, want the absolute one", s.DataFile())
	}
}
