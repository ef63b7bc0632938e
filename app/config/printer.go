package config

import (
	"fmt"
	"net"
	"path/filepath"
	"strconv"
	"strings"
	"unicode/utf8"

	"paihao/assets"
)

// Printer is the [printer] section.
type Printer struct {
	URL    string // tcp://HOST:PORT, file:DEVICE, spool:NAME of the operating system's printer, or NoPrinter
	Paper  int    // width of the paper, 58 or 80 mm
	Layout string // what stands on a slip, a template over SlipFacts; empty = the usual one in the venue's languages
}

// NoPrinter is the URL of a venue that prints nothing.
const NoPrinter = "none"

// SlipFacts is what the layout of a slip can tell.
type SlipFacts struct {
	Venue, VenueEN, Service, ServiceEN string // without an English name that one is empty, or where English comes first, the other
	Number                             string
	Waiting                            bool // it waits in line: the next five are known
	Ahead, WaitLow, WaitHigh           int  // people; minutes, both 0 without an estimate
	Wait, WaitEN                       string
	Party                              int    // people it is for; 0 when nobody asked
	Time                               string // when it was taken, as 2026-01-02 15:04
	Again                              string // when it was printed anew, as 15:04; empty the first time
	Code                               bool   // there is a code where the layout says ![qr]
}

const (
	longestLayout = 2000 // characters

	slipFacts facts = "Number Venue VenueEN Service ServiceEN Waiting Ahead Wait WaitEN WaitLow WaitHigh Party Time Again Code"
)

func (s *Settings) printerKeys() key {
	p := &s.Printer
	return section("printer",
		text("url", &p.URL, wantPrinter, isPrinter),
		leaf("paper", wantPaper, func(v value) bool {
			n, err := strconv.Atoi(v.text)
			if !v.is(wholeKind) || err != nil || n != 58 && n != 80 {
				return false
			}
			p.Paper = n
			return true
		}),
		layoutKey(&p.Layout),
	)
}

func isPrinter(s string) bool {
	scheme, rest, _ := strings.Cut(s, ":")
	switch scheme {
	case "tcp":
		host, port, err := net.SplitHostPort(strings.TrimPrefix(rest, "//"))
		n, bad := strconv.ParseUint(port, 10, 16)
		return strings.HasPrefix(rest, "//") && err == nil && bad == nil && n > 0 && isHost(strings.ToLower(host))
	case "file":
		return filepath.IsAbs(rest) && isFolder(rest)
	case "spool":
		return strings.TrimSpace(rest) != "" && isText(rest, longestFolder)
	}
	return s == NoPrinter
}

// layoutKey takes a layout; an empty one, as the sample has it, is the usual one.
func layoutKey(p *string) key {
	return key{name: "layout", scalar: true, read: func(r *reading, path string, v value) {
		if !v.isText() || utf8.RuneCountInString(v.text) > longestLayout {
			r.refuse(path, v, wantLayout)
			return
		}
		full := SlipFacts{"Venue", "Venue", "Service", "Service", "A012", true, 3, 10, 15, "wait", "wait", 2, "2026-01-02 15:04", "15:04", true}
		if _, err := slipFacts.parse("layout", v.text, SlipFacts{}, full); err != nil && v.text != "" {
			r.add(v.place, path, foundSyntax(err.Error()), wantLayout)
			return
		}
		*p = v.text
	}}
}

// SlipText is what stands on a slip, a line for each of its lines. An error means that the layout failed on these very facts;
// what can be seen beforehand Load has refused.
func (s *Settings) SlipText(f SlipFacts) (string, error) {
	layout := s.Printer.Layout
	if layout == "" {
		layout = usualLayout(s.Venue.Languages)
	}
	t, err := slipFacts.parse("layout", layout)
	if err != nil {
		return "", fmt.Errorf("layout of a slip: %w", err)
	}
	var b bounded
	if err = t.Execute(&b, f); err != nil {
		return "", fmt.Errorf("layout of a slip: %w", err)
	}
	return b.String(), nil
}

// usualLines are the lines of the usual layout, in Chinese and in English; one with a single text says the same in both.
var usualLines = []struct{ first, second, zh, en string }{
	{"## ", "> ", "{{.Venue}}", "{{.VenueEN}}"},
	{zh: "---"},
	{"", "> ", "您的号码", "Your number"},
	{zh: "# {{.Number}}"},
	{"", "> ", "{{.Service}}{{if .Party}} · {{.Party}} 人{{end}}", "{{.ServiceEN}}{{if .Party}} · for {{.Party}}{{end}}"},
	{zh: "---"},
	{
		"## ", "> ", "{{if .Waiting}}{{if .Ahead}}前面还有 {{.Ahead}} 位{{else}}前面没有人了{{end}}{{end}}",
		"{{if .Waiting}}{{if .Ahead}}{{.Ahead}} ahead of you{{else}}Nobody ahead{{end}}{{end}}",
	},
	{"## ", "> ", "{{if .Waiting}}{{.Wait}}{{end}}", "{{if .Waiting}}{{.WaitEN}}{{end}}"},
	{zh: "![qr]"},
	{"> ", "> ", "{{if .Code}}微信扫一扫，在手机上看排到哪里{{end}}", "{{if .Code}}Scan with WeChat to see your place{{end}}"},
	{"> ", "> ", "请看大屏、听叫号", "Watch the screen and listen for your number"},
	{zh: "> {{.Time}}"},
	{"> ", "> ", "{{if .Again}}{{.Again}} 补打{{end}}", "{{if .Again}}Printed again {{.Again}}{{end}}"},
}

// usualLayout is the layout of a venue that has none of its own: the first language first and large.
func usualLayout(languages []assets.Language) string {
	var b strings.Builder
	for _, l := range usualLines {
		if l.en == "" {
			b.WriteString(l.zh + "\n")
			continue
		}
		mark := l.first
		for _, language := range languages {
			words := l.zh
			if language == assets.EN {
				words = l.en
			}
			b.WriteString(mark + words + "\n")
			mark = l.second
		}
	}
	return b.String()
}
