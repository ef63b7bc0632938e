package wechat_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"paihao/wechat"
)

func TestLimitsBeforeTheCall(t *testing.T) {
	p := mustPlatform(t, always(`{"errcode":0,"errmsg":"ok"}`))
	c := p.client(t)
	var calls []func(context.Context) error
	for _, to := range []string{"", "o\n", strings.Repeat("o", 129)} {
		m := subscription()
		m.To = to
		calls = append(
			calls,
			func(ctx context.Context) error { _, err := c.SendSubscribe(ctx, m); return err },
			func(ctx context.Context) error { _, err := c.SendMini(ctx, m); return err },
			func(ctx context.Context) error { return c.SendText(ctx, to, "a") },
			func(ctx context.Context) error { _, err := c.User(ctx, to); return err },
			func(ctx context.Context) error { return c.TagUsers(ctx, 1, "o1", to) },
		)
	}
	for _, change := range []func(*wechat.SubscribeMessage){
		func(m *wechat.SubscribeMessage) { m.TemplateID = "" },
		func(m *wechat.SubscribeMessage) { m.Page = "a\x00" },
		func(m *wechat.SubscribeMessage) { m.State = "release" },
		func(m *wechat.SubscribeMessage) { m.Fields = map[string]string{"character_string1": "号"} },
	} {
		m := subscription()
		change(&m)
		calls = append(calls, func(ctx context.Context) error { _, err := c.SendMini(ctx, m); return err })
	}
	for _, code := range []string{"", "a\u2028", strings.Repeat("a", 257)} {
		calls = append(
			calls,
			func(ctx context.Context) error { _, err := c.Login(ctx, code); return err },
			func(ctx context.Context) error { _, err := c.Phone(ctx, code); return err },
		)
	}
	for _, name := range []string{"", " ", "a\n", strings.Repeat("排", 10) + "a"} {
		calls = append(calls, func(ctx context.Context) error { _, err := c.CreateTag(ctx, name); return err })
	}
	calls = append(
		calls,
		func(ctx context.Context) error { return c.SendText(ctx, openid, " \x00\n") },
		func(ctx context.Context) error { return c.TagUsers(ctx, 1) },
		func(ctx context.Context) error { return c.TagUsers(ctx, 0, openid) },
		func(ctx context.Context) error { return c.TagUsers(ctx, 1, slices.Repeat([]string{openid}, 51)...) },
		func(ctx context.Context) error { return c.CreateMenu(ctx, nil) },
	)
	for i, call := range calls {
		if err := call(t.Context()); !errors.Is(err, wechat.ErrLimit) || strings.Contains(err.Error(), openid) {
			t.Errorf("call %d: got %v, want ErrLimit", i, err)
		}
	}
	wantCounts(t, p, 0, 0)
	if err := c.TagUsers(t.Context(), 1, slices.Repeat([]string{openid}, 50)...); err != nil {
		t.Errorf("50 users: %v", err)
	}
}

func TestTextsAreCut(t *testing.T) {
	for _, tt := range []struct {
		in   string
		want int // bytes
	}{
		{strings.Repeat("a", 2048), 2048},
		{strings.Repeat("a", 2049), 2048},
		{strings.Repeat("排", 683), 2046},
		{strings.Repeat("a", 2040) + "👨‍👩‍👧", 2040},
		{strings.Repeat("a", 2030) + "👨‍👩‍👧", 2048},
		{strings.Repeat("a", 2044) + "🇨🇳", 2044},
		{"a" + strings.Repeat("\u0301", 2000), 2047},
	} {
		p := mustPlatform(t, always(`{"errcode":0}`))
		if err := p.client(t).SendText(t.Context(), openid, tt.in); err != nil {
			t.Fatal(err)
		}
		var sent struct{ Text struct{ Content string } }
		mustJSON(t, p.bodies[0], &sent)
		if got := sent.Text.Content; len(got) != tt.want || !strings.HasPrefix(tt.in, got) || !utf8.ValidString(got) {
			t.Errorf("%d bytes: got %d, want the first %d", len(tt.in), len(got), tt.want)
		}
	}
}

func TestCheckMenu(t *testing.T) {
	click := wechat.Button{Name: "a", Type: "click", Key: "K"}
	mini := wechat.Button{Name: "a", Type: "miniprogram", URL: "https://a", App: "wx1", Page: "p"}
	with := func(b wechat.Button, change func(*wechat.Button)) wechat.Button { change(&b); return b }
	of := func(sub ...wechat.Button) wechat.Button { return wechat.Button{Name: "a", Sub: sub} }
	good := [][]wechat.Button{
		{click, click, click},
		{of(slices.Repeat([]wechat.Button{click}, 5)...)},
		{with(click, func(b *wechat.Button) { b.Name = "我的排号a四" })},
		{of(with(click, func(b *wechat.Button) { b.Name = strings.Repeat("排", 20) }))},
		{with(click, func(b *wechat.Button) { b.Key = strings.Repeat("k", 128) })},
		{{Name: "a", Type: "view", URL: "http://" + strings.Repeat("a", 1017)}},
		{mini, {Name: "a", Type: "scancode_push", Key: "K"}, {Name: "a", Type: "scancode_waitmsg", Key: "K"}},
	}
	for i, menu := range good {
		if err := wechat.CheckMenu(menu); err != nil {
			t.Errorf("menu %d: %v", i, err)
		}
	}
	bad := map[string][]wechat.Button{
		"1 to 3 buttons": slices.Repeat([]wechat.Button{click}, 4),
		"button 2":       {click, with(click, func(b *wechat.Button) { b.Name = "我的排号a四b" })},
		"1 to 16 bytes":  {with(click, func(b *wechat.Button) { b.Name = "" })},
		"control":        {with(click, func(b *wechat.Button) { b.Name = "a\n" })},
		"button 1.1":     {of(with(click, func(b *wechat.Button) { b.Name = strings.Repeat("排", 20) + "a" }))},
		"at most 5":      {of(slices.Repeat([]wechat.Button{click}, 6)...)},
		"at the top":     {of(of(click))},
		"nothing itself": {with(of(click), func(b *wechat.Button) { b.Key = "K" })},
		"type \"\"":      {{Name: "a"}},
		"type \"media\"": {{Name: "a", Type: "media"}},
		"1 to 128":       {with(click, func(b *wechat.Button) { b.Key = strings.Repeat("k", 129) })},
		"a key":          {{Name: "a", Type: "scancode_push"}},
		"1 to 1024":      {{Name: "a", Type: "view", URL: "http://" + strings.Repeat("a", 1018)}},
		"begins with":    {{Name: "a", Type: "view", URL: "javascript:1"}},
		"an app id":      {with(mini, func(b *wechat.Button) { b.App = "" })},
		"a page":         {with(mini, func(b *wechat.Button) { b.Page = "" })},
		"a url":          {with(mini, func(b *wechat.Button) { b.URL = "" })},
	}
	for word, menu := range bad {
		if err := wechat.CheckMenu(menu); !errors.Is(err, wechat.ErrLimit) || !strings.Contains(err.Error(), word) {
			t.Errorf("got %v, want ErrLimit with %q", err, word)
		}
	}
}
