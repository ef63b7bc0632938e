//go:build !race

package take_test

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"paihao/app/look"
	"paihao/app/look/looktest"
	"paihao/queue"
)

// Each picture is drawn by the software renderer with the bundled font and compared with the one kept.
func TestPictures(t *testing.T) {
	tomorrow := time.Date(2026, 11, 21, 9, 0, 0, 0, zone)
	cases := []struct {
		name string
		set  setting
		view queue.View
		act  func(*stage)
	}{
		{"start", setting{}, sample(), nil},
		{"start-en", setting{}, sample(), func(s *stage) { s.tap("English") }},
		{"start-large", setting{}, sample(), func(s *stage) { s.tap("大字") }},
		{"start-wide", setting{width: 1920, height: 1080}, sample(), nil},
		{"start-720", setting{width: 1280, height: 720}, crowd(12), nil},
		{"start-768", setting{width: 768, height: 1024}, sample(), nil},
		{"crowd", setting{}, crowd(12), func(s *stage) { s.tap("下一页") }},
		{"each", setting{}, each(), nil},
		{"long", setting{}, long(), nil},
		{"each-two", setting{}, two(), nil},
		{"each-wide", setting{width: 1920, height: 1080}, each(), nil},
		{"each-en-large-768", setting{width: 768, height: 1024}, each(), func(s *stage) { s.tap("English"); s.tap("Large text") }},
		{"one", setting{}, with(each(), func(v *queue.View) { v.Services = v.Services[:1] }), nil},
		{"result-wechat-away", setting{}, sample(), func(s *stage) { s.codeErr = errors.New("wechat"); numbered(s) }},
		{"confirm", setting{}, sample(), func(s *stage) { s.tap("综合业务") }},
		{"confirm-each-wide", setting{width: 1280, height: 720}, each(), func(s *stage) { s.tap("综合业务") }},
		{"confirm-each", setting{}, each(), func(s *stage) { s.tap("综合业务") }},
		{"tables", setting{}, with(restaurant(), func(v *queue.View) {
			v.Codes = []queue.Code{join("small"), join("middle"), join("large")}
		}), nil},
		{"party", setting{}, restaurant(), func(s *stage) { s.tap("中桌") }},
		{"party-720", setting{width: 1280, height: 720}, restaurant(), func(s *stage) { s.tap("中桌") }},
		{"confirm-party-large", setting{}, restaurant(), func(s *stage) { s.tap("大字"); s.tap("小桌"); s.tap("2") }},
		{"refused", setting{}, sample(), func(s *stage) { s.errs = []error{queue.ErrNotWritten}; numbered(s) }},
		{"result-printing", setting{printer: true}, sample(), func(s *stage) { s.printGate = make(chan struct{}); numbered(s) }},
		{"result-failed", setting{printer: true}, sample(), func(s *stage) {
			s.printErr, s.codeErr = errors.New("paper"), errors.New("wechat")
			numbered(s)
		}},
		{"result-bound-wide", setting{width: 1920, height: 1080, printer: true}, sample(), func(s *stage) {
			numbered(s)
			s.fake.now.Bound = true
			s.show(with(sample(), func(v *queue.View) { v.Revision++ }))
		}},
		{"result-called", setting{}, sample(), func(s *stage) {
			numbered(s)
			s.fake.now.State, s.fake.now.Counter = queue.Called, "3"
			s.show(with(sample(), func(v *queue.View) { v.Revision++ }))
		}},
		{"result-768", setting{width: 768, height: 1024, printer: true}, sample(), numbered},
		{"result-720-en-large", setting{width: 1280, height: 720, printer: true}, sample(), func(s *stage) {
			s.tap("English")
			s.tap("Large text")
			s.tap("General services")
			s.tap("Take a number")
		}},
		{"stale", setting{}, sample(), func(s *stage) { s.later(11 * time.Second) }},
		{"over", setting{}, shutAll(queue.ByDay, tomorrow), nil},
		{"trial-no-counter", setting{}, with(sample(), func(v *queue.View) { v.Counters, v.Health.Trial = nil, true }), nil},
		{"help", setting{width: 768, height: 1024}, sample(), func(s *stage) { s.tap("叫人帮忙") }},
		{"odd", setting{}, odd(), nil},
		{"confirm-en-768", setting{width: 768, height: 1024}, each(), func(s *stage) { s.tap("English"); s.tap("General services") }},
		{"party-en-large-768", setting{width: 768, height: 1024}, restaurant(), func(s *stage) {
			s.tap("English")
			s.tap("Large text")
			s.tap("Small table")
		}},
		{"taking-768", setting{width: 768, height: 1024}, sample(), func(s *stage) {
			s.gate = make(chan struct{})
			numbered(s)
			s.pass(5*time.Second, sample())
		}},
		{"unsure-large-720", setting{width: 1280, height: 720}, sample(), func(s *stage) {
			s.errs = []error{queue.ErrInternal, queue.ErrInternal, queue.ErrInternal}
			s.tap("大字")
			numbered(s)
			s.pass(5*time.Second, sample())
		}},
		{"result-en-768", setting{width: 768, height: 1024, printer: true}, sample(), func(s *stage) {
			s.tap("English")
			numberedEN(s)
		}},
		{"result-large-768", setting{width: 768, height: 1024}, sample(), func(s *stage) { s.tap("大字"); numbered(s) }},
		{"result-missed-720", setting{width: 1280, height: 720}, sample(), func(s *stage) {
			numbered(s)
			s.fake.now.State = queue.Missed
			s.show(newer(sample(), 1))
		}},
		{"unwritable-en-720", setting{width: 1280, height: 720}, trouble(), func(s *stage) { s.tap("English") }},
		{"wechat-large-720", setting{width: 1280, height: 720}, with(sample(), func(v *queue.View) {
			v.Health.WeChat = queue.WeChatUnreachable
		}), func(s *stage) { s.tap("大字") }},
		{"over-en-720", setting{width: 1280, height: 720}, shutAll(queue.ByHours, morning.Add(4*time.Hour)), func(s *stage) { s.tap("English") }},
		{"keys-768", setting{width: 768, height: 1024}, sample(), func(s *stage) { s.key(fyne.KeyTab, fyne.KeyTab) }},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			play(t, c.set, c.view, func(s *stage) {
				if c.act != nil {
					c.act(s)
				}
				looktest.MustMatch(t, c.name, s.win.Canvas().Capture())
			})
		})
	}
}

// Before the first view the window says that it is not ready, and has its help at hand.
func TestConnecting(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.Light())
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t, setting{width: 768, height: 1024})
		defer s.end()
		s.want("正在连接…", "叫人帮忙")
		looktest.MustMatch(t, "connecting-768", s.win.Canvas().Capture())
	})
}
