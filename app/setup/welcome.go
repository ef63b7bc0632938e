package setup

import "fyne.io/fyne/v2"

// welcome leads into the setup, or back to the trial, which runs on beside it.
func (s *Setup) welcome() []fyne.CanvasObject {
	begin := s.choice("begin", s.say("begin"), s.say("begin.text"), true, s.next)
	begin.enter = true
	begin.press = s.next
	try := s.choice("try", s.say("try"), s.say("try.text"), false, s.o.Leave)
	try.enter = true
	try.press = s.o.Leave
	return append(s.heading("welcome"), begin, try)
}

// leave asks whether to close the window half-way.
func (s *Setup) leave() []fyne.CanvasObject {
	stay := s.button("leave.no", s.say("leave.no"), coatOn, s.back)
	off := s.button("leave.yes", s.say("leave.yes"), coatPlain, s.o.Leave)
	return append(s.heading("leave"), even(stay, off))
}
