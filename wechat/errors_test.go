package wechat_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"paihao/wechat"
)

func TestRefusalsByCode(t *testing.T) {
	tests := map[int]error{
		40003: wechat.ErrNoFollower, 43004: wechat.ErrNoFollower, 45009: wechat.ErrQuota, 45011: wechat.ErrTooFast,
		40036: wechat.ErrTemplate, 40037: wechat.ErrTemplate, 47003: wechat.ErrTemplate, 43116: wechat.ErrTemplate,
		43101: wechat.ErrNoGrant, 43117: wechat.ErrTooOften, 43108: wechat.ErrAtOnce, 45015: wechat.ErrWindow, 45047: wechat.ErrWindow,
		40029: wechat.ErrNoCode, 40163: wechat.ErrNoCode, 45157: wechat.ErrTag, 45158: wechat.ErrTag, 45059: wechat.ErrManyTags, 40018: wechat.ErrMenu, 40055: wechat.ErrMenu, 40166: wechat.ErrMenu,
		40164: wechat.ErrAddress, 48001: wechat.ErrPermission, 40125: wechat.ErrCredential,
	}
	for code, want := range tests {
		p := mustPlatform(t, always(fmt.Sprintf(`{"errcode":%d,"errmsg":"no rid: 5f8f-1","msgid":1}`, code)))
		_, err := p.client(t).SendTemplate(t.Context(), called())
		var refusal *wechat.Error
		if !errors.As(err, &refusal) || refusal.Code != code || refusal.RequestID != "5f8f-1" || refusal.Message != "no" {
			t.Errorf("%d: got %v", code, err)
		}
		if !errors.Is(err, want) || errors.Is(err, wechat.ErrUnreachable) {
			t.Errorf("%d: got %v, want %v", code, err, want)
		}
		if _, calls := p.counts(); calls != 1 {
			t.Errorf("%d: %d calls, want one", code, calls)
		}
	}
	if errors.Is(&wechat.Error{Code: 12345}, wechat.ErrQuota) {
		t.Error("an unknown code means something")
	}
}

func TestErrorKeepsTheAddressAndHidesTheRest(t *testing.T) {
	p := mustPlatform(t, always(`{"errcode":40164,"errmsg":"invalid ip 1.2.3.4 ipv6 ::ffff:1.2.3.4, not in whitelist for `+openid+` TOKEN-x `+secret+`\n rid: 65-a b"}`))
	_, err := p.client(t).SendTemplate(t.Context(), called())
	wantQuiet(t, p, err)
	if !strings.Contains(err.Error(), "1.2.3.4") || !strings.Contains(err.Error(), "rid 65-a)") {
		t.Errorf("got %v", err)
	}
	long := mustPlatform(t, always(`{"errcode":1,"errmsg":"`+strings.Repeat("排", 5000)+`"}`))
	if _, err := long.client(t).CreateQRCode(t.Context(), wechat.QRRequest{Scene: "a", Life: time.Hour}); len(err.Error()) > 400 {
		t.Errorf("error of %d bytes", len(err.Error()))
	}
}
