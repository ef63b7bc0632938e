package sandbox

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"net/url"
	"time"
)

// Mini is the mini program beside the account. Its people are the account's under other openids; one unionid joins both.
type Mini struct {
	AppID, Secret, Token string
	AESKey               string              // as Options.AESKey
	Account              string              // its own id (ToUserName); empty: gh_e2f8a90b13c6
	Callback             string              // where its events are posted; empty: nowhere
	XML                  bool                // its events are XML; false: JSON, which most consoles are set to
	Templates            map[string][]string // subscription messages: template id → its field keys
	Pages                []string            // the pages of the released version, as pages/ticket/index; nil: any
}

// app is one of the two apps that the sandbox plays the platform for.
type app struct {
	id, secret, token string
	account           string // ToUserName of its callbacks
	mini              bool
	json              bool
	callback          *url.URL // nil: nobody listens
	box               *box     // nil: its callbacks are plain
	subscriptions     map[string][]string
	stable, plain     tokens
	spent             map[string]*spent // by path
	cleared           []time.Time       // when its quotas were cleared this month
}

// audience says whose tokens an endpoint takes.
type audience int

const (
	nobody audience = iota // it takes no token
	ofAccount
	ofMini
	ofBoth
)

func (a *app) may(w audience) bool {
	return w == ofBoth || w == ofMini && a.mini || w == ofAccount && !a.mini
}

// newApp panics when the key or the callback cannot be read, see New.
func newApp(id, secret, token, aesKey, callback string) *app {
	a := &app{id: id, secret: secret, token: token, spent: map[string]*spent{}}
	a.stable.live, a.plain.live = map[string]life{}, map[string]life{}
	var err error
	if a.callback, err = url.Parse(callback); err != nil {
		panic("sandbox: callback address cannot be read")
	}
	if aesKey != "" {
		if a.box, err = newBox(aesKey, id); err != nil {
			panic("sandbox: " + err.Error())
		}
	}
	return a
}

func (o Options) account() *app {
	a := newApp(o.AppID, o.Secret, o.Token, o.AESKey, o.Callback)
	a.account, a.json, a.subscriptions = o.Account, o.JSON, o.Subscriptions
	return a
}

// mini is nil without a mini program.
func (o Options) mini() *app {
	m := o.Mini
	if m.AppID == "" {
		return nil
	}
	a := newApp(m.AppID, m.Secret, m.Token, m.AESKey, m.Callback)
	a.mini, a.json, a.subscriptions = true, !m.XML, m.Templates
	a.account = m.Account
	if a.account == "" {
		a.account = "gh_e2f8a90b13c6"
	}
	if m.Callback == "" {
		a.callback = nil
	}
	return a
}

// apps lists the apps there are, the account first.
func (s *Sandbox) apps() []*app {
	if s.mini == nil {
		return []*app{s.account}
	}
	return []*app{s.account, s.mini}
}

// identify checks the grant type, id and secret that a caller shows instead of a token.
func (s *Sandbox) identify(grant, wantGrant, id, secret string) (*app, error) {
	switch {
	case grant != wantGrant:
		return nil, refuse(40002)
	case id == "":
		return nil, refuse(41002)
	case secret == "":
		return nil, refuse(41004)
	}
	for _, a := range s.apps() {
		if a.id != id {
			continue
		}
		if subtle.ConstantTimeCompare([]byte(secret), []byte(a.secret)) != 1 {
			return nil, refuse(40125)
		}
		return a, nil
	}
	return nil, refuse(40013)
}

// alias makes a lasting name for a person out of the one in the account: the same in every run of these apps.
func (s *Sandbox) alias(purpose, openid string) string {
	m := hmac.New(sha256.New, []byte(purpose+"\x00"+s.o.AppID+"\x00"+s.o.Mini.AppID))
	m.Write([]byte(openid))
	return "o" + base64.RawURLEncoding.EncodeToString(m.Sum(nil))[:27]
}
