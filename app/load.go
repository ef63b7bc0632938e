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
	first    bool // the very first start: nobody asked for a trial
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
// A trial begins with -trial, or on the very first start, when there are neither settings nor data. Settings that are
// missing otherwise are an error: a venue whose file has gone astray must not open on a pretend WeChat.
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
	if trial {
		s.Store.URL = trialData
	}
	return plan{s, trial, false}, err
}

// untouched tells whether nobody has ever set up or run Paihao here: no settings, no account in the environment, no data
// nor copies of it, not even a trial's.
func untouched(dir string) bool {
	for _, name := range []string{config.FileName, "paihao.local.toml", "paihao.db", "trial.db", "backups"} {
		if exists(filepath.Join(dir, name)) {
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
