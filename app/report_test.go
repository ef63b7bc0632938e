package main

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"paihao/app/config"
	"paihao/app/core"
	"paihao/queue"
)

// mustUnpack is what a zip file holds, by name.
func mustUnpack(t *testing.T, path string) map[string]string {
	t.Helper()
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	all := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		r.Close()
		all[f.Name] = string(text)
	}
	return all
}

// planted is in all places from which a report is made, and may be in none of it.
var planted = []string{
	"s3cretAppSecret", "s3cretToken", "s3cretAPIToken", "s3cretProxy", "S3CRETAES", "o-planted-customer", "oPlantedOpenidOfAStrangerxyz",
	"13800138000", "139 1234 5678", "王小明", "s3cret-in-a-comment", "李员工", "planted-access-token-1",
}

// plantedSettings are a venue's, with all that is private in them.
const plantedSettings = `
[listen]
api_token = "s3cretAPIToken-0123456789"
[wechat]   # the password is s3cret-in-a-comment, call 13800138000
app_id = "wx0123456789abcdef"
app_secret = "s3cretAppSecret0123456789abcdef0"
token = "s3cretToken"
encoding_aes_key = "S3CRETAESS3CRETAESS3CRETAESS3CRETAESS3CRETA"
proxy = "http://user:s3cretProxy@127.0.0.1:1"
[log]
dir = "log"
[[service]]
id = "general"
name = "综合业务"
[[counter]]
id = "1"
name = "1号窗口"
services = ["general"]
[[staff]]
id = "li"
name = "李员工"
role = "call"
`

// TestReport packs a report while the kiosk runs and when it does not, of a hall that has secrets everywhere: it says all that
// helps, and none of them.
func TestReport(t *testing.T) {
	p := newProgram(t)
	dir := filepath.Join(p.home, "venue")
	settings := mustWrite(t, filepath.Join(dir, "paihao.toml"), []byte(plantedSettings))
	p.plantLogs(filepath.Join(dir, "log"))
	p.plantCustomers(settings)
	stop := p.start("-config", settings, "-headless")
	p.mustLog(filepath.Join(dir, "log", "paihao.log"), "paihao is running", 1)

	while := filepath.Join(p.home, "while.zip")
	p.run("-config", settings, "report", while).ends(t, "a report while it runs", well, "诊断报告写好了："+while, "The report is written")
	p.run("-config", settings, "report", while).ends(t, "the same again", failed, while+" exists and is left as it is")
	stop().ends(t, "the kiosk", well)
	after := filepath.Join(p.home, "after.zip")
	p.run("-config", settings, "report", after).ends(t, "a report at rest", well, after)

	for path, says := range map[string]map[string][]string{
		while: {
			"report.txt":  {"running: yes, at 127.0.0.1:", "paihao: dev", "go: go1.", "paihao.db is sound: days: ", "MB free", "paihao.db.door", "完好"},
			"health.json": {`"writable":true`}, "metrics.txt": {"paihao_"},
		},
		after: {"report.txt": {"running: no\n", "is sound", "paihao.db", "paihao.log"}},
	} {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v, want mode 0600", path, info, err)
		}
		files := mustUnpack(t, path)
		says["settings.txt"] = []string{`wechat.app_secret = "***"  # paihao.toml:6`, `listen.local = "127.0.0.1:`, `# PAIHAO_LISTEN_LOCAL`, `service[1].name = "综合业务"`}
		says["log/paihao.log"] = []string{"paihao is running", "planted line", "half a line"}
		says["log/paihao-2026-11-20T00-00-00.000-day.log"] = []string{"yesterday's line"}
		says["log/crash-2026-11-19T10-00-00.log"] = []string{"panic: a mistake", "goroutine 1 [running]", "main.main()"}
		says["log/failed-start.log"] = []string{"address already in use"}
		for name, words := range says {
			for _, w := range words {
				if !strings.Contains(files[name], w) {
					t.Errorf("%s in %s lacks %q:\n%.2000s", name, path, w, files[name])
				}
			}
		}
		for name, text := range files {
			for _, private := range planted {
				if strings.Contains(text, private) {
					t.Errorf("%s in %s tells %s:\n%.3000s", name, path, private, text)
				}
			}
		}
	}
	if left, err := filepath.Glob(filepath.Join(dir, ".*part*")); err != nil || len(left) != 0 {
		t.Errorf("left is %v (%v)", left, err)
	}
}

