package core

import (
	"regexp"
	"strings"
	"testing"

	"paihao/wechat"
)

func TestScannedReplies(t *testing.T) {
	s := mustStage(t, memory())
	first := s.reply(s.does(1, "scan", ""))
	tells(t, "the first, before any counter is open", first, "取号成功！您的号码是 A001（综合业务）", "前面没有人了，下一位就是您", "窗口还没有开放",
		"You are in line: A001 (General services)", "Nobody is ahead of you", "No counter is open yet")
	s.mustOpen("1")
	tells(t, "the second", s.reply(s.does(2, "scan", "")), "A002（综合业务）", "前面还有 1 位", "预计等待 10 分钟以内", "1 ahead of you", "Up to 10 minutes")
	for n := 3; n < 8; n++ {
		s.reply(s.does(n, "scan", ""))
	}
	tells(t, "the eighth", s.reply(s.does(8, "scan", "")), "A008", "前面还有 7 位", "预计等待 25–50 分钟", "快到时微信通知您", "7 ahead of you", "About 25–50 minutes")
	tells(t, "who scans again", s.reply(s.does(2, "scan 2", "")), "您已经有号了：A002", "前面还有 1 位", "You already have a ticket: A002")
	follow := s.does(9, "follow", "")
	follow.Kind = wechat.KindFollow
	tells(t, "who follows by the code", s.reply(follow), "取号成功！您的号码是 A009")
	follow.Scene, follow.ID = "", "another follow"
	tells(t, "who follows without a code", s.reply(follow), "欢迎来到青禾社区便民服务中心", "Welcome to")
}

// No line of an answer ends with a space, and sentences are parted by one.
func TestSpacesInReplies(t *testing.T) {
	s := mustStage(t, memory())
	s.scan.words.invite = true
	check := func(what, text string) {
		t.Helper()
		for line := range strings.Lines(text) {
			if line = strings.TrimSuffix(line, "\n"); line != strings.TrimSpace(line) || strings.Contains(line, "  ") || regexp.MustCompile(`[a-z][.:][A-Z]`).MatchString(line) {
				t.Errorf("%s: the line %q", what, line)
			}
		}
	}
	check("the first, before any counter is open", s.reply(s.does(1, "scan", "")))
	s.mustOpen("1")
	for n := 2; n < 9; n++ {
		check("one more", s.reply(s.does(n, "scan", "")))
	}
	check("who scans another code", s.scans(8, s.joinCode("social")))
	s.mustCall("1")
	check("who is called", s.says(1, "延后"))
	check("the help", s.says(1, "?"))
}
