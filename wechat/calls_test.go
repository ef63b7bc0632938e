package wechat_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"
	"time"

	"paihao/wechat"
)

// A doing makes one call of the client and gives what it returns.
type doing func(ctx context.Context, c *wechat.Client) (any, error)

func subscription() wechat.SubscribeMessage {
	return wechat.SubscribeMessage{To: openid, TemplateID: "tmpl-1", Page: "pages/ticket?id=1&b=2", Fields: map[string]string{"thing1": "缴费"}}
}

var (
	sendSubscribe doing = func(ctx context.Context, c *wechat.Client) (any, error) { return c.SendSubscribe(ctx, subscription()) }
	sendMini      doing = func(ctx context.Context, c *wechat.Client) (any, error) { return c.SendMini(ctx, subscription()) }
	login         doing = func(ctx context.Context, c *wechat.Client) (any, error) { return c.Login(ctx, "code+1") }
	phone         doing = func(ctx context.Context, c *wechat.Client) (any, error) { return c.Phone(ctx, "code+1") }
	user          doing = func(ctx context.Context, c *wechat.Client) (any, error) { return c.User(ctx, openid) }
	tags          doing = func(ctx context.Context, c *wechat.Client) (any, error) { return c.Tags(ctx) }
	createTag     doing = func(ctx context.Context, c *wechat.Client) (any, error) { return c.CreateTag(ctx, "门口海报") }
	templates     doing = func(ctx context.Context, c *wechat.Client) (any, error) { return c.Templates(ctx) }
	subscriptions doing = func(ctx context.Context, c *wechat.Client) (any, error) { return c.SubscribeTemplates(ctx) }
)

// nothing is a call that returns an error only.
func nothing(f func(ctx context.Context, c *wechat.Client) error) doing {
	return func(ctx context.Context, c *wechat.Client) (any, error) { return nil, f(ctx, c) }
}

// mustAsk makes a call of a real server that answers body, and gives the request as "METHOD address body".
func mustAsk(t *testing.T, do doing, body string) (got any, request string, err error) {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == tokenPath {
			_, _ = io.WriteString(w, newToken(1))
			return
		}
		b, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		request = strings.TrimSpace(r.Method + " " + r.RequestURI + " " + string(b))
		_, _ = io.WriteString(w, body)
	}))
	defer s.Close()
	c := wechat.NewClient(wechat.ClientOptions{AppID: appID, Secret: secret, BaseURL: s.URL})
	defer c.Close()
	got, err = do(t.Context(), c)
	return got, request, err
}

