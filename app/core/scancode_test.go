package core

import (
	"strings"
	"testing"
	"time"

	"paihao/app/config"
	"paihao/assets"
	"paihao/queue"
	"paihao/wechat"
)

// Who scans a paper ticket's code has it in WeChat; nobody else gets it, and nobody has two.
func TestBindTicket(t *testing.T) {
	s := mustStage(t, memory())
	desk := s.mustDo(queue.Command{Verb: queue.Take, Service: "general", Origin: queue.FromDesk}).Ticket
	code := s.mustKeep(queue.Code{ID: "paper", Purpose: queue.BindTicket, For: desk.ID}, time.Hour)
	tells(t, "the holder", s.scans(1, code), "绑定成功！这张号以后在微信里通知您：A001（综合业务）", "前面没有人了", "You are told about this ticket here")
	tells(t, "the holder again", s.scans(1, code), "绑定成功！", "A001")
	tells(t, "the holder's status", s.says(1, "状态"), "A001")
	tells(t, "another", s.scans(2, code), "已经绑定了另一位的微信")
	other := s.mustDo(queue.Command{Verb: queue.Take, Service: "general", Origin: queue.FromDesk}).Ticket
	tells(t, "a second ticket", s.scans(1, s.mustKeep(queue.Code{ID: "second", Purpose: queue.BindTicket, For: other.ID}, time.Hour)),
		"您已经有号了：A001", "要绑定刚扫的那张号，请先回复“取消”")
	s.mustDo(queue.Command{Verb: queue.Cancel, Ticket: other.ID})
	tells(t, "one that is over", s.scans(2, s.mustKeep(queue.Code{ID: "over", Purpose: queue.BindTicket, For: other.ID}, time.Hour)), "A002", "号码已取消")
}

// A user of another system is bound, moved, and told so; a member of staff signs in, and nobody else.
func TestBindAccount(t *testing.T) {
	s := mustStage(t, memory())
	s.scan.words.staff = []config.Staff{{ID: "li", Name: "李"}}
	first := s.mustKeep(queue.Code{ID: "first", Purpose: queue.BindAccount, Account: "会员", User: "7"}, time.Hour)
	second := s.mustKeep(queue.Code{ID: "second", Purpose: queue.BindAccount, Account: "会员", User: "8"}, time.Hour)
	entry := s.mustKeep(queue.Code{ID: "entry", Purpose: queue.SignIn}, time.Minute)
	tells(t, "bound", s.scans(1, first), "绑定成功：会员 的 7。", "you are bound to 7 of 会员")
	tells(t, "moved", s.scans(1, second), "绑定成功：会员 的 8。原来绑定的 7 已经解除。", "You are no longer bound to 7.")
	if got := s.scans(2, second); got != assets.Both("reply.old_binding_code") {
		t.Errorf("a used code is answered %q", got)
	}
	tells(t, "no staff", s.scans(1, entry), "您的微信还没有绑定员工身份", "nobody was signed in")
	tells(t, "staff", s.scans(3, s.mustKeep(queue.Code{ID: "li", Purpose: queue.BindAccount, Account: queue.StaffAccount, User: "li"}, time.Hour)), "您是员工 李")
	tells(t, "signed in", s.scans(3, entry), "登录成功：李", "You are signed in as 李")
	s.scan.words.staff = nil
	later := s.mustKeep(queue.Code{ID: "later", Purpose: queue.SignIn}, time.Minute)
	tells(t, "who has left the staff", s.scans(3, later), "您的微信还没有绑定员工身份")
	var code queue.Code
	s.Look(func(b *queue.Book) {
		if later, _ = b.CodeOf(queue.SignIn, "later"); later.State(time.Now()) != queue.CodeWaiting {
			t.Errorf("the code is %+v, want it to wait for somebody else", later)
		}
		code, _ = b.CodeOf(queue.SignIn, "entry")
	})
	if code.Staff != "li" || code.State(time.Now()) != queue.CodeBound {
		t.Errorf("the code is %+v, want signed in by li", code)
	}
}

// Of all who scan a code at once that is used once, one has it, and the others read that they have not.
func TestOneCodeForMany(t *testing.T) {
	const people = 64
	s := mustStage(t, memory())
	desk := s.mustDo(queue.Command{Verb: queue.Take, Service: "general", Origin: queue.FromDesk}).Ticket
	for code, others := range map[queue.Code]string{
		s.mustKeep(queue.Code{ID: "paper", Purpose: queue.BindTicket, For: desk.ID}, time.Hour):             "已经绑定了另一位的微信",
		s.mustKeep(queue.Code{ID: "user", Purpose: queue.BindAccount, Account: "会员", User: "7"}, time.Hour): "已经用过或过期",
	} {
		answers := make(chan string, people)
		for n := range people {
			go func() { answers <- s.scans(n, code) }()
		}
		bound := 0
		for range people {
			switch a := <-answers; {
			case strings.Contains(a, "绑定成功"):
				bound++
			case !strings.Contains(a, others):
				t.Errorf("%s: somebody is answered %q, want %q", code.Key(), a, others)
			}
		}
		if bound != 1 {
			t.Errorf("%s: %d are bound, want one", code.Key(), bound)
		}
	}
	s.Look(func(b *queue.Book) {
		if n := len(b.Accounts("会员", "7")); n != 1 {
			t.Errorf("%d are the user, want one", n)
		}
	})
}

