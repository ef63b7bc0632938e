package wechat

import (
	"context"
	"fmt"
	"strings"
)

// maxServiceText is the room for a text in bytes. No document says so: people who tried found that 2049 are errcode 45002.
// Source: developers.weixin.qq.com/community/develop/doc/00084e2936c340b9015a753405b800
const maxServiceText = 2048

// SendText sends a customer a text, while a window for that is open: see Event.Window. It is cut to 2048 bytes. There is
// no way to make a repeat harmless. ErrWindow when WeChat thinks that the window is closed or used up.
// Source: developers.weixin.qq.com/doc/offiaccount/Customer_Service/Customer_Service_Messages.html
func (c *Client) SendText(ctx context.Context, to, text string) error {
	in, err := newServiceText(to, text)
	if err == nil {
		_, err = c.deliver(ctx, "/cgi-bin/message/custom/send", to, in, false)
	}
	if err != nil {
		return fmt.Errorf("send text: %w", err)
	}
	return nil
}

type serviceText struct {
	To   string `json:"touser"`
	Type string `json:"msgtype"`
	Text struct {
		Content string `json:"content"`
	} `json:"text"`
}

func newServiceText(to, text string) (*serviceText, error) {
	if err := checkReceiver(to); err != nil {
		return nil, err
	}
	t := &serviceText{To: to, Type: "text"}
	t.Text.Content = cutBytes(fitLines(text), maxServiceText)
	if t.Text.Content == "" {
		return nil, fmt.Errorf("%w: a text without a word", ErrLimit)
	}
	return t, nil
}

// fitLines leaves line breaks and takes out all that JSON could only write with an escape, which WeChat refuses.
func fitLines(s string) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, ""), "\r\n", "\n")
	return strings.TrimSpace(keep(s, func(r rune) bool { return r == '\n' || !isUnprintable(r) }))
}
