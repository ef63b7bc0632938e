package take

import (
	"context"
	"time"

	"paihao/queue"
)

// Times of a call for help.
const (
	helpFor   = 8 * time.Second  // for the answer
	helpPause = 20 * time.Second // before it can be pressed again
	helpSorry = 8 * time.Second  // how long it says that nobody was reached
	helpAgain = 3 * time.Minute  // after which staff can be called again who have not come
)

// help is a call for staff that was made here.
type help struct {
	asking bool
	failed bool
	until  time.Time // how long it cannot be made again
}

type helpState int

const (
	helpNone   helpState = iota // there is nobody to call
	helpReady                   // it can be pressed
	helpAsking                  // on its way to the desks
	helpComing                  // staff have been told
	helpFailed                  // nobody was told
)

// state is what the button says. While staff are on their way here it cannot be pressed, and after a press not for a while:
// neither a child nor two people at once ring again and again.
func (h *help) state(w *Window, now time.Time) helpState {
	health := w.view.Health
	called := health.HelpTo == w.o.Place && !health.HelpAt.IsZero() && now.Sub(health.HelpAt) < helpAgain
	switch {
	case w.o.Attendant == nil:
		return helpNone
	case h.asking:
		return helpAsking
	case h.failed && now.Before(h.until):
		return helpFailed
	case called && !w.stale(now), now.Before(h.until):
		return helpComing
	}
	return helpReady
}

// call asks staff to come.
func (w *Window) call() {
	if w.link == nil || w.help.state(w, w.o.Now()) != helpReady {
		return
	}
	w.help = help{asking: true}
	w.errand(func(ctx context.Context, _ queue.Commands) func() {
		ctx, stop := context.WithTimeout(ctx, helpFor)
		defer stop()
		err := w.o.Attendant.CallStaff(ctx, w.o.Place)
		return func() { w.called(err) }
	})
}

func (w *Window) called(err error) {
	w.help = help{until: w.o.Now().Add(helpPause)}
	if err != nil {
		w.o.Log.Warn("staff were not called", "err", err)
		w.help = help{failed: true, until: w.o.Now().Add(helpSorry)}
	}
}
