package wechat

import "context"

// SubscribeMessage is a message of a template that a customer has subscribed to.
type SubscribeMessage struct {
	To         string // openid of the same app as the client
	TemplateID string
	Page       string            // opened by a tap: an address for an account, a path for a mini program; "" = nothing
	Fields     map[string]string // as TemplateMessage.Fields
	State      string            // of a mini program: developer, trial or formal; "" = formal
}

// SendSubscribe hands a subscription notice of an official account to WeChat. The id is empty where WeChat gives none. There is
// no way to make a repeat harmless.
// Source: developers.weixin.qq.com/doc/service/api/notify/notify/api_sendnewsubscribemsg
func (c *Client) SendSubscribe(ctx context.Context, m SubscribeMessage) (msgID string, err error) {
	return "", ErrUnreachable
}

// SendMini hands a subscription message of a mini program to WeChat. WeChat takes one at a time for each customer: else it is
// ErrAtOnce. The id is as with SendSubscribe.
// Source: developers.weixin.qq.com/miniprogram/dev/server/API/mp-message-management/subscribe-message/api_sendmessage
func (c *Client) SendMini(ctx context.Context, m SubscribeMessage) (msgID string, err error) {
	return "", ErrUnreachable
}
