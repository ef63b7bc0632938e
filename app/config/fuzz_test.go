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
		"RULES_ON_UNFOLLOW=cancel", "LISTEN_PUBLIC_URL=https://a:8443", "MINI_APP_ID=wx0123456789abcdef", "WECHAT_IMAGE_URL=http://a",
		"SCREEN_SLIDE_SECONDS=300", "SCREEN_SLIDES=/nowhere", "SCREEN_ONE_CODE=true", "WINDOWS_TAKE=window", "WINDOWS_SCREEN_MONITOR=second",
		"RULES_LONG_WAIT=0",
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
			checkMessages(t, s)
			checkChannels(t, s)
			checkScreen(t, s)
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
		{r.LongWait, 24 * time.Hour},
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

// checkMessages: every way that is left of a chain has what it needs, and no kind is told that nobody set.
func checkMessages(t *testing.T, s config.Settings) {
	t.Helper()
	for _, kind := range s.Hall().Tells {
		m, mini := s.WeChat.Message[string(kind)], s.Mini.Message[string(kind)]
		for _, way := range s.Ways(kind) {
			ok := map[queue.Way]bool{
				queue.ByTemplate: m.TemplateID != "" && len(m.Fields) > 0, queue.BySubscribe: m.SubscribeTemplateID != "" && len(m.Fields) > 0,
				queue.ByMini:    s.Mini.AppID != "" && s.Mini.AppID != s.WeChat.AppID && mini.TemplateID != "" && len(mini.Fields) > 0,
				queue.ByService: true,
			}[way]
			if !ok {
				t.Errorf("%s: %s is not set up: %+v %+v", kind, way, m, mini)
			}
		}
	}
	if m := s.Mini; m.AppID != "" && (m.AppSecret == "" || m.Token == "" || m.EncodingAESKey == "") {
		t.Errorf("got %+v, want a whole mini program or none", m)
	}
}

func checkChannels(t *testing.T, s config.Settings) {
	t.Helper()
	tags, ids, hall := map[string]bool{}, map[string]bool{}, s.Hall()
	for _, c := range s.Channels {
		_, known := hall.Service(c.Service)
		if c.ID == "" || c.Name == "" || ids[c.ID] || c.Service != "" && !known || len(c.Tag) > 30 || len([]rune(c.Welcome)) > 500 {
			t.Errorf("got channels %+v, want each whole, once and for a service that there is", s.Channels)
		}
		ids[c.ID], tags[c.Tag] = true, true
	}
	if delete(tags, ""); len(tags) > 100 {
		t.Errorf("got %d tags, want at most 100", len(tags))
	}
	ids = map[string]bool{}
	for _, x := range s.Staff {
		if x.ID == "" || x.Name == "" || x.Role == "" || ids[x.ID] {
			t.Errorf("got staff %+v, want each with an id, a name and a role of its own", s.Staff)
		}
		ids[x.ID] = true
	}
}

// FuzzChannel puts one text after the other into a channel and a chain: what is taken keeps its promises.
func FuzzChannel(f *testing.F) {
	f.Add("door", "a", "欢迎\n请坐", "到店", "service")
	f.Add("", "b", "\u202e", " x", "mini")
	f.Fuzz(func(t *testing.T, id, service, welcome, tag, way string) {
		text := "service = [{ id = \"a\", name = \"甲\" }]\ncounter = [{ id = \"1\", name = \"一号\", services = [\"a\"] }]\n" +
			"channel = [{ id = " + quoted(id) + ", name = \"x\", service = " + quoted(service) + ", welcome = " + quoted(welcome) +
			", tag = " + quoted(tag) + " }]\n[wechat.message.back]\nchain = [" + quoted(way) + "]\n"
		if s, err := config.Parse("a.toml", []byte(text), config.Options{Trial: true, Environ: alone}); err == nil {
			checkMessages(t, s)
			checkChannels(t, s)
		}
	})
}

// quoted writes a text as TOML does. One with three quotes of its own ends early, and makes other settings or none.
func quoted(s string) string { return "'''" + s + "'''" }
