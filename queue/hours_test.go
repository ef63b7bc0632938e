package queue_test

import (
	"testing"
	"time"

	"paihao/queue"
)

// week is the first minute of Sunday, 2026-11-15.
var week = time.Date(2026, 11, 15, 0, 0, 0, 0, time.UTC)

// at is a time of a day in that week, such as "Mon 09:00".
func at(t *testing.T, text string) time.Time {
	t.Helper()
	clock, err := time.Parse("15:04:05.999", text[4:])
	if err != nil {
		if clock, err = time.Parse("15:04", text[4:]); err != nil {
			t.Fatal(err)
		}
	}
	for day := range 7 {
		if d := week.AddDate(0, 0, day); d.Format("Mon") == text[:3] {
			return d.Add(clock.Sub(clock.Truncate(24 * time.Hour)))
		}
	}
	t.Fatalf("%q is no day", text)
	return time.Time{}
}

const office = "Mon-Fri 09:00-12:00,13:30-17:00; Sat 09:00-12:00"

func TestHours(t *testing.T) {
	for _, c := range []struct {
		hours, at string
		open      bool
		opens     string // next, when it is not open
	}{
		{"", "Sun 03:00", true, ""},
		{" ", "Sun 03:00", true, ""},
		{office, "Mon 08:59:59.999", false, "Mon 09:00"},
		{office, "Mon 09:00", true, ""},
		{office, "Mon 11:59:59.999", true, ""},
		{office, "Mon 12:00", false, "Mon 13:30"},
		{office, "Fri 17:00", false, "Sat 09:00"},
		{office, "Sat 11:59", true, ""},
		{office, "Sun 10:00", false, "Mon 09:00"},
		{"09:00-17:00", "Sun 12:00", true, ""},
		{"00:00-24:00", "Wed 23:59:59.999", true, ""},
		{"Mon 00:00-24:00", "Sun 23:59", false, "Mon 00:00"},
		{"Mon 00:00-24:00", "Mon 23:59:59.999", true, ""},
		{"mon,WED,Fri 08:00-09:00", "Tue 08:30", false, "Wed 08:00"},
		{"Fri-Mon 08:00-09:00", "Sun 08:30", true, ""},
		{"Fri-Mon 08:00-09:00", "Tue 08:30", false, "Fri 08:00"},
		{"Mon-Wed,Fri 08:00-09:00", "Thu 08:30", false, "Fri 08:00"},
		{"22:00-02:00", "Mon 01:59", true, ""},
		{"22:00-02:00", "Mon 02:00", false, "Mon 22:00"},
		{"Fri 22:00-02:00", "Sat 01:00", true, ""},
		{"Fri 22:00-02:00", "Fri 01:00", false, "Fri 22:00"},
		{"Sat 22:00-02:00", "Sun 01:00", true, ""}, // passes the end of the week
		{"Sat 22:00-02:00", "Sun 02:00", false, "Sat 22:00"},
		{"Sat 18:00-24:00; Sun 00:00-06:00", "Sun 00:00", true, ""},
		{"Mon 09:00-10:00; Mon 10:00-11:00", "Mon 10:00", true, ""},
		{"Wed 12:00-11:00", "Thu 10:59", true, ""},
	} {
		h := mustHours(t, c.hours)
		now := at(t, c.at)
		want := now
		if !c.open {
			if want = at(t, c.opens); want.Before(now) {
				want = want.AddDate(0, 0, 7)
			}
		}
		if got := h.Open(now); got != c.open {
			t.Errorf("%q open at %s: got %v, want %v", c.hours, c.at, got, c.open)
		}
		if got := h.OpensAt(now); !got.Equal(want) {
			t.Errorf("%q opens after %s: got %v, want %v", c.hours, c.at, got, want)
		}
	}
}

// Open for one hour a week: whoever comes at its end waits for the next week.
func TestHoursOnceAWeek(t *testing.T) {
	h := mustHours(t, "Wed 10:00-11:00")
	if got, want := h.OpensAt(at(t, "Wed 11:00")), at(t, "Wed 10:00").AddDate(0, 0, 7); !got.Equal(want) {
		t.Errorf("opens after its hour: got %v, want %v", got, want)
	}
}

