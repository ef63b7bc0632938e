package core

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"paihao/app/config"
	"paihao/app/web"
	"paihao/assets"
	"paihao/queue"
	"paihao/wechat/sandbox"
)

const (
	// sandboxPort is where the sandbox of a trial listens, on all addresses, so that a phone on the same network reaches it.
	sandboxPort = ":8090"
	// sandboxWithin is longer than three deliveries to a kiosk that does not answer, which a customer's act waits for.
	sandboxWithin = 30 * time.Second
)

// Sandbox is the pretend WeChat with a door of its own.
type Sandbox struct {
	*sandbox.Sandbox
	Callback string // where it sends callbacks

	server  *web.Server
	account config.WeChat // the invented one; a real one's secrets are not for showing
	mini    config.Mini   // the same of the mini program
}

// OpenSandbox plays WeChat at an address, for the account and the mini program of the settings or invented ones. It sends
// callbacks to the public address of the same settings on this machine. Errors: *web.PortError.
func OpenSandbox(s config.Settings, listen string, log *slog.Logger) (*Sandbox, error) {
	var mini config.Mini
	if s.Mini.AppID == "" {
		inventMini(&s.Mini)
	}
	if s.Mini.AppID == inventedMini { // the trial's settings name it too
		mini = s.Mini
	}
	box, err := openSandbox(s, listen, time.Now, log)
	if err != nil {
		return nil, err
	}
	box.mini = mini
	return box, nil
}

func openSandbox(s config.Settings, listen string, now func() time.Time, log *slog.Logger) (*Sandbox, error) {
	var account config.WeChat
	made := s.WeChat.AppID == ""
	invent(&s.WeChat)
	if made {
		account = s.WeChat
	}
	if s.WeChat.Mode == config.Plain {
		s.WeChat.EncodingAESKey = ""
	}
	server, err := web.Listen(listen, sandboxWithin, log)
	if err != nil {
		return nil, err
	}
	public := "http://" + onLoopback(s.Listen.Public)
	callback := public + "/wechat/callback"
	box := sandbox.New(sandbox.Options{
		AppID: s.WeChat.AppID, Secret: s.WeChat.AppSecret.Reveal(), Token: s.WeChat.Token.Reveal(),
		AESKey: s.WeChat.EncodingAESKey.Reveal(), Callback: callback, PublicURL: "http://" + onNetwork(server.Addr()),
		Templates: templates(s.WeChat.Message), Subscriptions: subscriptions(s.WeChat.Message), Mini: playedMini(s.Mini, public),
		Page: assets.SandboxPage, Now: now, Log: log,
	})
	server.Serve(box)
	return &Sandbox{Sandbox: box, Callback: callback, server: server, account: account}, nil
}

// Settings is what a Paihao has to set under [wechat] to use this sandbox, as TOML, and behind it [mini] if that is
// invented too.
func (s *Sandbox) Settings() string {
	base := "http://" + s.Addr()
	text := fmt.Sprintf("api_url = %q\nimage_url = %q\n", base, base)
	if a := s.account; a.AppID != "" {
		text += papers(a.AppID, a.AppSecret, a.Token, a.EncodingAESKey)
	}
	if m := s.mini; m.AppID != "" {
		text += "\n[mini]\n" + papers(m.AppID, m.AppSecret, m.Token, m.EncodingAESKey)
	}
	return text
}

// papers are the four lines that tell who an app is.
func papers(id string, secret, token, key config.Secret) string {
	return fmt.Sprintf("app_id = %q\napp_secret = %q\ntoken = %q\nencoding_aes_key = %q\n",
		id, secret.Reveal(), token.Reveal(), key.Reveal())
}

// Addr is where it is reached from this machine.
func (s *Sandbox) Addr() string { return onLoopback(s.server.Addr()) }

// base is the address in its codes, by which phones reach it.
func (s *Sandbox) base() string { return "http://" + onNetwork(s.server.Addr()) }

// Close stops deliveries and shuts the door.
func (s *Sandbox) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), closeWithin/2)
	defer cancel()
	return errors.Join(s.Sandbox.Close(), s.server.Close(ctx))
}

// openTrial puts the sandbox in WeChat's place.
func (k *Kiosk) openTrial(_ context.Context, o *Options) error {
	if !o.Trial {
		return nil
	}
	invent(&o.Settings.WeChat)
	s := o.Settings
	s.Listen.Public = k.public.Addr()
	box, err := openSandbox(s, o.Sandbox, o.Now, o.Log)
	if err != nil { // somebody has the usual port; nobody has to know this one beforehand
		box, err = openSandbox(s, ":0", o.Now, o.Log)
	}
	if err != nil {
		return err
	}
	k.onClose(func(context.Context) error { return box.Close() })
	k.Sandbox = box
	k.Queue.Look(func(b *queue.Book) { remind(box, b, s.WeChat.AppID) })
	speakTo(&o.Settings.WeChat, box.Addr())
	o.Log.Info("trial mode: the sandbox plays WeChat; open it in a browser to play a customer",
		"here", "http://"+box.Addr(), "phones", box.base())
	return nil
}

// remind tells a sandbox what the one of an earlier run knew: its codes, and who follows the account.
func remind(box *Sandbox, b *queue.Book, app string) {
	for _, p := range purposes {
		for _, c := range b.Codes(p) {
			box.Know(c.Ticket)
		}
	}
	for _, c := range b.Known(app) {
		f := sandbox.Follower{
			OpenID: c.Customer.OpenID, Since: c.Followed, Until: c.Window.Until, Left: c.Window.Left, Grants: map[string]int{},
		}
		for _, g := range c.Grants {
			f.Grants[g.Template] = g.Left
		}
		box.KnowFollower(f)
	}
}

// invent gives settings that name no account one that only the sandbox knows.
func invent(s *config.WeChat) {
	s.AppID = cmp.Or(s.AppID, "wx7a1e5d0c3b9f2486")
	s.AppSecret = cmp.Or(s.AppSecret, "the-secret-of-no-account-at-all")
	s.Token = cmp.Or(s.Token, "trial")
	s.EncodingAESKey = cmp.Or(s.EncodingAESKey, "dHJpYWwtbW9kZS1rZXktb2Ytbm8tYWNjb3VudC0wMDA")
}

// inventedMini is the app id of the mini program that only the sandbox knows.
const inventedMini = "wx5c2d8e7f9a4b1036"

// inventMini is the mini program of a sandbox whose settings name none.
func inventMini(s *config.Mini) {
	s.AppID = inventedMini
	s.AppSecret = "the-secret-of-no-mini-program"
	s.Token = "trialmini"
	s.EncodingAESKey = "dHJpYWwtbW9kZS1rZXktb2Ytbm8tcHJvZ3JhbS0wMDA"
}

// speakTo puts a sandbox, by its address on this machine, in WeChat's place.
func speakTo(s *config.WeChat, address string) {
	s.APIURL, s.ImageURL, s.Proxy = "http://"+address, "http://"+address, ""
}

// playedMini is the mini program of the settings, whose callbacks go to the same public address.
func playedMini(s config.Mini, public string) sandbox.Mini {
	known := console{}
	for _, m := range s.Message {
		known.add(m.TemplateID, m.Fields)
	}
	return sandbox.Mini{
		AppID: s.AppID, Secret: s.AppSecret.Reveal(), Token: s.Token.Reveal(), AESKey: s.EncodingAESKey.Reveal(),
		Callback: public + "/mini/callback", Templates: known,
	}
}
