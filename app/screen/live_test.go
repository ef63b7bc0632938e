package screen_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"paihao/queue"
)

// mustCalled is a screen with A013 called to counter 3, and what it is before that.
func mustCalled(t *testing.T) (s *stand, before, after queue.View) {
	t.Helper()
	s = mustStand(t, 1280, 720)
	before = sample()
	after = call(before, "A013", "3", s.now)
	s.Show(before)
	s.Show(after)
	if got := s.number(); got != "A013" {
		t.Fatalf("%s stands in the panel, want A013", got)
	}
	return s, before, after
}

// A call whose ticket is held, waits again, or was never called after all, is nowhere on the screen.
func TestPassedCallsAreGone(t *testing.T) {
	tests := []struct {
		name   string
		change func(v *queue.View, before queue.View)
	}{
		{"held, released or transferred", func(v *queue.View, _ queue.View) { v.Calls = voided(v.Calls) }},
		{"taken back", func(v *queue.View, before queue.View) { v.Calls = before.Calls }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, before, v := mustCalled(t)
			tt.change(&v, before)
			v.Counters = before.Counters
			v.Revision++
			s.Show(v)
			if words := s.words(); slices.Contains(words, "A013") {
				t.Errorf("A013 is still shown: %q", words)
			}
			if got := s.number(); got != "A012" || s.lit() {
				t.Errorf("%s stands in the panel, lit %v, want A012, the call before, steady", got, s.lit())
			}
			v = call(before, "A013", "3", s.now)
			v.Calls[0].Seq += 10
			v.Revision += 10
			s.Show(v)
			if got := s.number(); got != "A013" || !s.lit() {
				t.Errorf("called again, %s stands in the panel, lit %v, want A013, lit", got, s.lit())
			}
		})
	}
}

// voided are calls of which the newest means nothing any more.
func voided(calls []queue.Call) []queue.Call {
	calls = slices.Clone(calls)
	calls[0].Void = true
	return calls
}

// A call whose ticket is missed before its turn never comes up as one, and one that is up is a call no longer than its flash.
// Neither moves those that are still to come.
func TestMissedCallsAreNoLongerCalls(t *testing.T) {
	s, _, v := mustCalled(t)
	v = call(v, "B010", "1", s.now)
	s.Show(v)
	s.later(time.Second)
	v = miss(v, "1")
	s.Show(v)
	for range 20 {
		s.later(time.Second)
		v.At = s.now
		v.Revision++
		s.Show(v)
		if got := s.number(); got != "A013" {
			t.Fatalf("%s stands in the panel, want A013, whose counter waits", got)
		}
	}
	v = call(v, "C005", "5", s.now)
	s.Show(v)
	s.later(time.Second)
	s.Show(miss(v, "5"))
	if got := s.number(); got != "C005" || !s.says("正在叫号") {
		t.Errorf("a second after its call %s stands in the panel, want C005 as a call", got)
	}
	s.later(3 * time.Second)
	if got := s.number(); got != "A013" || !s.says("正在叫号") {
		t.Errorf("after its flash %s stands in the panel, want A013 as a call", got)
	}
	s.Show(miss(miss(v, "5"), "3"))
	if got := s.number(); got != "C005" || s.lit() || !s.says("最后一次叫号") {
		t.Errorf("with nobody to come %s stands in the panel, lit %v, and %q; want C005, steady, as the last call", got, s.lit(), s.words())
	}
}

// miss lets a counter give up its customer.
func miss(v queue.View, counter string) queue.View {
	v.Counters = slices.Clone(v.Counters)
	for i, c := range v.Counters {
		if c.ID == counter {
			v.Missed = append([]queue.Standing{missed(c.Current.Number, c.Current.Service)}, v.Missed...)
			v.Counters[i].Current = nil
		}
	}
	v.Revision++
	return v
}

// A hold that is undone brings its call back.
func TestCallIsBackAfterAnUndo(t *testing.T) {
	s, _, v := mustCalled(t)
	held := v
	held.Calls = voided(v.Calls)
	held.Revision++
	s.Show(held)
	v.Revision += 2
	s.Show(v)
	if words := s.words(); !slices.Contains(words, "A013") {
		t.Errorf("A013 is called and shown nowhere: %q", words)
	}
}

// A day that is opened again has its calls back, and none of them flashes.
func TestCallsAreBackWithTheDay(t *testing.T) {
	s := mustStand(t, 1280, 720)
	s.Show(call(sample(), "A013", "3", s.now))
	v := over()
	v.Revision += 2
	s.Show(v)
	v = call(sample(), "A013", "3", s.now)
	v.Revision += 3
	s.Show(v)
	if got := s.number(); got != "A013" || s.lit() {
		t.Errorf("%s stands in the panel, lit %v, want A013, steady", got, s.lit())
	}
}

// The only call that is taken back leaves a screen without calls.
func TestOnlyCallTakenBack(t *testing.T) {
	s := mustStand(t, 1280, 720)
	v := sample()
	v.Calls = nil
	s.Show(call(v, "A001", "3", s.now))
	v.Revision += 2
	s.Show(v)
	if words := s.words(); slices.Contains(words, "A001") || !slices.Contains(words, "请稍候，马上叫号") {
		t.Errorf("the screen says %q, want no A001, and that calls begin soon", words)
	}
}

// A call so old that its ticket may have expired since is not shown.
func TestExpiredCallsAreGone(t *testing.T) {
	s := mustStand(t, 1920, 1080)
	v := sample()
	v.Rules.ExpireMissed = 5 * time.Minute
	s.Show(v)
	words := s.words()
	for i, c := range v.Calls { // made 2, 3, 4 … minutes ago
		if got, want := slices.Contains(words, c.Number), i < 3; got != want {
			t.Errorf("%s, called %d minutes ago, is shown: %v, want %v", c.Number, i+2, got, want)
		}
	}
	v.At = v.At.Add(4 * time.Minute)
	v.Revision++
	s.Show(v)
	if got := s.number(); got != "A012" {
		t.Errorf("after 6 minutes %s stands in the panel, want A012, for whom the counter still waits", got)
	}
	v.Counters = slices.Clone(v.Counters)
	for i := range v.Counters {
		v.Counters[i].Current = nil
	}
	v.Revision++
	s.Show(v)
	if words := s.words(); slices.Contains(words, "A012") || !slices.Contains(words, "请稍候，马上叫号") {
		t.Errorf("after 6 minutes the screen says %q, want no A012", words)
	}
	v.At = v.At.Add(time.Hour)
	v.Revision++
	leave(&v)
	s.Show(v)
	if words := s.words(); !slices.Contains(words, "刚才没有叫号") || !slices.Contains(words, "暂停叫号") {
		t.Errorf("an hour later with no counter open the screen says %q, want that calling is paused", words)
	}
}

// A call that more calls than a view holds have pushed out keeps its turn in the panel.
func TestPushedOutCallKeepsItsTurn(t *testing.T) {
	s := mustStand(t, 1280, 720)
	v := sample()
	v.Calls = nil
	s.Show(v)
	for i := range queue.MaxCalls + 1 {
		v = call(v, fmt.Sprintf("A%03d", i+1), fmt.Sprint(i), s.now)
		v.Calls = v.Calls[:min(len(v.Calls), queue.MaxCalls)]
		s.Show(v)
	}
	if got := s.number(); got != "A001" {
		t.Errorf("%s stands in the panel, want A001, which has had no time yet", got)
	}
}
