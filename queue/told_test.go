package queue

import (
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func minutes(n float64) time.Duration { return time.Duration(n * float64(time.Minute)) }

func TestMisfit(t *testing.T) {
	told := Estimate{Low: minutes(10), Point: minutes(20), High: minutes(30), Less: minutes(4), More: minutes(8)}
	short := Estimate{Point: minutes(0.25), High: minutes(2)}
	narrow := Estimate{Point: minutes(2), High: minutes(3), Low: minutes(1)}
	for _, c := range []struct {
		name   string
		told   Estimate
		waited float64 // minutes
		want   float64 // half widths; NaN when it says nothing
	}{
		{"as told", told, 20, 0},
		{"later", told, 28, 1},
		{"a little later", told, 20.8, 0.1},
		{"sooner", told, 18, -0.5},
		{"at once", told, 0, -3},
		{"for hours", told, 10 * 60, 3},
		{"told of no wait", short, 5, math.NaN()},
		{"courses that agree", narrow, 2.5, 1},
	} {
		bin, ok := misfit(c.told, minutes(c.waited))
		got := math.Round(float64(bin-misfitBins/2)) / 10
		if ok == math.IsNaN(c.want) || ok && got != c.want {
			t.Errorf("%s: got %v (%v), want %v", c.name, got, ok, c.want)
		}
	}
}

// The range is as wide as the venue's estimates were off, and what is taken back never was.
func TestScale(t *testing.T) {
	told := Estimate{Point: time.Hour, High: time.Hour, Less: 10 * time.Minute, More: 10 * time.Minute}
	var past, today misfits
	low, high := scale(&past, &today)
	if math.Abs(low-1.04) > 0.1 || math.Abs(high-1.04) > 0.1 {
		t.Errorf("at first: got %v and %v, want about 1.04, as the normal distribution has it", low, high)
	}
	for range 1000 {
		today.note(told, time.Hour+20*time.Minute, 1)
	}
	if low, high := scale(&past, &today); low != 0 || math.Abs(high-2) > 0.1 {
		t.Errorf("all 20 minutes later: got %v and %v, want 0 and 2", low, high)
	}
	past = today
	if low, high := scale(&past, &misfits{}); low != 0 || math.Abs(high-2) > 0.1 {
		t.Errorf("on past days: got %v and %v, want 0 and 2", low, high)
	}
	for range 1000 {
		today.note(told, time.Hour+20*time.Minute, -1)
	}
	if today != (misfits{}) || today.kept() != nil {
		t.Errorf("taken back: got %v, want none", today)
	}
}

func TestSoundMisfits(t *testing.T) {
	for _, n := range []float64{-1, math.NaN(), math.Inf(1), 1e12} {
		m := misfits{0: 1, 7: n}
		if got := m.sound(); got != nil {
			t.Errorf("%v of a kind: got %v, want nil", n, got)
		}
	}
	m := misfits{0: 1, 60: 12.5}
	if got := m.sound(); got == nil || *got != m {
		t.Errorf("got %v, want %v", got, m)
	}
}

// Whatever the courses say, an estimate makes sense, and never says more when each course says less.
func TestTold(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		o := &outlook{low: rapid.Float64Range(0, 3).Draw(r, "low"), high: rapid.Float64Range(0, 3).Draw(r, "high")}
		var waits, longer [courses]float64
		w := 0.0
		for i := range waits {
			w += rapid.Float64Range(0, 2000).Draw(r, "more")
			waits[i], longer[i] = w, w+60
		}
		e, more := o.told(waits), o.told(longer)
		if !e.Valid() || !more.Valid() {
			t.Fatalf("%v: got %+v and %+v, want low ≤ point ≤ high", waits, e, more)
		}
		if more.Point < e.Point || more.High < e.High || more.Low < e.Low {
			t.Fatalf("a minute more in each course: got %+v after %+v", more, e)
		}
		if p := e.Range(); p.Low > e.Low || p.High < e.High {
			t.Fatalf("people are told %v of %+v", p, e)
		}
	})
	if e := (&outlook{low: 1, high: 1}).told([courses]float64{}); e != (Estimate{}) {
		t.Errorf("called at once: got %+v, want no wait", e)
	}
}
