package queue_test

import "time"

// pocketWatch is how the clerk tells the time. It is set by the clock on the wall, but not to whatever that says.
type pocketWatch struct {
	now     time.Time // what the queue goes by
	wall    time.Time // what the clock on the wall said last; zero after a start
	doubt   bool
	wechat  time.Time // what WeChat said; zero when it never did
	wechats time.Time // and the clock on the wall then
}

// look is a glance at the clock on the wall. One that has run on by less than 36 hours, or is where WeChat is too, is right.
// One that lies behind lets the watch run at half speed; any other leaves it to run alone. More than ten minutes behind, 36
// hours ahead or away from WeChat, and nobody knows what the time is.
func (w *pocketWatch) look(wall time.Time) {
	run := time.Duration(0)
	if since := wall.Sub(w.wall); !w.wall.IsZero() && since > 0 && since < 36*time.Hour {
		run = since
	}
	w.wall = wall
	heard := !w.wechat.IsZero()
	agreed := heard && near(wall, w.wechat.Add(wall.Sub(w.wechats)))
	switch lead := wall.Sub(w.now); {
	case w.now.IsZero():
		w.now, w.doubt = wall, heard && !agreed
	case lead < 0 && (lead >= -10*time.Minute || !agreed):
		w.now, w.doubt = w.now.Add(run/2), lead < -10*time.Minute
	case lead < 36*time.Hour || agreed:
		w.now, w.doubt = wall, heard && !agreed
	default:
		w.now, w.doubt = w.now.Add(run), true
	}
}

// near tells whether two clocks are no more than ten minutes apart.
func near(a, b time.Time) bool {
	return !a.After(b.Add(10*time.Minute)) && !a.Before(b.Add(-10*time.Minute))
}

// hear notes what WeChat says.
func (w *pocketWatch) hear(t time.Time) { w.wechat, w.wechats = t, w.wall }

// trust sets the watch by the clock on the wall, since staff say so.
func (w *pocketWatch) trust() { w.now = w.wall }

// restart is what is left after a start: the time of the last change.
func (w *pocketWatch) restart(kept time.Time) { *w = pocketWatch{now: kept} }
