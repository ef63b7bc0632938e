package config_test

import (
	"strings"
	"testing"

	"paihao/app/config"
)

// TestDayStartAndHours: a business day may start when no tickets are given out, at the very begin or end of the hours too.
func TestDayStartAndHours(t *testing.T) {
	for _, c := range []struct {
		start, hours string
		refused      bool
	}{
		{"04:00", "", false},
		{"04:00", " ", false},
		{"04:00", "09:00-17:00", false},
		{"04:00", "18:00-04:00", false},
		{"04:00", "04:00-18:00", false},
		{"04:00", "Mon 18:00-04:00; Tue 04:01-18:00", false},
		{"04:00", "18:00-04:01", true},
		{"04:00", "03:59-18:00", true},
		{"04:00", "Mon 18:00-04:00; Tue 04:00-18:00", true},
		{"04:00", "Sat 20:00-06:00", true},
		{"04:00", "sun 03:00-05:00", true},
		{"00:00", "00:00-24:00", true},
		{"00:00", "Mon 00:00-24:00", false},
		{"00:00", "Mon-Tue 00:00-24:00", true},
		{"00:00", "Sun,Sat 00:00-24:00", true},
		{"23:59", "Sat 23:00-24:00", true},
		{"12:30", "09:00-12:00,13:30-17:00", false},
		{"12:00", "09:00-12:00,13:30-17:00", false},
		{"13:31", "Wed 09:00-12:00,13:30-17:00", true},
	} {
		text := "venue.day_starts = \"" + c.start + "\"\n" + swap(t, bare, `name = "甲"`, `name = "甲", hours = "`+c.hours+`"`)
		s, err := config.Parse("a.toml", []byte(text), config.Options{Environ: alone})
		if !c.refused {
			if err != nil || s.Services[0].Hours.String() != strings.TrimSpace(c.hours) {
				t.Errorf("%s within %q: got %v and %+v, want them taken", c.start, c.hours, err, s.Services)
			}
			continue
		}
		if m := mistakesOf(t, err); len(m) != 1 || m[0].Key != "service[1].hours" || m[0].Line != 3 {
			t.Errorf("%s within %q: got %v, want the hours on line 3 refused", c.start, c.hours, err)
		}
	}
}

// A day start that could not be read says nothing about the hours.
func TestWrongDayStartBlamesNoHours(t *testing.T) {
	text := "venue.day_starts = \"noon\"\n" + swap(t, bare, `name = "甲"`, `name = "甲", hours = "03:00-05:00"`)
	_, err := config.Parse("a.toml", []byte(text), config.Options{Environ: alone})
	if m := mistakesOf(t, err); len(m) != 1 || m[0].Key != "venue.day_starts" {
		t.Errorf("got %v, want the day start alone", err)
	}
}
