package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"paihao/app/config"
	"paihao/assets"
)

// mustAnswer gives the answers of a person, a line each, and what they read meanwhile.
func mustAnswer(t *testing.T, dir string, lines ...string) (s config.Settings, said string) {
	t.Helper()
	var out strings.Builder
	path, _, err := interview(dir, strings.NewReader(strings.Join(lines, "\n")+"\n"), &out)
	if err != nil {
		t.Fatalf("got %v after\n%s", err, out.String())
	}
	s, err = config.Load(config.Options{Path: path, Environ: []string{}})
	if err != nil {
		t.Fatal(err)
	}
	return s, out.String()
}

// Enter alone is a venue that works.
func TestInterviewByEnter(t *testing.T) {
	s, said := mustAnswer(t, t.TempDir(), strings.Split(strings.Repeat("\n", 12), "\n")...)
	if want := config.Presets()[0]; s.Venue.Name != want.Name || len(s.Services) != 3 || len(s.Counters) != 3 || !s.WeChat.Trial || !s.Voice.On {
		t.Errorf("got %+v, want the usual venue", s)
	}
	if n := strings.Count(said, "] > "); n != 12 {
		t.Errorf("it asks %d questions, want 12", n)
	}
}

// Every answer stands in the settings.
func TestInterview(t *testing.T) {
	t.Setenv(secretVariable, "")
	s, said := mustAnswer(t, t.TempDir(), "clinic", `王大夫"诊所"`, "Dr Wang", "en, zh", "2", "内科, n, 12", "外科，W，20", "一号诊室、二号诊室",
		"wx0123456789abcdef", "not-a-real-secret-0123", "https://queue.example.com", "tcp://10.0.0.9:9100", "58", "0")
	if s.Venue.Name != `王大夫"诊所"` || s.Venue.NameEN != "Dr Wang" || s.Venue.Languages[0] != assets.EN {
		t.Errorf("got the venue %+v", s.Venue)
	}
	if len(s.Services) != 2 || s.Services[0].Name != "内科" || s.Services[0].Prefix != "N" || s.Services[1].Minutes != 20 {
		t.Errorf("got the services %+v", s.Services)
	}
	if len(s.Counters) != 2 || s.Counters[1].Name != "二号诊室" || len(s.Counters[1].Services) != 2 {
		t.Errorf("got the counters %+v", s.Counters)
	}
	w := s.WeChat
	if w.Trial || w.AppID != "wx0123456789abcdef" || w.AppSecret.Reveal() != "not-a-real-secret-0123" || s.Listen.PublicURL != "https://queue.example.com" {
		t.Errorf("got the account %s, trial %v, %s", w.AppID, w.Trial, s.Listen.PublicURL)
	}
	if s.Printer.URL != "tcp://10.0.0.9:9100" || s.Printer.Paper != 58 || s.Voice.On {
		t.Errorf("got %+v, %+v", s.Printer, s.Voice)
	}
	if strings.Contains(said, "没看懂") {
		t.Errorf("it did not understand:\n%s", said)
	}
}

// What cannot be taken is told in words and asked again.
func TestInterviewAsksAgain(t *testing.T) {
	s, said := mustAnswer(t, t.TempDir(), "spaceport", "bank", "-", "新银行", "", "fr", "zh", "13", "1", "个人, A, 0", "个人, A, 7", "31", "1",
		"gh_1234", "-", "192.168.1.9", "none", "101", "40")
	if s.Venue.Name != "新银行" || len(s.Services) != 1 || s.Services[0].Minutes != 7 || len(s.Counters) != 1 || s.Voice.Volume != 40 || !s.WeChat.Trial {
		t.Errorf("got %+v", s)
	}
	for _, words := range []string{"1 到 40 个字的名称", "zh-CN and en", "1 to 240", "AppID, wx and 16", "tcp://HOST:PORT", "0 到 100"} {
		if !strings.Contains(said, words) {
			t.Errorf("it does not say %q:\n%s", words, said)
		}
	}
}

// Who goes away half-way has written nothing, and who has settings already is not asked.
func TestInterviewWritesNothing(t *testing.T) {
	for n := range 12 {
		dir := filepath.Join(t.TempDir(), fmt.Sprint(n))
		if _, _, err := interview(dir, strings.NewReader(strings.Repeat("\n", n)), &strings.Builder{}); !errors.Is(err, errNoAnswer) {
			t.Errorf("after %d answers: %v, want errNoAnswer", n, err)
		}
		if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("after %d answers there is %s: %v", n, dir, err)
		}
	}
	dir := t.TempDir()
	mustWrite(t, filepath.Join(dir, config.FileName), []byte("mine"))
	var out strings.Builder
	if _, _, err := interview(dir, strings.NewReader(""), &out); !errors.Is(err, fs.ErrExist) || out.Len() > 0 {
		t.Errorf("beside settings: %v, asked %q; want fs.ErrExist and no question", err, out.String())
	}
}

// Flags set a venue up in one line; a script without any gets the sample.
func TestInitByFlags(t *testing.T) {
	p := newProgram(t)
	dir := filepath.Join(p.home, "venue")
	p.set(secretVariable, "not-a-real-secret-0123")
	p.run("init", "-preset", "clinic", "-name", "王大夫诊所", "-counters", "4", "-printer", "tcp://10.0.0.9:9100", "-paper", "58", "-volume", "0",
		"-languages", "en", "-app-id", "wx0123456789abcdef", "-public-url", "https://queue.example.com", dir).
		ends(t, "init by flags", well, "Settings written: "+filepath.Join(dir, config.FileName), "check")
	s, err := config.Load(config.Options{Path: filepath.Join(dir, config.FileName), Environ: []string{}})
	if err != nil || s.Venue.Name != "王大夫诊所" || len(s.Counters) != 4 || s.Printer.Paper != 58 || s.Voice.On || s.WeChat.AppID == "" || s.WeChat.Trial {
		t.Errorf("got %+v, %v", s, err)
	}
	for name, c := range map[string]struct {
		args   []string
		status int
		words  string
	}{
		"an unknown preset":     {[]string{"-preset", "spaceport"}, misuse, "hall clinic bank restaurant repair"},
		"an account of no kind": {[]string{"-app-id", "gh_1"}, misuse, "wechat.app_id"},
		"a printer of no kind":  {[]string{"-printer", "x"}, misuse, "printer.url"},
		"no counters":           {[]string{"-counters", "0"}, misuse, "1 to 30 counters"},
		"too many counters":     {[]string{"-counters", "31"}, misuse, "1 to 30 counters"},
		"no name":               {[]string{"-name", ""}, misuse, "a name of 1 to 40"},
		"a long name":           {[]string{"-name", strings.Repeat("Long", 11)}, misuse, "\"LongLong…\" of 44"},
		"an open address":       {[]string{"-public-url", "http://foo"}, misuse, "listen.public_url"},
		"a name in GBK":         {[]string{"-name", "\xb4\xf3\xcc\xfc"}, misuse, "UTF-8"},
		"flags and defaults":    {[]string{"-defaults", "-name", "x"}, misuse, "paihao init DIR"},
		"defaults":              {[]string{"-defaults"}, well, "Fill in app_id"},
		"a trial by flags":      {[]string{"-preset", "restaurant"}, well, "sandbox plays WeChat"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "venue")
			p.run(append(append([]string{"init"}, c.args...), dir)...).ends(t, name, c.status, c.words)
			if _, err := os.Stat(dir); (err == nil) != (c.status == well) {
				t.Errorf("the folder afterwards: %v", err)
			}
		})
	}
}
