package main

import (
	"os"
	"os/signal"
	"syscall"

	"golang.org/x/term"
)

// isTerminal tells whether somebody can be asked there.
func isTerminal(f *os.File) bool { return term.IsTerminal(int(f.Fd())) }

// unseen reads a line that the terminal does not show. Who stops the program meanwhile has the terminal as it was before.
func unseen(f *os.File) (line string, err error) {
	before, err := term.GetState(int(f.Fd()))
	if err != nil {
		return "", err
	}
	stopped, done := make(chan os.Signal, 1), make(chan struct{})
	signal.Notify(stopped, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT)
	defer signal.Stop(stopped)
	defer close(done)
	go func() {
		select {
		case <-stopped:
			_ = term.Restore(int(f.Fd()), before) // nothing else can be done for it
			os.Exit(failed)
		case <-done:
		}
	}()
	text, err := term.ReadPassword(int(f.Fd()))
	return string(text), err
}
