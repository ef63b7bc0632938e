package main

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"

	"paihao/assets"
)

// The very first start is a trial and says so, and so is the next one, until there are settings or a venue's data.
func TestFirstStart(t *testing.T) {
	p := newProgram(t)
	stop := p.start("-headless")
	stop().ends(t, "the first start", well, "还没有设置，先进入试用模式", "this start is a trial", "paihao init")
	if _, err := os.Stat(p.file("trial.db")); err != nil {
		t.Errorf("the trial's data: %v", err)
	}
	p.start("-headless")().ends(t, "the second start", well, "this start is a trial", "paihao init")
	mustWrite(t, p.file("paihao.db"), nil)
	p.run("-headless").ends(t, "a start with a venue's data", misuse, "找不到设置文件", p.file("paihao.toml"), "for a trial add -trial")
	p.start("-headless", "-trial")().ends(t, "a trial that is asked for", well)
}

func TestMissingSettings(t *testing.T) {
	p := newProgram(t)
	nowhere := filepath.Join(p.home, "nowhere.toml")
	for _, args := range [][]string{{"-config", nowhere, "-headless"}, {"-config", nowhere, "-headless", "-trial"}, {"-config", nowhere}} {
		p.run(args...).ends(t, fmt.Sprint(args), misuse, "找不到设置文件："+nowhere, "No settings file at "+nowhere)
	}
	if entries, err := os.ReadDir(p.home); err != nil || len(entries) != 0 {
		t.Errorf("a refused start left %v behind (%v)", entries, err)
	}
}

// Every mistake is named with its place, and nothing is opened.
func TestWrongSettings(t *testing.T) {
	p := newProgram(t)
	text := strings.Replace(string(assets.TrialSettings), "[venue]", "[venue]\ntimezone = \"Mars/Olympus\"\nnmae = \"x\"", 1)
	line := 1 + strings.Count(text[:strings.Index(text, "timezone")], "\n")
	path := mustWrite(t, p.file("paihao.toml"), []byte(text))
	p.run("-headless").ends(t, "wrong settings", misuse,
		fmt.Sprintf("%s:%d: venue.timezone", path, line), fmt.Sprintf("%s:%d: venue.nmae", path, line+1), "wechat.app_id", "Mars/Olympus")
	if _, err := os.Stat(p.file("paihao.db")); err == nil {
		t.Error("a refused start made a data file")
	}
	p.set("PAIHAO_RULES_NEAR", "many")
	p.run("-trial", "-headless").ends(t, "a wrong variable", misuse, "PAIHAO_RULES_NEAR", "rules.near", "many")
}

// A venue sets up its settings, runs, and finds its hall again after the next start.
func TestInitAndRun(t *testing.T) {
	p := newProgram(t)
	dir := filepath.Join(p.home, "venue")
	path := filepath.Join(dir, "paihao.toml")
	made := p.run("init", dir)
	made.ends(t, "init", well, "已写好设置："+path, "Settings written: "+path)
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the settings: %v, %v, want mode 0600", info, err)
	}
	p.run("init", dir).ends(t, "init again", failed, path, "it exists and is left as it is")
	p.run("-config", path, "-headless").ends(t, "before the account is filled in", misuse, path, "wechat.app_id", "wechat.app_secret")
	p.set("PAIHAO_WECHAT_APP_ID", "wx0123456789abcdef")
	p.set("PAIHAO_WECHAT_APP_SECRET", "0123456789abcdef0123456789abcdef")
	p.set("PAIHAO_WECHAT_API_URL", "http://"+mustFreePort(t)) // WeChat is away
	for range 2 {
		e := p.start("-config", path, "-headless")()
		e.ends(t, "a run", well)
		if strings.Contains(e.stderr, "0123456789abcdef0123456789abcdef") {
			t.Errorf("the run tells the secret: %s", e.stderr)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "paihao.db")); err != nil {
		t.Errorf("the data: %v", err)
	}
}

// Two programs never share a data file, nor a port: the second says why in a sentence and the first goes on.
func TestSecondStart(t *testing.T) {
	p := newProgram(t)
	stop := p.start("-trial", "-headless")
	local := p.value("PAIHAO_LISTEN_LOCAL")
	p.set("PAIHAO_LISTEN_LOCAL", mustFreePort(t))
	p.run("-trial", "-headless").ends(t, "the same data", failed, "排号已经在运行", "Paihao is already running")
	p.run("-trial").ends(t, "the same data, with windows", well, "排号已经在运行，没有开窗口", "already running, without windows")
	p.set("PAIHAO_LISTEN_LOCAL", local)
	p.set("XDG_CONFIG_HOME", t.TempDir())
	p.run("-trial", "-headless").ends(t, "the same port", failed, "网络端口被占用或不可用："+local, "The network port is taken or cannot be used: "+local)
	r, err := http.Get("http://" + local + "/healthz")
	if err != nil {
		t.Fatal(err)
	}
	r.Body.Close()
	if e := stop(); e.status != well || r.StatusCode != http.StatusOK {
		t.Errorf("the first program: health %d, exit status %d; it said %s", r.StatusCode, e.status, e.stderr)
	}
}

