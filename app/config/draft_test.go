package config_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"paihao/app/config"
)

// The answers that stand before anybody has given one are a working venue, whatever it begins from.
func TestDraftStands(t *testing.T) {
	for _, p := range config.Presets() {
		d := config.NewDraft()
		d.Take(p)
		s, err := d.Settings("a.toml", mustSample(t))
		if err != nil || len(s.Warnings) > 0 || !s.WeChat.Trial || s.Venue.Name != p.Name || len(s.Counters) != p.Count {
			t.Errorf("%s: got %v, warnings %q, %+v", p.Key, err, s.Warnings, s.Venue)
			continue
		}
		if err := mustHall(t, s); err != nil {
			t.Errorf("%s: %v", p.Key, err)
		}
	}
}

// Answers that are wrong are named by the key that they would have, in words, and nothing is written.
func TestDraftMistakes(t *testing.T) {
	for name, c := range map[string]struct {
		change func(d *config.Draft)
		want   string
	}{
		"no name":                 {func(d *config.Draft) { d.Name = " " }, "venue.name"},
		"a name that turns":       {func(d *config.Draft) { d.NameEN = "a\u202eb" }, "venue.name_en"},
		"no language":             {func(d *config.Draft) { d.Languages = nil }, "venue.languages"},
		"a service without time":  {func(d *config.Draft) { d.Services[1].Minutes = 0 }, "service[2].minutes"},
		"a small letter":          {func(d *config.Draft) { d.Services[0].Prefix = "a" }, "service[1].prefix"},
		"the same letter":         {func(d *config.Draft) { d.Services[2].Prefix = "A" }, "service[3].prefix"},
		"a nameless service":      {func(d *config.Draft) { d.Services[0].Name = "" }, "service[1].name"},
		"no service":              {func(d *config.Draft) { d.Services = nil }, "service"},
		"no counter":              {func(d *config.Draft) { d.Counters = nil }, "counter"},
		"a nameless counter":      {func(d *config.Draft) { d.Counters[1].Name = "" }, "counter[2].name"},
		"no account":              {func(d *config.Draft) { d.Trial = false }, "wechat.app_id"},
		"another kind of account": {func(d *config.Draft) { *d = account(*d); d.AppID = "gh_1234" }, "wechat.app_id"},
		"a secret cut off":        {func(d *config.Draft) { *d = account(*d); d.AppSecret = "012" }, "wechat.app_secret"},
		"an address without TLS":  {func(d *config.Draft) { d.PublicURL = "http://a.example" }, "listen.public_url"},
		"an address with a slash": {func(d *config.Draft) { d.PublicURL = "https://a.example/" }, "listen.public_url"},
		"a printer of no kind":    {func(d *config.Draft) { d.Printer = "192.168.1.50" }, "printer.url"},
		"a paper of no width":     {func(d *config.Draft) { d.Paper = 70 }, "printer.paper"},
		"too loud":                {func(d *config.Draft) { d.Volume = 101 }, "voice.volume"},
	} {
		t.Run(name, func(t *testing.T) {
			d := config.NewDraft()
			c.change(&d)
			found, err := d.Mistakes(mustSample(t))
			if err != nil || !slices.ContainsFunc(found, func(m config.Mistake) bool {
				return m.Key == c.want && m.Expected.ZH != "" && m.Expected.EN != ""
			}) {
				t.Errorf("got %+v, %v, want a mistake in %s", found, err, c.want)
			}
			dir := filepath.Join(t.TempDir(), "venue")
			if _, err := d.Write(dir, mustSample(t)); err == nil {
				t.Error("it was written, want a refusal")
			}
			if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("the refusal left %s behind: %v", dir, err)
			}
		})
	}
}

// A sample that lacks the place of an answer is an error, and no settings that leave the answer out.
func TestDraftNeedsItsPlaces(t *testing.T) {
	d := config.NewDraft()
	for _, part := range []string{"[printer]\n", "\n#volume = ", "\n[[service]]\n", "\n[[counter]]\n"} {
		if _, err := d.Text([]byte(strings.ReplaceAll(string(mustSample(t)), part, "\n"))); err == nil {
			t.Errorf("without %q: got no error", part)
		}
	}
}

