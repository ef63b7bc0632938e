package main

import (
	"fmt"
	"io"
	"path/filepath"

	"paihao/app/config"
	"paihao/app/core"
	"paihao/assets"
)

// packReport packs what whoever helps needs into a new file.
func packReport(f flags, args []string, stdout, stderr io.Writer) int {
	path, ok := oneFile("report", args, stderr)
	if !ok {
		return misuse
	}
	r, err := reporting(f)
	if err != nil {
		fmt.Fprintln(stderr, err)
		return misuse
	}
	ctx, stop := untilStopped()
	defer stop()
	if err := r.Write(ctx, path); err != nil {
		fmt.Fprintln(stderr, core.FileWords(err))
		return failed
	}
	if r.Trouble != nil {
		fmt.Fprintf(stderr, "%v\n%s\n", r.Trouble, assets.Both("report.broken", "path", path))
		return misuse
	}
	fmt.Fprintln(stdout, assets.Both("report.done", "path", path))
	if r.Settings.LogFolder() == "" {
		fmt.Fprintln(stdout, assets.Both("report.no_log"))
	}
	return well
}

// reporting is what a report is made of. Settings that cannot be used are no reason for none: what remains of them is in it.
// Without any, where nothing was ever set up, it is of the trial. Errors: nobody can say where settings would be.
func reporting(f flags) (core.Reporting, error) {
	p, err := load(f)
	r := core.Reporting{Settings: &p.settings, Trial: p.trial, Version: version}
	if err == nil {
		return r, nil
	}
	path := f.config
	if path == "" {
		dir, noHome := home()
		if noHome != nil {
			return r, noHome
		}
		path = filepath.Join(dir, config.FileName)
	}
	p.settings = config.Remains(config.Options{Path: path})
	r.Trouble, r.Trial = err, f.trial || p.settings.WeChat.Trial
	if r.Trial {
		p.settings.Store.URL = trialData
	}
	return r, nil
}
