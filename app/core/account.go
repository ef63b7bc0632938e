package core

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"time"

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
		AppID: s.AppID, Secret: s.AppSecret.Reveal(), BaseURL: s.APIURL, ImageURL: s.ImageURL, HTTP: transport, Now: o.Now, Log: o.Log,
		Heard: (&witness{hear: k.Queue.Hear}).heard,
	})
	k.onClose(func(context.Context) error { k.client.Close(); return nil })
	scenes := scenes{secret: k.Queue.Secret(), app: s.AppID}
	k.codes = &codes{
		queue: k.Queue, venue: &k.venue, oneCode: o.Settings.Screen.OneCode, channels: o.Settings.Channels, scenes: scenes,
		minter: k.client, now: o.Now, random: o.Rand, log: o.Log,
	}
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

// openMiniDoor makes what answers the mini program, if there is one, and the door its callbacks come in by.
func (k *Kiosk) openMiniDoor(o *Options) (err error) {
	m := o.Settings.Mini
	if k.miniClient == nil {
		return nil
	}
	k.mini = &miniProgram{
		contacts: contacts{queue: k.Queue, app: m.AppID, zone: k.venue.Zone, log: o.Log}, client: k.miniClient, messages: m.Message,
		tally: &k.tally, receive: k.notifier.reported, now: o.Now, log: o.Log,
	}
	door := miniDoor(&o.Settings)
	door.Now, door.Rand, door.Log = o.Now, o.Rand, o.Log
	k.miniCallback, err = wechat.NewCallback(door, k.mini.handle)
	return err
}

// newCallback is the door WeChat comes in by, and behind it the scanner.
func (k *Kiosk) newCallback(o *Options) (*wechat.Callback, error) {
	door := accountDoor(&o.Settings)
	door.Now, door.Rand, door.Log = o.Now, o.Rand, o.Log
	return wechat.NewCallback(door, k.newScanner(o).handle)
}

// accountDoor is how the settings want the account's callbacks taken.
func accountDoor(s *config.Settings) wechat.CallbackOptions {
	w := s.WeChat
	return wechat.CallbackOptions{
		AppID: w.AppID, Token: w.Token.Reveal(), AESKey: w.EncodingAESKey.Reveal(), AESKeyPrevious: w.EncodingAESKeyPrevious.Reveal(),
		Safe: w.Mode == config.Safe, MaxAge: w.CallbackMaxAge,
	}
}

// miniDoor is the same of the mini program.
func miniDoor(s *config.Settings) wechat.CallbackOptions {
	m := s.Mini
	return wechat.CallbackOptions{
		AppID: m.AppID, Token: m.Token.Reveal(), AESKey: m.EncodingAESKey.Reveal(), Safe: true, MaxAge: s.WeChat.CallbackMaxAge,
	}
}

// newScanner is what answers customers, with those who find out about them afterwards.
func (k *Kiosk) newScanner(o *Options) *scanner {
	s := &o.Settings
	near := 0
	if len(s.Ways(queue.Near)) > 0 {
		near = k.venue.Rules.Near
	}
	k.tagger = newTagger(k.Queue, k.client, s.WeChat.AppID, o.Log)
	k.lookups = &lookups{
		queue: k.Queue, user: k.client.User, scenes: k.codes.scenes, channels: s.Channels, app: s.WeChat.AppID,
		keep: time.Duration(max(1, s.Rules.KeepBindingsDays)) * 24 * time.Hour, now: o.Now, tagged: k.tagger.ring, log: o.Log,
		waiting: make(chan string, mostWondered),
	}
	scan := &scanner{
		queue: k.Queue,
		words: words{
			venue: &k.venue, staff: s.Staff, near: near, invite: writes(s, queue.YourTurn), asks: asksWhich(s.Screen.OneCode, &k.venue),
		},
		scenes: k.codes.scenes, channels: s.Channels, errands: &k.errands, tally: &k.tally,
		contacts: contacts{queue: k.Queue, app: s.WeChat.AppID, texts: useTexts(s), zone: k.venue.Zone, log: o.Log},
		receive:  k.notifier.reported, wonder: func(string) {}, linked: s.Mini.AppID != "", tagged: k.tagger.ring, now: o.Now, log: o.Log,
	}
	if len(s.Channels) > 0 || scan.linked { // else there is nothing that WeChat could tell us
		scan.wonder = k.lookups.wonder
	}
	return scan
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
