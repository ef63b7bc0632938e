package wechat

import (
	"context"
	"crypto/rand"
	"strconv"
)

const (
	// probeName is the name of an event that WeChat does not have.
	probeName = "callback_probe"
	// probeAccount is told back as it is, so that what does not leave Chinese alone is found out too.
	probeAccount = "gh_回声"
)

// Probe is an event that WeChat never sends, signed and sealed as its events are. A Callback with the same options answers it
// by itself, whenever it comes and however often, and nobody hears of it. With it a program finds out whether events reach
// its callback, and answers come back, as they were sent: a Greeting has no body.
type Probe struct {
	Query, Body string // to be posted as text/xml

	callback *Callback
	sender   string // made up anew for each
}

// NewProbe makes a probe. Its errors are those of NewCallback, and those of CallbackOptions.Rand.
func NewProbe(o CallbackOptions) (*Probe, error) {
	c, err := NewCallback(o, func(context.Context, Event) Reply { return Reply{} })
	if err != nil {
		return nil, err
	}
	p := &Probe{callback: c, sender: rand.Text()}
	now, nonce := c.opts.Now().Unix(), rand.Text()
	at := strconv.FormatInt(now, 10)
	plain := signature(o.Token, at, nonce)
	p.Query = "signature=" + string(plain[:]) + "&timestamp=" + at + "&nonce=" + nonce
	p.Body = "<xml><ToUserName><![CDATA[" + probeAccount + "]]></ToUserName><FromUserName><![CDATA[" + p.sender +
		"]]></FromUserName><CreateTime>" + at + "</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[" +
		probeName + "]]></Event></xml>"
	if !o.Safe {
		return p, nil
	}
	return p, p.seal(now, nonce)
}

// seal puts the body in an envelope.
func (p *Probe) seal(now int64, nonce string) error {
	c := p.callback
	encrypted, err := c.keys[0].seal(nil, c.opts.Rand, []byte(p.Body), c.opts.AppID)
	if err != nil {
		return err
	}
	sum := signature(c.opts.Token, strconv.FormatInt(now, 10), nonce, string(encrypted))
	p.Query += "&encrypt_type=aes&msg_signature=" + string(sum[:])
	p.Body = "<xml><ToUserName><![CDATA[" + probeAccount + "]]></ToUserName><Encrypt><![CDATA[" + string(encrypted) + "]]></Encrypt></xml>"
	return nil
}

// Answered tells whether a body is the answer of a callback with the same options to this very probe.
func (p *Probe) Answered(body []byte) bool {
	said, err := parseBody(string(body))
	if sealed := said.value[encrypt]; err == nil && p.callback.opts.Safe {
		var text string
		if text, err = p.callback.keys[0].open(sealed, p.callback.opts.AppID); err == nil {
			said, err = parseBody(text)
		}
	}
	return err == nil && said.value[content] == p.sender && said.value[fromUser] == probeAccount && said.value[toUser] == p.sender
}
