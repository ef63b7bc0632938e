package wechat

import "context"

// SendText sends a customer a text, while a window for that is open: see Event.Window. It is cut to 2048 bytes. There is no way
// to make a repeat harmless. ErrWindow when WeChat thinks that the window is closed or used up.
// Source: developers.weixin.qq.com/doc/offiaccount/Customer_Service/Customer_Service_Messages.html
func (c *Client) SendText(ctx context.Context, to, text string) error { return ErrUnreachable }
