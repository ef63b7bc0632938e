package core

import (
	"context"
	"fmt"
	"net/http"
	"net/url"

	"paihao/app/config"
	"paihao/queue"
	"paihao/wechat"
)

// openWeChat makes what speaks to WeChat for the account of the settings; nothing is sent yet.
func (k *Kiosk) openWeChat(_ context.Context, o *Options) error {
	s := o.Settings.WeChat
	transport, err := through(s.Proxy.Reveal())
	if err != nil {
		return err
	}
	k.client = wechat.NewClient(wechat.ClientOptions{
		AppID: s.AppID, Secret: s.AppSecret.Reveal(), BaseURL: s.APIURL, HTTP: transport, Now: o.Now, Log: o.Log,
		Heard: (&witness{hear: k.Queue.Hear}).heard,
	})
	k.onClose(func(context.Context) error { k.client.Close(); return nil })
	scenes := scenes{secret: k.Queue.Secret(), app: s.AppID}
	k.codes = &codes{queue: k.Queue, venue: &k.venue, scenes: scenes, minter: k.client, now: o.Now, log: o.Log}
	if k.Sandbox != nil {
		k.codes.base = k.Sandbox.base()
	}
	k.notifier = newNotifier(k.Queue, k.client, k.openMini(o, transport), newMessages(&k.venue, &o.Settings), o.Now, o.Log)
	return nil
}

// openMini makes what speaks to WeChat for the mini program, if there is one, and gives it as what its messages are sent by.
func (k *Kiosk) openMini(o *Options, transport *http.Client) Sender {
	m := o.Settings.Mini
	if m.AppID == "" {
		return nil
	}
	k.miniClient = wechat.NewClient(wechat.ClientOptions{
		AppID: m.AppID, Secret: m.AppSecret.Reveal(), BaseURL: o.Settings.WeChat.APIURL, HTTP: transport, Now: o.Now, Log: o.Log,
	})
	k.onClose(func(context.Context) error { k.miniClient.Close(); return nil })
	return k.miniClient
}

// newCallback is the door WeChat comes in by, and behind it the scanner.
func (k *Kiosk) newCallback(o *Options) (*wechat.Callback, error) {
	s := o.Settings.WeChat
	near := 0
	if k.notifier.messages.has(queue.Near) {
		near = k.venue.Rules.Near
	}
	scan := &scanner{queue: k.Queue, words: words{&k.venue, near}, scenes: k.codes.scenes, app: s.AppID, now: o.Now, log: o.Log}
	return wechat.NewCallback(wechat.CallbackOptions{
		AppID: s.AppID, Token: s.Token.Reveal(), AESKey: s.EncodingAESKey.Reveal(),
		AESKeyPrevious: s.EncodingAESKeyPrevious.Reveal(), Safe: s.Mode == config.Safe, MaxAge: s.CallbackMaxAge,
		Now: o.Now, Rand: o.Rand, Log: o.Log,
	}, scan.handle)
}

// through is a client that goes out by a proxy; nil, the ordinary client, without one.
func through(proxy string) (*http.Client, error) {
	if proxy == "" {
		return nil, nil
	}
	u, err := url.Parse(proxy)
	if err != nil {
		return nil, fmt.Errorf("proxy: %w", err)
	}
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.Proxy = http.ProxyURL(u)
	return &http.Client{Transport: t}, nil
}