// A repeat of a scan that WeChat sends after the code is gone gets the first answer.
func TestRepeatAfterTheCode(t *testing.T) {
	s := mustStage(t, memory())
	code := s.mustKeep(queue.Code{ID: "user", Purpose: queue.BindAccount, Account: "crm", User: "7"}, time.Hour)
	bind, join := s.does(1, "bind", ""), s.does(1, "join", "")
	bind.Scene = code.Scene
	bound, taken := s.reply(bind), s.reply(join)
	s.mustDo(queue.Command{Verb: queue.Disconnect, Account: "crm", User: "7"})
	if err := s.EndCodes(t.Context(), s.joinCode("general").Key()); err != nil {
		t.Fatal(err)
	}
	if again := s.reply(bind); again != bound {
		t.Errorf("the binding's repeat is answered %q, want %q", again, bound)
	}
	if again := s.reply(join); again != taken {
		t.Errorf("the ticket's repeat is answered %q, want %q", again, taken)
	}
	tells(t, "another scan", s.reply(s.does(2, "scan", "")), "这个二维码已经过期")
}

// A channel's code greets in its own words, takes a ticket where it names a service, and counts who came by it.
func TestChannelCodes(t *testing.T) {
	s := mustStage(t, memory())
	s.scan.channels = []config.Channel{
		{ID: "door", Name: "大门", Service: "general"},
		{ID: "market", Name: "集市", Welcome: "集市来的朋友好！", Tag: "market"},
		{ID: "both", Name: "都有", Service: "social", Welcome: "欢迎！"},
		{ID: "plain", Name: "没话说"},
	}
	tagged := 0
	s.scan.tagged = func() { tagged++ }
	codes := map[string]queue.Code{}
	for i, ch := range []string{"door", "market", "both", "plain", "gone"} {
		codes[ch] = s.mustKeep(queue.Code{ID: string(rune('1' + i)), Purpose: queue.Channel, For: ch}, 0)
	}
	follow := func(n int, channel string) string {
		e := s.does(n, "follow "+channel, "")
		e.Kind, e.Scene = wechat.KindFollow, codes[channel].Scene
		return s.reply(e)
	}
	tells(t, "door", follow(1, "door"), "取号成功！您的号码是 A001")
	tells(t, "door again", s.scans(1, codes["door"]), "您已经有号了：A001")
	if got := follow(2, "market"); got != "集市来的朋友好！" {
		t.Errorf("market is answered %q, want its own words", got)
	}
	tells(t, "both", follow(3, "both"), "欢迎！\n\n取号成功！您的号码是 B001")
	tells(t, "plain", s.scans(4, codes["plain"]), "欢迎来到青禾社区便民服务中心")
	tells(t, "one that left the settings", s.scans(5, codes["gone"]), "欢迎来到青禾社区便民服务中心")
	tells(t, "a cancel", s.says(1, "取消"), "号码已取消")
	want := map[string]queue.ChannelCount{
		"door":   {Channel: "door", Followers: 1, Scans: 1, Tickets: 1, Cancels: 1},
		"market": {Channel: "market", Followers: 1}, "both": {Channel: "both", Followers: 1, Tickets: 1}, "plain": {Channel: "plain", Scans: 1},
	}
	days, err := s.Days(t.Context(), "", "9")
	if err != nil {
		t.Fatal(err)
	}
	counts := days[len(days)-1].Channels
	for _, got := range counts {
		if got != want[got.Channel] {
			t.Errorf("counted %+v, want %+v", got, want[got.Channel])
		}
	}
	if len(counts) != len(want) || tagged != 1 {
		t.Errorf("%d channels counted and %d asked for tags, want %d and 1", len(counts), tagged, len(want))
	}
}

// What a refused act tells is noted once, however often WeChat repeats it.
func TestRefusedActIsNotedOnce(t *testing.T) {
	s := mustStage(t, memory())
	s.scan.channels = []config.Channel{{ID: "door", Name: "大门", Service: "general"}}
	code := s.mustKeep(queue.Code{ID: "1", Purpose: queue.Channel, For: "door"}, 0)
	s.mustDo(queue.Command{Verb: queue.Stop, Service: "general"})
	e := s.does(1, "scan", "")
	e.Scene = code.Scene
	first := s.reply(e)
	tells(t, "stopped", first, "综合业务暂停取号")
	if again := s.reply(e); again != first {
		t.Errorf("the repeat is answered %q, want %q", again, first)
	}
	s.mustDo(queue.Command{Verb: queue.Issue, Service: "general"})
	tells(t, "a repeat once there are tickets", s.reply(e), "取号成功")
	days, err := s.Days(t.Context(), "", "9")
	if err != nil {
		t.Fatal(err)
	}
	if got := days[0].Channels; len(got) != 1 || got[0].Scans != 1 || got[0].Tickets > 1 {
		t.Errorf("counted %+v, want one scan", got)
	}
}

// Invitations to write a word stand only where it is of use.
func TestInvitation(t *testing.T) {
	s := mustStage(t, memory())
	s.scan.words.invite = true
	follow := wechat.Event{Kind: wechat.KindFollow, From: "o", ID: "follow"}
	tells(t, "the welcome", s.reply(follow), "回复任意一个字，48 小时内叫到您时会在这里告诉您", "Write us any word")
	tells(t, "a ticket", s.reply(s.does(1, "scan", "")), "取号成功", "回复任意一个字")
	s.scan.words.invite = false
	if got := s.reply(s.does(2, "scan", "")); !strings.Contains(got, "取号成功") || strings.Contains(got, "任意一个字") {
		t.Errorf("the answer is %q, want a ticket and no invitation", got)
	}
	if got, want := s.reply(follow), s.scan.words.welcome(); got != want {
		t.Errorf("the welcome is %q, want %q and no invitation", got, want)
	}
}
