// Paihao (排号) is a queue kiosk: customers scan a QR code with WeChat, staff call the next.
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
	"syscall"

	"paihao/app/core"
	"paihao/assets"
	"paihao/queue"
)

// Exit statuses.
const (
	well   = 0
	failed = 1
	misuse = 2 // wrong use or wrong settings
)

func main() {
	joinConsole()
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// flags are what stands before the sub-command.
type flags struct {
	config   string
	headless bool
	trial    bool
}

// command is how the program is called again on the same settings and data.
func (f flags) command() string {
	command := "paihao"
	if f.config != "" {
		command += " -config " + core.Quoted(f.config)
	}
	if f.trial {
		command += " -trial"
	}
	return command
}

// run is the program but for the process: it returns the exit status.
func run(args []string, stdout, stderr io.Writer) int {
	var f flags
	set := flag.NewFlagSet("paihao", flag.ContinueOnError)
	set.SetOutput(stderr)
	set.StringVar(&f.config, "config", "", "")
	set.BoolVar(&f.headless, "headless", false, "")
	set.BoolVar(&f.trial, "trial", false, "")
	set.Usage = func() { fmt.Fprintln(stderr, assets.Both("usage")) }
	if err := set.Parse(args); errors.Is(err, flag.ErrHelp) {
		return well
	} else if err != nil {
		return misuse
	}
	if set.NArg() > 0 {
		return subcommand(f, set.Args(), stdout, stderr)
	}
	return start(f, stderr)
}

// start runs the kiosk until it is closed.
func start(f flags, stderr io.Writer) int {
	p, err := load(f)
	if err != nil {
		return refuse(f, stderr, err.Error(), misuse)
	}
	greet(stderr, p)
	journal := core.NewJournal(stderr, &p.settings)
	log := slog.New(slog.NewTextHandler(journal, &slog.HandlerOptions{Level: p.settings.Log.Level}))
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	kiosk, err := openOrRaise(ctx, core.Options{Settings: p.settings, Trial: p.trial, Log: log, Player: player(), Windows: !f.headless}, f.headless)
	if turnAway(f, stderr, err) {
		return well
	}
	if err != nil {
		log.Error("paihao did not start", "err", err)
		if !errors.Is(err, queue.ErrLocked) { // the files are that one's who has the data
			journal.Fail()
		}
		words := core.StartWords(err)
		if damaged := (*core.DamagedError)(nil); errors.As(err, &damaged) {
			words += "\n" + damaged.Remedy(f.command())
		}
		return refuse(f, stderr, words, failed)
	}
	if died := journal.Keep(); died != "" {
		log.Warn("the run before ended on a mistake of the program; what it said then is kept", "path", died)
	}
	log.Info("paihao is running", "callbacks", kiosk.PublicAddr(), "local", kiosk.LocalAddr(), "data", p.settings.DataFile())
	end := func(err error) int { return finish(kiosk, err, log, journal, stderr) }
	if f.headless {
		return end(kiosk.Run(ctx))
	}
	return end(windows(ctx, kiosk, p, log, end))
}

// refuse says why the program does not start, on the console and, where windows are wanted, in one. It gives the exit status.
func refuse(f flags, stderr io.Writer, words string, status int) int {
	fmt.Fprintln(stderr, words)
	if !f.headless {
		explain(words, status)
	}
	return status
}

// finish closes the kiosk and gives the exit status of a run that ended with err.
func finish(kiosk *core.Kiosk, err error, log *slog.Logger, journal *core.Journal, stderr io.Writer) int {
	defer func() { _ = journal.Close() }() // what it says last is on the console too
	if err = errors.Join(err, kiosk.Close()); err != nil {
		fmt.Fprintln(stderr, core.StartWords(err))
		log.Error("paihao ended on an error", "err", err)
		return failed
	}
	return well
}
