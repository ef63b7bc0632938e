package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"paihao/app/core"
)

// A trial is looked at while it runs and while it does not, and nothing it says is a secret.
func TestCheck(t *testing.T) {
	p := newProgram(t)
	p.set("PAIHAO_LISTEN_PUBLIC", mustFreePort(t))
	e := p.run("-trial", "check")
	e.ends(t, "a check of a trial that does not run", well, "[正常] 还没有数据文件", "[ok] WeChat gave a token for the account", "[注意] 排号没有在运行", "检查完毕：失败 0 项")
	stop := p.start("-trial", "-headless")
	e = p.run("-trial", "check")
	e.ends(t, "a check of a trial that runs", well, "[ok] The data file is sound", "[ok] Paihao is running", "[ok] WeChat can reach Paihao like this: http://"+p.value("PAIHAO_LISTEN_PUBLIC")+"/wechat/callback", "Done: 0 failed, 0 to look at.")
	for _, secret := range []string{"the-secret-of", "dHJpYWw", "paihao-trial-token"} {
		if strings.Contains(e.stdout+e.stderr, secret) {
			t.Errorf("it tells %s:\n%s", secret, e.stdout)
		}
	}
	p.run("-trial", "check", "-force-token").ends(t, "a check that forces a token", well, "[正常] 已强制换新令牌")
	p.run("-trial", "menu").ends(t, "the menu", well, "菜单已发给微信", `"key": "BIND"`)
	p.run("-trial", "channels").ends(t, "channels", well, "还没有渠道带来的人", "100000 at most")
	stop().ends(t, "the run", well)
	p.run("-trial", "menu").ends(t, "the menu without a trial that runs", failed, "No trial is running, and no menu was sent")
	p.run("-trial", "menu", "-show").ends(t, "the menu only shown", well, `"key": "STATUS"`)
	p.run("-trial", "channels", "-csv").ends(t, "channels at rest", well, "\ufeffday,channel,name,followers,scans,tickets,cancels\n")
}

// What is wrong is told by the exit status too.
func TestCheckFails(t *testing.T) {
	p := newProgram(t)
	dir := filepath.Join(p.home, "venue")
	p.run("init", dir).ends(t, "init", well)
	path := filepath.Join(dir, "paihao.toml")
	p.run("-config", path, "check").ends(t, "a check of settings without an account", misuse, "wechat.app_id")
	p.set("PAIHAO_WECHAT_APP_ID", "wx0123456789abcdef")
	p.set("PAIHAO_WECHAT_APP_SECRET", "0123456789abcdef0123456789abcdef")
	p.set("PAIHAO_WECHAT_API_URL", "http://"+mustFreePort(t)) // WeChat is away
	e := p.run("-config", path, "check")
	e.ends(t, "a check without WeChat", failed, "[失败] 公众号的令牌：连不上微信", "[failed] The account's token: WeChat is not reached", "Done: 1 failed")
	p.run("-config", path, "menu").ends(t, "the menu without WeChat", failed, "Sending the menu: WeChat is not reached")
	p.run("-config", path, "channels").ends(t, "channels without data", failed, filepath.Join(dir, "paihao.db"))
	if strings.Contains(e.stdout+e.stderr, "0123456789abcdef0123456789abcdef") {
		t.Errorf("it tells the secret:\n%s", e.stdout)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
		t.Errorf("got %v in the folder (%v), want the settings only", left, err)
	}
}

func TestUseOfCheckMenuAndChannels(t *testing.T) {
	p := newProgram(t)
	for _, c := range []struct {
		args   string
		status int
		say    string
	}{
		{"check", misuse, "No settings file at"},
		{"menu -show", misuse, "No settings file at"},
		{"channels", misuse, "No settings file at"},
		{"-trial check x", misuse, "paihao [-config FILE] [-trial] check [-slip FILE.png] [-force-token]"},
		{"-trial check -h", well, "paihao [-config FILE] [-trial] check [-slip FILE.png] [-force-token]"},
		{"-trial check -nothing", misuse, "-nothing"},
		{"-trial menu x", misuse, "paihao [-config FILE] [-trial] menu [-show]"},
		{"-trial channels x", misuse, "paihao [-config FILE] [-trial] channels"},
		{"-trial channels -day 2026-1-2", misuse, "paihao [-config FILE] [-trial] channels"},
		{"init -examples", misuse, "paihao init -examples DIR"},
		{"init -h", well, "paihao init -examples DIR"},
		{"init -nothing a", misuse, "paihao init -examples DIR"},
		{"init -examples a b", misuse, "paihao init -examples DIR"},
		{"help", well, "paihao [-config FILE] channels [-day D]"},
	} {
		p.run(strings.Fields(c.args)...).ends(t, c.args, c.status, c.say)
	}
	if entries, err := os.ReadDir(p.home); err != nil || len(entries) != 0 {
		t.Errorf("%v was left behind (%v)", entries, err)
	}
}

func TestExamples(t *testing.T) {
	p := newProgram(t)
	dir := filepath.Join(p.home, "venue")
	folder := filepath.Join(dir, "examples")
	p.run("init", "-examples", dir).ends(t, "examples", well, "已写好内网接入的示例："+folder)
	if text, err := os.ReadFile(filepath.Join(folder, "frpc.toml")); err != nil || strings.Contains(string(text), "@") {
		t.Errorf("frpc.toml: %v, or a place for a secret is left", err)
	}
	p.run("init", "-examples", dir).ends(t, "examples again", failed, folder, "it exists and is left as it is")
	p.run("init", dir).ends(t, "the settings beside them", well)
}

// What a channel is called does nothing to a spreadsheet, whether the name is the settings' or an old id.
func TestWriteCommas(t *testing.T) {
	var b strings.Builder
	days := []core.ChannelDay{
		{ID: "door", Name: "=cmd|' /C calc'!A0", Day: "2026-01-02", Followers: 1, Scans: 2, Tickets: 3, Cancels: 4},
		{ID: "-gone", Name: "a,\"b\"", Day: "2026-01-03"},
	}
	if err := writeCommas(&b, core.ChannelReport{Channels: days}); err != nil {
		t.Fatal(err)
	}
	want := "\ufeffday,channel,name,followers,scans,tickets,cancels\n2026-01-02,door,'=cmd|' /C calc'!A0,1,2,3,4\n" +
		"2026-01-03,'-gone,\"a,\"\"b\"\"\",0,0,0,0\n"
	if b.String() != want {
		t.Errorf("got %q, want %q", b.String(), want)
	}
}

// A spreadsheet takes no name for a formula.
func TestPlain(t *testing.T) {
	for name, want := range map[string]string{"门口": "门口", "=1+1": "'=1+1", "-a": "'-a", "@x": "'@x", "＝1": "'＝1", "＠x": "'＠x", "a=1": "a=1", "": ""} {
		if got := plain(name); got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
}