// plantLogs writes what earlier runs may have left, with something private in each line.
func (p *program) plantLogs(folder string) {
	p.t.Helper()
	line := "time=2026-11-20T10:00:00.000+08:00 level=WARN msg=\"planted line\" err=\"Post \\\"https://api.weixin.qq.com/x?access_token=planted-access-token-1\\\": s3cretAppSecret0123456789abcdef0 " +
		"by o-planted-customer, oPlantedOpenidOfAStrangerxyz, 13800138000, 139 1234 5678, user 王小明 with s3cretToken, proxy http://user:s3cretProxy@127.0.0.1:1\"\n"
	mustWrite(p.t, filepath.Join(folder, "paihao.log"), []byte(line+"time=2026-11-20T11:00:00.000+08:00 level=INFO msg=\"half a line"))
	mustWrite(p.t, filepath.Join(folder, "failed-start.log"), []byte("listen: address already in use, s3cretAPIToken-0123456789\n"))
	mustWrite(p.t, filepath.Join(folder, "crash-2026-11-19T10-00-00.log"), []byte("panic: a mistake with o-planted-customer\n\ngoroutine 1 [running]:\nmain.main()\n"))
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, err := io.WriteString(z, "time=2026-11-19T10:00:00.000+08:00 level=INFO msg=\"yesterday's line\" "+line)
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		p.t.Fatal(err)
	}
	mustWrite(p.t, filepath.Join(folder, "paihao-2026-11-20T00-00-00.000-day.log.gz"), b.Bytes())
}

// plantCustomers lets the data name customers: one who has a ticket, and a user of another system.
func (p *program) plantCustomers(settings string) {
	p.t.Helper()
	s, err := config.Load(config.Options{Path: settings, Environ: []string{"PAIHAO_LISTEN_PUBLIC=127.0.0.1:0"}})
	if err != nil {
		p.t.Fatal(err)
	}
	s.Listen.Local = "127.0.0.1:0"
	k, err := core.Open(p.t.Context(), core.Options{Settings: s})
	if err != nil {
		p.t.Fatal(err)
	}
	now := time.Now()
	_, took := k.Queue.Do(p.t.Context(), queue.Command{
		Verb: queue.Take, Service: "general", Customer: queue.Customer{App: s.WeChat.AppID, OpenID: "o-planted-customer"},
	})
	kept := k.Queue.KeepCodes(p.t.Context(), queue.Code{
		ID: "planted", Purpose: queue.BindAccount, Account: "members", User: "王小明", Scene: "v1.x", Ticket: "planted-ticket",
		URL: "http://weixin.qq.com/q/planted", CreatedAt: now, ExpiresAt: now.Add(time.Hour),
	})
	if err := errors.Join(took, kept, k.Close()); err != nil {
		p.t.Fatal(err)
	}
}

// A report is made also where much is wrong, and says what.
func TestReportOfTrouble(t *testing.T) {
	p := newProgram(t)
	settings := mustWrite(t, filepath.Join(p.home, "venue", "paihao.toml"), []byte(strings.Replace(plantedSettings, "[log]\ndir = \"log\"\n", "", 1)))
	data := filepath.Join(p.home, "venue", "paihao.db")
	for _, c := range []struct {
		name  string
		spoil func()
		says  []string
	}{
		{"no data", func() {}, []string{"running: no\n", "There is no ", "paihao.toml"}},
		{"a damaged file and a stale door", func() {
			mustWrite(t, data, bytes.Repeat([]byte("this is not a database\n"), 1000))
			mustWrite(t, data+".door", []byte(`{"file":"`+data+`","address":"127.0.0.1:1","token":"x"}`))
		}, []string{"running: no answer", "paihao.db is damaged", "23000"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.spoil()
			path := filepath.Join(t.TempDir(), "report.zip")
			p.run("-config", settings, "report", path).ends(t, "the report", well, path, "no [log] dir")
			text := mustUnpack(t, path)["report.txt"]
			for _, w := range c.says {
				if !strings.Contains(text, w) {
					t.Errorf("it says %s, want %q in it", text, w)
				}
			}
		})
	}
	p.run("-config", settings, "report", filepath.Join(p.home, "nowhere", "report.zip")).ends(t, "no such folder", failed, "nowhere")
	p.run("-config", filepath.Join(p.home, "none.toml"), "report", filepath.Join(p.home, "x.zip")).ends(t, "no settings", misuse, "none.toml")
	p.run("report").ends(t, "no name", misuse, "report FILE.zip")
	p.run("-config", settings, "report", "a", "b").ends(t, "two names", misuse, "report 文件.zip")
}
