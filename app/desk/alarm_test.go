package desk_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2"

	"paihao/app/desk"
	"paihao/queue"
)

// attendant counts who goes to customers. Answers wait for the gate, if there is one.
type attendant struct {
	came atomic.Int32
	hand *sync.Mutex // of the stage
	gate chan struct{}
	err  error
}

func (*attendant) TicketCode(context.Context, string, bool) (queue.Code, error) {
	return queue.Code{}, errors.New("no code")
}
func (*attendant) CallStaff(context.Context, string) error { return nil }
func (*attendant) TryVoice(context.Context) error          { return nil }
func (*attendant) PrintSlip(context.Context, string) error { return errors.New("no slip") }

func (a *attendant) StaffCome(context.Context) error {
	a.came.Add(1)
	if a.gate != nil {
		<-a.gate
	}
	a.hand.Lock()
	defer a.hand.Unlock()
	return a.err
}

// Each trouble is named, with what to do; what goes on goes on.
func TestAlarms(t *testing.T) {
	waits := func(change func(s *scene)) scene {
		v := hall()
		v.Rules.LongWait = 45 * time.Minute
		change(&v)
		return v
	}
	health := func(change func(h *queue.Health)) scene {
		v := hall()
		change(&v.Health)
		return v
	}
	cases := []struct {
		name string
		view scene
		want []string
	}{
		{"disk", troubled(), []string{"该结束营业日了", "取号叫号照常；没人排了再结束。", "磁盘已满，暂停取号", "还有 1 条"}},
		{"clock", health(func(h *queue.Health) { h.Doubt = true }), []string{"这台电脑的时钟可能不准"}},
		{"damaged", health(func(h *queue.Health) { h.Damaged = 2 }), []string{"数据文件有损坏的记录，已搁置"}},
		{"no copy", health(func(h *queue.Health) { h.NoCopy = true }), []string{"夜间备份没有成功"}},
		{
			"no paper", health(func(h *queue.Health) { h.Printer = queue.PrinterNoPaper }),
			[]string{"打印机没纸了", "号照样取，客人可记号或扫码；放好纸会自己恢复。"},
		},
		{
			"printer", health(func(h *queue.Health) { h.Printer = queue.PrinterSilent }),
			[]string{"打印机没有反应", "号照样取，客人可记号或扫码；请检查电源和连线。"},
		},
		{
			"no network", health(func(h *queue.Health) { h.WeChat, h.Since = queue.WeChatUnreachable, ago(6, 0) }),
			[]string{"09:20 起连不上微信", "取号叫号照常，请口头叫号；检查网络，恢复会自己接上。"},
		},
		{
			"help", health(func(h *queue.Health) { h.HelpAt, h.HelpTo = ago(2, 0), "入口触摸屏" }),
			[]string{"入口触摸屏 · 有客人请人帮忙 · 09:24 起", "我去"},
		},
		{"help somewhere", health(func(h *queue.Health) { h.HelpAt = ago(2, 0) }), []string{"触摸屏 · 有客人请人帮忙 · 09:24 起", "我去"}},
		{
			"waited long", waits(func(s *scene) { s.Services[0].OldestAt, s.Services[2].OldestAt = ago(52, 0), ago(50, 0) }),
			[]string{"排队太久：综合业务 最久已等 52 分", "请多开窗口办理：综合业务 · 户籍证件"},
		},
		{
			"to wait long",
			waits(func(s *scene) { s.Services[1].Wait = &queue.Range{Low: 50 * time.Minute, High: 65 * time.Minute} }),
			[]string{"排队太久：社会保险 现在来要等 50–65 分"},
		},
		{"not long", waits(func(s *scene) { s.Services[0].OldestAt = ago(44, 0) }), nil},
		{
			"no counter", waits(func(s *scene) { s.Counters[0].State = queue.CounterPaused }),
			[]string{"有 17 人在等，没有窗口在办", "请开放能办的窗口：社会保险 · 不动产"},
		},
		{"nobody waits there", waits(func(s *scene) {
			s.Counters[0].State, s.Services[1].Waiting, s.Services[3].Waiting = queue.CounterClosed, 0, 0
		}), nil},
	}
	all := []string{
		"该结束营业日了", "磁盘已满，暂停取号", "这台电脑的时钟可能不准", "数据文件有损坏的记录，已搁置", "夜间备份没有成功", "打印机没纸了", "打印机没有反应", "我去",
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			play(t, at3, c.view, func(s *stage) {
				s.wantWords(c.want...)
				for _, alarm := range all {
					if s.says(alarm) && !slices.Contains(c.want, alarm) {
						t.Errorf("the desk says %q", alarm)
					}
				}
				crowd := strings.Contains(strings.Join(s.words(), "\n"), "排队太久") || s.says("有 17 人在等，没有窗口在办")
				if len(c.want) == 0 && crowd {
					t.Errorf("no alarm is wanted; the desk says %q", s.words())
				}
				s.key(fyne.KeyF1)
				s.wantOne(queue.Command{Verb: queue.CallNext, Counter: "3", Expect: queue.Nobody})
				s.show(hall())
				if len(c.want) > 0 && s.says(c.want[0]) {
					t.Errorf("the trouble is over; the desk says %q", s.words())
				}
			})
		})
	}
}

