package config

import (
	"errors"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// refuseSyntax names the line of the error and the key whose value it is in. What never ends is named where it begins.
func (d *document) refuseSyntax(err error) {
	start := d.nextLine()
	where := place{d.file, start}
	var at *unstable.ParserError
	if errors.As(err, &at) {
		if offset := int(d.parser.Range(at.Highlight).Offset); offset+1 < len(d.parser.Data()) {
			where.line = d.lineAt(offset)
		}
	}
	d.mistakes.add(where, join(d.path, d.keyOn(start)), foundSyntax(err.Error()), wantTOML)
}

// nextLine is the first line with something on it after the last expression that could be read.
func (d *document) nextLine() int {
	line := 1
	if d.end > 0 {
		line = d.lineAt(d.end) + 1
	}
	for ; line <= len(d.breaks); line++ {
		if s := strings.TrimSpace(d.line(line)); s != "" && s[0] != '#' {
			break
		}
	}
	return line
}

// keyOn is the name before the "=" of a line. A line without one is not quoted: it may be the rest of a secret.
func (d *document) keyOn(line int) string {
	name, _, ok := strings.Cut(d.line(line), "=")
	if name = strings.TrimSpace(name); !ok || !bareShape.MatchString(name) {
		return ""
	}
	return name
}

// line is the n-th line of the file, from 1.
func (d *document) line(n int) string {
	data := d.parser.Data()
	start, end := 0, len(data)
	if n > 1 {
		start = d.breaks[n-2] + 1
	}
	if n <= len(d.breaks) {
		end = d.breaks[n-1]
	}
	return string(data[start:end])
}

// lineAt is the line of a byte, from 1.
func (d *document) lineAt(offset int) int {
	n, _ := slices.BinarySearch(d.breaks, offset)
	return n + 1
}
