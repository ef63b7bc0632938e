package core

import (
	"context"
	"log/slog"
	"net/http"
	"slices"
	"sync/atomic"
	"time"

	"paihao/app/config"
	"paihao/assets"
	"paihao/wechat"
)

// Verdict is what a check says of one thing, in Chinese and English. It holds no secret.
type Verdict struct {
	State  VerdictState
	ZH, EN string
}

// VerdictState is how well a thing is.
type VerdictState string

// The states of a thing: well, to be looked at, or not working.
const (
	Well     VerdictState = "well"
	Doubtful VerdictState = "doubtful"
	Wrong    VerdictState = "wrong"
)

// Checking is a check of the settings and of all that they name. Settings are needed; the zero value of the rest is the real
// thing.
type Checking struct {
	Settings   config.Settings
	Trial      bool   // WeChat is played by the sandbox of the trial that runs, or by one of this check's own
	Slip       string // a PNG to draw a sample slip into; empty = it is printed, or drawn where there is no printer
	ForceToken bool   // ask WeChat for a new token, so that the one before ends: 20 a day, 30 s apart
	Now        func() time.Time
	Tell       func(Verdict) // is told of each thing as soon as it is known; nil: nobody is
}

// Check looks at everything once, in the order in which it is set up, and tells whether nothing is wrong. What cannot be known
// because something before it is wrong is left out. An error says that the check itself could not be made.
func (c Checking) Check(ctx context.Context) (well bool, err error) {
	u := newCheckup(c)
	defer u.close()
	for _, step := range []func(context.Context) error{
		u.checkSettings, u.checkSlides, u.checkPrinter, u.checkVoice, u.checkRunning, u.checkData, u.openWeChat, u.checkProxy, u.checkToken, u.checkClock,
		u.checkCode, u.checkTold, u.checkTemplates, u.checkMini, u.checkMenu, u.checkCallbacks,
	} {
		if err := step(ctx); err != nil {
			return false, err
		}
		if ctx.Err() != nil {
			return false, ctx.Err()
		}
	}
	return u.well, nil
}

// checkup is a check under way.
type checkup struct {
	Checking
	well bool

	running *door // of the kiosk that holds the data; nil when none does
	sandbox *Sandbox
	account *wechat.Client
	mini    *wechat.Client // nil: there is no mini program
	heard   heardTime
	refusal atomic.Int64 // the status with which the proxy has refused to lead on to WeChat
	reached bool         // WeChat has answered the account, so that the rest can be asked
}

func newCheckup(c Checking) *checkup {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Tell == nil {
		c.Tell = func(Verdict) {}
	}
	return &checkup{Checking: c, well: true}
}

// close lets go of what the check opened itself.
func (u *checkup) close() {
	for _, c := range []*wechat.Client{u.account, u.mini} {
		if c != nil {
			c.Close()
		}
	}
	if u.sandbox != nil {
		_ = u.sandbox.Close()
	}
}

// say tells of a thing by a key of the translations.
func (u *checkup) say(state VerdictState, key string, args ...any) {
	zh, en := assets.Words("check."+key, args...)
	u.tell(Verdict{state, zh, en})
}

// sayOf is say with one more value that is a text of its own in each language: name is where it goes, what its key.
func (u *checkup) sayOf(state VerdictState, key, name, what string, args ...any) {
	zh, en := assets.Words("check." + what)
	u.tell(Verdict{
		state, assets.Chinese("check."+key, append(slices.Clone(args), name, zh)...),
		assets.English("check."+key, append(slices.Clone(args), name, en)...),
	})
}

func (u *checkup) tell(v Verdict) {
	u.well = u.well && v.State != Wrong
	u.Tell(v)
}

// openWeChat makes what speaks to WeChat; nothing is sent yet. A trial that runs has its sandbox.
func (u *checkup) openWeChat(context.Context) error {
	s := &u.Settings
	if u.Trial {
		invent(&s.WeChat)
		address, err := u.playedBy()
		if err != nil {
			return err
		}
		speakTo(&s.WeChat, address)
		if s.Listen.PublicURL == "" {
			s.Listen.PublicURL = "http://" + onLoopback(s.Listen.Public)
		}
	}
	out, err := through(s.WeChat.Proxy.Reveal())
	if err != nil {
		return err
	}
	if out != nil {
		out.Transport.(*http.Transport).OnProxyConnectResponse = u.hearProxy
	}
	open := func(app string, secret config.Secret) *wechat.Client {
		return wechat.NewClient(wechat.ClientOptions{
			AppID: app, Secret: secret.Reveal(), BaseURL: s.WeChat.APIURL, ImageURL: s.WeChat.ImageURL, HTTP: out, Now: u.Now,
			Heard: func(t time.Time) { u.heard.hear(t, u.Now()) },
		})
	}
	u.account = open(s.WeChat.AppID, s.WeChat.AppSecret)
	if s.Mini.AppID != "" {
		u.mini = open(s.Mini.AppID, s.Mini.AppSecret)
	}
	return nil
}

// playedBy is the address of the sandbox of a trial: that of the one that runs, or of one for this check.
func (u *checkup) playedBy() (address string, err error) {
	if u.running != nil && u.running.Sandbox != "" {
		return u.running.Sandbox, nil
	}
	u.sandbox, err = openSandbox(u.Settings, "127.0.0.1:0", u.Now, slog.New(slog.DiscardHandler))
	if err != nil {
		return "", err
	}
	return u.sandbox.Addr(), nil
}
