package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"

	"paihao/app/core"
	"paihao/assets"
)

// check looks at the settings and at all that they name, and says how each thing is.
func check(f flags, args []string, stdout, stderr io.Writer) int {
	var force bool
	var slip string
	p, status, ok := withSettings("check", f, args, stderr, func(set *flag.FlagSet) {
		set.BoolVar(&force, "force-token", false, "")
		set.StringVar(&slip, "slip", "", "")
	})
	if !ok {
		return status
	}
	ctx, stop := untilStopped()
	defer stop()
	count := map[core.VerdictState]int{}
	c := core.Checking{Settings: p.settings, Trial: p.trial, ForceToken: force, Slip: slip, Tell: func(v core.Verdict) {
		count[v.State]++
		zh, en := assets.Words("check.state." + string(v.State))
		fmt.Fprintf(stdout, "[%s] %s\n[%s] %s\n", zh, v.ZH, en, v.EN)
	}}
	good, err := c.Check(ctx)
	switch {
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(stderr, assets.Both("file.stopped"))
		return failed
	case err != nil:
		fmt.Fprintln(stderr, core.StartWords(err))
		return failed
	}
	fmt.Fprintln(stdout, assets.Both("check.done", "wrong", count[core.Wrong], "doubtful", count[core.Doubtful]))
	if !good {
		return failed
	}
	return well
}

// withSettings reads the flags of a sub-command that has no other arguments, and the settings. Without settings there is
// nothing to do: nobody has asked for a trial.
func withSettings(
	name string, f flags, args []string, stderr io.Writer, define func(*flag.FlagSet),
) (p plan, status int, ok bool) {
	if _, status, ok = commandLine(name, assets.Both("usage."+name), args, 0, stderr, define); !ok {
		return plan{}, status, false
	}
	p, err := meant(f)
	if err != nil {
		fmt.Fprintln(stderr, err)
		return plan{}, misuse, false
	}
	return p, well, true
}
