package core

import (
	"context"
	"time"

	"paihao/app/config"
	"paihao/app/web"
	"paihao/wechat"
)

const (
	// writeWithin is how long an answer of ours may take. WeChat hangs up after 5 s.
	writeWithin = 10 * time.Second
	// closeWithin is how long Close waits for requests that are being answered.
	closeWithin = 2 * time.Second
)

// listen takes both ports before anything is answered there. When they are closed, callbacks that were answered before
// they were done are waited for, but no longer than Close may take: the queue's end is theirs too.
func (k *Kiosk) listen(_ context.Context, o *Options) (err error) {
	k.onClose(func(ctx context.Context) error {
		done := make(chan struct{})
		go func() {
			defer close(done)
			for _, c := range []*wechat.Callback{k.callback, k.miniCallback} {
				if c != nil {
					c.Wait()
				}
			}
		}()
		select {
		case <-done:
		case <-ctx.Done():
		}
		return nil
	})
	if k.public, err = web.Listen(o.Settings.Listen.Public, writeWithin, o.Log); err != nil {
		return err
	}
	k.onClose(k.public.Close)
	if k.local, err = web.Listen(o.Settings.Listen.Local, writeWithin, o.Log); err != nil {
		return err
	}
	k.onClose(k.local.Close)
	return nil
}

// serve opens the doors.
func (k *Kiosk) serve(_ context.Context, o *Options) (err error) {
	if k.callback, err = k.newCallback(o); err != nil {
		return err
	}
	if err = k.openMiniDoor(o); err != nil {
		return err
	}
	public := web.PublicOptions{Callback: k.callback, Hall: k.Queue, Words: bothWords}
	if k.mini != nil {
		public.MiniCallback, public.Mini = k.miniCallback, k.mini
	}
	k.public.Serve(web.Public(public))
	k.local.Serve(web.Local(web.LocalOptions{
		Hall: k.Queue, Words: doorWords, Tokens: bearers(o.Settings), Hosts: o.Settings.Listen.Hosts, Closing: k.local.Closing(),
		Self: web.NewToken(config.OwnID, k.door.Token, web.RoleManage), Backup: k.keeper.give, Data: k.dataHealth, Raise: k.raise,
		Codes: k.codes, Channels: channelNames(o.Settings.Channels), Staff: staffRoles(o.Settings.Staff), Events: k.tally.all,
	}))
	return nil
}

// PublicAddr is where WeChat's callbacks are taken, with its real port.
func (k *Kiosk) PublicAddr() string { return k.public.Addr() }

// LocalAddr is where staff programs are answered, with its real port.
func (k *Kiosk) LocalAddr() string { return k.local.Addr() }
