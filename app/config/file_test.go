package config_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"paihao/app/config"
)

func TestFileMode(t *testing.T) {
	path := filepath.Join(t.TempDir(), "hall.toml")
	for _, c := range []struct {
		text string
		mode os.FileMode
		key  string
	}{
		{bare, 0o600, ""},
		{bare, 0o400, ""},
		{bare, 0o640, "wechat.app_secret"},
		{bare, 0o604, "wechat.app_secret"},
		{"[listen]\napi_token = \"0123456789abcdef\"\n", 0o644, "listen.api_token"},
		{"[wechat]\nproxy = \"http://me:hush@proxy:3128\"\n", 0o644, "wechat.proxy"},
	} {
		mustWrite(t, path, c.text, c.mode)
		_, err := config.Load(config.Options{Path: path, Environ: alone})
		if c.key == "" {
			if err != nil {
				t.Errorf("mode %04o: got %v, want it taken", c.mode, err)
			}
			continue
		}
		found := false
		for _, m := range mistakesOf(t, err) {
			found = found || m.Key == c.key && m.Line > 0 && m.File == path && strings.Contains(m.Expected.ZH, "chmod 600")
		}
		if !found {
			t.Errorf("mode %04o: got %v, want %s refused with a chmod", c.mode, err, c.key)
		}
	}
	mustWrite(t, path, "[wechat]\nproxy = \"http://proxy:3128\"\n[venue]\nname = 3\n", 0o644)
	if _, err := config.Load(config.Options{Path: path, Environ: alone, Trial: true}); strings.Contains(err.Error(), "chmod") {
		t.Errorf("got %v, want no chmod for a file without secrets", err)
	}
}

func TestFilesThatAreNone(t *testing.T) {
	dir := t.TempDir()
	big := filepath.Join(dir, "big.toml")
	mustWrite(t, big, strings.Repeat("# nothing\n", 1<<20), 0o600)
	for path, want := range map[string]string{
		dir:                             "a folder",
		big:                             "a file over 256 KiB",
		os.DevNull:                      "no regular file",
		filepath.Join(dir, "none.toml"): "no such file",
		"":                              "no such file",
	} {
		_, err := config.Load(config.Options{Path: path, Environ: alone})
		if got := mistakesOf(t, err); len(got) != 1 || got[0].File != path || !strings.Contains(got[0].Found.EN, want) {
			t.Errorf("%q: got %v, want only %s", path, err, want)
		}
		if missing := want == "no such file"; errors.Is(err, fs.ErrNotExist) != missing {
			t.Errorf("%q: got fs.ErrNotExist %t, want %t", path, !missing, missing)
		}
	}
}
