//go:build !race

package desk_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"paihao/app/desk"
	"paihao/app/look/looktest"
	"paihao/assets"
	"paihao/queue"
)

// sentence is as long as the real ones are.
func sentence(assets.Language, error) string {
	return "窗口的当前号码已经变了，没有叫号。请看一眼再按。（A013 办理中） The counter has another ticket now; nothing was called. Look again, then press. (A013 being served)"
}

// Each picture is drawn by the software renderer with the bundled font and compared with the one kept.
func TestPictures(t *testing.T) {
	cases := []struct {
		name    string
		counter string
		view    scene
		act     func(*stage)
	}{
		{"empty", "3", empty(), nil},
		{"called", "3", called(2), nil},
		{"serving", "3", serving(), nil},
		{"told", "3", told(), nil},
		{"missed", "3", missed(), nil},
		{"error", "3", called(2), func(s *stage) {
			s.err = &queue.TicketError{Err: queue.ErrCounterBusy, Ticket: queue.Standing{Number: "A013", State: queue.Serving}}
			s.key(fyne.KeyF2)
		}},
		{"asking", "3", called(2), func(s *stage) { s.key(fyne.KeyF1) }},
		{"trial", "2", trial(), func(s *stage) {
			s.chord(fyne.KeyModifierControl, fyne.KeyT)
			s.out.Ticket = &queue.Standing{Number: "C321", Service: "family"}
			s.chord(fyne.KeyModifierControl, fyne.Key3)
		}},
		{"readonly", "3", readOnly(), nil},
		{"chosen", "3", hall(), func(s *stage) { s.tap("C006") }},
		{"undo", "3", held(), func(s *stage) {
			s.out = queue.Outcome{Ticket: &queue.Standing{Number: "A009", Service: "general"}}
			s.tap("A009")
		}},
		{"lunch", "3", lunch(), func(s *stage) { s.tap("优先") }},
		{"troubled", "3", troubled(), func(s *stage) { s.tap("结束营业日…") }},
		{"over", "3", over(), nil},
		{"small", "3", troubled(), func(s *stage) { s.win.Resize(fyne.NewSize(1024, 700)) }},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			play(t, desk.Options{Counter: c.counter, Words: sentence}, c.view, func(s *stage) {
				if c.act != nil {
					c.act(s)
				}
				looktest.MustMatch(t, c.name, s.win.Canvas().Capture())
			})
		})
	}
}