// A data file that is no data file is left as it is.
func TestDamagedData(t *testing.T) {
	p := newProgram(t)
	path := mustWrite(t, p.file("trial.db"), bytes.Repeat([]byte("this is not a database\n"), 1000))
	p.run("-trial", "-headless").ends(t, "a damaged file", failed, "数据文件损坏", "The data file is damaged")
	if after, err := os.ReadFile(path); err != nil || len(after) != 23000 {
		t.Errorf("the damaged file has %d bytes now (%v), want the same 23000", len(after), err)
	}
}

func TestUsage(t *testing.T) {
	p := newProgram(t)
	for _, c := range []struct {
		args   string
		status int
		words  string
	}{
		{"version", well, "paihao dev"},
		{"-h", well, "Usage:"},
		{"-headless version", well, "paihao"},
		{"help", well, "paihao init -h"},
		{"init -h", well, "-public-url"},
		{"check -h", well, "-slip"},
		{"-nothing", misuse, "-nothing"},
		{"-config", misuse, "-config"},
		{"nothing", misuse, "No such command: nothing"},
		{"init", misuse, "paihao init DIR"},
		{"init a b", misuse, "paihao init DIR"},
		{"init /dev/null/x", failed, "/dev/null"},
		{"sandbox -h", well, "-listen"},
		{"sandbox -nothing", misuse, "-nothing"},
		{"sandbox x", misuse, ""},
		{"backup", misuse, "paihao [-config FILE] [-trial] backup FILE"},
		{"backup a b", misuse, "backup FILE"},
		{"backup -x", misuse, "backup FILE"},
		{"verify a b", misuse, "verify [FILE]"},
		{"restore", misuse, "restore FILE"},
		{"-config nowhere.toml backup x", misuse, "nowhere.toml"},
		{"-config nowhere.toml verify", misuse, "nowhere.toml"},
		{"-config nowhere.toml restore x", misuse, "nowhere.toml"},
		{"verify nowhere.db", failed, "找不到 nowhere.db。"},
		{"verify /", failed, "/ is not a file"},
		{"-trial restore nowhere.db", failed, "There is no nowhere.db"},
		{"-trial backup x", failed, "trial.db"},
		{"-config nowhere.toml sandbox", misuse, "nowhere.toml"},
		{"", misuse, "找不到设置文件"},
	} {
		if c.args == "" {
			mustWrite(t, p.file("paihao.db"), nil)
		}
		p.run(strings.Fields(c.args)...).ends(t, "paihao "+c.args, c.status, c.words)
	}
}

// The sandbox alone is a WeChat for a Paihao elsewhere: it says its address, answers there, and says who has its port.
func TestSandbox(t *testing.T) {
	p := newProgram(t)
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	p.run("sandbox", "-listen", taken.Addr().String()).ends(t, "a taken port", failed, taken.Addr().String(), "网络端口")
	c := exec.Command(os.Args[0], "sandbox", "-listen", "127.0.0.1:0")
	c.Env, c.Stderr = p.environ, t.Output()
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Process.Kill() }) // it has ended, unless the test failed
	line := make([]byte, 2000)
	n, err := out.Read(line) // it says all of it at once
	found := regexp.MustCompile(`\napi_url = "(http://127\.0\.0\.1:\d+)"\nimage_url = "http.*"\napp_id = "wx`).FindSubmatch(line[:n])
	if found == nil {
		t.Fatalf("it says %q (%v), want the line for the settings", line[:n], err)
	}
	for path, want := range map[string]string{"/": "<!doctype html", "/cgi-bin/stable_token": "errcode"} {
		r, err := http.Get(string(found[1]) + path)
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r.Body)
		r.Body.Close()
		if err != nil || !strings.Contains(strings.ToLower(string(text)), want) {
			t.Errorf("%s: %.100q (%v), want %q in it", path, text, err, want)
		}
	}
	if err := c.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := c.Wait(); err != nil {
		t.Errorf("the sandbox ended with %v", err)
	}
	if entries, err := os.ReadDir(p.home); err != nil || len(entries) != 0 {
		t.Errorf("the sandbox left %v behind (%v)", entries, err)
	}
}
