package core

import (
	"cmp"
	"context"
	"log/slog"
	"sync"

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
	_, err := newCheckup(Checking{Settings: s}).printSample(ctx)
	return err
}

// printSample prints it where the printer says that it can, and tells how the printer was before.
func (u *checkup) printSample(ctx context.Context) (printer.Status, error) {
	p, err := printer.Open(u.Settings.Printer.URL)
	if err != nil {
		return printer.Status{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, slipWithin)
	defer cancel()
	status, err := p.Status(ctx)
	if err = cmp.Or(err, status.Err()); err != nil {
		return status, err
	}
	return status, p.Print(ctx, printer.Job(u.sample()))
}

// SaySample says a sample call of a venue that is being set up, and comes back when it was heard and p is at rest again.
// Errors: errNoVoice where nothing can be heard with, voice.ErrQuiet, voice.ErrNoSound.
func SaySample(ctx context.Context, s config.Settings, p voice.Player) error {
	if p == nil || !s.Voice.On {
		return errNoVoice
	}
	said := spoken(s)
	said.Player, said.System, said.Log, said.Mute = p, voice.NewSystem(), slog.New(slog.DiscardHandler), func(bool) {}
	a := voice.New(said)
	ctx, stop := context.WithCancel(ctx)
	var following sync.WaitGroup
	following.Go(func() { a.Follow(ctx, nobody{}) })
	defer following.Wait() // the player is nobody's then
	defer stop()
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
