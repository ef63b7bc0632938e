package core_test

import (
	"bytes"
	"context"
	"errors"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"paihao/wechat"
	"paihao/wechat/sandbox"
)

// The client and the sandbox share no code. What is tested here is that they understand each other, in every call: what the
// client lets through the sandbox takes, and what the sandbox refuses the client has a word for.

const follower = "oFOLLOWERxxxxxxxxxxxxxxxxx01"

// kinds of fields, each with what its kind is known to take.
var fieldValues = map[string][]string{
	"thing1": {"排", strings.Repeat("排", 20), "A12号 & <b>"}, "number1": {"7", "12.5"}, "letter1": {"abcXYZ"}, "symbol1": {"!?#"},
	"character_string1": {"A012", "A-12#"}, "time1": {"15:01", "2019年10月1日 15:01", "2019-10-01 15:01~16:00", "2019年10月1日15:01"},
	"date1":   {"2019年10月1日", "2019/10/1 15:01", "2019年10月", "10月1日", "2019-10", "10-01~10-02", "10月1日 15:01", "2019年10月1日15:01"},
	"amount1": {"¥100", "￥100", "100.05元", "A100", "号1"}, "phone_number1": {"13800000000", "+86 10-6688", "(010)1234"},
	"car_number1": {"粤A8Z888挂", "A粤8888", "粤粤A8888"}, "name1": {"张三", "张a", "欧阳·娜", "Anna-Maria", "José", strings.Repeat("张", 10)},
	"phrase1": {"排队中"}, "short_thing1": {"A012"}, "keyword1": {strings.Repeat("排", 40)},
}

// pretend starts a sandbox with both apps and gives a client of each.
func pretend(t *testing.T, change func(*sandbox.Options)) (play *sandbox.Sandbox, account, mini *wechat.Client) {
	t.Helper()
	templates := map[string][]string{"TM_none": {}}
	for key := range fieldValues {
		templates["TM_"+key] = []string{key}
	}
	o := sandbox.Options{
		AppID: "wxaccount", Secret: "account-secret", Token: "t", Callback: "http://127.0.0.1:1/", Deliveries: 1,
		Templates: templates, Subscriptions: map[string][]string{"SUB_1": {"thing1"}},
		Mini: sandbox.Mini{AppID: "wxmini", Secret: "mini-secret", Token: "t", Templates: map[string][]string{"MINI_1": {"thing1"}}, Pages: []string{"pages/ticket"}},
	}
	if change != nil {
		change(&o)
	}
	play = sandbox.New(o)
	server := httptest.NewServer(play)
	t.Cleanup(func() { server.Close(); play.Close() })
	client := func(id, secret string) *wechat.Client {
		c := wechat.NewClient(wechat.ClientOptions{AppID: id, Secret: secret, BaseURL: server.URL, ImageURL: server.URL})
		t.Cleanup(c.Close)
		return c
	}
	return play, client("wxaccount", "account-secret"), client("wxmini", "mini-secret")
}

// arrange makes a person follow; nobody listens to the callbacks, so that each act ends with ErrGivenUp.
func arrange(t *testing.T, err error) {
	t.Helper()
	if err != nil && !errors.Is(err, sandbox.ErrGivenUp) {
		t.Fatal(err)
	}
}

func TestClientAndSandboxAgreeOnFields(t *testing.T) {
	play, c, _ := pretend(t, nil)
	arrange(t, play.Follow(t.Context(), follower))
	odd := []string{"排队 A012 – 8/9 位，¥12.50元", "👨‍👩‍👧号", "Anna Müller", "3", " x\ny ", "粤A8Z888挂", strings.Repeat("A号", 40)}
	for key, values := range fieldValues {
		for i, value := range slices.Concat(values, odd) {
			if i >= len(values) {
				value = wechat.FitField(key, value)
			}
			if wechat.CheckField(key, value) != nil {
				continue
			}
			m := wechat.TemplateMessage{To: follower, TemplateID: "TM_" + key, Fields: map[string]string{key: value}}
			if _, err := c.SendTemplate(t.Context(), m); err != nil {
				t.Errorf("%s %q: passes CheckField, and then %v", key, value, err)
			}
		}
	}
}

