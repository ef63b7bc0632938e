package wechat

import (
	"context"
	"fmt"
)

// TemplateMessage is a message built from a template of the account.
type TemplateMessage struct {
	To         string // the openid of a follower
	TemplateID string
	URL        string // opened by a tap on the message; "" = nothing

	// App is a mini program that a tap opens in the place of the URL, by its app id, and Page its page. Phones that know no
	// mini programs open the URL. "" = none.
	App, Page string

	// ClientMessageID makes a repeat harmless: within 10 minutes WeChat shows one message per openid and id.
	ClientMessageID string

	// Fields are the values by the template's keys, such as thing1 or character_string2.
	// Every one has to pass CheckField; FitField makes most texts pass.
	Fields map[string]string
}

// SendTemplate hands the message to WeChat and returns its msgid, in digits. Whether it arrived comes later as an
// Event of KindTemplateResult. A message without receiver or template, or with a field that does not
// pass CheckField, is ErrLimit and no call is made.
// Source: developers.weixin.qq.com/doc/service/api/notify/template/api_sendtemplatemessage
func (c *Client) SendTemplate(ctx context.Context, m TemplateMessage) (msgID string, err error) {
	in, err := newTemplateRequest(&m)
	if err != nil {
		return "", fmt.Errorf("send template message: %w", err)
	}
	out, err := c.deliver(ctx, "/cgi-bin/message/template/send", m.To, in, m.ClientMessageID != "")
	if err == nil && out.msgID() == "" {
		err = doubtful(without("a msgid"))
	}
	if err != nil {
		return "", fmt.Errorf("send template message: %w", err)
	}
	return out.msgID(), nil
}

// deliver hands a message of any kind to WeChat.
func (c *Client) deliver(ctx context.Context, path, to string, in any, repeat bool) (out done, err error) {
	if err := c.call(ctx, &request{path: path, in: in, hidden: []string{to}, repeat: repeat}, &out); err != nil {
		return done{}, err
	}
	return out, doubtful(out.check())
}

// messageValue is one field; WeChat wants each in an object of its own.
type messageValue struct {
	Value string `json:"value"`
}

// templateRequest is the message on its way. Colours are not there: WeChat has ignored them since 2023.
type templateRequest struct {
	To              string                  `json:"touser"`
	TemplateID      string                  `json:"template_id"`
	URL             string                  `json:"url,omitempty"`
	Mini            *miniLink               `json:"miniprogram,omitempty"`
	ClientMessageID string                  `json:"client_msg_id,omitempty"`
	Data            map[string]messageValue `json:"data"`
}

type miniLink struct {
	App  string `json:"appid"`
	Page string `json:"pagepath,omitempty"`
}

// newTemplateRequest checks everything WeChat would refuse, because a refusal after the call costs quota and
// comes too late for the customer.
func newTemplateRequest(m *TemplateMessage) (*templateRequest, error) {
	data, err := newData(m.To, m.TemplateID, m.Fields)
	switch {
	case err != nil:
		return nil, err
	case m.Page != "" && m.App == "":
		return nil, fmt.Errorf("%w: a page without a mini program", ErrLimit)
	case !isPlain(m.URL + m.App + m.Page + m.ClientMessageID):
		return nil, fmt.Errorf("%w: control character in url, mini program or id", ErrLimit)
	}
	r := &templateRequest{To: m.To, TemplateID: m.TemplateID, URL: m.URL, ClientMessageID: m.ClientMessageID, Data: data}
	if m.App != "" {
		r.Mini = &miniLink{m.App, m.Page}
	}
	return r, nil
}

// newData checks what messages of all templates have, and gives the fields in WeChat's form.
func newData(to, templateID string, fields map[string]string) (map[string]messageValue, error) {
	if err := checkReceiver(to); err != nil {
		return nil, err
	}
	if templateID == "" || !isPlain(templateID) {
		return nil, fmt.Errorf("%w: template missing, or with a control character", ErrLimit)
	}
	data := make(map[string]messageValue, len(fields))
	for key, value := range fields {
		if err := CheckField(key, value); err != nil {
			return nil, err
		}
		data[key] = messageValue{value}
	}
	return data, nil
}

// maxOpenID is the longest openid that is sent, in bytes; real ones have 28.
const maxOpenID = 128

// checkReceiver does not tell what is wrong with an openid beyond its form: it may not be quoted.
func checkReceiver(openID string) error {
	if openID == "" || len(openID) > maxOpenID || !isPlain(openID) {
		return fmt.Errorf("%w: receiver missing, too long or with a control character", ErrLimit)
	}
	return nil
}
