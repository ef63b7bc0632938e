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

// A draft is written once, readable to its owner alone, with every comment of the sample; what is there is left alone.
func TestDraftWrite(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "venue")
	d := account(config.NewDraft())
	path, err := d.Write(dir, mustSample(t))
	if err != nil {
		t.Fatal(err)
	}
	checkMode(t, dir, 0o700)
	checkMode(t, path, 0o600)
	text := mustRead(t, path)
	for line := range strings.Lines(string(mustSample(t))) {
		if strings.HasPrefix(line, "# ") && !strings.Contains(text, line) {
			t.Errorf("the comment %q is gone", line)
		}
	}
	if strings.Count(text, "\n[[service]]\n") != 3 || strings.Count(text, "\n[[counter]]\n") != 3 {
		t.Errorf("want three services and three counters in\n%s", text)
	}
	s, err := config.Load(config.Options{Path: path, Environ: alone})
	if err != nil {
		t.Fatal(err)
	}
	checkSays(t, &d, s)
	if _, err := d.Write(dir, mustSample(t)); !errors.Is(err, fs.ErrExist) || mustRead(t, path) != text {
		t.Errorf("a second time: %v, want fs.ErrExist and the file left alone", err)
	}
}

// Whoever finds the settings while they are written finds all of them, and nothing else is left in the folder.
func TestDraftWriteIsWhole(t *testing.T) {
	d := account(config.NewDraft())
	for range 20 {
		dir := t.TempDir()
		found := make(chan string)
		go func() {
			for {
				if text, err := os.ReadFile(filepath.Join(dir, config.FileName)); err == nil {
					found <- string(text)
					return
				}
			}
		}()
		path, err := d.Write(dir, mustSample(t))
		if err != nil {
			t.Fatal(err)
		}
		if got, want := <-found, mustRead(t, path); got != want {
			t.Fatalf("found %d bytes, want all %d", len(got), len(want))
		}
		if list, err := os.ReadDir(dir); err != nil || len(list) != 1 {
			t.Fatalf("in the folder are %v, %v", list, err)
		}
	}
}
