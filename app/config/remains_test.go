package config_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"paihao/app/config"
)

// remains is what is left of settings, which lie in a folder of their own.
func remains(t *testing.T, text string, environ ...string) config.Settings {
	t.Helper()
	path := filepath.Join(t.TempDir(), "paihao.toml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	s := config.Remains(config.Options{Path: path, Environ: append([]string{}, environ...)})
	if s.Dir != filepath.Dir(path) {
		t.Errorf("the folder is %s, want %s", s.Dir, filepath.Dir(path))
	}
	return s
}

// What is right in a line counts and is told; all else reads ***, and what may be secret is known as such.
func TestRemains(t *testing.T) {
	for name, c := range map[string]struct {
		text, told string
		log        string
		secrets    []string
	}{
		"a quote that has no end": {
			"[wechat]\napp_id = \"wx0123456789abcdef\"\napp_secret = \"s3cretAppSecret # it is mine\ntoken = \"s3cretToken\"\n[log]\ndir = \"logs\"\nlevel = \"info\"\n",
			"wechat.app_id = \"wx0123456789abcdef\"  # paihao.toml:2\nwechat.app_secret = \"***\"  # paihao.toml:3\nwechat.token = \"***\"  # paihao.toml:4\n" +
				"log.dir = \"logs\"  # paihao.toml:6\nlog.level = \"info\"  # paihao.toml:7\n",
			"logs",
			[]string{"s3cretAppSecret", "s3cretToken"},
		},
		"a name that is misspelt": {
			"[wechat]\napp_secert = \"s3cretAppSecret\"\nWechatToken=\"s3cretToken\"\nmode = \"safe\"\n",
			"wechat.app_secert = \"***\"  # paihao.toml:2\nwechat.*** = \"***\"  # paihao.toml:3\nwechat.mode = \"safe\"  # paihao.toml:4\n",
			"log",
			[]string{"s3cretAppSecret", "s3cretToken"},
		},
		"a header that has no end": {
			"[venue]\nname = \"厅\"\n[wechat # s3cret\ntoken = \"s3cretToken\"\nmode = \"safe\"\n[[staff]\nname = \"李员工\"\n[log]\ndir = \"\"\n",
			"venue.name = \"厅\"  # paihao.toml:2\n*** = \"***\"  # paihao.toml:3\n***.token = \"***\"  # paihao.toml:4\n***.mode = \"***\"  # paihao.toml:5\n" +
				"*** = \"***\"  # paihao.toml:6\n***.name = \"***\"  # paihao.toml:7\nlog.dir = \"\"  # paihao.toml:9\n",
			"",
			[]string{"s3cretToken", "safe", "李员工"},
		},
		"a header that is gone": {
			"[listen]\napi_token = \"s3cretAPIToken-01\"\ntoken = \"s3cretToken\"\n[[counter]]\nname = \"甲\"\nname = \"李员工\"\n",
			"listen.api_token = \"***\"  # paihao.toml:2\nlisten.token = \"***\"  # paihao.toml:3\ncounter[1].name = \"甲\"  # paihao.toml:5\n" +
				"counter[1].name = \"***\"  # paihao.toml:6\n",
			"log",
			[]string{"s3cretAPIToken-01", "s3cretToken", "李员工"},
		},
		"a text over lines": {
			"[printer]\nlayout = '''\n# {{.Number}}\n[log]\ndir = \"wrong\"'''\npaper = 58\n[[service]]\nid=\"a\"\n[[service]]\nid = \"b\"\n[wechat]\ntoken = \"\"\"\ns3cret\n[log]\ndir = \"wrong\"\n",
			"printer.layout = \"# {{.Number}}\\n[log]\\ndir = \\\"wrong\\\"\"  # paihao.toml:2\nprinter.paper = 58  # paihao.toml:6\n" +
				"service[1].id = \"a\"  # paihao.toml:8\nservice[2].id = \"b\"  # paihao.toml:10\nwechat.token = \"***\"  # paihao.toml:12\n",
			"log",
			[]string{"s3cret"},
		},
		"what is no setting at all": {
			"app_secret: s3cretAppSecret\n\"s3cretToken\"\ns3cretOther = \n\xff\xfe\n",
			"*** = \"***\"  # paihao.toml:1\n*** = \"***\"  # paihao.toml:2\n*** = \"***\"  # paihao.toml:3\n*** = \"***\"  # paihao.toml:4\n",
			"log",
			[]string{"s3cretAppSecret", "s3cretToken", "s3cretOther"},
		},
		"a header with more behind it": {
			"[wechat] token = \"s3cretToken\"\n[log] # '''\napp_secret = \"s3cretAppSecret\"\n",
			"*** = \"***\"  # paihao.toml:1\n*** = \"***\"  # paihao.toml:2\n",
			"log",
			[]string{"s3cretToken", "s3cretAppSecret"},
		},
		"no ends of lines": {"[wechat]\rtoken = \"s3cretToken\"\r", "*** = \"***\"  # paihao.toml:1\n", "log", []string{"s3cretToken"}},
		"signs of Chinese": {
			"[wechat]\ntoken = “s3cretToken”\napp_secret＝“s3cretAppSecret”\nproxy：s3cretProxy；\n",
			"wechat.token = \"***\"  # paihao.toml:2\nwechat.*** = \"***\"  # paihao.toml:3\nwechat.*** = \"***\"  # paihao.toml:4\n",
			"log",
			[]string{"s3cretToken", "s3cretAppSecret", "s3cretProxy"},
		},
		"neither quotes nor blanks": {
			"[wechat]\nToken=s3cretToken\napp_secret:s3cretAppSecret\ns3cretKey==\n",
			"wechat.*** = \"***\"  # paihao.toml:2\nwechat.*** = \"***\"  # paihao.toml:3\nwechat.*** = \"***\"  # paihao.toml:4\n",
			"log",
			[]string{"s3cretToken", "s3cretAppSecret", "s3cretKey"},
		},
		"UTF-16": {
			"\xff\xfe[\x00w\x00]\x00\n\x00t\x00=\x00\"\x00s\x003\x00c\x00r\x00e\x00t\x00\"\x00\r\x00\n\x00",
			"*** = \"***\"  # paihao.toml:1\n*** = \"***\"  # paihao.toml:2\n*** = \"***\"  # paihao.toml:3\n",
			"log",
			[]string{"s3cret"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := remains(t, c.text)
			if got := s.Told(); got != c.told {
				t.Errorf("told is\n%s\nwant\n%s", got, c.told)
			}
			if s.Log.Folder != c.log {
				t.Errorf("the log is in %q, want %q", s.Log.Folder, c.log)
			}
			for _, secret := range c.secrets {
				if !slices.Contains(s.Secrets, config.Secret(secret)) {
					t.Errorf("%s is not known as a secret", secret)
				}
			}
		})
	}
}

// What stands beside the file counts as well, and a file that is gone leaves what does.
func TestRemainsBeside(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "paihao.local.toml"), []byte("[log]\ndir = \"here\"\n[store]\nurl = \"bolt:hall.db\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	s := config.Remains(config.Options{Path: filepath.Join(dir, "paihao.toml"), Environ: []string{
		"PAIHAO_WECHAT_APP_SECRET=s3cret with blanks", "PAIHAO_LOG_LEVEL=s3cretLevel", "PAIHAO_RULES_NEAR=5", "PAIHAO_OTHER_S3CRET=s3cretOther", "HOME=/home",
	}})
	want := "log.dir = \"here\"  # paihao.local.toml:2\nstore.url = \"bolt:hall.db\"  # paihao.local.toml:4\n" +
		"*** = \"***\"  # PAIHAO_WECHAT_APP_SECRET\n*** = \"***\"  # PAIHAO_LOG_LEVEL\nrules.near = \"5\"  # PAIHAO_RULES_NEAR\n*** = \"***\"  # PAIHAO_OTHER_S3CRET\n"
	if got := s.Told(); got != want {
		t.Errorf("told is\n%s\nwant\n%s", got, want)
	}
	if s.LogFolder() != filepath.Join(dir, "here") || s.DataFile() != filepath.Join(dir, "hall.db") {
		t.Errorf("the log is in %s, the data in %s", s.LogFolder(), s.DataFile())
	}
	for _, secret := range []config.Secret{"s3cret with blanks", "s3cretLevel", "s3cretOther"} {
		if !slices.Contains(s.Secrets, secret) {
			t.Errorf("%s is not known as a secret", secret.Reveal())
		}
	}
}

// FuzzRemains: whatever becomes of a file in which secrets stand behind their names, none is told.
func FuzzRemains(f *testing.F) {
	f.Add(40, 3, "\"")
	f.Add(0, 0, "[wechat")
	f.Add(70, 20, "'''")
	f.Add(10, 1, "\n")
	f.Fuzz(func(t *testing.T, at, cut int, put string) {
		if strings.Contains(put, "s3cret") {
			t.Skip()
		}
		text := "[venue]\nname = \"大厅\"\n[wechat]\napp_secret = \"s3cretAppSecret0\"\ntoken = \"s3cretToken\"\n[log]\ndir = \"log\"\n[[staff]]\nid = \"li\"\nname = \"s3cretName\"\n"
		at = min(max(at, 0), len(text))
		text = text[:at] + put + text[min(len(text), at+min(max(cut, 0), 5)):]
		s := remains(t, text)
		if told := s.Told(); strings.Contains(told, "s3cretA") || strings.Contains(told, "s3cretT") {
			t.Errorf("of\n%s\nis told\n%s", text, told)
		}
	})
}
