package config

import (
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"strings"

	"paihao/assets"
	"paihao/queue"
)

// Draft is what is asked when a venue is set up: what somebody answers in the setup window, in a terminal, or by flags. Of a
// service its id, names, prefix, minutes and party count. A counter without services serves all.
type Draft struct {
	Name, NameEN string
	Languages    []assets.Language // of the public windows
	Services     []Service
	Counters     []queue.Counter

	Trial          bool // WeChat is played by the built-in sandbox; the next six say nothing then
	AppID          string
	AppSecret      Secret
	Token          Secret
	EncodingAESKey Secret
	PublicURL      string

	Printer string // an address as in [printer] url, or NoPrinter
	Paper   int    // mm
	Voice   bool
	Volume  int // 0 to 100
}

// NewDraft is a draft whose answers all stand: a hall with a trial's WeChat, without a printer. Its token and its key are new.
func NewDraft() Draft {
	usual := defaults()
	d := Draft{
		Languages: usual.Venue.Languages, Trial: true, Token: Secret(rand.Text()), EncodingAESKey: Secret(newAESKey()),
		Printer: usual.Printer.URL, Paper: usual.Printer.Paper, Voice: usual.Voice.On, Volume: usual.Voice.Volume,
	}
	d.Take(Presets()[0])
	return d
}

// Text fills the answers into the commented sample; all else in it stays as it is. Errors: the sample lacks a place for one.
func (d *Draft) Text(sample []byte) ([]byte, error) {
	f := form{text: string(sample)}
	f.fill("venue", "name", quote(d.Name))
	f.fill("venue", "name_en", quote(d.NameEN))
	f.fill("venue", "languages", quoteAll(d.languages()))
	f.fill("listen", "api_token", quote(rand.Text()+rand.Text()))
	f.fill("wechat", "token", quote(d.Token.Reveal()))
	f.fill("wechat", "encoding_aes_key", quote(d.EncodingAESKey.Reveal()))
	if d.Trial {
		f.fill("wechat", "trial", "true")
	} else {
		f.fill("wechat", "app_id", quote(d.AppID))
		f.fill("wechat", "app_secret", quote(d.AppSecret.Reveal()))
	}
	if d.PublicURL != "" {
		f.fill("listen", "public_url", quote(d.PublicURL))
	}
	f.fill("printer", "url", quote(d.Printer))
	f.fill("printer", "paper", fmt.Sprint(d.Paper))
	f.fill("voice", "on", fmt.Sprint(d.Voice))
	f.fill("voice", "languages", quoteAll(d.languages()[:min(1, len(d.Languages))]))
	f.fill("voice", "volume", fmt.Sprint(d.Volume))
	d.fillServices(&f)
	f.tables("counter", 0, d.counterTables())
	return []byte(f.text), f.err
}

// fillServices puts the first service where the sample explains what a service may have, and the others below it.
func (d *Draft) fillServices(f *form) {
	if len(d.Services) == 0 {
		f.tables("service", 0, "")
		return
	}
	var rest strings.Builder
	for i := range d.Services[1:] {
		rest.WriteString(tableText("service", serviceLines(&d.Services[1+i])))
	}
	f.tables("service", 1, rest.String())
	for _, l := range serviceLines(&d.Services[0]) {
		f.fill("[service]", l.key, l.value)
	}
}

// serviceLines are the keys of a service that a draft says.
func serviceLines(s *Service) []line {
	lines := []line{
		{"id", quote(s.ID)},
		{"name", quote(s.Name)},
		{"name_en", quote(s.NameEN)},
		{"prefix", quote(s.Prefix)},
		{"minutes", fmt.Sprint(s.Minutes)},
	}
	if s.Party != (queue.Party{}) {
		lines = append(lines, line{"party", quote(partyText(s.Party))})
	}
	return lines
}

func (d *Draft) counterTables() string {
	var all strings.Builder
	for _, c := range d.Counters {
		services := c.Services
		if len(services) == 0 {
			for _, s := range d.Services {
				services = append(services, s.ID)
			}
		}
		all.WriteString(tableText("counter", []line{
			{"id", quote(c.ID)}, {"name", quote(c.Name)}, {"name_en", quote(c.NameEN)}, {"services", quoteAll(services)},
		}))
	}
	return all.String()
}

