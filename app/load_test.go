package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"paihao/app/config"
	"paihao/assets"
)

// mustHome makes an empty home for this test, and gives the folder where settings would stand in it.
func mustHome(t *testing.T) (dir string) {
	t.Helper()
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	for _, line := range os.Environ() {
		if name, _, _ := strings.Cut(line, "="); strings.HasPrefix(name, "PAIHAO_") {
			t.Setenv(name, "")
			os.Unsetenv(name)
		}
	}
	dir, err := home()
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func mustWrite(t *testing.T, path string, data []byte) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// mustInit writes the settings of a venue that has its account.
func mustInit(t *testing.T, dir string) (path string) {
	t.Helper()
	path, err := config.Init(dir, assets.SampleSettings)
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	account := "app_id = \"wx0123456789abcdef\"\napp_secret = \"0123456789abcdef0123456789abcdef\"\n"
	return mustWrite(t, path, []byte(strings.Replace(string(text), "#app_id = \"\"\n#app_secret = \"\"\n", account, 1)))
}

// What a start means depends on the flags and on what lies in the folder of the settings, and a trial is never an accident.
func TestPlan(t *testing.T) {
	const missing = "missing"
	for name, c := range map[string]struct {
		there   []string // empty files in the home
		environ string   // a variable that is set
		flags   flags
		want    string // the data file, within the home, or missing
		trial   bool
		first   bool
	}{
		"the very first start":             {want: "trial.db", trial: true, first: true},
		"a trial that is asked for":        {flags: flags{trial: true}, want: "trial.db", trial: true},
		"a trial beside real data":         {there: []string{"paihao.toml", "paihao.db"}, flags: flags{trial: true}, want: "trial.db", trial: true},
		"data, and the settings are gone":  {there: []string{"paihao.db"}, want: missing},
		"copies, and the data is gone":     {there: []string{"backups/paihao-2026-11-20.db"}, want: missing},
		"a start after a trial":            {there: []string{"trial.db", "backups/trial-2026-11-20.db"}, want: "trial.db", trial: true, first: true},
		"copies of a venue after a trial":  {there: []string{"trial.db", "backups/trial-2026-11-20.db", "backups/paihao-2026-11-20.db"}, want: missing},
		"copies under another name":        {there: []string{"backups/venue.db"}, want: missing},
		"copies that cannot be listed":     {there: []string{"backups"}, want: missing},
		"only what is set on this machine": {there: []string{"paihao.local.toml"}, want: missing},
		"an account in the environment":    {environ: "PAIHAO_WECHAT_APP_ID", want: missing},
		"settings that are not there":      {flags: flags{config: "nowhere/paihao.toml"}, want: missing},
		"a trial of settings not there":    {flags: flags{config: "nowhere/paihao.toml", trial: true}, want: missing},
	} {
		t.Run(name, func(t *testing.T) {
			dir := mustHome(t)
			for _, file := range c.there {
				mustWrite(t, filepath.Join(dir, file), nil)
			}
			if c.environ != "" {
				t.Setenv(c.environ, "wx0123456789abcdef")
			}
			p, err := load(c.flags)
			var gone *missingError
			if c.want == missing {
				if !errors.As(err, &gone) || p.trial {
					t.Errorf("got %+v, %v, want that the settings are missing", p.trial, err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if got, want := p.settings.DataFile(), filepath.Join(dir, c.want); got != want || p.trial != c.trial || p.first != c.first {
				t.Errorf("data in %s, trial %v, first %v; want %s, %v, %v", got, p.trial, p.first, want, c.trial, c.first)
			}
		})
	}
}

// Settings of a venue are read from where they are named or from the home, and a trial of them has data of its own.
func TestPlanWithSettings(t *testing.T) {
	dir := mustHome(t)
	elsewhere := t.TempDir()
	at := mustInit(t, elsewhere)
	for name, c := range map[string]struct {
		flags flags
		want  string
	}{
		"named": {flags{config: at}, filepath.Join(elsewhere, "paihao.db")}, "named, as a trial": {flags{config: at, trial: true}, filepath.Join(elsewhere, "trial.db")},
	} {
		if p, err := load(c.flags); err != nil || p.settings.DataFile() != c.want || p.trial != c.flags.trial || p.first {
			t.Errorf("%s: data in %s, trial %v (%v), want %s", name, p.settings.DataFile(), p.trial, err, c.want)
		}
	}
	mustInit(t, dir)
	if p, err := load(flags{}); err != nil || p.trial || p.settings.DataFile() != filepath.Join(dir, "paihao.db") {
		t.Errorf("settings in the home: data in %s, trial %v (%v)", p.settings.DataFile(), p.trial, err)
	}
}

// Settings that say that there is no account yet are a trial of their own hall at every start, and no setup is shown.
func TestPlanWithoutAccount(t *testing.T) {
	dir := mustHome(t)
	d := config.NewDraft()
	if _, err := d.Write(dir, assets.SampleSettings); err != nil {
		t.Fatal(err)
	}
	p, err := load(flags{})
	if err != nil || !p.trial || p.first || p.settings.DataFile() != filepath.Join(dir, "trial.db") || p.settings.Venue.Name != d.Name {
		t.Errorf("got trial %v, first %v, data in %s (%v); want a trial of this hall", p.trial, p.first, p.settings.DataFile(), err)
	}
}

// A server's service has no home. It needs none when it names its settings.
func TestNoHome(t *testing.T) {
	at := mustInit(t, t.TempDir())
	mustHome(t)
	t.Setenv("XDG_CONFIG_HOME", "")
	t.Setenv("HOME", "")
	if _, err := load(flags{config: at}); err != nil {
		t.Errorf("with -config: %v", err)
	}
	if _, err := load(flags{}); err == nil {
		t.Error("without a home and -config: want an error")
	}
}
