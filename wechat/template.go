package wechat

import (
	"context"
	"fmt"
	"regexp"
	"slices"
)

// Template is one that an app may send messages of.
type Template struct {
	ID    string
	Title string
	Slots []string // keys of its fields, such as thing1, in the order of its text
}

// slotMark finds "{{thing1.DATA}}" in the text of a template.
var slotMark = regexp.MustCompile(`\{ ?\{ ?([A-Za-z0-9_]{1,64})\.DATA ?\} ?\}`)

// templateInfo is a template in either of WeChat's forms: an account's has the first id, a subscription's the second.
type templateInfo struct {
	ID      loose `json:"template_id"`
	OtherID loose `json:"priTmplId"`
	Title   loose `json:"title"`
	Content loose `json:"content"`
}

func (i *templateInfo) template() Template {
	t := Template{ID: string(i.ID + i.OtherID), Title: string(i.Title)}
	for _, mark := range slotMark.FindAllStringSubmatch(string(i.Content), -1) {
		if !slices.Contains(t.Slots, mark[1]) {
			t.Slots = append(t.Slots, mark[1])
		}
	}
	return t
}

// Templates lists the templates of an official account.
// Source: developers.weixin.qq.com/doc/service/api/notify/template/api_getalltemplates
func (c *Client) Templates(ctx context.Context) ([]Template, error) {
	return c.templates(ctx, "/cgi-bin/template/get_all_private_template")
}

// SubscribeTemplates lists the subscription templates of an official account or a mini program.
// Source: developers.weixin.qq.com/miniprogram/dev/server/API/mp-message-management/subscribe-message/api_getmessagetemplatelist
func (c *Client) SubscribeTemplates(ctx context.Context) ([]Template, error) {
	return c.templates(ctx, "/wxaapi/newtmpl/gettemplate")
}

// templates asks for either list. One without templates comes with an empty list or with "ok" alone.
func (c *Client) templates(ctx context.Context, path string) ([]Template, error) {
	var out struct {
		List  []templateInfo `json:"template_list"`
		Other []templateInfo `json:"data"`
		Code  loose          `json:"errcode"`
	}
	err := c.call(ctx, &request{path: path, repeat: true}, &out)
	if err == nil && out.List == nil && out.Other == nil && out.Code == "" {
		err = without("templates")
	}
	if err != nil {
		return nil, fmt.Errorf("list templates: %w", err)
	}
	var all []Template
	for _, i := range append(out.List, out.Other...) {
		if t := i.template(); t.ID != "" {
			all = append(all, t)
		}
	}
	return all, nil
}