func TestClientAndSandboxAgreeOnEveryCall(t *testing.T) {
	play, c, mini := pretend(t, nil)
	ctx := t.Context()
	arrange(t, play.Follow(ctx, follower))
	visit, err := play.Open(follower, "13800138000")
	arrange(t, err)
	arrange(t, play.Grant(ctx, follower, []string{"SUB_1"}, nil))
	arrange(t, play.Grant(ctx, visit.OpenID, []string{"MINI_1"}, nil))

	wantWell(t, c.Check(ctx))
	for _, r := range []wechat.QRRequest{{Scene: "v1.join.a"}, {Scene: "v1.join.a", Life: time.Hour}, {Number: 7}, {Number: 1 << 31, Life: time.Minute}} {
		code, err := c.CreateQRCode(ctx, r)
		wantWell(t, err)
		if r.Life != 0 && time.Until(code.Expires).Round(time.Minute) != r.Life || r.Life == 0 && !code.Expires.IsZero() {
			t.Errorf("%+v: expires %v", r, code.Expires)
		}
		picture, err := c.QRPicture(ctx, code.Ticket)
		wantWell(t, err)
		if !bytes.HasPrefix(picture, []byte{0xFF, 0xD8}) {
			t.Errorf("%+v: no picture", r)
		}
	}
	wantWell(t, c.RefreshToken(ctx))
	wantWell(t, c.SendText(ctx, follower, "with the new token"))
	agreeOnMessages(t, c, mini, visit)
	agreeOnPeople(t, c, mini, visit)
	agreeOnLists(t, c, mini)
}

func agreeOnMessages(t *testing.T, c, mini *wechat.Client, visit sandbox.Visit) {
	t.Helper()
	ctx := t.Context()
	id, err := c.SendTemplate(ctx, wechat.TemplateMessage{To: follower, TemplateID: "TM_none", App: "wxmini", Page: "pages/ticket", ClientMessageID: "1"})
	wantWell(t, err)
	if again, err := c.SendTemplate(ctx, wechat.TemplateMessage{To: follower, TemplateID: "TM_none", ClientMessageID: "1"}); err != nil || again != id {
		t.Errorf("a repeat: got %s, %v, want %s", again, err, id)
	}
	_, err = c.SendSubscribe(ctx, wechat.SubscribeMessage{To: follower, TemplateID: "SUB_1", Page: "https://example.com/a?b=1&c=2", Fields: map[string]string{"thing1": "a & b"}})
	wantWell(t, err)
	_, err = mini.SendMini(ctx, wechat.SubscribeMessage{To: visit.OpenID, TemplateID: "MINI_1", Page: "pages/ticket?id=1", Fields: map[string]string{"thing1": "a"}})
	wantWell(t, err)
	wantWell(t, c.SendText(ctx, follower, "您的号码 A012 <&>"))
}

func agreeOnPeople(t *testing.T, c, mini *wechat.Client, visit sandbox.Visit) {
	t.Helper()
	ctx := t.Context()
	session, err := mini.Login(ctx, visit.Code)
	wantWell(t, err)
	number, err := mini.Phone(ctx, visit.PhoneCode)
	wantWell(t, err)
	if session.OpenID != visit.OpenID || session.Union != visit.UnionID || number != "+8613800138000" {
		t.Errorf("got %v and %s", session, number)
	}
	tag, err := c.CreateTag(ctx, "门口海报")
	wantWell(t, err)
	wantWell(t, c.TagUsers(ctx, tag.ID, follower, follower))
	tags, err := c.Tags(ctx)
	wantWell(t, err)
	user, err := c.User(ctx, follower)
	wantWell(t, err)
	if !slices.Contains(tags, tag) || !user.Following || user.Union != visit.UnionID || !slices.Equal(user.Tags, []int{tag.ID}) {
		t.Errorf("got %v and %+v", tags, user)
	}
}

func agreeOnLists(t *testing.T, c, mini *wechat.Client) {
	t.Helper()
	ctx := t.Context()
	menu := []wechat.Button{
		{Name: "排号", Sub: []wechat.Button{{Name: "状态", Type: "click", Key: "STATUS"}, {Name: "网页", Type: "view", URL: "https://example.com"}}},
		{Name: "小程序", Type: "miniprogram", App: "wxmini", Page: "pages/ticket", URL: "https://example.com"},
		{Name: "扫码", Type: "scancode_waitmsg", Key: "SCAN"},
	}
	wantWell(t, c.CreateMenu(ctx, menu))
	for name, list := range map[string]func(context.Context) ([]wechat.Template, error){
		"TM_thing1": c.Templates, "SUB_1": c.SubscribeTemplates, "MINI_1": mini.SubscribeTemplates,
	} {
		all, err := list(ctx)
		wantWell(t, err)
		if !slices.ContainsFunc(all, func(l wechat.Template) bool { return l.ID == name && slices.Equal(l.Slots, []string{"thing1"}) }) {
			t.Errorf("%s: not in %v", name, all)
		}
	}
}

func wantWell(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Error(err)
	}
}
