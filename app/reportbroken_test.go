package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestReportOfBrokenSettings: when the settings cannot be used a report is wanted most. It says what is wrong with them and
// holds the log, what was set and the files; and no secret, whichever line is broken.
func TestReportOfBrokenSettings(t *testing.T) {
	p := newProgram(t)
	dir := filepath.Join(p.home, "venue")
	path := mustWrite(t, filepath.Join(dir, "paihao.toml"), []byte(plantedSettings))
	p.plantLogs(filepath.Join(dir, "log"))
	p.plantCustomers(path)
	for name, c := range map[string]struct {
		old, new string   // in the settings; all of them are gone where nothing is said
		says     []string // in report.txt
	}{
		"a quote without an end":            {`abcdef0"`, `abcdef0`, []string{"paihao.toml:6", "wechat.app_secret"}},
		"the token's quote without an end":  {`s3cretToken"`, `s3cretToken  # s3cret-in-a-comment`, []string{"paihao.toml:7"}},
		"no quote before":                   {`"s3cretToken`, `s3cretToken`, []string{"paihao.toml:7"}},
		"a secret under a misspelt key":     {`app_secret`, `app_secert`, []string{"wechat.app_secert", "paihao.toml:6"}},
		"the token under a misspelt key":    {`token = "s3cretT`, `tokne = "s3cretT`, []string{"wechat.tokne"}},
		"a name in quotes":                  {`token = "s3cretT`, `"token = "s3cretT`, []string{"paihao.toml:7"}},
		"a colon":                           {`token = "s3cretT`, `token: "s3cretT`, []string{"paihao.toml:7"}},
		"a secret over two lines":           {`s3cretAppSecret`, "s3cretAppSecret\n", []string{"paihao.toml:6"}},
		"a text without an end":             {`"S3CRETAES`, `"""S3CRETAES`, []string{"paihao.toml:8"}},
		"a header without an end":           {`[wechat]`, `[wechat`, []string{"paihao.toml:4"}},
		"no header":                         {`[wechat]`, ``, []string{"listen.app_secret"}},
		"a misspelt header":                 {`[wechat]`, `[wechta]`, []string{"wechta"}},
		"a misspelt list":                   {`[[staff]]`, `[[stuff]]`, []string{"stuff"}},
		"a list as a table":                 {`[[staff]]`, `[staff]`, []string{"staff"}},
		"a proxy that is none":              {`http://user`, `htp:/user`, []string{"wechat.proxy"}},
		"bytes that are no text":            {`李员工`, "李员工\xff", []string{"UTF-8"}},
		"no settings":                       {"", "", []string{"找不到设置文件", "paihao.db"}},
		"settings that are something other": {plantedSettings, "s3cretToken\ns3cretAppSecret0123456789abcdef0\n", []string{"paihao.toml:1"}},
	} {
		t.Run(name, func(t *testing.T) {
			if c.old == "" {
				if err := os.Remove(path); err != nil {
					t.Fatal(err)
				}
			} else {
				mustWrite(t, path, []byte(strings.Replace(plantedSettings, c.old, c.new, 1)))
			}
			zip := filepath.Join(t.TempDir(), "report.zip")
			e := p.run("-config", path, "report", zip)
			e.ends(t, "the report", misuse, zip, "，但设置不能用", "but the settings cannot be used")
			files := mustUnpack(t, zip)
			for file, words := range map[string][]string{
				"report.txt":     append(c.says, "The settings cannot be used", "paihao: dev", "is sound", "paihao-2026-11-20T00-00-00.000-day.log.gz"),
				"log/paihao.log": {"planted line", "half a line"},
				"log/paihao-2026-11-20T00-00-00.000-day.log": {"yesterday's line"},
				"settings.txt": {"# PAIHAO_LISTEN_LOCAL", "line by line"},
			} {
				for _, w := range words {
					if !strings.Contains(files[file], w) {
						t.Errorf("%s lacks %q:\n%.2000s", file, w, files[file])
					}
				}
			}
			files["what it said"] = e.stdout + e.stderr
			for file, text := range files {
				for _, private := range planted {
					// Nobody can know a short token whose settings are gone; what it said tells that.
					if strings.Contains(text, private) && (c.old != "" || private != "s3cretToken") {
						t.Errorf("%s tells %s:\n%.3000s", file, private, text)
					}
				}
			}
		})
	}
}
