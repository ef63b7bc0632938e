package queue

import (
	"strings"
	"testing"
	"time"
)

func mustZone(t *testing.T, name string) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation(name)
	if err != nil {
		t.Fatalf("LoadLocation(%s): %v", name, err)
	}
	return zone
}

func TestBusinessDay(t *testing.T) {
	for _, c := range []struct {
		zone, at string // at in UTC
		starts   time.Duration
		want     string
	}{
		{"Asia/Shanghai", "2026-11-20T19:59:59Z", 4 * time.Hour, "2026-11-20"},
		{"Asia/Shanghai", "2026-11-20T20:00:00Z", 4 * time.Hour, "2026-11-21"},
		{"Asia/Shanghai", "2026-11-20T15:59:59Z", 0, "2026-11-20"},
		{"Asia/Shanghai", "2026-11-20T16:00:00Z", 0, "2026-11-21"},
		{"Asia/Shanghai", "2026-12-31T19:59:59Z", 4 * time.Hour, "2026-12-31"},
		{"Asia/Shanghai", "2027-01-01T15:58:59Z", 23*time.Hour + 59*time.Minute, "2026-12-31"},
		// Clocks go from 00:00 to 01:00: the day has no midnight.
		{"America/Sao_Paulo", "2018-11-04T02:59:59Z", 0, "2018-11-03"},
		{"America/Sao_Paulo", "2018-11-04T03:00:00Z", 0, "2018-11-04"},
		{"America/Sao_Paulo", "2018-11-05T01:59:59Z", 0, "2018-11-04"},
		{"Africa/Cairo", "2023-04-28T10:00:00Z", 0, "2023-04-28"},
		// Clocks go from 03:00 to 02:00: an hour comes twice, the day begins once.
		{"Europe/Berlin", "2026-10-25T00:29:59Z", 2*time.Hour + 30*time.Minute, "2026-10-24"},
		{"Europe/Berlin", "2026-10-25T02:00:00Z", 2*time.Hour + 30*time.Minute, "2026-10-25"},
		// Clocks go from 02:00 to 03:00.
		{"Europe/Berlin", "2026-03-29T00:59:59Z", 2*time.Hour + 30*time.Minute, "2026-03-28"},
		{"Europe/Berlin", "2026-03-29T01:30:00Z", 2*time.Hour + 30*time.Minute, "2026-03-29"},
	} {
		at, err := time.Parse(time.RFC3339, c.at)
		if err != nil {
			t.Fatal(err)
		}
		v := Venue{Zone: mustZone(t, c.zone), DayStarts: c.starts}
		if got := v.BusinessDay(at); got != c.want {
			t.Errorf("%s, day from %v, at %v: got %s, want %s", c.zone, c.starts, at.In(v.Zone), got, c.want)
		}
	}
}

// A business day never goes back while time goes on, in zones and over nights of every kind.
func TestBusinessDayRises(t *testing.T) {
	for _, name := range []string{"Asia/Shanghai", "Europe/Berlin", "America/Sao_Paulo", "Africa/Cairo", "Pacific/Apia", "Australia/Lord_Howe"} {
		for _, starts := range []time.Duration{0, 90 * time.Minute, 150 * time.Minute, 4 * time.Hour} {
			v := Venue{Zone: mustZone(t, name), DayStarts: starts}
			last, at := "", time.Date(2011, 9, 1, 0, 0, 0, 0, time.UTC)
			for end := at.AddDate(0, 8, 0); at.Before(end); at = at.Add(30 * time.Minute) {
				day := v.BusinessDay(at)
				if day < last {
					t.Fatalf("%s, day from %v, at %v: got %s after %s", name, starts, at.In(v.Zone), day, last)
				}
				last = day
			}
		}
	}
}

func TestVenueValidate(t *testing.T) {
	good := func() Venue {
		return Venue{
			Zone:     time.UTC,
			Services: []Service{{ID: "a", Digits: 3, Minutes: 5}, {ID: "b", Digits: 3, Minutes: 5}},
			Counters: []Counter{{ID: "1", Services: []string{"a", "b"}}, {ID: "2"}},
		}
	}
	for _, c := range []struct {
		name  string
		spoil func(*Venue)
		want  string // part of the error, empty for none
	}{
		{"good", func(*Venue) {}, ""},
		{"no zone", func(v *Venue) { v.Zone = nil }, "time zone"},
		{"no service", func(v *Venue) { v.Services = nil }, "needs a service"},
		{"no counter", func(v *Venue) { v.Counters = nil }, "needs a service"},
		{"service without id", func(v *Venue) { v.Services[1].ID = "" }, "service id"},
		{"service twice", func(v *Venue) { v.Services[1].ID = "a" }, "service id"},
		{"no time at all", func(v *Venue) { v.Services[1].Minutes = 0 }, "0 minutes"},
		{"no digit", func(v *Venue) { v.Services[1].Digits = 0 }, "0 digits"},
		{"too many digits", func(v *Venue) { v.Services[0].Digits = 7 }, "7 digits"},
		{"counter without id", func(v *Venue) { v.Counters[1].ID = "" }, "counter id"},
		{"counter twice", func(v *Venue) { v.Counters[1].ID = "1" }, "counter id"},
		{"unknown service", func(v *Venue) { v.Counters[1].Services = []string{"c"} }, `"c"`},
		{"a long wait", func(v *Venue) { v.Rules.LongWait = time.Hour }, ""},
		{"a wait of less than nothing", func(v *Venue) { v.Rules.LongWait = -time.Second }, "long wait of -1s"},
	} {
		v := good()
		c.spoil(&v)
		err := v.Validate()
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %q", c.name, err, c.want)
		}
	}
}
