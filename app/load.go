package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"paihao/app/config"
	"paihao/assets"
)

// trialData is the data file of a trial: its tickets never mix with real ones.
const trialData = "bolt:trial.db"

// plan is what is to be run.
type plan struct {
	settings config.Settings
	trial    bool
	first    bool // nothing has been set up: nobody asked for a trial, and how to set up is shown
}

// missingError says where settings were looked for.
type missingError struct{ path string }

// Error is the sentence for people.
func (e *missingError) Error() string {
	return assets.Both("start.no_settings", "path", e.path)
}

// home is the folder where settings and data stand when no other is named.
func home() (string, error) {
	dir, err := os.UserConfigDir()
	if err != nil {
		return "", fmt.Errorf("%s\n%w", assets.Both("start.no_home"), err)
	}
	return filepath.Join(dir, "paihao"), nil
}

// load reads the settings that the flags mean.
//
// A trial begins with -trial; where the settings say that there is no account yet; and where nothing has ever been set up here,
// neither settings nor a venue's data: then its windows lead on to the setup, on every start until there are settings, since
// who has only tried it has nothing to lose. Settings that are missing otherwise are an error: a venue whose file has gone
// astray must not open on a pretend WeChat.
func load(f flags) (plan, error) {
	if f.config != "" {
		return named(f.config, f.trial)
	}
	dir, err := home() // a server may have none; it names its settings
	if err != nil {
		return plan{}, err
	}
	first := untouched(dir)
	if !f.trial && !first {
		return named(filepath.Join(dir, config.FileName), false)
	}
	s, err := trial(dir)
	return plan{s, true, first && !f.trial}, err
}

// named is what the settings file at path says.
func named(path string, trial bool) (plan, error) {
	if !exists(path) {
		return plan{}, &missingError{path}
	}
	s, err := config.Load(config.Options{Path: path, Trial: trial})
	if trial = trial || s.WeChat.Trial; trial {
		s.Store.URL = trialData
	}
	return plan{s, trial, false}, err
}

// untouched tells whether nobody has ever set up Paihao here: no settings, no account in the environment, no venue's data nor
// copies of it. A trial's data and its copies are none.
func untouched(dir string) bool {
	for _, name := range []string{config.FileName, "paihao.local.toml", "paihao.db"} {
		if exists(filepath.Join(dir, name)) {
			return false
		}
	}
	copies, err := os.ReadDir(filepath.Join(dir, "backups"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return false // there may be something
	}
	for _, c := range copies {
		if !strings.HasPrefix(c.Name(), "trial-") {
			return false
		}
	}
	return !slices.ContainsFunc(os.Environ(), func(line string) bool { return strings.HasPrefix(line, "PAIHAO_WECHAT_") })
}

// trial is the invented hall, with its data in dir.
func trial(dir string) (config.Settings, error) {
	s, err := config.Parse(filepath.Join(dir, "trial.toml"), assets.TrialSettings, config.Options{Trial: true})
	s.Store.URL = trialData
	return s, err
}

// exists tells whether there is something at the path, readable or not.
func exists(path string) bool {
	_, err := os.Stat(path)
	return !errors.Is(err, fs.ErrNotExist)
}

// greet says on the console how the start came about.
func greet(w io.Writer, p plan) {
	if dir, err := home(); p.first && err == nil {
		fmt.Fprintln(w, assets.Both("start.trial", "dir", dir))
	}
	for _, warning := range p.settings.Warnings {
		fmt.Fprintln(w, warning)
	}
}