func TestWhatIsSent(t *testing.T) {
	const ok = `{"errcode":0,"errmsg":"ok"}`
	menu := []wechat.Button{
		{Name: "我的排号", Type: "click", Key: "STATUS"},
		{Name: "更多", Sub: []wechat.Button{
			{Name: "首页", Type: "view", URL: "https://example.com/?a=1&b=2"},
			{Name: "小程序", Type: "miniprogram", URL: "https://example.com", App: "wx1", Page: "pages/index"},
			{Name: "扫纸票", Type: "scancode_waitmsg", Key: "SCAN"},
		}},
	}
	withLink := called()
	withLink.App, withLink.Page = "wx1", "pages/ticket"
	for name, tt := range map[string]struct {
		do           doing
		answer, want string
	}{
		"template with a link": {
			func(ctx context.Context, c *wechat.Client) (any, error) { return c.SendTemplate(ctx, withLink) }, sent,
			`POST /cgi-bin/message/template/send?access_token=TOKEN-x {"touser":"` + openid + `","template_id":"tmpl-1","url":"https://example.com/t/1?a=1&b=<2>","miniprogram":{"appid":"wx1","pagepath":"pages/ticket"},"client_msg_id":"n-1","data":{"character_string2":{"value":"A012"},"thing1":{"value":"缴费 & 退费"}}}`,
		},
		"subscription": {
			sendSubscribe, ok,
			`POST /cgi-bin/message/subscribe/bizsend?access_token=TOKEN-x {"touser":"` + openid + `","template_id":"tmpl-1","page":"pages/ticket?id=1&b=2","data":{"thing1":{"value":"缴费"}},"miniprogram_state":"formal","lang":"zh_CN"}`,
		},
		"mini": {
			func(ctx context.Context, c *wechat.Client) (any, error) {
				m := subscription()
				m.Page, m.State = "", "trial"
				return c.SendMini(ctx, m)
			}, ok,
			`POST /cgi-bin/message/subscribe/send?access_token=TOKEN-x {"touser":"` + openid + `","template_id":"tmpl-1","data":{"thing1":{"value":"缴费"}},"miniprogram_state":"trial","lang":"zh_CN"}`,
		},
		"text": {
			nothing(func(ctx context.Context, c *wechat.Client) error {
				return c.SendText(ctx, openid, " A012\r\n请到\x00 <3> & 4\u2028\xff ")
			}), ok,
			`POST /cgi-bin/message/custom/send?access_token=TOKEN-x {"touser":"` + openid + `","msgtype":"text","text":{"content":"A012\n请到 <3> & 4"}}`,
		},
		"login": {
			login, `{"openid":"o1"}`,
			`GET /sns/jscode2session?appid=` + appID + `&grant_type=authorization_code&js_code=code%2B1&secret=` + secret,
		},
		"phone": {phone, `{"phone_info":{"purePhoneNumber":"13800001111"}}`, `POST /wxa/business/getuserphonenumber?access_token=TOKEN-x {"code":"code+1"}`},
		"menu": {
			nothing(func(ctx context.Context, c *wechat.Client) error { return c.CreateMenu(ctx, menu) }), ok,
			`POST /cgi-bin/menu/create?access_token=TOKEN-x {"button":[{"type":"click","name":"我的排号","key":"STATUS"},{"name":"更多","sub_button":[{"type":"view","name":"首页","url":"https://example.com/?a=1&b=2"},{"type":"miniprogram","name":"小程序","url":"https://example.com","appid":"wx1","pagepath":"pages/index"},{"type":"scancode_waitmsg","name":"扫纸票","key":"SCAN"}]}]}`,
		},
		"user":       {user, `{"subscribe":0}`, `GET /cgi-bin/user/info?access_token=TOKEN-x&lang=zh_CN&openid=` + openid},
		"tags":       {tags, `{"tags":[]}`, `GET /cgi-bin/tags/get?access_token=TOKEN-x`},
		"create tag": {createTag, `{"tag":{"id":134,"name":"a"}}`, `POST /cgi-bin/tags/create?access_token=TOKEN-x {"tag":{"name":"门口海报"}}`},
		"tag users": {
			nothing(func(ctx context.Context, c *wechat.Client) error { return c.TagUsers(ctx, 134, "o1", "o2") }), ok,
			`POST /cgi-bin/tags/members/batchtagging?access_token=TOKEN-x {"openid_list":["o1","o2"],"tagid":134}`,
		},
		"templates":           {templates, `{"template_list":[]}`, `GET /cgi-bin/template/get_all_private_template?access_token=TOKEN-x`},
		"subscribe templates": {subscriptions, ok, `GET /wxaapi/newtmpl/gettemplate?access_token=TOKEN-x`},
	} {
		if _, got, err := mustAsk(t, tt.do, tt.answer); err != nil || got != tt.want {
			t.Errorf("%s: %v, sent\n%s, want\n%s", name, err, got, tt.want)
		}
	}
}

