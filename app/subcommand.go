package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"slices"
	"syscall"

	"paihao/app/core"
	"paihao/assets"
)

// subcommand runs one of the commands that are not the kiosk itself.
func subcommand(f flags, args []string, stdout, stderr io.Writer) int {
	switch name, rest := args[0], args[1:]; name {
	case "init":
		return initialise(rest, os.Stdin, stdout, stderr)
	case "check":
		return check(f, rest, stdout, stderr)
	case "menu":
		return menu(f, rest, stdout, stderr)
	case "channels":
		return channels(f, rest, stdout, stderr)
	case "sandbox":
		return playWeChat(f, rest, stdout, stderr)
	case "backup":
		return backUp(f, rest, stdout, stderr)
	case "verify":
		return verify(f, rest, stdout, stderr)
	case "restore":
		return restore(f, rest, stdout, stderr)
	case "report":
		return packReport(f, rest, stdout, stderr)
	case "replay":
		return replayTrace(rest, stdout, stderr)
	case core.Inspection:
		return inspect(rest, stdout)
	case sounding:
		return sound(os.Stdin, stderr)
	case "version":
		tellVersion(stdout)
		return well
	case "help":
		fmt.Fprintln(stdout, assets.Both("usage"))
		return well
	default:
		fmt.Fprintln(stderr, assets.Both("usage.none", "name", name))
		fmt.Fprintln(stderr, assets.Both("usage"))
		return misuse
	}
}

// commandLine reads the flags of a sub-command and the n arguments behind them, none of which is empty. Where they are not
// what it takes, or it was only asked for help, it has said how the sub-command is used, and the program ends with status.
func commandLine(
	name, usage string, args []string, n int, stderr io.Writer, define func(*flag.FlagSet),
) (rest []string, status int, ok bool) {
	set := flag.NewFlagSet(name, flag.ContinueOnError)
	set.SetOutput(stderr)
	set.Usage = func() { fmt.Fprintln(stderr, usage) }
	define(set)
	switch err := set.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return nil, well, false
	case err != nil:
		return nil, misuse, false
	case set.NArg() != n || slices.Contains(set.Args(), ""):
		set.Usage()
		return nil, misuse, false
	}
	return set.Args(), well, true
}

// playWeChat runs the sandbox alone, for a Paihao that runs elsewhere, until it is interrupted.
func playWeChat(f flags, args []string, stdout, stderr io.Writer) int {
	var listen string
	_, status, ok := commandLine("sandbox", assets.Both("usage"), args, 0, stderr, func(set *flag.FlagSet) {
		set.StringVar(&listen, "listen", "127.0.0.1:8090", "")
	})
	if !ok {
		return status
	}
	f.trial = true // the account may be invented
	p, err := load(f)
	if err != nil {
		fmt.Fprintln(stderr, err)
		return misuse
	}
	log := slog.New(slog.NewTextHandler(stderr, nil))
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	box, err := core.OpenSandbox(p.settings, listen, log)
	if err != nil {
		fmt.Fprintln(stderr, core.StartWords(err))
		return failed
	}
	fmt.Fprintf(stdout, "%s\n%s", assets.Both("sandbox.running", "address", box.Addr(), "callback", box.Callback), box.Settings())
	<-ctx.Done()
	if err := box.Close(); err != nil {
		fmt.Fprintln(stderr, core.StartWords(err))
		return failed
	}
	return well
}
