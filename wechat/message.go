package wechat

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
)

// TemplateMessage is a message built from a template of the account.
type TemplateMessage struct {
	To         string // the openid of a follower
	TemplateID string
	URL        string // opened by a tap on the message; "" = nothing

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
	var out struct {
		MsgID json.Number `json:"msgid"` // larger than 2^53, so never a float
	}
	if err := c.call(ctx, "/cgi-bin/message/template/send", in, &out, m.To); err != nil {
		return "", fmt.Errorf("send template message: %w", err)
	}
	if _, err := strconv.ParseInt(out.MsgID.String(), 10, 64); err != nil {
		return "", fmt.Errorf("send template message: %w: answer without a msgid", ErrUnreachable)
	}
	return out.MsgID.String(), nil
}

// templateValue is one field; WeChat wants each in an object of its own.
type templateValue struct {
	Value string `json:"value"`
}

// templateRequest is the message on its way. Colours and mini program links are not there: WeChat has ignored
// the first since 2023, and the second would win over the URL.
type templateRequest struct {
	To              string                   `json:"touser"`
	TemplateID      string                   `json:"template_id"`
	URL             string                   `json:"url,omitempty"`
	ClientMessageID string                   `json:"client_msg_id,omitempty"`
	Data            map[string]templateValue `json:"data"`
}

// newTemplateRequest checks everything WeChat would refuse, because a refusal after the call costs quota and
// comes too late for the customer.
func newTemplateRequest(m *TemplateMessage) (*templateRequest, error) {
	if m.To == "" || m.TemplateID == "" {
		return nil, fmt.Errorf("%w: receiver or template missing", ErrLimit)
	}
	if !isPlain(m.To) || !isPlain(m.TemplateID) || !isPlain(m.URL) || !isPlain(m.ClientMessageID) {
		return nil, fmt.Errorf("%w: control character in receiver, template, url or id", ErrLimit)
	}
	r := &templateRequest{m.To, m.TemplateID, m.URL, m.ClientMessageID, make(map[string]templateValue, len(m.Fields))}
	for key, value := range m.Fields {
		if err := CheckField(key, value); err != nil {
			return nil, err
		}
		r.Data[key] = templateValue{value}
	}
	return r, nil
}