// Whatever the answers are: they are refused by the key of a wrong one, or the settings say the same.
func TestDraftDrawn(t *testing.T) {
	sample := mustSample(t)
	rapid.Check(t, func(r *rapid.T) {
		words := rapid.OneOf(rapid.String(), rapid.StringN(1, 40, -1), rapid.SampledFrom([]string{
			`"`, `"""`, `\`, `a\"b`, "'''", "# x", "[venue]", "שלום", "ملفات 12", "👩‍💻", "甲\n乙", "\ufeff", "𠅤", "{{.Venue}}", "name = 1",
		}))
		d := config.NewDraft()
		d.Name, d.NameEN = words.Draw(r, "name"), words.Draw(r, "english")
		for range rapid.IntRange(0, 11).Draw(r, "more") {
			d.AddService(words.Draw(r, "service"), words.Draw(r, "in english"))
		}
		for range rapid.IntRange(0, len(d.Services)-1).Draw(r, "fewer") {
			d.RemoveService(rapid.IntRange(0, len(d.Services)-1).Draw(r, "which"))
		}
		d.Services[0].Minutes = rapid.IntRange(1, 240).Draw(r, "minutes")
		d.SetCounters(rapid.IntRange(0, 31).Draw(r, "counters"), config.Presets()[0])
		d.Counters[0].Name = words.Draw(r, "counter")
		for range rapid.IntRange(0, 5).Draw(r, "switched") {
			at, service := rapid.IntRange(0, len(d.Counters)-1).Draw(r, "at"), rapid.SampledFrom(d.Services).Draw(r, "for")
			d.Serve(at, service.ID, rapid.Bool().Draw(r, "serves"))
		}
		if rapid.Bool().Draw(r, "account") {
			d = account(d)
		}
		d.Printer = rapid.SampledFrom([]string{config.NoPrinter, "tcp://10.0.0.9:9100", "file:/dev/usb/lp0", "spool:" + words.Draw(r, "queue")}).Draw(r, "printer")
		d.Paper, d.Voice, d.Volume = 58, rapid.Bool().Draw(r, "voice"), rapid.IntRange(0, 100).Draw(r, "volume")
		checkDraft(r, &d, sample)
	})
}

// FuzzDraft puts texts of any bytes into the answers: see TestDraftDrawn.
func FuzzDraft(f *testing.F) {
	f.Add("大厅", "Hall", "综合", "A", "https://a.example", "tcp://10.0.0.9:9100", "0123456789abcdef", 5)
	f.Add("\"", "\\", "\xff", "", "x", "spool:\"", "\x00", -1)
	f.Add("0", "0", "0", "0", "http://\xa2", "tcp://0:1", "0000000000000000", 5)
	sample, err := os.ReadFile(samplePath)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, name, english, service, prefix, url, printer, secret string, minutes int) {
		d := account(config.NewDraft())
		d.Name, d.NameEN, d.PublicURL, d.Printer, d.AppSecret = name, english, url, printer, config.Secret(secret)
		d.Services[0].Name, d.Services[0].Prefix, d.Services[0].Minutes = service, prefix, minutes
		checkDraft(t, &d, sample)
	})
}

func mustSample(t *testing.T) []byte {
	t.Helper()
	return []byte(mustRead(t, samplePath))
}

// account gives a draft an account of WeChat's.
func account(d config.Draft) config.Draft {
	d.Trial, d.AppID, d.AppSecret, d.PublicURL = false, "wx0123456789abcdef", "not-a-real-secret-0123", "https://queue.example.com"
	return d
}

// failing is a test, drawn or not.
type failing interface {
	Helper()
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
}

func checkDraft(t failing, d *config.Draft, sample []byte) {
	t.Helper()
	found, err := d.Mistakes(sample)
	if err != nil {
		t.Fatalf("got %v, want mistakes or none", err)
	}
	s, err := d.Settings("a.toml", sample)
	if (err == nil) != (len(found) == 0) {
		t.Errorf("the settings say %v, the mistakes %v", err, found)
	}
	for _, m := range found {
		if m.Key == "" || m.Expected.ZH == "" {
			t.Errorf("got %+v, want a key and what was expected", m)
		}
	}
	if err == nil {
		checkSays(t, d, s)
	}
}

// checkSays checks that the settings say what the draft does.
func checkSays(t failing, d *config.Draft, s config.Settings) {
	t.Helper()
	valid := func(text string) string { return strings.ToValidUTF8(text, "\ufffd") }
	if s.Venue.Name != valid(d.Name) || s.Venue.NameEN != valid(d.NameEN) || !reflect.DeepEqual(s.Venue.Languages, d.Languages) {
		t.Errorf("the venue is %+v, want %q, %q, %v", s.Venue, d.Name, d.NameEN, d.Languages)
	}
	if len(s.Services) != len(d.Services) || len(s.Counters) != len(d.Counters) {
		t.Fatalf("got %d services and %d counters, want %d and %d", len(s.Services), len(s.Counters), len(d.Services), len(d.Counters))
	}
	for i, want := range d.Services {
		want.Digits, want.Name, want.NameEN = 3, valid(want.Name), valid(want.NameEN)
		if !reflect.DeepEqual(s.Services[i], want) {
			t.Errorf("service %d is %+v, want %+v", i, s.Services[i], want)
		}
	}
	for i, want := range d.Counters {
		got := s.Counters[i]
		if got.ID != want.ID || got.Name != valid(want.Name) || got.NameEN != valid(want.NameEN) {
			t.Errorf("counter %d is %+v, want %+v", i, got, want)
		}
		for _, x := range d.Services {
			if serves := slices.Contains(got.Services, x.ID); serves != d.Serves(i, x.ID) {
				t.Errorf("counter %d serves %s: %t, want %t", i, x.ID, serves, !serves)
			}
		}
	}
	w := s.WeChat
	if w.Trial != d.Trial || !d.Trial && (w.AppID != d.AppID || w.AppSecret != d.AppSecret) || w.Token != d.Token || w.EncodingAESKey != d.EncodingAESKey {
		t.Errorf("WeChat is %+v, want what the draft says", w)
	}
	if s.Printer.URL != valid(d.Printer) || s.Printer.Paper != d.Paper || s.Voice.On != d.Voice || s.Voice.Volume != d.Volume || s.Listen.PublicURL != valid(d.PublicURL) {
		t.Errorf("got %+v, %+v, %q; want what the draft says", s.Printer, s.Voice, s.Listen.PublicURL)
	}
}

// Two services or counters of one name are refused, however they are written, and what a preset or a button adds has its own.
func TestDraftSameNames(t *testing.T) {
	sample := mustSample(t)
	for _, c := range []struct {
		name string
		set  func(d *config.Draft)
		keys []string
	}{
		{"none", func(*config.Draft) {}, nil},
		{"a service", func(d *config.Draft) { d.Services[2].Name = d.Services[0].Name + " " }, []string{"service[3].name"}},
		{"its English", func(d *config.Draft) { d.Services[0].NameEN, d.Services[1].NameEN = "Cards", "cards" }, []string{"service[2].name_en"}},
		{"both", func(d *config.Draft) {
			d.Services[1].Name, d.Services[1].NameEN = d.Services[0].Name, d.Services[0].NameEN
		}, []string{"service[2].name", "service[2].name_en"}},
		{"no English", func(d *config.Draft) { d.Services[0].NameEN, d.Services[1].NameEN = "", "" }, nil},
		{"counters", func(d *config.Draft) {
			for i := range d.Counters {
				d.Counters[i].Name = "1"
			}
		}, []string{"counter[2].name", "counter[3].name"}},
		{"beside another mistake", func(d *config.Draft) { d.Counters[1].Name, d.Paper = d.Counters[0].Name, 1 }, []string{"printer.paper", "counter[2].name"}},
		{"a counter as a service", func(d *config.Draft) { d.Counters[1].Name = d.Services[0].Name }, nil},
		{"services that were added", func(d *config.Draft) {
			for d.AddService("新业务", "") {
			}
		}, nil},
	} {
		d := config.NewDraft()
		c.set(&d)
		found, err := d.Mistakes(sample)
		var keys []string
		for _, m := range found {
			keys = append(keys, m.Key)
		}
		if err != nil || !slices.Equal(keys, c.keys) {
			t.Errorf("%s: got %v, %v, want %v", c.name, keys, err, c.keys)
		}
	}
	for _, p := range config.Presets() {
		d := config.NewDraft()
		d.Take(p)
		d.SetCounters(30, p)
		if found, err := d.Mistakes(sample); len(found) > 0 || err != nil {
			t.Errorf("%s: %v, %v", p.Key, &found, err)
		}
	}
}
