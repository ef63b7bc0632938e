package wechat

import (
	"context"
	"fmt"
	"strings"
)

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

const (
	mostButtons, mostSub       = 3, 5
	maxTopName, maxSubName     = 16, 60 // bytes
	maxButtonKey, maxButtonURL = 128, 1024
)

// CheckMenu tells whether WeChat will take the menu: 1 to 3 buttons within the limits above. The error is ErrLimit and names
// the button.
// Source: developers.weixin.qq.com/doc/service/api/custommenu/api_createcustommenu
func CheckMenu(menu []Button) error {
	if len(menu) == 0 || len(menu) > mostButtons {
		return fmt.Errorf("%w: a menu has 1 to %d buttons, this one %d", ErrLimit, mostButtons, len(menu))
	}
	for i := range menu {
		b := &menu[i]
		if err := b.checkTop(); err != nil {
			return fmt.Errorf("%w: button %d %.60q: %w", ErrLimit, i+1, b.Name, err)
		}
		for j := range b.Sub {
			if err := b.Sub[j].checkSub(); err != nil {
				return fmt.Errorf("%w: button %d.%d %.60q: %w", ErrLimit, i+1, j+1, b.Sub[j].Name, err)
			}
		}
	}
	return nil
}

func (b *Button) checkTop() error {
	if err := checkText("a name", b.Name, maxTopName); err != nil {
		return err
	}
	switch {
	case len(b.Sub) == 0:
		return b.checkDeed()
	case len(b.Sub) > mostSub:
		return fmt.Errorf("it opens %d buttons, at most %d can be", len(b.Sub), mostSub)
	case b.Type != "" || b.Key != "" || b.URL != "" || b.App != "" || b.Page != "":
		return fmt.Errorf("it opens others, so that it can do nothing itself")
	}
	return nil
}

func (b *Button) checkSub() error {
	if err := checkText("a name", b.Name, maxSubName); err != nil {
		return err
	}
	if len(b.Sub) > 0 {
		return fmt.Errorf("only a button at the top opens others")
	}
	return b.checkDeed()
}

// checkDeed looks at what the button does.
func (b *Button) checkDeed() error {
	switch b.Type {
	case "click", "scancode_push", "scancode_waitmsg":
		return checkText("a key", b.Key, maxButtonKey)
	case "view":
		return checkLink(b.URL)
	case "miniprogram":
		if err := checkText("an app id", b.App, maxButtonKey); err != nil {
			return err
		}
		if err := checkText("a page", b.Page, maxButtonURL); err != nil {
			return err
		}
		return checkLink(b.URL)
	}
	return fmt.Errorf("type %.30q is none of click, view, miniprogram, scancode_push, scancode_waitmsg", b.Type)
}

func checkLink(url string) error {
	if err := checkText("a url", url, maxButtonURL); err != nil {
		return err
	}
	if !strings.HasPrefix(url, "https://") && !strings.HasPrefix(url, "http://") {
		return fmt.Errorf("a url begins with https:// or http://")
	}
	return nil
}

func checkText(what, value string, most int) error {
	if strings.TrimSpace(value) == "" || len(value) > most || !isPlain(value) {
		return fmt.Errorf("%s has 1 to %d bytes without control characters, this one %d", what, most, len(value))
	}
	return nil
}

// CreateMenu puts the menu in the place of the account's. Phones ask for it when the chat is opened, at most every five
// minutes; new followers see it at once. A menu that does not pass CheckMenu is ErrLimit and no call is made.
// Source: developers.weixin.qq.com/doc/service/api/custommenu/api_createcustommenu
func (c *Client) CreateMenu(ctx context.Context, menu []Button) error {
	err := CheckMenu(menu)
	if err == nil {
		in := map[string][]menuButton{"button": newMenuButtons(menu)}
		var out done
		if err = c.call(ctx, &request{path: "/cgi-bin/menu/create", in: in, repeat: true}, &out); err == nil {
			err = out.check()
		}
	}
	if err != nil {
		return fmt.Errorf("create menu: %w", err)
	}
	return nil
}

type menuButton struct {
	Type string       `json:"type,omitempty"`
	Name string       `json:"name"`
	Key  string       `json:"key,omitempty"`
	URL  string       `json:"url,omitempty"`
	App  string       `json:"appid,omitempty"`
	Page string       `json:"pagepath,omitempty"`
	Sub  []menuButton `json:"sub_button,omitempty"`
}

func newMenuButtons(menu []Button) []menuButton {
	var all []menuButton
	for _, b := range menu {
		all = append(all, menuButton{b.Type, b.Name, b.Key, b.URL, b.App, b.Page, newMenuButtons(b.Sub)})
	}
	return all
}
