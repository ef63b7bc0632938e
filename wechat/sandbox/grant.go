package sandbox

import (
	"context"
	"strings"
)

// mostTemplates is how many templates one popup may ask about.
const mostTemplates = 3

// Grant makes a person answer a popup that asks for subscription messages: each accepted template may then be sent once
// more to them, and permissions add up; a refused one stays as it was. The templates, one to three, tell which
// app's page it was; ErrTemplates otherwise. Nobody has to follow for it.
func (s *Sandbox) Grant(ctx context.Context, openid string, accepted, refused []string) error {
	return s.act(ctx, openid, func(c *customer, e *event) error {
		all := append(append([]string{}, accepted...), refused...)
		a := s.ownerOf(all)
		if a == nil {
			return ErrTemplates
		}
		e.app, e.name = a, popupEvent
		for i, id := range all {
			status := "accept"
			if i >= len(accepted) {
				status = "reject"
			} else {
				c.in(a).grants[id]++
			}
			e.list = append(e.list, listed{template: id, status: status})
		}
		c.noteLocked(Message{Kind: Did, Text: didGrant(accepted, refused), Mini: a.mini, At: e.at})
		return nil
	})
}

func didGrant(accepted, refused []string) string {
	var parts []string
	if len(accepted) > 0 {
		parts = append(parts, "同意接收 · allowed "+strings.Join(accepted, ", "))
	}
	if len(refused) > 0 {
		parts = append(parts, "拒绝接收 · refused "+strings.Join(refused, ", "))
	}
	return strings.Join(parts, "；")
}

// Revoke makes a person switch subscription messages off in WeChat's own settings: no permission is left.
func (s *Sandbox) Revoke(ctx context.Context, openid string, templates ...string) error {
	return s.act(ctx, openid, func(c *customer, e *event) error {
		a := s.ownerOf(templates)
		if a == nil {
			return ErrTemplates
		}
		e.app, e.name = a, changeEvent
		for _, id := range templates {
			delete(c.in(a).grants, id)
			e.list = append(e.list, listed{template: id, status: "reject"})
		}
		c.noteLocked(Message{Kind: Did, Text: "关闭了消息 · switched off " + strings.Join(templates, ", "), Mini: a.mini, At: e.at})
		return nil
	})
}

// ownerOf finds the app that has all the templates, each named once; nil when none has.
func (s *Sandbox) ownerOf(templates []string) *app {
	if len(templates) == 0 || len(templates) > mostTemplates {
		return nil
	}
	for _, a := range s.apps() {
		seen := map[string]bool{}
		for _, id := range templates {
			if _, known := a.subscriptions[id]; known {
				seen[id] = true
			}
		}
		if len(seen) == len(templates) {
			return a
		}
	}
	return nil
}

// Grants tells how many messages of a template a person still allows.
func (s *Sandbox) Grants(openid, template string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, _ := s.findLocked(openid)
	if c == nil {
		return 0
	}
	return c.account.grants[template] + c.mini.grants[template]
}
