package sandbox_test

import (
	"errors"
	"strings"
	"testing"

	"paihao/wechat/sandbox"
)

func TestReportsOfFailure(t *testing.T) {
	for _, status := range []string{sandbox.Blocked, "failed: system failed"} {
		m := &mailbox{}
		s := mustNew(t, withMini(m))
		must(t, s.Follow(background(), someone))
		must(t, s.Grant(background(), someone, []string{noticeID}, nil))
		must(t, s.Report(someone, status))
		pass := mustPass(t, s, appID, secret)
		wantErrcode(t, s, "template", "POST", sandbox.PathTemplate+pass, good(nil), 0)
		wantErrcode(t, s, "notice", "POST", sandbox.PathSubscribe+pass, mustJSON(t, notice), 0)
		must(t, s.Report(someone, ""))
		wantErrcode(t, s, "template again", "POST", sandbox.PathTemplate+pass, good(nil), 0)
		must(t, s.Say(background(), someone, "behind the reports"))
		if !strings.Contains(m.body[2], "<Status><![CDATA["+status+"]]></Status>") {
			t.Errorf("template: got %s, want %s", m.body[2], status)
		}
		if !strings.Contains(m.body[3], "<ErrorCode>1</ErrorCode>\n<ErrorStatus><![CDATA["+status+"]]></ErrorStatus>") {
			t.Errorf("notice: got %s, want %s", m.body[3], status)
		}
		if !strings.Contains(m.body[4], "<Status><![CDATA[success]]></Status>") {
			t.Errorf("again: got %s, want success", m.body[4])
		}
		shown, told := len(texts(s, someone, sandbox.Template)), texts(s, someone, sandbox.Notice)
		if shown != 1 || len(told) != 2 || !strings.Contains(told[0], status) || s.Grants(someone, noticeID) != 0 {
			t.Errorf("chat: got %d messages and %q, want one and two that did not arrive", shown, told)
		}
	}
}

func TestReportsThatMakeNoSense(t *testing.T) {
	s := mustNew(t, options(wire(success)))
	if err := s.Report(someone, strings.Repeat("x", 65)); !errors.Is(err, sandbox.ErrText) {
		t.Errorf("too long: got %v, want ErrText", err)
	}
	if err := s.Report("o o", ""); !errors.Is(err, sandbox.ErrOpenID) {
		t.Errorf("bad openid: got %v, want ErrOpenID", err)
	}
}
