package core_test

import (
	"errors"
	"strings"
	"testing"

	"paihao/wechat"
	"paihao/wechat/sandbox"
)

func TestClientHasAWordForTheSandboxsRefusals(t *testing.T) {
	play, c, mini := pretend(t, func(o *sandbox.Options) { o.PermanentCodes = 1 })
	ctx := t.Context()
	arrange(t, play.Follow(ctx, follower))
	visit, err := play.Open(follower, "")
	arrange(t, err)
	_, err = mini.Login(ctx, visit.Code)
	wantWell(t, err)
	_, err = mini.Phone(ctx, visit.PhoneCode)
	wantWell(t, err)
	fields := map[string]string{"thing1": "a"}
	for range 3 {
		wantWell(t, c.SendText(ctx, follower, "a"))
	}
	template := func(m wechat.TemplateMessage) error { _, err := c.SendTemplate(ctx, m); return err }
	subscribe := func(to, id string) error {
		_, err := c.SendSubscribe(ctx, wechat.SubscribeMessage{To: to, TemplateID: id, Fields: fields})
		return err
	}
	toMini := func(to, page string) error {
		_, err := mini.SendMini(ctx, wechat.SubscribeMessage{To: to, TemplateID: "MINI_1", Page: page, Fields: fields})
		return err
	}
	jump := func(app, page string) []wechat.Button {
		return []wechat.Button{{Name: "a", Type: "miniprogram", App: app, Page: page, URL: "https://example.com"}}
	}
	_, login := mini.Login(ctx, visit.Code)
	_, unknown := mini.Login(ctx, "unknown")
	_, phone := mini.Phone(ctx, visit.PhoneCode)
	_, picture := c.QRPicture(ctx, "gQunknown")
	_, user := c.User(ctx, "o-nobody")
	_, first := c.CreateTag(ctx, "a")
	wantWell(t, first)
	_, twice := c.CreateTag(ctx, "a")
	for i, tt := range []struct{ err, want error }{
		{template(wechat.TemplateMessage{To: "o-nobody", TemplateID: "TM_none"}), wechat.ErrNoFollower},
		{template(wechat.TemplateMessage{To: visit.OpenID, TemplateID: "TM_none"}), wechat.ErrNoFollower}, // the other app's
		{template(wechat.TemplateMessage{To: follower, TemplateID: "SUB_1", Fields: fields}), wechat.ErrTemplate},
		{template(wechat.TemplateMessage{To: follower, TemplateID: "TM_thing1"}), wechat.ErrTemplate},
		{subscribe(follower, "SUB_1"), wechat.ErrNoGrant},
		{subscribe(follower, "TM_thing1"), wechat.ErrTemplate},
		{toMini(visit.OpenID, ""), wechat.ErrNoGrant},
		{toMini(follower, ""), wechat.ErrNoFollower},
		{toMini(visit.OpenID, "/pages/other"), wechat.ErrTemplate},
		{c.SendText(ctx, follower, "a"), wechat.ErrWindow},
		{login, wechat.ErrNoCode},
		{unknown, wechat.ErrNoCode},
		{phone, wechat.ErrNoCode},
		{picture, wechat.ErrNoCode},
		{user, wechat.ErrNoFollower},
		{twice, wechat.ErrTag},
		{c.TagUsers(ctx, 9999, follower), wechat.ErrTag},
		{c.TagUsers(ctx, 100, "o-nobody"), wechat.ErrNoFollower},
		{c.CreateMenu(ctx, jump("wxother", "pages/ticket")), wechat.ErrMenu},
		{c.CreateMenu(ctx, jump("wxmini", "pages/other")), wechat.ErrMenu},
	} {
		if !errors.Is(tt.err, tt.want) {
			t.Errorf("%d: got %v, want %v", i, tt.err, tt.want)
		}
		if tt.err != nil && (strings.Contains(tt.err.Error(), follower) || strings.Contains(tt.err.Error(), visit.OpenID)) {
			t.Errorf("%d: %v quotes a customer", i, tt.err)
		}
	}
}
