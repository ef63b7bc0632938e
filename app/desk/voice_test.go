package desk_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"

	"fyne.io/fyne/v2"

	"paihao/assets"
	"paihao/queue"
)

// singer is an attendant with a voice. Its answer waits for the gate.
type singer struct {
	minter
	hands *sync.Mutex // of the stage
	sung  int
	gate  chan struct{}
	fails error
}

func (s *singer) TryVoice(context.Context) error {
	s.sung++
	<-s.gate
	s.hands.Lock()
	defer s.hands.Unlock()
	return s.fails
}

const notHeard = "听不到声音"

// heard is the hall with a voice in a state.
func heard(state queue.VoiceState) scene {
	v := called(2)
	v.Health.Voice = state
	return v
}

// A desk whose calls are not heard says so, what goes on, and what to do; when they are heard again it is still.
func TestMute(t *testing.T) {
	play(t, at3, heard(queue.VoiceMute), func(s *stage) {
		s.wantWords("叫号没有声音", "屏幕照常显示，请口头叫号；检查音箱和声卡，会自己恢复。", "Ctrl+S")
		s.show(heard(queue.VoiceWell))
		if s.says("叫号没有声音") || !s.says("Ctrl+S") {
			t.Errorf("the desk says %q, want the mark alone once calls are heard", s.words())
		}
		s.show(heard(queue.NoVoice))
		if s.says("Ctrl+S") {
			t.Error("the mark stands where there is no voice")
		}
	})
}

// The key says a sample once, however often it is pressed, and the desk tells how that went until something else is done.
func TestTryVoice(t *testing.T) {
	for name, c := range map[string]struct {
		fails error
		want  string
	}{
		"heard": {nil, "语音已试播"},
		"mute":  {errors.New("no card"), notHeard},
	} {
		t.Run(name, func(t *testing.T) {
			o, a := at3, &singer{fails: c.fails}
			o.Attendant, o.Words = a, func(assets.Language, error) string { return notHeard }
			play(t, o, heard(queue.VoiceWell), func(s *stage) {
				a.hands, a.gate = &s.hand, make(chan struct{})
				s.chord(fyne.KeyModifierControl, fyne.KeyS)
				s.chord(fyne.KeyModifierControl, fyne.KeyS)
				s.wantWords("正在试播语音…")
				s.wantNone()
				close(a.gate)
				synctest.Wait()
				s.wantWords(c.want)
				if a.sung != 1 {
					t.Errorf("the sample was asked for %d times, want once", a.sung)
				}
				s.key(fyne.KeyF2)
				s.wantOne(queue.Command{Verb: queue.Start, Counter: "3", Ticket: "id-A012"})
				if s.says("语音已试播") {
					t.Error("the answer stands although something else was done")
				}
			})
		})
	}
}

// A desk of a machine without a voice tells who tries it.
func TestTryNoVoice(t *testing.T) {
	o, a := at3, &singer{fails: errors.New("none")}
	o.Attendant, o.Words = a, func(assets.Language, error) string { return notHeard }
	play(t, o, called(2), func(s *stage) {
		a.hands, a.gate = &s.hand, make(chan struct{})
		close(a.gate)
		s.chord(fyne.KeyModifierControl, fyne.KeyS)
		s.wantWords(notHeard)
	})
}
