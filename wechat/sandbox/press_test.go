package sandbox_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"paihao/wechat/sandbox"
)

func TestPresses(t *testing.T) {
	for _, c := range []struct {
		do        func(*sandbox.Sandbox) error
		xml, json string
	}{
		{
			func(s *sandbox.Sandbox) error { return s.Click(background(), someone, "STATUS") },
			"<Event><![CDATA[CLICK]]></Event><EventKey><![CDATA[STATUS]]></EventKey></xml>",
			`"Event":"CLICK","EventKey":"STATUS"}`,
		}, {
			func(s *sandbox.Sandbox) error { return s.View(background(), someone, "https://kiosk.test/?a=1&b=2") },
			"<Event><![CDATA[VIEW]]></Event><EventKey><![CDATA[https://kiosk.test/?a=1&b=2]]></EventKey><MenuId>412345678</MenuId></xml>",
			`"Event":"VIEW","EventKey":"https://kiosk.test/?a=1&b=2","MenuId":412345678}`,
		}, {
			func(s *sandbox.Sandbox) error { return s.ScanWait(background(), someone, "SCAN", "A012") },
			"<Event><![CDATA[scancode_waitmsg]]></Event><EventKey><![CDATA[SCAN]]></EventKey><ScanCodeInfo><ScanType><![CDATA[qrcode]]></ScanType>" +
				"<ScanResult><![CDATA[A012]]></ScanResult></ScanCodeInfo></xml>",
			`"Event":"scancode_waitmsg","EventKey":"SCAN","ScanCodeInfo":{"ScanType":"qrcode","ScanResult":"A012"}}`,
		},
	} {
		for _, json := range []bool{false, true} {
			m := &mailbox{}
			o := options(m)
			o.JSON = json
			s := mustNew(t, o)
			if err := c.do(s); !errors.Is(err, sandbox.ErrNotFollowing) {
				t.Errorf("a stranger: got %v, want ErrNotFollowing", err)
			}
			must(t, s.Follow(background(), someone))
			must(t, c.do(s))
			got, want := flat(strings.ReplaceAll(m.body[1], ">\n", ">")), c.xml
			if json {
				got, want = m.body[1], c.json
			}
			if !strings.HasSuffix(got, want) {
				t.Errorf("got %s, want it to end with %s", got, want)
			}
		}
	}
}

// The official sample of a scan from the menu, of the kind that does not wait, has the same elements.
func TestMenuScanLikeTheOfficialSample(t *testing.T) {
	_, published := mustVectors(t)
	m := &mailbox{}
	s := mustNew(t, options(m))
	must(t, s.Follow(background(), someone))
	must(t, s.ScanWait(background(), someone, "6", "1"))
	_, want, _ := strings.Cut(flat(published["wp-scan_code_push_event-1"]), "<EventKey>")
	_, got, _ := strings.Cut(flat(m.body[1]), "<EventKey>")
	if got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestPressesThatMakeNoSense(t *testing.T) {
	s := mustNew(t, options(wire(success)))
	must(t, s.Follow(background(), someone))
	for what, err := range map[string]error{
		"no key":      s.Click(background(), someone, ""),
		"long key":    s.Click(background(), someone, strings.Repeat("k", 129)),
		"no address":  s.View(background(), someone, ""),
		"no result":   s.ScanWait(background(), someone, "k", ""),
		"long result": s.ScanWait(background(), someone, "k", strings.Repeat("r", 2049)),
		"not UTF-8":   s.Click(background(), someone, "\xff"),
	} {
		if !errors.Is(err, sandbox.ErrText) {
			t.Errorf("%s: got %v, want ErrText", what, err)
		}
	}
	if err := s.Enter(background(), someone); !errors.Is(err, sandbox.ErrNoMini) {
		t.Errorf("no mini program: got %v, want ErrNoMini", err)
	}
}

func TestEnterAndTextToTheMiniProgram(t *testing.T) {
	m := &mailbox{}
	s := mustNew(t, withMini(m))
	who := mustOpenMini(t, s, someone).OpenID
	must(t, s.Enter(background(), someone))
	must(t, s.Say(background(), who, "a <b> & \"c\"\x02"))
	first := tree(t, mustOpenMiniCallback(t, m, 0, who)).(m1)
	if first["Event"] != "user_enter_tempsession" || first["SessionFrom"] != "wxapp" || first["FromUserName"] != who {
		t.Errorf("enter: got %v", first)
	}
	second := tree(t, mustOpenMiniCallback(t, m, 1, who)).(m1)
	if second["MsgType"] != "text" || second["Content"] != "a <b> & \"c\"\x02" || len(fmt.Sprint(second["MsgId"])) < 17 {
		t.Errorf("text: got %v, want it whole and an id over 2^53", second)
	}
	if s.Calls(sandbox.CallsMini) != 2 || s.Calls(sandbox.CallsCallback) != 0 {
		t.Errorf("callbacks: got %d and %d, want 2 and none of the account", s.Calls(sandbox.CallsMini), s.Calls(sandbox.CallsCallback))
	}
}

func TestMiniProgramThatListensNowhere(t *testing.T) {
	m := &mailbox{}
	o := withMini(m)
	o.Mini.Callback = ""
	s := mustNew(t, o)
	must(t, s.Enter(background(), someone))
	must(t, s.Grant(background(), someone, []string{miniNear}, nil))
	if len(m.body) != 0 || s.Grants(someone, miniNear) != 1 {
		t.Errorf("got %d callbacks and %d permissions, want none and one", len(m.body), s.Grants(someone, miniNear))
	}
}
