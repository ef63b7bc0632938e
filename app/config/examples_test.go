package config_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/pelletier/go-toml/v2"

	"paihao/app/config"
)

const examplesPath = "../../assets/examples"

func mustExamples(t *testing.T) (dir string) {
	t.Helper()
	dir, err := config.Examples(filepath.Join(t.TempDir(), "etc", "paihao"), os.DirFS(examplesPath))
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestExamples: the three files of frp fit each other, no place for a secret is left, and nobody else reads them.
func TestExamples(t *testing.T) {
	dir := mustExamples(t)
	checkMode(t, dir, 0o700)
	var frp [3]struct {
		BindPort, ServerPort int
		ProxyBindAddr        string
		Auth                 struct{ Token string }
		AllowPorts           []struct{ Single int }
		Proxies              []struct {
			Name, Type, SecretKey string
			LocalPort, RemotePort int
			Plugin                struct{ Type, HTTPUser, HTTPPassword string }
		}
		Visitors []struct {
			ServerName, Type, SecretKey, BindAddr string
			BindPort                              int
		}
	}
	for i, name := range []string{"frps.toml", "frpc.toml", "frpc-out.toml"} {
		if err := toml.Unmarshal([]byte(mustRead(t, filepath.Join(dir, name))), &frp[i]); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if f := frp[i]; len(f.Auth.Token) < 20 || f.Auth.Token != frp[0].Auth.Token || f.BindPort+f.ServerPort != 7000 {
			t.Errorf("%s: got port %d or %d and a token of %d characters, want those of frps.toml", name, f.BindPort, f.ServerPort, len(f.Auth.Token))
		}
	}
	server, venue, out := frp[0], frp[1], frp[2]
	if port := venue.Proxies[0].RemotePort; server.ProxyBindAddr != "127.0.0.1" || server.AllowPorts[0].Single != port || venue.Proxies[0].LocalPort != 8080 {
		t.Errorf("got %+v and %+v, want one port, open on the server only", server, venue.Proxies[0])
	}
	visitor, proxy := venue.Visitors[0], out.Proxies[0]
	if visitor.ServerName != proxy.Name || visitor.SecretKey != proxy.SecretKey || len(proxy.SecretKey) < 20 || visitor.Type != "stcp" || proxy.Type != "stcp" {
		t.Errorf("got %+v and %+v, want the visitor to fit", visitor, proxy)
	}
	if p := proxy.Plugin; p.Type != "http_proxy" || len(p.HTTPPassword) < 20 || p.HTTPPassword == proxy.SecretKey || proxy.SecretKey == server.Auth.Token {
		t.Errorf("got %+v, want a proxy with a password of its own", p)
	}
	line := `proxy = "http://` + proxy.Plugin.HTTPUser + ":" + proxy.Plugin.HTTPPassword + `@127.0.0.1:3128"`
	if !strings.Contains(mustRead(t, filepath.Join(dir, "frpc-out.toml")), line) {
		t.Error("the comment in frpc-out.toml does not give the settings' proxy")
	}
	mustParse(t, strings.Replace(bare, "{ app_id", "{ "+line+", app_id", 1))
}

// TestExamplesHaveNoGaps: whatever the file, no place for a secret is left in it, and the front doors lead to the tunnel.
func TestExamplesHaveNoGaps(t *testing.T) {
	dir := mustExamples(t)
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != 6 {
		t.Fatalf("got %d files (%v), want six", len(files), err)
	}
	for _, f := range files {
		path := filepath.Join(dir, f.Name())
		checkMode(t, path, 0o600)
		text := mustRead(t, path)
		if gap := regexp.MustCompile(`@[A-Z]+@`).FindString(text); gap != "" {
			t.Errorf("%s still says %s", f.Name(), gap)
		}
		if front := f.Name() == "Caddyfile" || f.Name() == "nginx.conf"; front && (!strings.Contains(text, "127.0.0.1:18080") || !strings.Contains(text, "queue.example.com")) {
			t.Errorf("%s does not lead to the tunnel", f.Name())
		}
	}
}

func TestExamplesAreFreshAndKeepWhatIsThere(t *testing.T) {
	dir := t.TempDir()
	path, err := config.Examples(dir, os.DirFS(examplesPath))
	if err != nil {
		t.Fatal(err)
	}
	first := mustRead(t, filepath.Join(path, "frps.toml"))
	if second := mustRead(t, filepath.Join(mustExamples(t), "frps.toml")); first == second {
		t.Error("two venues got the same token")
	}
	if _, err := config.Examples(dir, os.DirFS(examplesPath)); !errors.Is(err, fs.ErrExist) {
		t.Errorf("got %v, want fs.ErrExist", err)
	}
	if got := mustRead(t, filepath.Join(path, "frps.toml")); got != first {
		t.Error("the folder that was there has changed")
	}
}

// TestExamplesAllOrNone: a folder that could not be written whole does not stay.
func TestExamplesAllOrNone(t *testing.T) {
	dir := t.TempDir()
	broken := fstest.MapFS{"a.toml": {Data: []byte("1")}, "b.toml": {Mode: fs.ModeDir}}
	if _, err := config.Examples(dir, broken); err == nil {
		t.Error("got no error, want one")
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("%v was left (%v), want nothing", left, err)
	}
}
