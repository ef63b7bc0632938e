package core

import (
	"strings"
	"testing"
	"time"

	"paihao/assets"
	"paihao/queue"
)

// TestWaitWords: a long wait is told in hours, as the windows tell it, in a ticket's answer and in the list of services alike.
func TestWaitWords(t *testing.T) {
	minutesOf := func(low, high int) *queue.Range {
		return &queue.Range{Low: time.Duration(low) * time.Minute, High: time.Duration(high) * time.Minute}
	}
	tests := []struct {
		wait                     *queue.Range
		zh, en, choice, choiceEN string
	}{
		{nil, "窗口还没有开放，暂时无法预计时间。", "No counter is open yet, so the wait is not known.", "", ""},
		{minutesOf(0, 0), "马上就到您，请不要走远。", "It is your turn soon, please stay close.", "，不用等", ", no wait"},
		{minutesOf(0, 10), "预计等待 10 分钟以内。", "Up to 10 minutes.", "，约 10 分钟以内", ", up to 10 minutes"},
		{minutesOf(170, 200), "预计等待 170–200 分钟。", "About 170–200 minutes.", "，约 170–200 分钟", ", about 170–200 minutes"},
		{minutesOf(180, 200), "预计等待 3 小时以上。", "Over 3 hours.", "，3 小时以上", ", over 3 hours"},
		{minutesOf(560, 575), "预计等待 9 小时以上。", "Over 9 hours.", "，9 小时以上", ", over 9 hours"},
	}
	for _, tt := range tests {
		zh, en := minutes(tt.wait, assets.Chinese), strings.TrimSpace(minutes(tt.wait, assets.English))
		if zh != tt.zh || en != tt.en {
			t.Errorf("%v: the answer says %q and %q, want %q and %q", tt.wait, zh, en, tt.zh, tt.en)
		}
		zh, en = roughly(speak(assets.ZH), tt.wait), roughly(speak(assets.EN), tt.wait)
		if zh != tt.choice || en != tt.choiceEN {
			t.Errorf("%v: the list says %q and %q, want %q and %q", tt.wait, zh, en, tt.choice, tt.choiceEN)
		}
	}
}
