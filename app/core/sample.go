package core

import (
	"context"
	"errors"
	"log/slog"

	"paihao/app/config"
	"paihao/app/printer"
	"paihao/app/voice"
	"paihao/queue"
)

// PrintSample prints a sample slip of a venue that is being set up, and comes back when the printer has taken it. Errors:
// printer.ErrNoPaper, printer.ErrHalf and others of the way to the printer.
func PrintSample(ctx context.Context, s config.Settings) error {
	if s.Printer.URL == config.NoPrinter {
		return errNoPrinter
	}
	p, err := printer.Open(s.Printer.URL)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, slipWithin)
	defer cancel()
	status, err := p.Status(ctx)
	if err = errors.Join(err, status.Err()); err != nil {
		return err
	}
	return p.Print(ctx, printer.Job(newCheckup(Checking{Settings: s}).sample()))
}

// SaySample says a sample call of a venue that is being set up, and comes back when it was heard. Errors: errNoVoice where
// nothing can be heard with, voice.ErrQuiet, voice.ErrNoSound.
func SaySample(ctx context.Context, s config.Settings, p voice.Player) error {
	if p == nil || !s.Voice.On {
		return errNoVoice
	}
	said := spoken(s)
	said.Player, said.System, said.Log, said.Mute = p, voice.NewSystem(), slog.New(slog.DiscardHandler), func(bool) {}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	a := voice.New(said)
	go a.Follow(ctx, nobody{})
	return a.Try(ctx)
}

// nobody is a queue in which nobody is called.
type nobody struct{}

// Watch gives the empty queue, once.
func (nobody) Watch(context.Context) <-chan queue.View {
	views := make(chan queue.View, 1)
	views <- queue.View{}
	return views
}
