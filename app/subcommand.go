package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"paihao/app/config"
	"paihao/app/core"
	"paihao/assets"
)

// subcommand runs one of the commands that are not the kiosk itself.
func subcommand(f flags, args []string, stdout, stderr io.Writer) int {
	switch name, rest := args[0], args[1:]; name {
	case "init":
		return initialise(rest, stdout, stderr)
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
	case "replay":
		return replayTrace(rest, stdout, stderr)
	case core.Inspection:
		return inspect(rest, stdout)
	case "version":
		fmt.Fprintln(stdout, "paihao", version)
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

// initialise writes the settings of a new venue, or with -examples how one is reached that is behind a router.
func initialise(args []string, stdout, stderr io.Writer) int {
	set := flag.NewFlagSet("init", flag.ContinueOnError)
	set.SetOutput(stderr)
	set.Usage = func() { fmt.Fprintln(stderr, assets.Both("usage.init")) }
	examples := set.Bool("examples", false, "")
	if err := set.Parse(args); errors.Is(err, flag.ErrHelp) {
		return well
	} else if err != nil {
		return misuse
	}
	if set.NArg() != 1 || set.Arg(0) == "" {
		set.Usage()
		return misuse
	}
	write, key := writeSettings, "init.done"
	if *examples {
		write, key = writeExamples, "init.examples"
	}
	path, err := write(set.Arg(0))
	if err != nil {
		fmt.Fprintln(stderr, err)
		return failed
	}
	fmt.Fprintln(stdout, assets.Both(key, "path", path))
	return well
}

func writeSettings(dir string) (path string, err error) {
	return config.Init(dir, assets.SampleSettings)
}

func writeExamples(dir string) (path string, err error) {
	files, err := fs.Sub(assets.Examples, "examples")
	if err != nil {
		return "", err
	}
	return config.Examples(dir, files)
}

// playWeChat runs the sandbox alone, for a Paihao that runs elsewhere, until it is interrupted.
func playWeChat(f flags, args []string, stdout, stderr io.Writer) int {
	set := flag.NewFlagSet("sandbox", flag.ContinueOnError)
	set.SetOutput(stderr)
	set.Usage = func() { fmt.Fprintln(stderr, assets.Both("usage")) }
	listen := set.String("listen", "127.0.0.1:8090", "")
	if err := set.Parse(args); errors.Is(err, flag.ErrHelp) {
		return well
	} else if err != nil {
		return misuse
	}
	if set.NArg() > 0 {
		fmt.Fprintln(stderr, assets.Both("usage"))
		return misuse
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
	box, err := core.OpenSandbox(p.settings, *listen, log)
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