// languages are the draft's as settings name them.
func (d *Draft) languages() (tags []string) {
	for _, l := range d.Languages {
		tag := string(l)
		if l == assets.ZH {
			tag = "zh-CN"
		}
		tags = append(tags, tag)
	}
	return tags
}

// Settings are what the draft will be once it is written to path. The error is a *Mistakes with every mistake in the answers,
// whose keys are those of the settings: venue.name, service[2].prefix. What is unwise is one, too: two services or counters
// of one name, and an address that is open to all who are between.
func (d *Draft) Settings(path string, sample []byte) (Settings, error) {
	text, err := d.Text(sample)
	if err != nil {
		return Settings{}, err
	}
	s, err := Parse(path, text, Options{Environ: []string{}})
	if found := d.unwise(); len(found) > 0 {
		var all *Mistakes
		if errors.As(err, &all) {
			found = append(*all, found...)
		}
		return Settings{}, &found
	}
	return s, err
}

// Mistakes are what is wrong with the answers; nil when they can be written.
func (d *Draft) Mistakes(sample []byte) (Mistakes, error) {
	_, err := d.Settings(FileName, sample)
	var all *Mistakes
	if errors.As(err, &all) {
		return *all, nil
	}
	return nil, err
}

// AddService adds one more service, with a letter that no other has, and a number behind its name where another has that. It
// tells whether there was room.
func (d *Draft) AddService(name, nameEN string) bool {
	if len(d.Services) >= mostServices {
		return false
	}
	s := Service{Name: name, NameEN: nameEN, Minutes: 5}
	for n := 2; slices.ContainsFunc(d.Services, func(x Service) bool { return x.Name == s.Name }); n++ {
		s.Name = fmt.Sprint(name, " ", n)
	}
	for n := 1; s.ID == "" || slices.ContainsFunc(d.Services, func(x Service) bool { return x.ID == s.ID }); n++ {
		s.ID = fmt.Sprintf("s%d", n)
	}
	for letter := 'A'; letter <= 'Z' && s.Prefix == ""; letter++ {
		if !slices.ContainsFunc(d.Services, func(x Service) bool { return mayLookAlike(x.Prefix, string(letter)) }) {
			s.Prefix = string(letter)
		}
	}
	d.Services = append(d.Services, s)
	return true
}

// RemoveService removes a service, also from the counters that serve it. One that would serve none then serves all.
func (d *Draft) RemoveService(i int) {
	id := d.Services[i].ID
	d.Services = slices.Delete(slices.Clone(d.Services), i, i+1)
	for at := range d.Counters {
		c := &d.Counters[at]
		c.Services = slices.DeleteFunc(slices.Clone(c.Services), func(s string) bool { return s == id })
	}
}

// SetCounters makes so many counters of those that there are and new ones, within the limits of a hall. New ones are called
// as the preset has it.
func (d *Draft) SetCounters(n int, p Preset) {
	n = max(1, min(n, mostCounters))
	for len(d.Counters) < n {
		id := fmt.Sprint(len(d.Counters) + 1)
		d.Counters = append(d.Counters, queue.Counter{
			ID: id, Name: strings.ReplaceAll(p.Counter, "{n}", id), NameEN: strings.ReplaceAll(p.CounterEN, "{n}", id),
		})
	}
	d.Counters = slices.Clone(d.Counters[:n])
}

// Serve has a counter serve a service or not. Where none is left it serves all.
func (d *Draft) Serve(counter int, service string, serves bool) {
	c := &d.Counters[counter]
	var now []string
	for _, s := range d.Services {
		before := len(c.Services) == 0 || slices.Contains(c.Services, s.ID)
		if s.ID == service && serves || s.ID != service && before {
			now = append(now, s.ID)
		}
	}
	if len(now) == len(d.Services) {
		now = nil
	}
	c.Services = now
}

// Serves tells whether a counter serves a service.
func (d *Draft) Serves(counter int, service string) bool {
	of := d.Counters[counter].Services
	return len(of) == 0 || slices.Contains(of, service)
}

// Callback is the address for WeChat's console; empty before anybody has said where the internet reaches this machine.
func (d *Draft) Callback() string {
	if d.PublicURL == "" {
		return ""
	}
	return d.PublicURL + "/wechat/callback"
}