func TestHoursRefused(t *testing.T) {
	for _, text := range []string{
		"Mon", "Mon-Fri", ";", "09:00-12:00;", "9-12", "9:00-12:00", "09:00", "09:00-", "-12:00", "09:00-12:00-13:00", "24:00-25:00", "24:00-01:00",
		"09:60-10:00", "09:00-25:00", "09:00-09:00", "00:00-00:00", "Mon 09:00 12:00", "Mon 09:00 - 12:00", "Mon Tue 09:00-12:00", "Mo 09:00-12:00",
		"Montag 09:00-12:00", "Mon- 09:00-12:00", "Mon,Mon 09:00-12:00", "Mon-Fri,Wed 09:00-12:00", "周一 09:00-12:00", "09：00-12：00", "09:00–12:00",
		"09:00-12:00,11:59-13:00", "09:00-12:00,09:00-12:00", "Mon 09:00-12:00; 08:00-10:00", "Sat 22:00-02:00; Sun 01:00-03:00", "22:00-02:00,01:00-03:00",
		"Sun 00:00-24:00; Sat 23:00-00:01", "09:00-12:00,", "always", "-1:00-02:00", "+9:00-12:00",
	} {
		if h, err := queue.ParseHours(text); err == nil || h.String() != "" || !h.Always() {
			t.Errorf("ParseHours(%q): got %q, %v, want an error and nothing", text, h, err)
		}
	}
}

func TestHoursText(t *testing.T) {
	for _, text := range []string{"", office} {
		if h := mustHours(t, " "+text+" "); h.String() != text || h.Always() != (text == "") {
			t.Errorf("hours of %q: got %q, always %v", text, h, h.Always())
		}
	}
}

// The wall clock counts, also in nights in which it is turned.
func TestHoursInSummerTime(t *testing.T) {
	for _, c := range []struct{ zone, hours, at, want string }{ // times in UTC
		{"Europe/Berlin", "09:00-17:00", "2026-03-28T16:30:00Z", "2026-03-29T07:00:00Z"}, // the hour at 02:00 is left out
		{"Europe/Berlin", "09:00-17:00", "2026-10-24T16:30:00Z", "2026-10-25T08:00:00Z"}, // the hour at 02:00 comes twice
		{"Europe/Berlin", "01:00-04:00", "2026-10-25T00:30:00Z", "2026-10-25T00:30:00Z"},
		{"Europe/Berlin", "01:00-04:00", "2026-10-25T02:59:00Z", "2026-10-25T02:59:00Z"},
		{"Europe/Berlin", "02:30-02:45", "2026-10-25T00:50:00Z", "2026-10-25T01:30:00Z"}, // its second time
		{"Europe/Berlin", "02:30-02:45", "2026-10-25T00:20:00Z", "2026-10-25T00:30:00Z"}, // its first
		{"Europe/Berlin", "02:30-03:30", "2026-03-29T00:00:00Z", "2026-03-29T01:00:00Z"}, // what is left of it begins at 03:00
		{"Europe/Berlin", "02:15-02:45", "2026-03-29T00:00:00Z", "2026-03-30T00:15:00Z"}, // it does not come at all
		{"America/Sao_Paulo", "00:00-12:00", "2018-11-03T20:00:00Z", "2018-11-04T03:00:00Z"},
		{"Asia/Shanghai", "09:00-17:00", "2026-11-20T09:00:00Z", "2026-11-21T01:00:00Z"},
	} {
		zone, err := time.LoadLocation(c.zone)
		if err != nil {
			t.Fatal(err)
		}
		now, err := time.Parse(time.RFC3339, c.at)
		if err != nil {
			t.Fatal(err)
		}
		got := mustHours(t, c.hours).OpensAt(now.In(zone))
		if got.UTC().Format(time.RFC3339) != c.want {
			t.Errorf("%s in %s opens after %v: got %v, want %s", c.hours, c.zone, now.In(zone), got, c.want)
		}
	}
}

// FuzzHours reads any text. What is accepted says the same again, and names as the next opening the first minute that is
// open.
func FuzzHours(f *testing.F) {
	for _, text := range []string{"", office, "22:00-02:00", "Sat 22:00-02:00", "Fri-Mon,Wed 00:00-24:00", "Mon 09:00-12:00;;", "09:00-09:00"} {
		f.Add(text, uint16(0))
		f.Add(text, uint16(10_079))
	}
	f.Fuzz(func(t *testing.T, text string, minute uint16) {
		h, err := queue.ParseHours(text)
		if err != nil {
			return
		}
		again, err := queue.ParseHours(h.String())
		if err != nil || again.String() != h.String() {
			t.Fatalf("%q reads as %q, and that as %q, %v", text, h, again, err)
		}
		now := week.Add(time.Duration(minute) * time.Minute)
		opens := h.OpensAt(now)
		if opens.Before(now) || opens.After(now.AddDate(0, 0, 7)) {
			t.Fatalf("%q opens after %v: got %v, want within a week", text, now, opens)
		}
		for m := now; m.Before(opens); m = m.Add(time.Minute) {
			if h.Open(m) {
				t.Fatalf("%q opens after %v: got %v, but it is open at %v", text, now, opens, m)
			}
		}
		if !h.Open(opens) || !again.Open(opens) {
			t.Fatalf("%q opens after %v: got %v, but it is closed then", text, now, opens)
		}
	})
}
