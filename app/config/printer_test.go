package config_test

import (
	"strings"
	"testing"

	"paihao/app/config"
)

var waiting = config.SlipFacts{
	Venue: "市民大厅", VenueEN: "Hall", Service: "综合业务", ServiceEN: "General", Number: "A012", Waiting: true, Ahead: 7, WaitLow: 20, WaitHigh: 30,
	Wait: "约 20–30 分钟", WaitEN: "about 20–30 min", Party: 4, Time: "2026-11-22 10:32", Code: true,
}

// The sample shows the usual layout as it is, for owners to begin with: taken over word by word it prints the same.
func TestSampleShowsTheUsualLayout(t *testing.T) {
	sample := mustRead(t, samplePath)
	_, shown, found := strings.Cut(sample, "which in Chinese and English is:\n")
	shown, _, end := strings.Cut(shown, "#layout = ")
	if !found || !end {
		t.Fatal("the sample shows no layout")
	}
	layout := strings.ReplaceAll("\n"+shown, "\n#     ", "\n")
	usual := mustParse(t, bare)
	own := mustParse(t, bare+"\n[printer]\nlayout = '''"+layout+"'''\n")
	for _, f := range []config.SlipFacts{waiting, {Number: "A1"}} {
		if got, want := mustText(t, own, f), mustText(t, usual, f); got != want {
			t.Errorf("the sample's layout prints\n%s\nwant\n%s", got, want)
		}
	}
}

// The first language comes first and large; a venue with one language has nothing of the other.
func TestUsualLayout(t *testing.T) {
	again, none := waiting, waiting
	again.Again, again.Waiting = "11:02", false
	none.Ahead, none.Code, none.VenueEN, none.Party = 0, false, "", 0
	for _, tt := range []struct {
		languages  string
		facts      config.SlipFacts
		want, lack []string
	}{
		{`"zh-CN", "en"`, waiting, []string{
			"## 市民大厅\n> Hall\n", "\n您的号码\n> Your number\n# A012\n", "综合业务 · 4 人", "> General · for 4", "## 前面还有 7 位\n> 7 ahead of you\n",
			"## 约 20–30 分钟\n> about 20–30 min\n![qr]\n> 微信扫一扫", "> 2026-11-22 10:32\n",
		}, []string{"补打"}},
		{`"en", "zh-CN"`, waiting, []string{"## Hall\n> 市民大厅\n", "## 7 ahead of you\n> 前面还有 7 位\n"}, nil},
		{`"zh-CN"`, waiting, []string{"## 市民大厅\n---\n", "您的号码\n# A012\n"}, []string{"Hall", "number", "ahead", "WeChat", "General"}},
		{`"en"`, waiting, []string{"## Hall\n---\n", "Your number\n# A012\n"}, []string{"市民", "号", "微信"}},
		{`"zh-CN", "en"`, again, []string{"> 11:02 补打\n> Printed again 11:02"}, []string{"前面", "ahead", "20–30"}},
		{`"zh-CN", "en"`, none, []string{"## 前面没有人了\n> Nobody ahead\n", "## 市民大厅\n> \n"}, []string{"微信", "WeChat", "人{"}},
	} {
		s := mustParse(t, bare+"\n[venue]\nlanguages = ["+tt.languages+"]\n")
		got := mustText(t, s, tt.facts)
		for _, want := range tt.want {
			if !strings.Contains(got, want) {
				t.Errorf("languages %s: got\n%s\nwant %q", tt.languages, got, want)
			}
		}
		for _, lack := range tt.lack {
			if strings.Contains(got, lack) {
				t.Errorf("languages %s: got\n%s\nwant no %q", tt.languages, got, lack)
			}
		}
	}
}

func mustText(t *testing.T, s config.Settings, f config.SlipFacts) string {
	t.Helper()
	text, err := s.SlipText(f)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// A bad layout is named with its file, its line, its key, and what is wrong in which of its own lines.
func TestLayoutMistakes(t *testing.T) {
	for _, tt := range []struct{ name, layout, found string }{
		{"unknown name", "# {{.Number}}\n{{.Openid}}", "2: .Openid"},
		{"unknown name in a branch", "{{if .Again}}\n\n{{if .Nobody}}{{end}}{{end}}", "3: .Nobody"},
		{"not closed", "# {{.Number}}\n{{if .Code}}", "unexpected EOF"},
		{"no function", "{{rot13 .Number}}", "rot13"},
		{"loop", "# {{.Number}}\n{{range .Ahead}}x{{end}}", "2: {{range .Ahead}}"},
		{"variable", "{{$x := .Number}}{{$x}}", "1: "},
		{"everything", "{{.}}", "1: "},
		{"another template", `{{define "a"}}{{end}}{{template "a"}}`, "1: "},
		{"a name of a name", "{{.Number.Long}}", "1: .Number.Long"},
		{"what fails", "a\n{{slice .Number 3 9}}", "2:"},
		{"more than a slip holds", `{{printf "%0999999d" 1}}`, "more than 8192 bytes"},
		{"too long", strings.Repeat("长", 2001), "长长"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := config.Parse("a.toml", []byte(bare+"\n[printer]\nlayout = '''"+tt.layout+"'''\n"), config.Options{Environ: alone})
			m := mistakesOf(t, err)[0]
			if m.File != "a.toml" || m.Line == 0 || m.Key != "printer.layout" || !strings.Contains(m.Found.EN, tt.found) {
				t.Errorf("got %v, want a mistake of printer.layout that says %q", err, tt.found)
			}
		})
	}
}

// FuzzLayout: whatever is in a layout, it is refused, or gives some text for every ticket.
func FuzzLayout(f *testing.F) {
	f.Add("# {{.Number}}\n{{if .Waiting}}{{.Ahead}}{{else}}-{{end}}\n![qr]\n---\n", "A012", 3)
	f.Add("{{printf \"%9d\" .Ahead}}{{len .Venue}}{{index .Number 0}}", "", 0)
	f.Add("{{with .Number}}{{end}}{{block \"a\" .}}{{end}}{{break}}{{/* c */}}", "\u202e", -1)
	f.Fuzz(func(t *testing.T, layout, number string, ahead int) {
		s, err := config.Parse("a.toml", []byte(bare+"\n[printer]\nlayout = "+quoted(layout)+"\n"), config.Options{Environ: alone})
		if err != nil {
			return
		}
		facts := waiting
		facts.Number, facts.Ahead = number, ahead
		if text, err := s.SlipText(facts); err == nil && strings.Contains(text, "<no value>") {
			t.Errorf("layout %q prints %q", layout, text)
		}
	})
}
