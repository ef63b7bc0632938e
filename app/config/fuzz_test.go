package config_test

import (
	"errors"
	"os"
	"testing"
	"time"

	"paihao/app/config"
	"paihao/queue"
)

// FuzzSettings: whatever is in the file and in a variable, there is no panic; settings that are taken make a hall the
// queue takes, and a refusal names its file and what was expected.
func FuzzSettings(f *testing.F) {
	sample, err := os.ReadFile(samplePath)
	if err != nil {
		f.Fatal(err)
	}
	for _, text := range []string{string(sample), good, bare, "\ufeff[venue]\r\n", "a = [[{b = 1}]]\n[[a]]\n", "service.id = 1\n[[service]]\n", "[[service]]\n[service.id]\n[[service.id]]\n"} {
		f.Add([]byte(text), "RULES_NEAR=3")
	}
	for _, variable := range []string{
		"RULES_PRIORITY_RATIO=20:1", "RULES_NUMBERS_FULL=stop", "RULES_EXPIRE_MISSED=24h", "RULES_AUTO_MISS=true", "VENUE_DAY_STARTS=18:00",
	} {
		f.Add([]byte(good), variable)
	}
	f.Fuzz(func(t *testing.T, data []byte, variable string) {
		s, err := config.Parse("a.toml", data, config.Options{Environ: []string{"PAIHAO_" + variable}})
		if err == nil {
			if err := mustHall(t, s); err != nil {
				t.Errorf("taken, but the queue says %v", err)
			}
			checkRules(t, s.Hall().Rules)
			checkServices(t, s)
			checkTokens(t, s.Tokens)
			return
		}
		var mistakes *config.Mistakes
		if !errors.As(err, &mistakes) || len(*mistakes) == 0 {
			t.Fatalf("got %v, want a *config.Mistakes with something in it", err)
		}
		for _, m := range *mistakes {
			if m.File == "" || m.Expected.ZH == "" || m.Expected.EN == "" || m.Line < 0 {
				t.Errorf("got %+v, want a file, a line and what was expected", m)
			}
		}
	})
}

// FuzzService puts one text after the other into a service's hours and party: what is taken keeps its promises.
func FuzzService(f *testing.F) {
	for _, seed := range [][3]string{
		{"04:00", "", ""},
		{"04:00", "Mon-Fri 09:00-12:00,13:30-17:00; Sat 09:00-12:00", "1-2"},
		{"03:30", "18:00-02:00", "5"},
		{"23:59", "Sat 22:00-04:00;Sun,Mon 04:00-24:00", "99-1"},
		{"12:00", "Fri-Mon 00:00-24:00", "1-"},
	} {
		f.Add(seed[0], seed[1], seed[2])
	}
	f.Fuzz(func(t *testing.T, start, hours, party string) {
		text := "service = [{ id = \"a\", name = \"甲\", hours = " + quoted(hours) + ", party = " + quoted(party) + " }]\n" +
			"counter = [{ id = \"1\", name = \"一号\", services = [\"a\"] }]\n"
		o := config.Options{Trial: true, Environ: []string{"PAIHAO_VENUE_DAY_STARTS=" + start}}
		if s, err := config.Parse("a.toml", []byte(text), o); err == nil {
			checkServices(t, s)
		}
	})
}

func checkRules(t *testing.T, r queue.Rules) {
	t.Helper()
	for _, n := range []struct{ got, low, high int }{
		{r.Near, 0, 50},
		{r.ReturnAfter, 0, 50},
		{r.Later, 1, 50},
		{r.CallsBeforeMiss, 1, 10},
		{r.Priority.Priority, 1, 20},
		{r.Priority.Ordinary, 1, 20},
		{r.MaxWaiting, 0, 100000},
		{r.KeepTicketsDays, 0, 3650},
		{r.KeepBindingsDays, 0, 365},
	} {
		if n.got < n.low || n.got > n.high {
			t.Errorf("got a rule of %d, want it from %d to %d: %+v", n.got, n.low, n.high, r)
		}
	}
	for _, d := range []struct{ got, high time.Duration }{
		{r.MissAfter, time.Hour},
		{r.ExpireMissed, 24 * time.Hour},
		{r.UndoWithin, 10 * time.Minute},
		{r.MaxPriorityDelay, 8 * time.Hour},
		{r.Cooldown, 24 * time.Hour},
	} {
		if d.got < 0 || d.got > d.high {
			t.Errorf("got a rule of %v, want at most %v: %+v", d.got, d.high, r)
		}
	}
}

// checkServices looks at every minute of a week: hours that are open before and after the moment at which the business day
// starts should have been refused.
func checkServices(t *testing.T, s config.Settings) {
	t.Helper()
	sunday := time.Date(2026, 1, 4, 0, 0, 0, 0, time.UTC)
	for _, x := range s.Hall().Services {
		if p := x.Party; p != (queue.Party{}) && (p.Min < 1 || p.Min > p.Max || p.Max > 99) || x.Quota < 0 || x.Quota > 99999 {
			t.Errorf("got %+v, want a party of 1 to 99 and a quota of 0 to 99999", x)
		}
		before := x.Hours.Open(sunday.Add(-time.Minute))
		for at := sunday; at.Before(sunday.AddDate(0, 0, 7)) && !x.Hours.Always(); at = at.Add(time.Minute) {
			now := x.Hours.Open(at)
			if clock := at.Sub(at.Truncate(24 * time.Hour)); before && now && clock == s.Venue.DayStarts {
				t.Fatalf("got hours %q, open at %v when the day starts", x.Hours, at)
			}
			before = now
		}
	}
}

func checkTokens(t *testing.T, tokens []config.Token) {
	t.Helper()
	seen := map[any]bool{[32]byte{}: true}
	for _, x := range tokens {
		if x.ID == "" || x.Role == "" || seen[x.ID] || seen[x.Hash] {
			t.Errorf("got tokens %+v, want each with an id, a role and a hash of its own", tokens)
		}
		seen[x.ID], seen[x.Hash] = true, true
	}
}

// quoted writes a text as TOML does. One with three quotes of its own ends early, and makes other settings or none.
func quoted(s string) string { return "'''" + s + "'''" }
