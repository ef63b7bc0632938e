package sandbox_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"paihao/wechat/sandbox"
)

func permanent(scene string) string {
	return fmt.Sprintf(`{"action_name":"QR_LIMIT_STR_SCENE","action_info":{"scene":{"scene_str":%q}}}`, scene)
}

func TestPermanentCodesAreLimited(t *testing.T) {
	o := options(wire(success))
	o.PermanentCodes = 2
	s := mustNew(t, o)
	first := mustCode(t, s, permanent("door"))
	mustCode(t, s, `{"action_name":"QR_LIMIT_SCENE","action_info":{"scene":{"scene_id":1}}}`)
	if again := mustCode(t, s, permanent("door")); again.Ticket != first.Ticket || again.ExpireSeconds != 0 {
		t.Errorf("the same scene again: got %+v, want %s", again, first.Ticket)
	}
	pass := mustPass(t, s, appID, secret)
	wantErrcode(t, s, "a third", "POST", sandbox.PathQRCode+pass, permanent("window"), 45029)
	wantErrcode(t, s, "a temporary one", "POST", sandbox.PathQRCode+pass, strScene("a", 60), 0)
	if got := s.Codes(); len(got) != 3 || got[2].Scene != "door" || got[2].Expires != nil || got[0].Expires == nil {
		t.Errorf("codes: got %+v, want the permanent ones too, newest first", got)
	}
}

// "1" as a number and "1" as a text are two permanent codes.
func TestNumbersAndTextsAreDifferentScenes(t *testing.T) {
	s := mustNew(t, options(wire(success)))
	a := mustCode(t, s, permanent("1"))
	b := mustCode(t, s, `{"action_name":"QR_LIMIT_SCENE","action_info":{"scene":{"scene_id":1}}}`)
	if a.Ticket == b.Ticket {
		t.Fatal("got one ticket for both")
	}
	next := mustNew(t, options(wire(success)))
	if !next.Know(a.Ticket) || !next.Know(b.Ticket) {
		t.Fatal("the next run does not know the tickets")
	}
	for _, c := range next.Codes() {
		if c.Number != (c.Ticket == b.Ticket) || c.Scene != "1" {
			t.Errorf("the next run reads %+v", c)
		}
	}
}

func TestScanOfACodeWithoutItsScene(t *testing.T) {
	m := &mailbox{}
	s := mustNew(t, options(m))
	a := mustCode(t, s, `{"action_name":"QR_STR_SCENE","action_info":{"scene_str":"v1.join.a"}}`)
	must(t, s.Scan(background(), someone, a.Ticket))
	must(t, s.Scan(background(), someone, a.Ticket))
	if !strings.Contains(m.body[0], "<EventKey><![CDATA[qrscene_0]]>") || !strings.Contains(m.body[1], "<EventKey><![CDATA[0]]>") {
		t.Errorf("got %s, want the keys qrscene_0 and 0", m.body)
	}
}

func TestEndedCodesAreForgotten(t *testing.T) {
	s, c := mustClocked(t)
	mustCode(t, s, strScene("a", 60))
	c.add(2 * time.Minute)
	mustCode(t, s, strScene("b", 60))
	if got := s.Codes(); len(got) != 1 || got[0].Scene != "b" {
		t.Errorf("got %+v, want only b", got)
	}
}
