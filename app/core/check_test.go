package core_test

import (
	"context"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"paihao/app/config"
	"paihao/app/core"
	"paihao/assets"
	"paihao/wechat/sandbox"
)

// examined is a venue that speaks to a sandbox, and is not running.
type examined struct {
	t        *testing.T
	box      *core.Sandbox
	settings config.Settings
	now      func() time.Time
	force    bool
	slip     string
	verdicts []core.Verdict
}

func mustExamine(t *testing.T) *examined {
	t.Helper()
	s, err := config.Parse(filepath.Join(t.TempDir(), "trial.toml"), assets.TrialSettings, config.Options{Environ: []string{}, Trial: true})
	if err != nil {
		t.Fatal(err)
	}
	s.Listen.Public = "127.0.0.1:1"
	s.WeChat.AppID, s.WeChat.AppSecret, s.WeChat.Token = "wx0123456789abcdef", "HUSH-account-secret", "HUSHtoken"
	s.WeChat.EncodingAESKey = config.Secret("HUSH" + strings.Repeat("a", 38) + "E")
	s.Mini.AppSecret, s.Mini.Token = "HUSH-mini-secret", "HUSHmini"
	box, err := core.OpenSandbox(s, "127.0.0.1:0", slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := box.Close(); err != nil {
			t.Error(err)
		}
	})
	s.WeChat.APIURL, s.WeChat.ImageURL = "http://"+box.Addr(), "http://"+box.Addr()
	return &examined{t: t, box: box, settings: s, slip: filepath.Join(t.TempDir(), "slip.png")}
}

// check makes the check, and gives all that it said.
func (e *examined) check() (well bool, said string) {
	e.t.Helper()
	var b strings.Builder
	e.verdicts = nil
	well, err := core.Checking{Settings: e.settings, ForceToken: e.force, Now: e.now, Slip: e.slip, Tell: func(v core.Verdict) {
		e.verdicts = append(e.verdicts, v)
		b.WriteString(string(v.State) + ": " + v.ZH + " | " + v.EN + "\n")
	}}.Check(e.t.Context())
	if err != nil {
		e.t.Fatal(err)
	}
	said = b.String()
	if strings.Contains(said, "HUSH") || strings.Contains(said, "check.") || strings.Contains(said, "{") {
		e.t.Errorf("it tells a secret, or lacks words:\n%s", said)
	}
	return well, said
}

// mustFault disturbs a path of the sandbox for good.
func (e *examined) mustFault(f sandbox.Fault) {
	e.t.Helper()
	if err := e.box.Fault(f); err != nil {
		e.t.Fatal(err)
	}
}

func TestCheckOfAVenueThatIsWell(t *testing.T) {
	e := mustExamine(t)
	well, said := e.check()
	if !well || strings.Contains(said, "wrong: ") || strings.Count(said, "doubtful: ") != 1 {
		t.Errorf("got well %t and\n%s\nwant only the public address to be looked at", well, said)
	}
	for _, want := range []string{
		"2 services, 3 counters, 2 channels", "There is no data file yet", "There is room", "a token for the account (wx0123456789abcdef)",
		"from WeChat's", "Codes can be made", "wechat.message.feedback.template_id: the template",
		"wechat.message.called.subscribe_template_id: the template", "the mini program (wx5c2d8e7f9a4b1036)",
		"mini.message.missed.template_id: the template", "within WeChat's limits", "listen.public_url is not set",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("it does not say %q:\n%s", want, said)
		}
	}
}

