package queue

import (
	"testing"
	"time"
	"unsafe"
)

// reading is one look at the clock, and what the queue's time must be then, counted from the first look.
type reading struct {
	turn  time.Duration // of the wall clock since the last look
	sleep bool          // of that time the machine was suspended: its monotonic clock stood still
	heard time.Duration // by how much WeChat's time differs, heard just after; never when it is
	now   time.Duration
	doubt bool
}

const never = time.Duration(1<<63 - 1)

func TestTimekeeper(t *testing.T) {
	const h, m, s = time.Hour, time.Minute, time.Second
	for _, c := range []struct {
		name     string
		readings []reading
	}{
		{"runs on", []reading{{5 * s, false, never, 5 * s, false}, {5 * s, false, never, 10 * s, false}}},
		{"does not move", []reading{{0, false, never, 0, false}}},
		{"set back a little", []reading{
			{-9 * m, false, never, 0, false}, {4 * m, false, never, 2 * m, false}, {14 * m, false, never, 9 * m, false}, {s, false, never, 9*m + s, false},
		}},
		{"set back", []reading{
			{-h, false, never, 0, true}, {h / 2, false, never, h / 4, true}, {h, false, never, h / 2, false},
		}},
		{"set back ten minutes", []reading{{-10 * m, false, never, 0, false}, {-s, false, never, 0, true}}},
		{"dead battery, then right again", []reading{
			{-56 * 365 * 24 * h, false, never, 0, true}, {10 * s, false, never, 5 * s, true}, {56 * 365 * 24 * h, false, never, 10 * s, false},
		}},
		{"nearly a day and a half", []reading{{36*h - 1, false, never, 36*h - 1, false}}},
		{"a day and a half", []reading{{36 * h, false, never, 0, true}, {h, false, never, h, true}, {-36 * h, false, never, h, false}}},
		{"leaps in a run", []reading{{14 * 365 * 24 * h, true, never, 0, true}, {5 * s, false, never, 5 * s, true}}},
		{"leaps back and forth", []reading{
			{5 * s, false, never, 5 * s, false}, {-48 * h, true, never, 5 * s, true}, {2 * s, false, never, 6 * s, true}, {48 * h, true, never, 7 * s, false},
		}},
		{"WeChat agrees to a long rest", []reading{{62 * h, false, 0, 0, true}, {s, false, never, 62*h + s, false}}},
		{"WeChat differs", []reading{{s, false, 11 * m, s, false}, {s, false, 0, 2 * s, true}, {s, false, never, 3 * s, false}}},
		{"WeChat differs a little", []reading{{s, false, 10 * m, s, false}, {s, false, -10 * m, 2 * s, false}, {s, false, never, 3 * s, false}}},
		{"WeChat agrees to a clock set back", []reading{{-h, false, 0, 0, true}, {s, false, never, -h + s, false}}},
		{"WeChat agrees to a clock set back a little", []reading{{-5 * m, false, 0, 0, false}, {s, false, never, s / 2, false}}},
		{"suspended overnight", []reading{{14 * h, true, never, 14 * h, false}, {s, false, never, 14*h + s, false}}},
		{"suspended over the weekend", []reading{{62 * h, true, never, 0, true}, {s, false, 0, s, true}, {s, false, never, 62*h + 2*s, false}}},
		{"suspended after WeChat was heard", []reading{
			{s, false, 0, s, false}, {14 * h, true, never, 14*h + s, true}, {s, false, 0, 14*h + 2*s, true}, {s, false, never, 14*h + 3*s, false},
		}},
	} {
		checkReadings(t, c.name, c.readings)
	}
}

func checkReadings(t *testing.T, name string, readings []reading) {
	t.Helper()
	var k timekeeper
	raw := time.Now()
	begin, _ := k.read(raw)
	for i, r := range readings {
		if r.sleep {
			raw = sleep(raw, r.turn)
		} else {
			raw = raw.Add(r.turn)
		}
		now, doubt := k.read(raw)
		if got := now.Sub(begin); got != r.now || doubt != r.doubt {
			t.Errorf("%s, look %d: got %v, doubt %v, want %v, doubt %v", name, i, got, doubt, r.now, r.doubt)
		}
		if r.heard != never {
			k.hear(raw.Add(r.heard), raw)
		}
	}
}

// The queue's time follows the clock at the first look, whatever it says, and on the word of staff.
func TestTimekeeperTrust(t *testing.T) {
	var k timekeeper
	raw := time.Now()
	k.read(raw)
	for _, by := range []time.Duration{14 * 365 * 24 * time.Hour, -20 * 365 * 24 * time.Hour} {
		raw = raw.Add(by)
		if _, doubt := k.read(raw); !doubt {
			t.Errorf("clock turned by %v: got no doubt", by)
		}
		k.trust()
		if now, doubt := k.read(raw); !now.Equal(raw) || doubt {
			t.Errorf("clock turned by %v and trusted: got %v, doubt %v, want %v", by, now, doubt, raw)
		}
	}
}

// sleep is a reading of the clock after the machine was suspended, or after somebody set it: the wall clock has moved, the
// monotonic one, as on Linux, has not. Nothing in package time makes such a reading, so it is written into the seconds of
// one of time.Now, which begin at bit 30.
func sleep(t time.Time, d time.Duration) time.Time {
	*(*uint64)(unsafe.Pointer(&t)) += uint64(d/time.Second) << 30
	return t
}
