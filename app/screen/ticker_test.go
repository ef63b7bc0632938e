package screen_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"paihao/app/screen"
	"paihao/assets"
	"paihao/queue"
)

// The venue's sentences take turns of eight seconds, and what does not work goes before them.
func TestTickerTakesTurns(t *testing.T) {
	own := []string{"请提前准备身份证原件", "本中心午间不休息", "没有微信可在前台取纸质号"}
	s := mustStandWith(t, 1920, 1080, screen.Options{Ticker: own})
	var seen []string
	for range 3 {
		s.Show(sample())
		for _, w := range s.words() {
			if slices.Contains(own, w) {
				seen = append(seen, w)
			}
		}
		s.pass(8 * time.Second)
	}
	slices.Sort(seen)
	if slices.Sort(own); !slices.Equal(seen, own) {
		t.Errorf("in three turns the ticker said %q, want each of %q once", seen, own)
	}
	tests := []struct {
		name   string
		change func(*queue.View)
		want   string
	}{
		{"store failed", func(v *queue.View) { v.Health.Writable = false }, "系统暂时不能取号和叫号，请听窗口人工叫号"},
		{"disk full", func(v *queue.View) { *v = full() }, "暂时不能取新号，已取的号照常叫"},
		{"day over", func(v *queue.View) { *v = over() }, "今天的取号和叫号已结束，欢迎下次再来"},
		{"WeChat away", func(v *queue.View) { *v = away(time.Hour) }, "微信暂时连不上，扫码没有反应时请到前台取号"},
		{"codes gone", func(v *queue.View) { v.Codes = nil }, "暂时不能扫码，请到前台取号，一样排队"},
	}
	for _, tt := range tests {
		v := sample()
		tt.change(&v)
		s.Show(v)
		if words := s.words(); !slices.Contains(words, tt.want) {
			t.Errorf("%s: the ticker does not say %q: %q", tt.name, tt.want, words)
		}
	}
}

// A long sentence of the venue is said whole, on two lines if need be.
func TestLongSentencesAreWhole(t *testing.T) {
	tests := map[string]string{
		"Chinese": strings.Repeat("请提前准备好身份证原件", 5) + "谢谢配合",
		"English": "Please have your identity card at hand and mind the step, thanks",
	}
	for _, size := range []fyne.Size{{Width: 1280, Height: 720}, {Width: 1920, Height: 1080}, {Width: 720, Height: 1280}, {Width: 1080, Height: 1920}} {
		for name, want := range tests {
			s := mustStandWith(t, size.Width, size.Height, screen.Options{Ticker: []string{want}})
			s.Show(sample())
			if !s.says(want) {
				t.Errorf("at %v the %s sentence is not whole: %q", size, name, s.words())
			}
		}
	}
}

// The usual sentences are whole in both languages at once on every screen.
func TestUsualSentencesAreWhole(t *testing.T) {
	for _, size := range []fyne.Size{{Width: 1280, Height: 720}, {Width: 720, Height: 1280}, {Width: 1080, Height: 1920}} {
		for _, languages := range [][]assets.Language{{assets.ZH, assets.EN}, {assets.EN, assets.ZH}} {
			s := mustStandWith(t, size.Width, size.Height, screen.Options{Languages: languages})
			for range 4 {
				s.Show(sample())
				words := s.words()
				zh, en := 0, 0
				for _, key := range []string{"screen.tip.missed", "screen.tip.status", "screen.tip.no-wechat", "screen.tip.watch"} {
					if slices.Contains(words, assets.Chinese(key)) {
						zh++
					}
					if slices.Contains(words, assets.English(key)) {
						en++
					}
				}
				if zh != 1 || en != 1 {
					t.Errorf("at %v in %v a sentence is not whole: %q", size, languages, words)
				}
				s.pass(8 * time.Second)
			}
		}
	}
}