// TestCheckFinds has a line for each thing that can be wrong: what it is, and what must be said of it.
func TestCheckFinds(t *testing.T) {
	away := func(path string, code int) func(*examined) {
		return func(e *examined) { e.mustFault(sandbox.Fault{Path: path, Errcode: code}) }
	}
	message := func(kind string, change func(*config.Message)) func(*examined) {
		return func(e *examined) {
			m := e.settings.WeChat.Message[kind]
			change(&m)
			e.settings.WeChat.Message[kind] = m
		}
	}
	var fields config.Fields
	for _, c := range []struct {
		name    string
		prepare func(*examined)
		state   core.VerdictState
		say     string
		silent  string // what must not be said
	}{
		{"a warning", func(e *examined) { e.settings.Warnings = []config.Words{{ZH: "小心", EN: "careful"}} }, core.Doubtful, "小心 | careful", "  "},
		{"the secret", func(e *examined) { e.settings.WeChat.AppSecret = "HUSH-another-secret" }, core.Wrong, "The account's token: the AppID or AppSecret is wrong", "Codes can be made"},
		{"the IP list", away(sandbox.PathToken, 40164), core.Wrong, "The account's token: WeChat does not let this machine's address in", "Codes can be made"},
		{"nobody there", func(e *examined) { e.settings.WeChat.APIURL = "http://127.0.0.1:1" }, core.Wrong, "The account's token: WeChat is not reached (connection refused)", "Codes can be made"},
		{"nothing told", func(e *examined) { clear(e.settings.WeChat.Message); clear(e.settings.Mini.Message) }, core.Doubtful, "Customers are told of nothing", "told of: "},
		{"turns not told", func(e *examined) {
			delete(e.settings.WeChat.Message, "called")
			delete(e.settings.Mini.Message, "called")
		}, core.Doubtful, "not told of their turn, only of: issued near missed back expired feedback", "Customers are told of"},
		{"the data", func(e *examined) { e.mustData([]byte("not a data file")) }, core.Wrong, "damaged and cannot be read; it was not changed: ", "another backup"},
		{"the day's calls", away(sandbox.PathToken, 45009), core.Wrong, "the calls of today are used up", "Codes"},
		{"the permission", away(sandbox.PathQRCode, 48001), core.Wrong, "Making a code: the account may not do this", "Codes can be made"},
		{"something else", away(sandbox.PathQRCode, 40053), core.Wrong, "Making a code: WeChat refused it", "Codes can be made"},
		{"a slow clock", func(e *examined) { e.now = func() time.Time { return time.Now().Add(-2 * time.Minute) } }, core.Doubtful, "clock is 1", "beyond callback_max_age (5m0s)"},
		{"a wrong clock", func(e *examined) { e.now = func() time.Time { return time.Now().Add(time.Hour) } }, core.Wrong, "beyond callback_max_age (5m0s)", "Let it be set"},
		{"any age", func(e *examined) {
			e.settings.WeChat.CallbackMaxAge = 0
			e.now = func() time.Time { return time.Now().Add(time.Hour) }
		}, core.Doubtful, "Let it be set by itself: customers", "carried out"},
		{"a template", message("missed", func(m *config.Message) { m.TemplateID = "gone" }), core.Wrong, "wechat.message.missed.template_id: the account has no template gone", "wechat.message.missed.template_id: the template"},
		{"a subscription template", message("near", func(m *config.Message) { m.SubscribeTemplateID = "gone" }), core.Wrong, "wechat.message.near.subscribe_template_id: the account has no template gone", "near.subscribe_template_id: the template"},
		{"a slot too many", message("back", func(m *config.Message) {
			fields = config.Fields{"thing9": m.Fields["thing1"]}
			for slot, t := range m.Fields {
				fields[slot] = t
			}
			m.Fields = fields
		}), core.Wrong, "wechat.message.back.template_id: the template “排队通知” has no field thing9", "message.back.template_id: the template “排队通知” is there"},
		{"a slot too few", message("back", func(m *config.Message) {
			fields = config.Fields{"thing1": m.Fields["thing1"], "thing3": m.Fields["thing3"]}
			m.Fields = fields
		}), core.Wrong, "wechat.message.back.template_id: nothing fills the field character_string2", "message.back.template_id: the template “排队通知” is there"},
		{"a kind that is not told", message("back", func(m *config.Message) { m.Chain, m.TemplateID = nil, "gone" }), core.Well, "Codes can be made", "wechat.message.back"},
		{"the mini program", func(e *examined) { e.settings.Mini.AppSecret = "HUSH-another-secret" }, core.Wrong, "The mini program's token: the AppID or AppSecret is wrong", "mini.message"},
		{"a mini template", func(e *examined) {
			m := e.settings.Mini.Message["near"]
			m.TemplateID = "gone"
			e.settings.Mini.Message["near"] = m
		}, core.Wrong, "mini.message.near.template_id: the account has no template gone", "mini.message.near.template_id: the template"},
		{"the proxy", func(e *examined) { e.settings.WeChat.Proxy = "http://HUSH:HUSH@127.0.0.1:1" }, core.Wrong, "The proxy 127.0.0.1:1 does not answer", "The proxy is there"},
		{"pictures", func(e *examined) { e.settings.WeChat.ImageURL = "http://127.0.0.1:1" }, core.Doubtful, "pictures of codes cannot be fetched (http://127.0.0.1:1)", "wrong: "},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := mustExamine(t)
			c.prepare(e)
			well, said := e.check()
			found := false
			for _, v := range e.verdicts {
				found = found || v.State == c.state && strings.Contains(v.ZH+" | "+v.EN, c.say)
			}
			if !found || strings.Contains(said, c.silent) || well != (c.state != core.Wrong) {
				t.Errorf("got well %t and\n%s\nwant %s: %s, and not %s", well, said, c.state, c.say, c.silent)
			}
		})
	}
}

// TestCheckForcesATokenOnlyWhenTold: WeChat allows twenty a day.
func TestCheckForcesATokenOnlyWhenTold(t *testing.T) {
	e := mustExamine(t)
	if _, said := e.check(); strings.Contains(said, "by force") {
		t.Errorf("it forced a token:\n%s", said)
	}
	e.force = true
	if well, said := e.check(); !well || !strings.Contains(said, "A new token was fetched by force (wx0123456789abcdef)") {
		t.Errorf("got well %t and\n%s\nwant a token by force", well, said)
	}
}

func TestCheckStops(t *testing.T) {
	e := mustExamine(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if well, err := (core.Checking{Settings: e.settings}).Check(ctx); well || err == nil {
		t.Errorf("got well %t and %v, want the context's error", well, err)
	}
}