func TestWhatIsRead(t *testing.T) {
	following := wechat.User{Following: true, FollowedAt: time.Unix(1716533081, 0)}
	byNumber, byText := following, following
	byNumber.Source, byNumber.Scene, byNumber.Union, byNumber.Tags = "ADD_SCENE_OTHERS", "3229", "o6CHC0z", []int{128, 2}
	byText.Scene = "v1.channel.7.aa"
	for _, tt := range []struct {
		name   string
		do     doing
		answer string
		want   any
	}{
		{"no id", sendSubscribe, `{"errcode":0,"errmsg":"ok"}`, ""},
		{"an id", sendSubscribe, `{"errcode":0,"errmsg":"ok","msgid":3557254367693750277}`, "3557254367693750277"},
		{"an id as text", sendMini, `{"errcode":0,"msgid":"3557254367693750277"}`, "3557254367693750277"},
		{"an id that is none", sendMini, `{"errcode":0,"errmsg":"ok","msgid":{"a":1.5}}`, ""},
		{"errcode as text", sendMini, `{"errcode":"0"}`, ""},
		{"a code alone", login, `{"openid":"o1","session_key":"tiihtNczf5v6AKRyjwEUhQ==","unionid":"u1"}`, wechat.Session{OpenID: "o1", Union: "u1"}},
		{"no unionid", login, `{"session_key":"a","openid":"o1","errcode":0,"errmsg":"ok"}`, wechat.Session{OpenID: "o1"}},
		{"country as text", phone, `{"errcode":0,"errmsg":"ok","phone_info":{"phoneNumber":"13800001111","purePhoneNumber":"13800001111","countryCode":"86"}}`, "+8613800001111"},
		{"country as number", phone, `{"phone_info":{"phoneNumber":"+85261234567","purePhoneNumber":"61234567","countryCode":852}}`, "+85261234567"},
		{"no country", phone, `{"phone_info":{"phoneNumber":"138 0000 1111"}}`, "+8613800001111"},
		{"the full one alone", phone, `{"phone_info":{"phoneNumber":"+85261234567","countryCode":"852"}}`, "+85261234567"},
		{"not following", user, `{"subscribe":0,"openid":"o1","tagid_list":[1]}`, wechat.User{}},
		{"following by a number", user, `{"subscribe":1,"openid":"o1","nickname":"","sex":0,"subscribe_time":1716533081,"unionid":"o6CHC0z","remark":"","groupid":0,"tagid_list":[128,2],"subscribe_scene":"ADD_SCENE_OTHERS","qr_scene":3229,"qr_scene_str":""}`, byNumber},
		{"following by a text", user, `{"subscribe":"1","subscribe_time":"1716533081","tagid_list":["x"],"qr_scene":0,"qr_scene_str":"v1.channel.7.aa"}`, byText},
		{"no tags", tags, `{"tags":[]}`, []wechat.Tag(nil)},
		{"tags", tags, `{"tags":[{"id":2,"name":"星标组","count":0},{"id":"134","name":"门口"},{"name":"x"}]}`, []wechat.Tag{{2, "星标组"}, {134, "门口"}}},
		{"a new tag", createTag, `{"tag":{"id":134,"name":"门口海报"}}`, wechat.Tag{ID: 134, Name: "门口海报"}},
		{"a new tag without a name", createTag, `{"tag":{"id":134}}`, wechat.Tag{ID: 134, Name: "门口海报"}},
		{
			"templates", templates,
			`{"template_list":[{"template_id":"i1","title":"领取奖金提醒","content":"{ {result.DATA} }\n\n领奖金额:{ {withdrawMoney.DATA} }"},{"template_id":"i2","title":"叫号","content":"{{first.DATA}}号码:{{character_string2.DATA}}{{thing1.DATA}}{{thing1.DATA}} {{x}}"},{"title":"no id"}]}`,
			[]wechat.Template{{"i1", "领取奖金提醒", []string{"result", "withdrawMoney"}}, {"i2", "叫号", []string{"first", "character_string2", "thing1"}}},
		},
		{
			"subscribe templates", subscriptions,
			`{"errcode":0,"errmsg":"ok","data":[{"priTmplId":"i1","title":"洗衣机故障提醒","content":"完成时间:{{time1.DATA}}\n所在位置:{{enum_string2.DATA}}\n","type":2}]}`,
			[]wechat.Template{{"i1", "洗衣机故障提醒", []string{"time1", "enum_string2"}}},
		},
		{"no templates", subscriptions, `{"errcode":0,"errmsg":"ok"}`, []wechat.Template(nil)},
	} {
		if got, _, err := mustAsk(t, tt.do, tt.answer); err != nil || !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%s: got %+v, %v, want %+v", tt.name, got, err, tt.want)
		}
	}
}

// An answer that says nothing is not taken for a good one.
func TestWhatIsNotTaken(t *testing.T) {
	for name, do := range map[string]doing{
		"subscription": sendSubscribe, "mini": sendMini, "login": login, "phone": phone, "user": user, "tags": tags, "create tag": createTag,
		"templates": templates, "subscribe templates": subscriptions,
		"text":      nothing(func(ctx context.Context, c *wechat.Client) error { return c.SendText(ctx, openid, "a") }),
		"tag users": nothing(func(ctx context.Context, c *wechat.Client) error { return c.TagUsers(ctx, 1, openid) }),
		"menu": nothing(func(ctx context.Context, c *wechat.Client) error {
			return c.CreateMenu(ctx, []wechat.Button{{Name: "a", Type: "click", Key: "a"}})
		}),
	} {
		for _, body := range []string{``, `null`, `{}`, `[]`, `"ok"`, `<html>`, `{"errcode":0`, `{"errcode":true,"phone_info":1}`} {
			if got, _, err := mustAsk(t, do, body); !errors.Is(err, wechat.ErrUnreachable) {
				t.Errorf("%s %s: got %v, %v, want ErrUnreachable", name, body, got, err)
			}
		}
	}
	for _, body := range []string{
		`{"phone_info":{"purePhoneNumber":"123","countryCode":"86"}}`, `{"phone_info":{"purePhoneNumber":"12345678901234"}}`,
		`{"phone_info":{"purePhoneNumber":"abc"}}`, `{"phone_info":{"purePhoneNumber":"1+2+3+4","countryCode":"86"}}`,
		`{"phone_info":{"purePhoneNumber":"13800001111","countryCode":"123456"}}`,
	} {
		if got, _, err := mustAsk(t, phone, body); !errors.Is(err, wechat.ErrUnreachable) || strings.Contains(err.Error(), "1380000") {
			t.Errorf("%s: got %v, %v, want ErrUnreachable", body, got, err)
		}
	}
}
