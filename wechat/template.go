package wechat

import "context"

// Template is one that an app may send messages of.
type Template struct {
	ID    string
	Title string
	Slots []string // keys of its fields, such as thing1, in the order of its text
}

// Templates lists the templates of an official account.
// Source: developers.weixin.qq.com/doc/service/api/notify/template/api_getalltemplates
func (c *Client) Templates(ctx context.Context) ([]Template, error) { return nil, ErrUnreachable }

// SubscribeTemplates lists the subscription templates of an official account or a mini program.
// Source: developers.weixin.qq.com/miniprogram/dev/server/API/mp-message-management/subscribe-message/api_getmessagetemplatelist
func (c *Client) SubscribeTemplates(ctx context.Context) ([]Template, error) {
	return nil, ErrUnreachable
}