// The most urgent alarms have room; one press shows the others in turn, and a new one brings the first back.
func TestMoreAlarms(t *testing.T) {
	v := hall()
	v.Health.Full, v.Health.Doubt, v.Health.NoCopy = true, true, true
	v.Health.Damaged, v.Health.Printer = 1, queue.PrinterNoPaper
	pages := [][]string{
		{"磁盘已满，暂停取号", "这台电脑的时钟可能不准", "还有 3 条"},
		{"打印机没纸了", "数据文件有损坏的记录，已搁置", "还有 3 条"},
		{"数据文件有损坏的记录，已搁置", "夜间备份没有成功", "还有 3 条"},
	}
	play(t, at3, v, func(s *stage) {
		for i := range 6 {
			s.wantWords(pages[i%3]...)
			if i%2 == 0 {
				s.chord(fyne.KeyModifierControl, fyne.KeyN)
			} else {
				s.tap("还有 3 条")
			}
		}
		s.chord(fyne.KeyModifierControl, fyne.KeyN)
		v.Health.HelpAt = ago(0, 0)
		s.show(v)
		s.wantWords("触摸屏 · 有客人请人帮忙 · 09:26 起", "磁盘已满，暂停取号", "还有 4 条")
		v.Health = hall().Health
		s.show(v)
		s.chord(fyne.KeyModifierControl, fyne.KeyN)
		if s.says("还有 4 条") {
			t.Error("no alarm is left; the desk still speaks of more")
		}
	})
}

// Who goes to a customer says so with one press: it is dead until the answer is there, and a refusal is said.
func TestGoToCustomer(t *testing.T) {
	v := hall()
	v.Health.HelpAt, v.Health.HelpTo = ago(2, 0), "入口"
	o := at3
	who := &attendant{}
	o.Attendant = who
	play(t, o, v, func(s *stage) {
		who.gate, who.hand = make(chan struct{}), &s.hand
		s.chord(fyne.KeyModifierControl, fyne.KeyG)
		s.tap("我去")
		s.later(time.Second)
		s.chord(fyne.KeyModifierControl, fyne.KeyG)
		if got := who.came.Load(); got != 1 {
			t.Errorf("%d went, want one", got)
		}
		who.err = errors.New("silence")
		close(who.gate)
		synctest.Wait()
		s.wantWords("未成功：说明：silence")
		who.err = nil
		s.tap("我去")
		if got := who.came.Load(); got != 2 {
			t.Errorf("%d went, want two", got)
		}
		s.show(hall())
		s.chord(fyne.KeyModifierControl, fyne.KeyG)
		if got := who.came.Load(); got != 2 {
			t.Errorf("%d went although nobody asked", got)
		}
	})
	play(t, desk.Options{Counter: "3"}, v, func(s *stage) { s.chord(fyne.KeyModifierControl, fyne.KeyG) })
}
