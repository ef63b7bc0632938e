package main

import (
	"fmt"
	"io"

	"paihao/app/core"
	"paihao/assets"
)

// packReport packs what whoever helps needs into a new file.
func packReport(f flags, args []string, stdout, stderr io.Writer) int {
	path, ok := oneFile("report", args, stderr)
	if !ok {
		return misuse
	}
	p, err := meant(f)
	if err != nil {
		fmt.Fprintln(stderr, err)
		return misuse
	}
	ctx, stop := untilStopped()
	defer stop()
	r := core.Reporting{Settings: &p.settings, Trial: p.trial, Version: version}
	if err := r.Write(ctx, path); err != nil {
		fmt.Fprintln(stderr, core.FileWords(err))
		return failed
	}
	fmt.Fprintln(stdout, assets.Both("report.done", "path", path))
	if p.settings.LogFolder() == "" {
		fmt.Fprintln(stdout, assets.Both("report.no_log"))
	}
	return well
}
