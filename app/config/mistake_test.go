package config_test

import (
	"bytes"
	"strings"
	"testing"

	"paihao/app/config"
)

// TestMistakes has a line for each kind of mistake: what is swapped in the good settings, and the file's line, the
// key and the English words that must come out.
func TestMistakes(t *testing.T) {
	for _, c := range []struct {
		name, old, now string
		line           int
		key            string
		found, want    string
	}{
		{"unknown key", "name_en = \"Hall\"", "colour = 1", 3, "venue.colour", "an unknown key", "one of: name name_en timezone day_starts"},
		{"unknown section", "[log]\nlevel = \"debug\"", "[printer]\nurl = 1", 54, "printer", "an unknown key", "one of: venue"},
		{"unknown key in a service", "id = \"b\"", "id = \"b\"\ncolour = 1", 69, "service[2].colour", "an unknown key", "shared_prefix"},
		{"unknown kind", "[wechat.message.near]", "[wechat.message.late]", 26, "wechat.message.late", "an unknown key", "near called"},
		{"no table", "[venue]\n", "venue = 3\n[listen2]\n", 1, "venue", "3", "a table [venue]"},
		{"no tables", "[log]", "[log]\n[services]", 55, "services", "an unknown key", "service"},
		{"number for text", "name = \"大厅\"", "name = 3", 2, "venue.name", "3", "a name of 1 to 40"},
		{"empty name", "name = \"大厅\"", "name = \" \"", 2, "venue.name", `" "`, "a name of 1 to 40"},
		{"long name", "\"大厅\"", `"` + strings.Repeat("长", 41) + `"`, 2, "venue.name", "长", "a name of 1 to 40"},
		{"control character", "\"大厅\"", `"a\tb"`, 2, "venue.name", `"a\tb"`, "without control characters"},
		{"time zone", "Europe/Berlin", "Europe/Beijing", 4, "venue.timezone", `"Europe/Beijing"`, "the name of a time zone"},
		{"machine's zone", "Europe/Berlin", "Local", 4, "venue.timezone", `"Local"`, "the name of a time zone"},
		{"day start", "03:30", "24:00", 5, "venue.day_starts", `"24:00"`, "a time of day"},
		{"day start short", "03:30", "3:30", 5, "venue.day_starts", `"3:30"`, "a time of day"},
		{"choice", "screen = \"window\"", "screen = \"Window\"", 7, "windows.screen", `"Window"`, "one of: fullscreen off window"},
		{"address", "\":80\"", "\"80\"", 10, "listen.public", `"80"`, "an address to listen on"},
		{"port", "\":80\"", "\":70000\"", 10, "listen.public", `":70000"`, "an address to listen on"},
		{"local address", "localhost:9000", "0.0.0.0:9000", 12, "listen.local", `"0.0.0.0:9000"`, "without TLS the token would leave"},
		{"local address open", "localhost:9000", ":9000", 12, "listen.local", `":9000"`, "a loopback address"},
		{"same port", "localhost:9000", "localhost:80", 12, "listen.local", `"localhost:80"`, "another port"},
		{"short token", "0123456789abcdef\"\nhosts", "short\"\nhosts", 13, "listen.api_token", "not shown", "16 to 128"},
		{"host", "10.0.0.7", "a:80", 14, "listen.hosts[2]", `"a:80"`, "host names"},
		{"host twice", "10.0.0.7", "paihao.local", 14, "listen.hosts[2]", `"paihao.local"`, "only once"},
		{"app id", "wx0123456789abcdef", "gh_1234", 16, "wechat.app_id", `"gh_1234"`, "the AppID"},
		{"no app id", "app_id = \"wx0123456789abcdef\"\n", "", 15, "wechat.app_id", "nothing", "no default"},
		{"empty secret", "not-a-real-secret-0123", "", 17, "wechat.app_secret", "nothing", "no default"},
		{"token", "\"atoken\"", "\"a token\"", 18, "wechat.token", "not shown", "3 to 32 letters"},
		{"key length", "R6q2B2C", "R6q2B2", 19, "wechat.encoding_aes_key", "not shown", "43 characters"},
		{"key characters", "R6q2B2C", "R6q2B!C", 19, "wechat.encoding_aes_key", "not shown", "43 characters"},
		{"no key in safe mode", "encoding_aes_key = \"jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C\"\nencoding_aes_key_previous = \"abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG\"\nmode = \"plain\"", "mode = \"safe\"", 15, "wechat.encoding_aes_key", "nothing", "no default"},
		{"age", "callback_max_age = \"0\"", "callback_max_age = \"5s\"", 22, "wechat.callback_max_age", `"5s"`, `from 10s to 24h0m0s such as "90s", or "0"`},
		{"age as number", "callback_max_age = \"0\"", "callback_max_age = 0", 22, "wechat.callback_max_age", "0", "a time from"},
		{"url", "http://127.0.0.1:9999", "127.0.0.1:9999", 23, "wechat.api_url", `"127.0.0.1:9999"`, "a URL"},
		{"url with password", "http://127.0.0.1:9999", "http://me:hush@a", 23, "wechat.api_url", `"http://***@a"`, "a URL"},
		{"proxy", "http://u:p@10.0.0.1:3128", "10.0.0.1", 25, "wechat.proxy", "not shown", "a proxy URL"},
		{"template id", "\"near-1\"", "\"\"", 28, "wechat.message.near.template_id", `""`, "a template id"},
		{"no template id", "template_id = \"near-1\"\n", "", 26, "wechat.message.near.template_id", "nothing", "no default"},
		{"no fields", "fields = { thing1 = \"{{.Service}}\" }", "fields = {}", 29, "wechat.message.near.fields", "nothing", "no default"},
		{"slot", "fields = { thing1 = \"{{.Service}}\" }", "fields = { thing = \"a\" }", 29, "wechat.message.near.fields.thing", "an unknown key", "a field of a WeChat template"},
		{"field on its own line", "fields = { thing1 = \"{{.Service}}\" }", "fields = { thing1 = \"a\",\n thing2 = 1 }", 30, "wechat.message.near.fields.thing2", "1", "a text"},
		{"template field", "{{.Ahead}}", "{{.Phone}}", 33, "wechat.message.called.fields.number2", `"{{.Phone}}"`, ".Number .Service"},
		{"template field in a branch", "{{.Ahead}}", "{{if eq .Ahead 77}}{{.Phone}}{{end}}", 33, "wechat.message.called.fields.number2", "Phone", ".Number .Service"},
		{"template syntax", "{{.Ahead}}", "{{.Ahead", 33, "wechat.message.called.fields.number2", `"{{.Ahead"`, "a text"},
		{"template loop", "{{.Ahead}}", "{{range 9}}1{{end}}", 33, "wechat.message.called.fields.number2", "range", "a text"},
		{"store", "bolt:data/hall.db", "etcd://a:2379/v", 35, "store.url", `"etcd://a:2379/v"`, `"bolt:FILE"`},
		{"range", "near = 5", "near = 51", 37, "rules.near", "51", "a whole number from 0 to 50"},
		{"below range", "calls_before_miss = 1", "calls_before_miss = 0", 40, "rules.calls_before_miss", "0", "from 1 to 10"},
		{"huge number", "near = 5", "near = 99999999999999999999", 37, "rules.near", "99999999999999999999", "from 0 to 50"},
		{"text for number", "near = 5", "near = \"5\"", 37, "rules.near", `"5"`, "a whole number"},
		{"text for truth", "one_ticket_each = false", "one_ticket_each = \"no\"", 41, "rules.one_ticket_each", `"no"`, "true or false"},
		{"list for number", "near = 5", "near = [5]", 37, "rules.near", "a list of 1", "a whole number"},
		{"table for number", "near = 5", "near = { a = 5 }", 37, "rules.near", "a table", "a whole number"},
		{"expire missed", "\"45m\"", "\"24h1s\"", 42, "rules.expire_missed", `"24h1s"`, "from 0s to 24h0m0s"},
		{"ratio with a zero", "\"2:3\"", "\"0:3\"", 43, "rules.priority_ratio", `"0:3"`, "two numbers from 1 to 20"},
		{"ratio too high", "\"2:3\"", "\"2:21\"", 43, "rules.priority_ratio", `"2:21"`, `such as "1:2"`},
		{"priority delay", "\"1h\"", "\"9h\"", 44, "rules.max_priority_delay", `"9h"`, "from 0s to 8h0m0s"},
		{"ticket days", "keep_tickets_days = 30", "keep_tickets_days = 3651", 45, "rules.keep_tickets_days", "3651", "from 0 to 3650"},
		{"binding days", "keep_bindings_days = 2", "keep_bindings_days = -1", 46, "rules.keep_bindings_days", "-1", "from 0 to 365"},
		{"max waiting", "max_waiting = 80", "max_waiting = 100001", 47, "rules.max_waiting", "100001", "from 0 to 100000"},
		{"cooldown", "\"2m\"", "\"25h\"", 48, "rules.cooldown", `"25h"`, "from 0s to 24h0m0s"},
		{"undo", "\"20s\"", "\"11m\"", 49, "rules.undo_within", `"11m"`, "from 0s to 10m0s"},
		{"numbers full", "\"stop\"", "\"reset\"", 50, "rules.numbers_full", `"reset"`, "one of: stop widen"},
		{"later", "later = 4", "later = 0", 51, "rules.later", "0", "from 1 to 50"},
		{"auto miss", "auto_miss = true", "auto_miss = 1", 52, "rules.auto_miss", "1", "true or false"},
		{"level", "\"debug\"", "\"loud\"", 55, "log.level", `"loud"`, "one of: debug error info warn"},
		{"service id", "id = \"b\"", "id = \"B\"", 68, "service[2].id", `"B"`, "1 to 20 of a-z"},
		{"service twice", "id = \"b\"", "id = \"a\"", 68, "service[2].id", `"a", used on line 57`, "an id of its own"},
		{"service without id", "id = \"b\"\n", "", 67, "service[2].id", "nothing", "no default"},
		{"quota", "quota = 50", "quota = 100000", 71, "service[2].quota", "100000", "from 0 to 99999"},
		{"hours", "18:00-02:00", "Mo 9-12", 72, "service[2].hours", `"Mo" is no day such as Mon`, "empty is always"},
		{"hours that overlap", "18:00-02:00", "18:00-20:00,19:00-21:00", 72, "service[2].hours", "two times overlap", "that do not overlap"},
		{"hours as a list", "\"18:00-02:00\"", "[\"18:00-02:00\"]", 72, "service[2].hours", "a list of 1", "hours such as"},
		{"hours without end", "18:00-02:00", "18:00-20:00" + strings.Repeat(" ", 300), 72, "service[2].hours", "18:00-20:00", "up to 300 characters"},
		{"hours with a tab", "18:00-02:00", "Mon\\t18:00-20:00", 72, "service[2].hours", `"Mon\t18:00-20:00"`, "hours such as"},
		{"hours over the day start", "18:00-02:00", "Sat 18:00-04:00", 72, "service[2].hours", `"Sat 18:00-04:00", open at 03:30`, "do not pass venue.day_starts"},
		{"day start inside hours", "03:30", "10:00", 61, "service[1].hours", "open at 10:00", "change either, or leave the hours empty"},
		{"party", "party = \"3\"", "party = \"0-2\"", 73, "service[2].party", `"0-2"`, "people from 1 to 99"},
		{"party turned round", "party = \"3\"", "party = \"4-3\"", 73, "service[2].party", `"4-3"`, "the fewer first"},
		{"party as a number", "party = \"3\"", "party = 3", 73, "service[2].party", "3", `such as "1-2" or "5"`},
		{"prefix", "prefix = \"A\"\ndigits = 2\nminutes = 7\nshared_prefix = true\n[[c", "prefix = \"a\"\n[[c", 74, "service[2].prefix", `"a"`, "0 to 3 of A-Z"},
		{"prefix shared by accident", "shared_prefix = true\n[[c", "[[c", 74, "service[2].prefix", `clashes with the prefix "A" of service "a"`, "shared_prefix = true on both"},
		{"prefix that looks alike", "party = \"3\"\nprefix = \"A\"", "party = \"3\"\nprefix = \"A1\"", 74, "service[2].prefix", `"A1", which clashes`, "cannot be mixed up"},
		{"counter twice", "services = [\"a\", \"b\"]", "services = [\"a\"]\n[[counter]]\nid = \"1\"\nname = \"x\"\nservices = [\"b\"]", 84, "counter[2].id", `"1", used on line 79`, "an id of its own"},
		{"unknown service", "[\"a\", \"b\"]", "[\"a\",\n\"c\"]", 83, "counter[1].services[2]", `"c"`, "one of: a b"},
		{"counter without services", "services = [\"a\", \"b\"]", "", 78, "counter[1].services", "nothing", "no default"},
		{"counter of nothing", "[\"a\", \"b\"]", "[]", 82, "counter[1].services", "a list of 0", "at least one service"},
		{"token id", "\"robot\"", "\"Robot\"", 88, "token[2].id", `"Robot"`, "1 to 20 of a-z"},
		{"token twice", "\"robot\"", "\"board\"", 88, "token[2].id", `"board", used on line 84`, "an id of its own"},
		{"role", "\"manage\"", "\"admin\"", 89, "token[2].role", `"admin"`, "one of: call manage read"},
		{"no role", "role = \"manage\"\n", "", 87, "token[2].role", "nothing", "no default"},
		{"hash without its kind", "sha256:0", "0", 90, "token[2].hash", "not shown", "sha256: and the SHA-256 of the token in 64 hex digits"},
		{"token for its hash", "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "my-own-bearer-token", 90, "token[2].hash", "not shown", "not the token itself"},
		{"hash twice", "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "64d6d5c58d0dea0b2d5c7a5e1e1d5a1f0b5d3e2c1b0a99887766554433221100", 90, "token[2].hash", "a hash used on line 86 already", "of its own"},
		{"hash of nothing", "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", 90, "token[2].hash", "an empty token", "SHA-256"},
		{"hash of the API token", "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "9f9f5111f7b27a781f1f1ddde5ebc2dd2b796bfc7365c9c28b548e564176929f", 90, "token[2].hash", "the hash of listen.api_token", "of its own"},
		{"public url", "https://queue.example.com", "queue.example.com", 11, "listen.public_url", `"queue.example.com"`, "a URL"},
		{"public url with a slash", "https://queue.example.com", "https://queue.example.com/", 11, "listen.public_url", `"https://queue.example.com/"`, "without a slash"},
		{"image url", "http://127.0.0.1:9998", "ftp://127.0.0.1", 24, "wechat.image_url", `"ftp://127.0.0.1"`, "a URL"},
		{"way", "[\"template\", \"service\"]", "[\"template\", \"sms\"]", 27, "wechat.message.near.chain[2]", `"sms"`, "template, subscribe, mini and service"},
		{"way twice", "[\"template\", \"service\"]", "[\"template\", \"template\"]", 27, "wechat.message.near.chain[2]", `"template"`, "only once"},
		{"chain as text", "[\"template\", \"service\"]", "\"template\"", 27, "wechat.message.near.chain", `"template"`, "a list of template"},
		{"chain too long", "[\"template\", \"service\"]", "[\"a\", \"b\", \"c\", \"d\", \"e\"]", 27, "wechat.message.near.chain", "a list of 5", "a list of template"},
		{"subscribe template id", "\"called-2\"", "\"模板\"", 32, "wechat.message.called.subscribe_template_id", `"模板"`, "a template id"},
		{"subscription without fields", "template_id = \"called-1\"\nsubscribe_template_id = \"called-2\"\nfields = { thing1 = \"{{.Service}}\", number2 = \"{{.Ahead}}\" }", "subscribe_template_id = \"called-2\"", 30, "wechat.message.called.fields", "nothing", "no default"},
		{"on unfollow", "on_unfollow = \"cancel\"", "on_unfollow = \"drop\"", 53, "rules.on_unfollow", `"drop"`, "one of: cancel keep"},
		{"mini program of the account", "wxfedcba9876543210", "wx0123456789abcdef", 94, "mini.app_id", "that of the account", "of the mini program"},
		{"part of a mini program", "app_id = \"wxfedcba9876543210\"\napp_secret = \"not-a-real-secret-4567\"\n", "app_id = \"wxfedcba9876543210\"\n", 93, "mini.app_secret", "nothing", "no default"},
		{"messages of no mini program", "app_id = \"wxfedcba9876543210\"\napp_secret = \"not-a-real-secret-4567\"\ntoken = \"another\"\nencoding_aes_key = \"abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG\"\n[mini.m", "[mini.m", 93, "mini.app_id", "nothing", "no default"},
		{"mini secret", "not-a-real-secret-4567", "short", 95, "mini.app_secret", "not shown", "AppSecret"},
		{"unknown kind of the mini program", "[mini.message.near]", "[mini.message.late]", 98, "mini.message.late", "an unknown key", "near called"},
		{"page with a slash", "\"pages/", "\"/pages/", 100, "mini.message.near.page", `"/pages/`, "without a slash before"},
		{"mini slot", "thing9", "thing", 101, "mini.message.near.fields.thing", "an unknown key", "a field of a WeChat template"},
		{"channel twice", "\"street\"", "\"door\"", 109, "channel[2].id", `"door", used on line 103`, "an id of its own"},
		{"service of a channel", "service = \"a\"", "service = \"c\"", 105, "channel[1].service", `"c"`, "one of: a b"},
		{"form of a channel's service", "service = \"a\"", "service = \"C\"", 105, "channel[1].service", `"C"`, "empty takes no ticket"},
		{"long welcome", "\"欢迎\"", "\"" + strings.Repeat("长", 501) + "\"", 106, "channel[1].welcome", "长", "up to 500"},
		{"welcome with a tab", "\"欢迎\"", "\"a\\tb\"", 106, "channel[1].welcome", `"a\tb"`, "without control characters"},
		{"long tag", "welcome = \"欢迎\"\ntag = \"到店\"", "tag = \"" + strings.Repeat("长", 11) + "\"", 106, "channel[1].tag", "长", "up to 30 bytes"},
		{"tag with a blank", "welcome = \"欢迎\"\ntag = \"到店\"", "tag = \" a\"", 106, "channel[1].tag", `" a"`, "without blanks"},
		{"staff twice", "\"wang\"", "\"li\"", 117, "staff[2].id", `"li", used on line 113`, "an id of its own"},
		{"role of staff", "\"supervise\"", "\"read\"", 119, "staff[2].role", `"read"`, "one of: call manage supervise"},
		{"PIN of staff", "name = \"王\"", "pin = \"1234\"", 118, "staff[2].pin", "an unknown key", "one of: id name role"},
		{"duplicate key", "near = 5", "near = 5\nnear = 6", 38, "rules.near", "it again after line 37", "only once"},
		{"duplicate table", "[log]", "[rules]\n[log]", 54, "rules", "it again after line 36", "only once"},
		{"duplicate in an inline table", "{ thing1 = \"{{.Service}}\" }", "{ thing1 = \"a\", thing1 = \"b\" }", 29, "wechat.message.near.fields.thing1", "it again", "only once"},
		{"table and tables", "[log]", "[[rules]]\n[log]", 54, "rules", "it again", "only once"},
		{"no closing quote", "\"大厅\"", "\"大厅", 2, "venue.name", "cannot be read", "valid TOML"},
		{"no value", "near = 5", "near =", 37, "rules.near", "cannot be read", "valid TOML"},
		{"no equals sign", "near = 5", "near 5", 37, "rules", "cannot be read", "valid TOML"},
		{"impossible date", "near = 5", "near = 2026-13-01", 37, "rules.near", "2026-13-01", "a whole number"},
		{"leading zero", "near = 5", "near = 05", 37, "rules.near", "cannot be read", "valid TOML"},
		{"closed table", "[wechat.message.near]\nchain = [\"template\", \"service\"]\ntemplate_id = \"near-1\"\nfields = { thing1 = \"{{.Service}}\" }", "[wechat.message]\nnear = { template_id = \"x\", fields = { thing1 = \"a\" } }\n[wechat.message.near.fields]\nthing2 = \"b\"", 28, "wechat.message.near.fields", "already", "valid TOML"},
		{"dotted key into a value", "near = 5", "near = 5\nnear.a = 1", 38, "rules.near", "it again", "only once"},
		{"not UTF-8", "\"大厅\"", "\"\xb4\xf3\"", 2, "", "not UTF-8", "save the file as UTF-8"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := config.Parse("a.toml", []byte(swap(t, good, c.old, c.now)), config.Options{Environ: alone})
			for _, m := range mistakesOf(t, err) {
				if m.File == "a.toml" && m.Line == c.line && m.Key == c.key &&
					strings.Contains(m.Found.EN, c.found) && strings.Contains(m.Expected.EN, c.want) {
					return
				}
			}
			t.Errorf("got:\n%v\nwant line %d, key %q, found %q, expected %q", err, c.line, c.key, c.found, c.want)
		})
	}
}

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
	if want := 56 + 12*4; m.Key != "service[13]" || m.Line != want || !strings.Contains(m.Expected.EN, "1 to 12") {
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
	want := "a.toml:37: rules.near: 写的是 99；应为：0 到 50 的整数。 Found 99; expected a whole number from 0 to 50."
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
