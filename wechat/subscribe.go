package wechat

import (
	"context"
	"fmt"
)

// SubscribeMessage is a message of a template that a customer has subscribed to.
type SubscribeMessage struct {
	To         string // openid of the same app as the client
	TemplateID string
	Page       string            // opened by a tap: an address for an account, a path for a mini program; "" = nothing
	Fields     map[string]string // as TemplateMessage.Fields
	State      string            // of a mini program: developer, trial or formal; "" = formal
}

// SendSubscribe hands a subscription notice of an official account to WeChat. The id is empty where WeChat gives none.
// There is no way to make a repeat harmless. What breaks a limit is ErrLimit, as with SendTemplate.
// Source: developers.weixin.qq.com/doc/service/api/notify/notify/api_sendnewsubscribemsg
func (c *Client) SendSubscribe(ctx context.Context, m SubscribeMessage) (msgID string, err error) {
	msgID, err = c.subscribe(ctx, "/cgi-bin/message/subscribe/bizsend", &m)
	if err != nil {
		return "", fmt.Errorf("send subscription notice: %w", err)
	}
	return msgID, nil
}

// SendMini hands a subscription message of a mini program to WeChat. WeChat takes one at a time for each customer: else
// it is ErrAtOnce. The id is as with SendSubscribe.
// Source: developers.weixin.qq.com/miniprogram/dev/server/API/mp-message-management/subscribe-message/api_sendmessage
func (c *Client) SendMini(ctx context.Context, m SubscribeMessage) (msgID string, err error) {
	msgID, err = c.subscribe(ctx, "/cgi-bin/message/subscribe/send", &m)
	if err != nil {
		return "", fmt.Errorf("send mini program message: %w", err)
	}
	return msgID, nil
}

// subscribe makes either of the two calls: they take the same, but not each other's templates.
func (c *Client) subscribe(ctx context.Context, path string, m *SubscribeMessage) (string, error) {
	in, err := newSubscribeRequest(m)
	if err != nil {
		return "", err
	}
	out, err := c.deliver(ctx, path, m.To, in, false)
	if err != nil {
		return "", err
	}
	return out.msgID(), nil
}

// subscribeRequest is the message on its way. State and language were once optional and are not any more, in both calls.
type subscribeRequest struct {
	To         string                  `json:"touser"`
	TemplateID string                  `json:"template_id"`
	Page       string                  `json:"page,omitempty"`
	Data       map[string]messageValue `json:"data"`
	State      string                  `json:"miniprogram_state"`
	Language   string                  `json:"lang"`
}

func newSubscribeRequest(m *SubscribeMessage) (*subscribeRequest, error) {
	data, err := newData(m.To, m.TemplateID, m.Fields)
	if err != nil {
		return nil, err
	}
	if !isPlain(m.Page) {
		return nil, fmt.Errorf("%w: control character in the page", ErrLimit)
	}
	state := m.State
	switch state {
	case "":
		state = "formal"
	case "developer", "trial", "formal":
	default:
		return nil, fmt.Errorf("%w: a mini program is developer, trial or formal, not %.20q", ErrLimit, state)
	}
	return &subscribeRequest{m.To, m.TemplateID, m.Page, data, state, "zh_CN"}, nil
}
