package config

import (
	"net"
	"path/filepath"
	"strconv"
	"strings"
)

// Printer is the [printer] section.
type Printer struct {
	URL   string // tcp://HOST:PORT, file:DEVICE, spool:NAME of the operating system's printer, or NoPrinter
	Paper int    // width of the paper, 58 or 80 mm
}

// NoPrinter is the URL of a venue that prints nothing.
const NoPrinter = "none"

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
