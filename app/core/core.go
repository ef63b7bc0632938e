// Package core joins the rooms: it opens them in order, lets WeChat's events become commands and the queue's notices
// become messages, and closes them in reverse.
package core

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"sync"
	"time"

	"paihao/app/config"
	"paihao/app/voice"
	"paihao/app/web"
	"paihao/queue"
	"paihao/wechat"
)

// Options of a Kiosk. Settings are needed; the zero value of the rest is the real thing.
type Options struct {
	Settings config.Settings
	Trial    bool         // WeChat is played by the built-in sandbox
	Sandbox  string       // where the sandbox listens in a trial; empty = :8090
	Windows  bool         // windows are shown before the kiosk, and hear Raised
	Player   voice.Player // makes calls heard; nil = they are only seen
	Now      func() time.Time
	Rand     io.Reader
	Log      *slog.Logger
}

// Kiosk is all of Paihao but the windows.
type Kiosk struct {
	Queue   *queue.Queue
	Sandbox *Sandbox // nil outside a trial

	venue  queue.Venue
	public *web.Server
	local  *web.Server

	client       *wechat.Client
	miniClient   *wechat.Client // nil without a mini program
	callback     *wechat.Callback
	mini         *miniProgram // nil without one
	miniCallback *wechat.Callback
	codes        *codes
	notifier     *notifier
	tagger       *tagger
	lookups      *lookups
	tally        tally
	errands      errands
	announcer    *voice.Announcer // nil: calls are only seen
	slips        *slips           // nil without a printer
	slipper      slipper

	storage *storage
	keeper  *keeper
	door    door
	untold  bool          // the door's file could not be written yet
	raised  chan struct{} // nil without windows

	closers []func(context.Context) error // in the order of opening
	closing sync.Once
	closed  error
}

// Open starts everything: the store first, so that a second Paihao on the same data is told so, and WeChat's door last,
// so that no callback finds a closed room. Errors: those of the queue (ErrLocked, ErrNewer), *DamagedError and
// *web.PortError; StartWords puts them into sentences.
func Open(ctx context.Context, o Options) (*Kiosk, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Sandbox == "" {
		o.Sandbox = sandboxPort
	}
	k := &Kiosk{venue: o.Settings.Hall()}
	if o.Windows {
		k.raised = make(chan struct{}, 1)
	}
	for _, open := range []func(context.Context, *Options) error{
		k.openQueue, k.listen, k.openDoor, k.openTrial, k.openWeChat, k.openPrinter, k.openVoice, k.tellDoor, k.serve,
	} {
		if err := open(ctx, &o); err != nil {
			return nil, errors.Join(err, k.Close())
		}
	}
	return k, nil
}

// Run keeps codes fresh, sends notices and makes the nightly copies until ctx ends or a door breaks. It is called once.
func (k *Kiosk) Run(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	var running sync.WaitGroup
	running.Go(func() { k.codes.run(ctx) })
	running.Go(func() { k.notifier.run(ctx) })
	running.Go(func() { pulse(ctx, k.Queue, k.client.Check, k.notifier.recovered) })
	running.Go(func() { k.keeper.run(ctx) })
	running.Go(func() { k.tagger.run(ctx) })
	running.Go(func() { k.lookups.run(ctx) })
	running.Go(func() { k.tellDoorLate(ctx) })
	running.Go(func() { k.announce(ctx) })
	if k.slips != nil {
		running.Go(func() { k.slips.run(ctx) })
	}
	defer running.Wait()
	defer cancel()
	select {
	case <-ctx.Done():
		return nil
	case <-k.public.Done():
		return k.public.Err()
	case <-k.local.Done():
		return k.local.Err()
	}
}

// Close ends everything in reverse order of opening and joins what went wrong. The store's file is closed after it.
func (k *Kiosk) Close() error {
	k.closing.Do(func() {
		ctx, cancel := context.WithTimeout(context.Background(), closeWithin)
		defer cancel()
		for i := range k.closers {
			k.closed = errors.Join(k.closed, k.closers[len(k.closers)-1-i](ctx))
		}
	})
	return k.closed
}

// onClose adds what Close has to do.
func (k *Kiosk) onClose(f func(context.Context) error) {
	k.closers = append(k.closers, f)
}

func (k *Kiosk) openQueue(ctx context.Context, o *Options) error {
	k.storage = &storage{path: o.Settings.DataFile(), log: o.Log}
	k.storage.missGone()
	q, err := queue.New(ctx, queue.Options{
		Venue: k.venue, Open: k.storage.open, Now: o.Now, Rand: o.Rand, Log: o.Log, Trial: o.Trial,
	})
	if errors.Is(err, queue.ErrDamaged) {
		err = lookForCopy(ctx, err, o.Settings.DataFile())
	}
	if err != nil {
		return fmt.Errorf("open queue: %w", err)
	}
	k.Queue, k.keeper = q, newKeeper(q, k.storage, o, k.venue.Zone)
	k.onClose(func(context.Context) error { return q.Close() })
	k.onClose(k.keeper.tidy)
	k.onClose(k.errands.close)
	return nil
}
