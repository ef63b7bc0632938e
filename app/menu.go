package main

import (
	"flag"
	"fmt"
	"io"

	"paihao/app/core"
	"paihao/assets"
)

// menu sends the buttons below the account's chat to WeChat, and prints them.
func menu(f flags, args []string, stdout, stderr io.Writer) int {
	var show bool
	p, status, ok := withSettings("menu", f, args, stderr, func(set *flag.FlagSet) { set.BoolVar(&show, "show", false, "") })
	if !ok {
		return status
	}
	text, err := core.MenuText(p.settings)
	if err != nil {
		fmt.Fprintln(stderr, err)
		return failed
	}
	if !show {
		ctx, stop := untilStopped()
		defer stop()
		if err := (core.Checking{Settings: p.settings, Trial: p.trial}).SendMenu(ctx); err != nil {
			fmt.Fprintln(stderr, core.MenuWords(err))
			return failed
		}
		fmt.Fprintln(stdout, assets.Both("menu.done"))
	}
	fmt.Fprint(stdout, text)
	return well
}
