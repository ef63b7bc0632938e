package core

import (
	"fmt"
	"strings"
	"testing"

	"paihao/app/config"
	"paihao/queue"
)

// What lets somebody in, and says who a customer is, goes out of a text however it is written there; the rest stays.
func TestScrub(t *testing.T) {
	s := newScrubber(
		&config.Settings{Secrets: []config.Secret{"s3cret\"quoted", "short", "http://user:p%40ssword@proxy:80", "0123456789abcdef"}},
		&queue.Saved{
			Contacts: []queue.Contact{{Customer: queue.Customer{OpenID: "o-short"}, Union: "u-ni-on", Phone: "+8613800138000"}},
			Bindings: []queue.Binding{{Customer: queue.Customer{OpenID: "o-other"}, User: "张三"}, {User: "no"}},
			Codes:    []queue.Code{{User: "member 7", Ticket: "gQH4"}},
		},
	)
	for text, want := range map[string]string{
		`err="fetch access token: wechat: not reachable"`:                                                `=`,
		`time=2026-11-21T10:00:00.123+08:00 level=WARN msg="a message was not sent" err="send: 43004"`:   `=`,
		`uuid=0199a2b4-7c1d-7e00-8000-00000000abcd`:                                                      `=`,
		`/root/go/pkg/mod/fyne.io/fyne/v2@v2.8.1/internal/driver/glfw/window.go:139 +0x1234567890`:       `=`,
		`goroutine 1 [running]: paihao/app/core.(*keeper).saveFlawedThatIsALongNameIndeed(0xc000123456)`: `=`,
		`errcode=40001 revision 12345678 port=8080 code=40029`:                                           `=`,
		`the user no is short`:                                                    `=`,
		`A012 waits, 上次运行`:                                                        `=`,
		`said s3cret"quoted aloud`:                                                `said *** aloud`,
		`err="said \"s3cret\\\"quoted\""`:                                         `err="said \"***\""`,
		`err="said s3cret\"quoted"`:                                               `err="said ***"`,
		`q=s3cret%22quoted&x=1`:                                                   `q=***&x=1`,
		`dial http://user:p%40ssword@proxy:80: no`:                                `dial ***: no`,
		`the password p@ssword is wrong`:                                          `the password *** is wrong`,
		`o-short and u-ni-on and 张三 and member 7`:                                 `*** and *** and *** and ***`,
		`+8613800138000 called`:                                                   `*** called`,
		`8613800138000`:                                                           `***`,
		`ticket gQH4`:                                                             `ticket ***`,
		`openid oABCDEFGHIJKLMNOPQRSTUVWXYZa of a stranger`:                       `openid *** of a stranger`,
		`touser="oX9_k-7dT3bQm2Zr5vNw8pLs1YtE"`:                                   `touser="***"`,
		`GET /cgi-bin/x?access_token=61_short&y=2: timeout`:                       `GET /cgi-bin/x?access_token=***&y=2: timeout`,
		`{"openid":"o-x","phone":"1","b":2}`:                                      `{"openid":"***","phone":"***","b":2}`,
		`{\"session_key\":\"abc\",\"b\":2}`:                                       `{\"session_key\":\"***\",\"b\":2}`,
		`Authorization: Bearer abc.def`:                                           `Authorization: Bearer ***`,
		`socks5://u:pw@10.0.0.1:1080`:                                             `socks5://***@10.0.0.1:1080`,
		`call 13912345678 or 139-1234-5678 or 139 1234 5678 or +86 139 1234 5678`: `call *** or *** or *** or ***`,
		`abroad +6591234567`:                                                      `abroad ***`,
		`id 11010119900307123X`:                                                   `id ***`,
		`key abcdefghijklmnopqrst0 and ABCDEFGHIJKLMNOPQRSTUVWXYZ012345`:          `key *** and ***`,
	} {
		if want == "=" {
			want = text
		}
		if got := s.text(text); got != want {
			t.Errorf("%s\nbecame %s\nwant   %s", text, got, want)
		}
	}
}

// A hall with many customers does not make a report take long.
func TestScrubMany(t *testing.T) {
	saved := &queue.Saved{}
	for i := range 20_000 {
		saved.Contacts = append(saved.Contacts, queue.Contact{Customer: queue.Customer{OpenID: fmt.Sprintf("o-%d-customer", i)}})
	}
	s := newScrubber(&config.Settings{}, saved)
	text := strings.Repeat("time=2026-11-21T10:00:00.123+08:00 level=INFO msg=\"nothing of note\" who=o-19999-customer\n", 10_000)
	if got := s.text(text); strings.Contains(got, "customer") || strings.Count(got, "who=***\n") != 10_000 {
		t.Errorf("customers are left: %.200s", got)
	}
}
